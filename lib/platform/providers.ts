import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/;

/** How an assertion is signed (RFC 7518, 3.1), and what its key must be. */
const KEY_FOR = { RS256: 'rsa', RS384: 'rsa', RS512: 'rsa', PS256: 'rsa', ES256: 'ec' } as const;
export type SigningAlgorithm = keyof typeof KEY_FOR;

function keyOf(text: string): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

/** Is this key one for that algorithm, and long enough? (ASVS v5.0.0-11.2.3: 112 bits of security) */
function fits(key: KeyObject, alg: SigningAlgorithm): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  return key.asymmetricKeyType === KEY_FOR[alg] && (KEY_FOR[alg] === 'rsa' ? modulusLength >= 2048 : namedCurve === 'prime256v1');
}

const clientKey = z
  .strictObject({
    /** Under which the provider finds the public half. */
    kid: z.string().min(1).max(100),
    alg: z.enum(Object.keys(KEY_FOR) as SigningAlgorithm[]).default('RS256'),
    /** PKCS #8, DER in base64. */
    privateKey: z.string().transform((text, ctx) => {
      const key = keyOf(text);
      if (key === null) ctx.addIssue({ code: 'custom', message: 'its private key must be PKCS #8, DER in base64' });
      return key ?? z.NEVER;
    }),
  })
  .refine(({ privateKey, alg }) => fits(privateKey, alg), 'its private key is not one for its algorithm, or too short (RSA: 2048 bits)');
/** A key with which the service says who it is to a provider (private_key_jwt). */
export type ClientKey = z.infer<typeof clientKey>;

const provider = z.strictObject({
  /** In addresses of this service. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'its id is small letters, figures and dashes'),
  /** On the button. */
  name: z.string().trim().min(1).max(60),
  issuer: z.url().refine((issuer) => issuer.startsWith('https://') || LOOPBACK.test(issuer), 'its issuer must begin with https://'),
  clientId: z.string().min(1),
  /** Either this, */
  clientSecret: z.string().min(1).optional(),
  /** or keys (private_key_jwt): the first signs, all are published, so that the provider knows the next one before it signs. */
  clientKeys: z.array(clientKey).max(3).default([]),
  /** For whom an assertion is: the provider as its issuer says (RFC 7523bis), or its token endpoint, as older ones ask. */
  assertionFor: z.enum(['issuer', 'token_endpoint']).default('issuer'),
  scope: z.string().regex(/(^| )openid( |$)/, 'its scope must have openid').default('openid'),
  /** Of these, one must be the token's acr; they are asked for as acr_values. */
  acr: z.array(z.string().min(1)).default([]),
  /** Of these, one must be among the token's amr. */
  amr: z.array(z.string().min(1)).default([]),
  /** How long ago the person may have signed in there; asked for as max_age and checked by auth_time. */
  maxAgeMinutes: z.number().int().min(0).max(720).optional(),
}).refine(({ clientSecret, clientKeys }) => (clientSecret === undefined) !== (clientKeys.length === 0), 'it has either clientSecret or clientKeys');
/** An outside provider of identities, as configured. */
export type Provider = z.infer<typeof provider>;

const providers = z.array(provider).refine((all) => new Set(all.map(({ id }) => id)).size === all.length && new Set(all.map(({ issuer }) => issuer)).size === all.length, 'each id and each issuer stands once');

/** Reads the setting OIDC_PROVIDERS: a JSON array. @returns what is wrong, in one sentence, instead. */
export function readProviders(text: string): Provider[] | string {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return 'OIDC_PROVIDERS is not JSON: an array of providers (docs/sign-in.md).';
  }
  const parsed = providers.safeParse(read);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `OIDC_PROVIDERS is not right${issue === undefined ? '' : ` at ${issue.path.join('.') || 'the whole'}: ${issue.message}`}.`;
}

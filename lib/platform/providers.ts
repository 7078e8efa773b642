import { z } from 'zod';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/;

const provider = z.strictObject({
  /** In addresses of this service. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'its id is small letters, figures and dashes'),
  /** On the button. */
  name: z.string().trim().min(1).max(60),
  issuer: z.url().refine((issuer) => issuer.startsWith('https://') || LOOPBACK.test(issuer), 'its issuer must begin with https://'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scope: z.string().regex(/(^| )openid( |$)/, 'its scope must have openid').default('openid'),
  /** Of these, one must be the token's acr; they are asked for as acr_values. */
  acr: z.array(z.string().min(1)).default([]),
  /** Of these, one must be among the token's amr. */
  amr: z.array(z.string().min(1)).default([]),
  /** How long ago the person may have signed in there; asked for as max_age and checked by auth_time. */
  maxAgeMinutes: z.number().int().min(0).max(720).optional(),
});
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

import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, enableNonRepudiationChecks, randomNonce, randomPKCECodeVerifier, randomState, type Configuration } from 'openid-client';
import { z } from 'zod';
import { config } from '@/lib/platform/config';
import { addChallenge, takeChallenge } from '@/lib/platform/db';
import { isId, newId } from '@/lib/platform/ids';
import { seal, unseal, type SealedPlace } from '@/lib/platform/seal';
import type { Provider } from '@/lib/platform/providers';
import { now } from '@/lib/platform/time';
import { clientAuthOf } from './client-key';

/** Minutes in which somebody comes back from their provider. */
export const FLOW_MINUTES = 10;
/** Seconds after which a provider that does not answer is down. */
const PATIENCE_SECONDS = 8;
/** How long what a provider says of itself is believed. */
const KNOWN_MS = 3_600_000;

const known = new Map<string, { at: number; found: Configuration }>();

/** The configured provider of this id. */
export function providerOf(id: string): Provider | null {
  return config().providers.find((each) => each.id === id) ?? null;
}

/**
 * What a provider says of itself (OpenID Connect Discovery). Its tokens' signatures are checked.
 * @param afresh asked now, so that one that is down is found out; otherwise at most once an hour.
 * @throws when it does not answer.
 */
export async function discovered(provider: Provider, afresh = false): Promise<Configuration> {
  const kept = known.get(provider.issuer);
  const at = now().epochMilliseconds;
  if (!afresh && kept !== undefined && at - kept.at < KNOWN_MS) return kept.found;
  // The configuration lets http through for this machine alone.
  const execute = [enableNonRepudiationChecks, ...(provider.issuer.startsWith('http://') ? [allowInsecureRequests] : [])];
  const told: { endpoint?: string | undefined } = {};
  const auth = await clientAuthOf(provider, () => told.endpoint);
  const found = await discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, auth, { execute, timeout: PATIENCE_SECONDS });
  told.endpoint = found.serverMetadata().token_endpoint;
  known.set(provider.issuer, { at, found });
  return found;
}

/** Where somebody comes back to from a provider. */
export const backPath = (id: string) => `/session/provider/${id}/back`;

const flow = z.strictObject({ provider: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string(), link: z.string() });
type Flow = z.infer<typeof flow>;
const placeOf = (rowId: string): SealedPlace => ({ table: 'sign_in_challenge', column: 'content', authorityId: '', rowId });

/**
 * Begins a sign-in at a provider: state, nonce and code verifier are kept sealed, under an id that the browser alone has.
 * @param link an invitation that links the account, or an empty string.
 * @returns that id, and where to go.
 * @throws when the provider does not answer.
 */
export async function beginFlow(provider: Provider, { back, link }: { back: string; link: string }): Promise<{ id: string; to: string }> {
  const found = await discovered(provider, true);
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const to = buildAuthorizationUrl(found, {
    redirect_uri: `${config().publicOrigin}${backPath(provider.id)}`,
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(provider.acr.length === 0 ? {} : { acr_values: provider.acr.join(' ') }),
    // amr is told only where it is asked for (OpenID Connect Core, 5.5), by providers that can be asked.
    ...(provider.amr.length > 0 && found.serverMetadata().claims_parameter_supported === true ? { claims: JSON.stringify({ id_token: { amr: { essential: true } } }) } : {}),
    ...(provider.maxAgeMinutes === undefined ? {} : { max_age: String(provider.maxAgeMinutes * 60) }),
  });
  const id = newId();
  const at = now();
  const content: Flow = { provider: provider.id, state, nonce, verifier, back, link };
  await addChallenge({ id, kind: 'provider', accountId: null, content: seal(JSON.stringify(content), placeOf(id)), until: at.add({ minutes: FLOW_MINUTES }) }, at);
  return { id, to: to.href };
}

/** Takes a sign-in up that was begun in this browser at this provider: once. */
export async function takeFlow(provider: Provider, id: string): Promise<Flow | null> {
  const content = isId(id) ? await takeChallenge(id, 'provider', null, now()) : null;
  if (content === null) return null;
  const read = flow.safeParse(JSON.parse(unseal(content, placeOf(id))));
  return read.success && read.data.provider === provider.id ? read.data : null;
}

/** Who a provider says came back, and how they proved it. */
export interface Told {
  issuer: string;
  subject: string;
  sid: string | null;
  /** acr, amr and auth_time are as configured: the provider has seen a second factor. */
  strong: boolean;
}

const claims = z.looseObject({ iss: z.string(), sub: z.string(), acr: z.string().optional(), amr: z.array(z.string()).optional(), auth_time: z.number().optional(), sid: z.string().optional() });

/** Seconds by which a provider's clock may differ from ours. */
const LEEWAY_SECONDS = 60;

/** Did somebody sign in there so lately as is asked? A time that is not told, or yet to come, is none (OpenID Connect Core, 3.1.3.7, step 13). */
export function isRecent(authTime: number | undefined, maxAgeMinutes: number, atSeconds: number): boolean {
  return authTime !== undefined && authTime <= atSeconds + LEEWAY_SECONDS && atSeconds - authTime <= maxAgeMinutes * 60 + LEEWAY_SECONDS;
}

/**
 * Exchanges the code for an ID token and checks it: signature, issuer, audience, times, nonce, state and PKCE by the library; acr, amr
 * and auth_time against what is configured.
 * @returns null when acr, amr or auth_time is not what is asked.
 * @throws when anything else is wrong, or the provider does not answer.
 */
export async function tellOf(provider: Provider, { state, nonce, verifier }: Flow, search: string): Promise<Told | null> {
  const found = await discovered(provider);
  const here = new URL(`${config().publicOrigin}${backPath(provider.id)}${search}`);
  const tokens = await authorizationCodeGrant(found, here, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
  const told = claims.parse(tokens.claims());
  if (provider.acr.length > 0 && (told.acr === undefined || !provider.acr.includes(told.acr))) return null;
  if (provider.amr.length > 0 && !provider.amr.some((method) => told.amr?.includes(method))) return null;
  if (provider.maxAgeMinutes !== undefined && !isRecent(told.auth_time, provider.maxAgeMinutes, now().epochMilliseconds / 1000)) return null;
  return { issuer: told.iss, subject: told.sub, sid: told.sid ?? null, strong: provider.acr.length > 0 || provider.amr.length > 0 };
}

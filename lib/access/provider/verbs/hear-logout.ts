import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { endProviderSessions } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { discovered, providerOf } from '../flow';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4): who, or which session; never a nonce, which would make it an ID token. */
const logout = z
  .looseObject({ sub: z.string().min(1).optional(), sid: z.string().min(1).optional(), jti: z.string().min(1), iat: z.number(), events: z.looseObject({ [EVENT]: z.looseObject({}) }), nonce: z.never().optional() })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** Each provider's keys, kept for all: fetched anew they are only after a while, whoever posts whatever. */
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function keysAt(address: string): ReturnType<typeof createRemoteJWKSet> {
  const kept = keySets.get(address) ?? createRemoteJWKSet(new URL(address));
  keySets.set(address, kept);
  return kept;
}

/** Is it that the provider, or the way to it, is away? That says nothing of the token. */
const isAway = (error: unknown) => !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';

/** Whom, or which session, a token of the provider names. */
async function heard(id: string, token: string): Promise<Result<{ issuer: string; subject: string | null; sid: string | null }, 'not_a_logout' | 'away'>> {
  const provider = providerOf(id);
  if (provider === null) return refused('not_a_logout');
  const server = await discovered(provider).then((found) => found.serverMetadata(), () => null);
  if (server === null) return refused('away');
  const { issuer, jwks_uri: keys } = server;
  if (keys === undefined) return refused('not_a_logout');
  try {
    const { payload } = await jwtVerify(token, keysAt(keys), { issuer, audience: provider.clientId, maxTokenAge: '3 minutes', clockTolerance: 60 });
    const read = logout.safeParse(payload);
    return read.success ? ok({ issuer, subject: read.data.sub ?? null, sid: read.data.sid ?? null }) : refused('not_a_logout');
  } catch (error) {
    log().warn({ err: describeError(error), provider: id }, 'logout not understood');
    return refused(isAway(error) ? 'away' : 'not_a_logout');
  }
}

/** A provider says that somebody signed out there: their sessions by it end here. @returns how many ended; `away` where its keys cannot be had now, and it has to say so again. */
export async function hearLogout(id: string, token: string): Promise<Result<{ ended: number }, 'not_a_logout' | 'away'>> {
  const said = await heard(id, token);
  return said.ok ? ok({ ended: await endProviderSessions(said.value, now()) }) : said;
}

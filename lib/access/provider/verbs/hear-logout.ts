import { createRemoteJWKSet, jwtVerify } from 'jose';
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

/** A provider says that somebody signed out there: their sessions by it end here. @returns how many ended. */
export async function hearLogout(id: string, token: string): Promise<Result<{ ended: number }, 'not_a_logout'>> {
  const provider = providerOf(id);
  if (provider === null) return refused('not_a_logout');
  try {
    const { issuer, jwks_uri: keys } = (await discovered(provider)).serverMetadata();
    if (keys === undefined) return refused('not_a_logout');
    const { payload } = await jwtVerify(token, keysAt(keys), { issuer, audience: provider.clientId, maxTokenAge: '3 minutes', clockTolerance: 60 });
    const { sub, sid } = logout.parse(payload);
    return ok({ ended: await endProviderSessions({ issuer, subject: sub ?? null, sid: sid ?? null }, now()) });
  } catch (error) {
    log().warn({ err: describeError(error), provider: id }, 'logout not understood');
    return refused('not_a_logout');
  }
}

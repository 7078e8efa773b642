import { z } from 'zod';
import { tokenHash } from '@/lib/platform/crypto';
import { authorityList, systemOf, withActor, type Actor } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { keyByHash, markUsed } from './api-key-store';

/** What a key opens: one door each. */
export const KEY_SCOPES = ['call_events'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
export const KEY_SCOPE_WORDS: Record<KeyScope, string> = { call_events: 'Send what a telephone system says of its calls' };

export const keyForm = z.strictObject({
  name: z.string().trim().min(1, 'Say which system will use it').max(100, 'Say it in 100 letters'),
  scope: z.enum(KEY_SCOPES, { error: 'Choose what it opens' }),
});
export type KeyForm = z.infer<typeof keyForm>;

/** A secret of one authority: whose it is stands in it, so that it is looked for there and nowhere else. */
export function newKey(authorityId: string): string {
  return `dsk.${authorityId}.${newToken()}`;
}

const AUTHORIZATION = /^Bearer (dsk\.([a-z0-9-]{1,60})\.[A-Za-z0-9_-]{43})$/;

/**
 * Who speaks, by the header of a request: the key itself, of its authority. Found by its hash among that authority's keys; the
 * secret has 256 random bits, so that nobody finds one by trying.
 * @returns null for no key, one that is not known, or has been revoked, or opens something else.
 */
export async function machineOf(authorization: string | null, scope: KeyScope, requestId: string): Promise<Actor | null> {
  const [, secret, authorityId] = AUTHORIZATION.exec(authorization ?? '') ?? [];
  if (secret === undefined || authorityId === undefined) return null;
  if (!(await authorityList()).some(({ id }) => id === authorityId)) return null;
  return withActor(
    systemOf(authorityId),
    async (tx) => {
      const key = await keyByHash(tx, tokenHash(secret));
      if (key === null || key.revoked || key.scope !== scope) {
        tx.ledger({ action: 'refused', objectKind: 'api_key', objectId: key?.id ?? 'unknown', detail: { scope } });
        return null;
      }
      await markUsed(tx, key.id);
      return { authorityId, actorId: key.id, agencyId: null, role: 'machine' };
    },
    { requestId },
  );
}

import { z } from 'zod';
import { tokenHash } from '@/lib/platform/crypto';
import { authorityList, spend, systemOf, withActor, type Actor, type Limit, type Tx } from '@/lib/platform/db';
import { isId, newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { keyByHash, markUsed } from './api-key-store';
import { countWrongKey, isNoStranger, meetKey } from './door/wrong-keys';

/** What a key opens: one door each. */
export const KEY_SCOPES = ['contacts', 'notifications', 'call_events'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
export const KEY_SCOPE_WORDS: Record<KeyScope, string> = {
  contacts: 'File concerns for its agency, and read how far they are',
  notifications: 'File notifications in large numbers for its agency, and read how far they are',
  call_events: 'Send what a telephone system says of its calls',
};

/** Scopes with which a machine files for an agency; their keys are bound to one. */
export const FILING_SCOPES = ['contacts', 'notifications'] as const satisfies readonly KeyScope[];
export const files = (scope: string): boolean => (FILING_SCOPES as readonly string[]).includes(scope);

/** What an administrator says of a key. Of a form that is sent twice (`once`) the second makes nothing. */
export const keyForm = z
  .strictObject({
    once: z.string().refine(isId).optional(),
    name: z.string().trim().min(1, 'Say which system will use it').max(100, 'Say it in 100 letters'),
    scope: z.enum(KEY_SCOPES, { error: 'Choose what it opens' }),
    /** Empty for a telephone system, which speaks for nobody. */
    agency: z.string().default(''),
  })
  .superRefine(({ scope, agency }, ctx) => {
    if (files(scope) === isId(agency)) return;
    ctx.addIssue({ code: 'custom', path: ['agency'], message: files(scope) ? 'Choose the agency for which it files' : 'A telephone system files for no agency: choose none' });
  });
export type KeyForm = z.infer<typeof keyForm>;

/** For how many hours an exchanged secret goes on opening, so that the other side can change over. */
export const OVERLAP_HOURS = { '0': 'It ends at once', '24': 'For one day', '168': 'For seven days', '720': 'For thirty days' } as const;
/** The secret that is exchanged, by when it was made, as its page showed it: of a page that is sent twice the second exchanges nothing. Nothing, of a page of the release before. */
export const secretSeen = z.string().default('');
export const rotateForm = z.strictObject({ key: z.string().refine(isId), seen: secretSeen, overlap: z.enum(Object.keys(OVERLAP_HOURS) as [keyof typeof OVERLAP_HOURS], { error: 'Choose how long the old secret goes on opening' }).transform(Number) });

/**
 * How often a machine asks in a minute: by its key, and all machines of an authority together. A county's police send some
 * hundreds of notifications on their worst day, so that this is reached by a loop and by nobody's work. Questions beyond
 * it are refused with a time to wait; a concern is taken all the same, and somebody is told.
 */
export const MACHINE_LIMITS = { key: { name: 'machine-key', times: 120, seconds: 60 }, authority: { name: 'machine-authority', times: 600, seconds: 60 } } as const satisfies Record<string, Limit>;

/** Counts one request of a machine. @returns null while it is within both limits, or after how many seconds it is again. */
export async function spendRequest({ authorityId, actorId }: Machine): Promise<number | null> {
  const spent = [await spend(MACHINE_LIMITS.key, `${authorityId}:${actorId}`), await spend(MACHINE_LIMITS.authority, authorityId)];
  const waits = spent.flatMap((each) => (each.within ? [] : [each.retryAfterSeconds]));
  return waits.length === 0 ? null : Math.max(...waits);
}

/** A secret of one authority: whose it is stands in it, so that it is looked for there and nowhere else. */
export function newKey(authorityId: string): string {
  return `dsk.${authorityId}.${newToken()}`;
}

/** The name of the scheme in letters of either case (RFC 9110, section 11.1). */
const AUTHORIZATION = /^[Bb][Ee][Aa][Rr][Ee][Rr] +(dsk\.([a-z0-9-]{1,60})\.[A-Za-z0-9_-]{43})$/;

/** A machine: its key acts, for an agency where the key is bound to one. */
export interface Machine extends Actor {
  role: 'machine';
  scope: KeyScope;
  /** The key's name: which system it is. */
  systemName: string;
}

/** Why nobody speaks. Of a key that is known it is known whose it is: concerns may be lost by it, and that is told (safe practice 17). */
export type KeyProblem = { why: 'unknown_key' } | { why: 'ended_key' | 'wrong_scope'; machine: Machine };

/** The secret in such a header, by its hash, and whose it says that it is; null where there is none. */
function secretIn(authorization: string | null): { hash: Uint8Array<ArrayBuffer>; authorityId: string } | null {
  const [, secret, authorityId] = AUTHORIZATION.exec(authorization ?? '') ?? [];
  return secret === undefined || authorityId === undefined ? null : { hash: tokenHash(secret), authorityId };
}

/** May the key in this header be looked up with what is kept for concerns? @param network which the request comes from, or null. */
export async function keyMayBeOfConcern(authorization: string | null, network: string | null): Promise<boolean> {
  const named = secretIn(authorization);
  return named !== null && isNoStranger(named.hash, network);
}

/** Where a request comes from, beside its id. */
export interface Asked {
  requestId: string;
  network: string | null;
}

/**
 * Who speaks, by the header of a request: the key itself, of its authority. Found by its hash among that authority's keys; the
 * secret has 256 random bits, so that nobody finds one by trying. An exchanged secret opens until its time is over.
 * @returns unknown_key for no key or one that is not known; with whose it is, ended_key for a secret that was revoked or whose time is
 *   over, and wrong_scope for one that opens another door.
 */
export async function machineOf(authorization: string | null, scopes: readonly KeyScope[], { requestId, network }: Asked): Promise<Result<Machine, KeyProblem>> {
  const named = secretIn(authorization);
  if (named === null) return refused({ why: 'unknown_key' });
  const { hash, authorityId } = named;
  const there = (await authorityList()).some(({ id }) => id === authorityId);
  const asSystem = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(authorityId), work, { requestId });
  const found = there ? await asSystem((tx) => machineBy(tx, hash, scopes)) : refused<KeyProblem>({ why: 'unknown_key' });
  if (found.ok || found.problem.why !== 'unknown_key') meetKey(hash);
  else if (await countWrongKey(network, there ? authorityId : null)) await asSystem((tx) => Promise.resolve(noteRefused(tx, 'unknown', scopes)));
  return found;
}

const noteRefused = (tx: Tx, objectId: string, scopes: readonly KeyScope[]) => tx.ledger({ action: 'refused', objectKind: 'api_key', objectId, detail: { scope: scopes.join(' ') } });

async function machineBy(tx: Tx, hash: Uint8Array<ArrayBuffer>, scopes: readonly KeyScope[]): Promise<Result<Machine, KeyProblem>> {
  const key = await keyByHash(tx, hash);
  const scope = KEY_SCOPES.find((each) => each === key?.scope);
  if (key === null || scope === undefined) return refused({ why: 'unknown_key' });
  const machine: Machine = { authorityId: tx.actor.authorityId, actorId: key.id, agencyId: key.agencyId, role: 'machine', scope, systemName: key.name };
  if (key.ended || !scopes.includes(scope)) {
    noteRefused(tx, key.id, scopes);
    return refused({ why: key.ended ? 'ended_key' : 'wrong_scope', machine });
  }
  await markUsed(tx, key.id);
  return ok(machine);
}

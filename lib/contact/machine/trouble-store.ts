import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** over_limit: it sends more than it may, and all of it is taken. uncounted: how much it sends nobody could count, and all of it is taken. too_large: something could not be taken. key_ended, wrong_door: nothing is taken, by a secret that opens no more, or that opens another door. */
export const TROUBLES = ['over_limit', 'uncounted', 'too_large', 'key_ended', 'wrong_door'] as const;
export type Trouble = (typeof TROUBLES)[number];
const troubleOf = (what: string): Trouble => TROUBLES.find((each) => each === what) ?? 'over_limit';
export const TROUBLE_WORDS: Record<Trouble, string> = { over_limit: 'sent more than it may; all of it was taken', uncounted: 'sent while nobody could count how much; all of it was taken: tell whoever runs the service', too_large: 'sent a concern that did not fit, and it was not taken: ring them', key_ended: 'sends with a secret that was exchanged or revoked, and nothing of it is taken: ring them', wrong_door: 'sends a concern with a key that opens another door, and nothing of it is taken: ring them' };

/** An hour without it, and it is over. */
const OVER_AFTER_MINUTES = 60;

/** Nothing at all is taken of it, hour by hour. */
const NOTHING_TAKEN: readonly string[] = ['key_ended', 'wrong_door'];

/** What could not be taken is nowhere: it is not over by itself while a weekend lasts, and somebody has to ring. */
const NOT_TAKEN_OVER_AFTER_HOURS = 96;

/** Notes trouble with a machine, once an hour and however often. As the product. @returns whether it is news: the first of this hour, or another concern that could not be taken. */
export async function noteTrouble(tx: Tx, { keyId, systemName, what }: { keyId: string; systemName: string; what: Trouble }): Promise<boolean> {
  const { authorityId } = tx.actor;
  const hour = dateOf(tx.at.round({ smallestUnit: 'hour', roundingMode: 'floor' }));
  const { count } = await tx.db.machineTrouble.createMany({ data: [{ authorityId, id: newId(), keyId, systemName, what, hour, lastAt: dateOf(tx.at) }], skipDuplicates: true });
  if (count === 0) await tx.db.machineTrouble.updateMany({ where: { authorityId, keyId, what, hour }, data: { lastAt: dateOf(tx.at), times: { increment: 1 } } });
  return count === 1 || what === 'too_large';
}

/**
 * What is not over. Each concern that could not be taken is an occasion of its own, since each may be about another child. How many
 * there were under a secret that does not open nobody knows: that is one for each key, and another with each hour in which it goes on.
 */
export async function recentTroubles(tx: Tx): Promise<{ occasion: string; hour: Temporal.Instant }[]> {
  const rows = await tx.db.machineTrouble.findMany({
    where: { authorityId: tx.actor.authorityId, OR: [{ lastAt: { gt: dateOf(tx.at.subtract({ minutes: OVER_AFTER_MINUTES })) } }, { what: { in: ['too_large', ...NOTHING_TAKEN] }, lastAt: { gt: dateOf(tx.at.subtract({ hours: NOT_TAKEN_OVER_AFTER_HOURS })) } }] },
    select: { id: true, keyId: true, hour: true, what: true, times: true },
    orderBy: [{ hour: 'asc' }, { id: 'asc' }],
  });
  const last = new Map(rows.map(({ id, keyId, what }) => [`${keyId} ${what}`, id]));
  return rows.filter(({ id, keyId, what }) => !NOTHING_TAKEN.includes(what) || last.get(`${keyId} ${what}`) === id).flatMap(({ id, hour, what, times }) => (what === 'too_large' ? Array.from({ length: times }, (_, before) => ({ occasion: `${id} ${before + 1}`, hour: instantOf(hour) })) : [{ occasion: id, hour: instantOf(hour) }]));
}

const idOf = (occasion: string) => occasion.split(' ')[0] ?? '';

/** Which system did what, by the occasion. */
export async function troubleWords(tx: Tx, occasions: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db.machineTrouble.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: occasions.map(idOf) } }, select: { id: true, keyId: true, systemName: true, what: true, times: true } });
  // Keys are the administrator's; whose concern it was is for whoever is called.
  const keys = await tx.asSystem((system) => system.db.apiKey.findMany({ where: { authorityId: system.actor.authorityId, id: { in: rows.map(({ keyId }) => keyId) } }, select: { id: true, agency: { select: { name: true } } } }));
  const agencyOf = new Map(keys.flatMap(({ id, agency }) => (agency === null ? [] : [[id, ` of ${agency.name}`] as const])));
  const words = new Map(rows.map(({ id, keyId, systemName, what, times }) => {
    const said = `${systemName}${agencyOf.get(keyId) ?? ''} ${TROUBLE_WORDS[troubleOf(what)]}`;
    return [id, what === 'too_large' ? said : `${said}, ${times} ${times === 1 ? 'time' : 'times'}`] as const;
  }));
  return new Map(occasions.flatMap((occasion) => {
    const said = words.get(idOf(occasion));
    return said === undefined ? [] : [[occasion, said] as const];
  }));
}

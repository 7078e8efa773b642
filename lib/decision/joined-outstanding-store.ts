import type { Temporal } from 'temporal-polyfill';
import { joinedWithin } from '@/lib/contact/additions/joined-store';
import { londonWords } from '@/lib/clock/evidence';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { KnownOutstanding } from './keeping-safe';

/**
 * What had not come in of contacts that were joined into this one: what their referrers were asked and have not answered, and the checks for
 * which they were held until the join, unless it was decided since. It names no contact, for it stands in the decision (decision 34).
 * @param decidedAt of the decision in force; null while there is none.
 */
export async function outstandingJoined(tx: Tx, contactId: string, decidedAt: Temporal.Instant | null): Promise<KnownOutstanding[]> {
  const { authorityId } = tx.actor;
  const joined = await joinedWithin(tx, contactId);
  const of = { authorityId, contactId: { in: joined.map(({ id }) => id) } };
  const [questions, holds] = await Promise.all([
    tx.db.question.findMany({ where: { ...of, answeredAt: null }, orderBy: { askedAt: 'asc' }, select: { id: true, askedAt: true, text: true } }),
    tx.db.hold.findMany({ where: { ...of, end: { how: 'ended' } }, orderBy: { at: 'asc' }, select: { id: true, contactId: true, at: true, checking: true, withWhom: true, end: { select: { at: true } } } }),
  ]);
  const joinOf = (id: string) => joined.find((each) => each.id === id);
  /** When a contact reached this one: what it had gone into may have been joined in later. */
  const reachedAt = (id: string): number => {
    const join = joinOf(id);
    return join === undefined ? 0 : join.into === contactId ? join.at.epochMilliseconds : reachedAt(join.into);
  };
  // A hold that ended with the join ended in its instant; one that somebody ended before is over.
  const checks = holds.filter((hold) => hold.end?.at.getTime() === joinOf(hold.contactId)?.at.epochMilliseconds && reachedAt(hold.contactId) > (decidedAt?.epochMilliseconds ?? 0));
  return [
    ...questions.map(({ id, askedAt, text }) => ({ id, what: `The referrer of what was joined in: ${text}`, asked: londonWords(instantOf(askedAt)) })),
    ...checks.map(({ id, at, withWhom, checking }) => ({ id, what: `${withWhom}: ${checking}`, asked: londonWords(instantOf(at)) })),
  ];
}

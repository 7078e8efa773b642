import type { Temporal } from 'temporal-polyfill';
import { joinedWithin } from '@/lib/contact/additions/joined-store';
import { londonWords } from '@/lib/clock/evidence';
import { plainly, type Tx } from '@/lib/platform/db';
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
  const ids = joined.map(({ id }) => id);
  const [questions, holds] = await Promise.all([
    tx.db.$queryRaw<{ id: string; askedMs: number; text: string }[]>(plainly`
      select q.id, (extract(epoch from q.asked_at) * 1000)::float8 as "askedMs", q.text from question q
      where q.authority_id = ${authorityId} and q.contact_id = any (${ids}::uuid[]) and q.answered_at is null order by q.asked_at, q.id`),
    tx.db.$queryRaw<{ id: string; contactId: string; atMs: number; endedMs: number; checking: string; withWhom: string }[]>(plainly`
      select h.id, h.contact_id as "contactId", (extract(epoch from h.at) * 1000)::float8 as "atMs", (extract(epoch from e.at) * 1000)::float8 as "endedMs", h.checking, h.with_whom as "withWhom"
      from hold h join hold_end e on e.authority_id = h.authority_id and e.hold_id = h.id
      where h.authority_id = ${authorityId} and h.contact_id = any (${ids}::uuid[]) and e.how = 'ended' order by h.at, h.id`),
  ]);
  const joinOf = (id: string) => joined.find((each) => each.id === id);
  /** When a contact reached this one: what it had gone into may have been joined in later. */
  const reachedAt = (id: string): number => {
    const join = joinOf(id);
    return join === undefined ? 0 : join.into === contactId ? join.at.epochMilliseconds : reachedAt(join.into);
  };
  // A hold that ended with the join ended in its instant; one that somebody ended before is over.
  const checks = holds.filter((hold) => new Date(hold.endedMs).getTime() === joinOf(hold.contactId)?.at.epochMilliseconds && reachedAt(hold.contactId) > (decidedAt?.epochMilliseconds ?? 0));
  return [
    ...questions.map(({ id, askedMs, text }) => ({ id, what: `The referrer of what was joined in: ${text}`, asked: londonWords(instantOf(new Date(askedMs))) })),
    ...checks.map(({ id, atMs, withWhom, checking }) => ({ id, what: `${withWhom}: ${checking}`, asked: londonWords(instantOf(new Date(atMs))) })),
  ];
}

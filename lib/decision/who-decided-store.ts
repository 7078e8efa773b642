import { wentInto } from '@/lib/contact/additions/joined-store';
import { eventsOfKind } from '@/lib/contact/event-store';
import type { Duty, WhoDecided } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import { conflictedIn } from '@/lib/restriction/opening-store';

/**
 * Who decided, agreed, reported and holds the contact of a duty, and who may know somebody in it: for what takes another person than these.
 * A challenge may be to what was decided where this contact goes on from. Needs casework rights.
 */
export async function whoDecided(tx: Tx, { contactId, code }: Pick<Duty, 'contactId' | 'code'>): Promise<WhoDecided> {
  const { authorityId } = tx.actor;
  const [contact, own, challenged, conflicted] = await Promise.all([
    tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: contactId } }, select: { referrerId: true, claims: { where: { endedAt: null }, select: { accountId: true } } } }),
    decidersOf(tx, [contactId]),
    // As the system: who decided bars whoever it is, also where what was decided is closed to whoever answers.
    code === 'ANSWER_CHALLENGE' ? tx.asSystem((system) => challengedBy(system, contactId)) : [],
    conflictedIn(tx, contactId),
  ]);
  return { deciders: [...new Set([...own, ...challenged])], referrerId: contact.referrerId, holderId: contact.claims[0]?.accountId ?? null, conflicted };
}

/** Whoever made a decision on one of these contacts, or agreed to one. */
async function decidersOf(tx: Tx, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx.db.decision.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, select: { by: true, countersign: { select: { by: true, verdict: true } } } });
  return rows.flatMap(({ by, countersign }) => [by, ...(countersign?.verdict === 'agreed' ? [countersign.by] : [])]);
}

/** The same with whoever withdrew one: that nothing is decided may be challenged, too. */
async function settledBy(system: Tx, contactIds: readonly string[]): Promise<string[]> {
  const withdrawn = await system.db.closure.findMany({ where: { authorityId: system.actor.authorityId, contactId: { in: [...contactIds] }, how: 'withdrawn' }, select: { by: true } });
  return [...(await decidersOf(system, contactIds)), ...withdrawn.map(({ by }) => by)];
}

/** Whose decision a challenge to this contact may be to, beside its own: of what it went into, and of what it goes on from, back to the first on which anybody decided. As the system. */
async function challengedBy(system: Tx, contactId: string): Promise<string[]> {
  const found = await settledBy(system, await wentInto(system, contactId));
  for (const earlier of await goesOnFrom(system, contactId)) {
    const theirs = await settledBy(system, [earlier, ...(await wentInto(system, earlier))]);
    found.push(...(theirs.length > 0 ? theirs : await challengedBy(system, earlier)));
  }
  return found;
}

/** The contacts that this one tells again, or about which somebody rang with it: those that were here before it. */
async function goesOnFrom(system: Tx, contactId: string): Promise<string[]> {
  const { authorityId } = system.actor;
  const [{ followsId, receivedAt }, rang] = [
    await system.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: contactId } }, select: { followsId: true, receivedAt: true } }),
    await eventsOfKind(system, contactId, 'rang_about'),
  ];
  const about = rang.flatMap(({ detail: { contact } }) => (typeof contact === 'string' ? [contact] : []));
  const earlier = await system.db.contact.findMany({ where: { authorityId, id: { in: about }, receivedAt: { lt: receivedAt } }, select: { id: true } });
  return [...new Set([...(followsId === null ? [] : [followsId]), ...earlier.map(({ id }) => id)])];
}

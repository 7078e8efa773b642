import type { Temporal } from 'temporal-polyfill';
import { isClosedTo } from '@/lib/access/could-open-store';
import { isRole } from '@/lib/access/model';
import { readReach } from '@/lib/access/reach-store';
import { Prisma, SOURCE_ID, type Tx } from '@/lib/platform/db';
import { DUTY_KINDS, type DutyCode } from './codes';
import { mayOweIt, type Duty } from './model';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A duty offered to a colleague by name; until they accept, it stays with whoever owed it. */
export interface DutyOffer {
  id: string;
  dutyId: string;
  at: Temporal.Instant;
  by: string;
  toId: string;
  words: string;
  answer: { at: Temporal.Instant; verdict: 'accepted' | 'declined' | 'taken_back'; reason: string } | null;
}

type Row = Awaited<ReturnType<Tx['db']['dutyOffer']['findFirstOrThrow']>>;

function offerOf({ id, dutyId, at, by, toId, words, answeredAt, verdict, reason }: Row): DutyOffer {
  const known = verdict === 'accepted' || verdict === 'declined' ? verdict : 'taken_back';
  return { id, dutyId, at: instantOf(at), by, toId, words, answer: answeredAt === null ? null : { at: instantOf(answeredAt), verdict: known, reason } };
}

/** Offers a duty to a colleague. @returns false when an offer of it waits already. */
export async function addOffer(tx: Tx, offer: { contactId: string; dutyId: string; toId: string; words: string }): Promise<boolean> {
  const { count } = await tx.db.dutyOffer.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), by: tx.actor.actorId, ...offer }], skipDuplicates: true });
  return count === 1;
}

/** Answers the offer that waits. @returns false when none does. */
export async function answerOffer(tx: Tx, offerId: string, verdict: NonNullable<DutyOffer['answer']>['verdict'], reason: string): Promise<boolean> {
  const { count } = await tx.db.dutyOffer.updateMany({ where: { authorityId: tx.actor.authorityId, id: offerId, answeredAt: null }, data: { answeredAt: dateOf(tx.at), verdict, reason } });
  return count === 1;
}

/** Every offer of a duty, newest first. */
export async function offersOf(tx: Tx, dutyId: string): Promise<DutyOffer[]> {
  return (await tx.db.dutyOffer.findMany({ where: { authorityId: tx.actor.authorityId, dutyId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })).map(offerOf);
}

/** The offers that wait for this person's answer, oldest first; none of a duty that has ended. */
export async function offersTo(tx: Tx, toId: string): Promise<DutyOffer[]> {
  const rows = await tx.db.dutyOffer.findMany({ where: { authorityId: tx.actor.authorityId, toId, answeredAt: null, duty: { open: true } }, orderBy: { at: 'asc' } });
  return rows.map(offerOf);
}

/** Who may owe what: a review or countersign is a manager's. */
const OWING = { manager: ['manager'], others: ['cads_social_worker', 'emergency_duty_worker', 'manager'] };

/** May this account owe this duty here now? */
export async function mayOwe(tx: Tx, accountId: string, duty: Pick<Duty, 'code' | 'ownerRole' | 'discharge'>): Promise<boolean> {
  const places = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, accountId, role: { in: OWING.others }, disabledAt: null }, select: { role: true, qualified: true } });
  return places.some(({ role, qualified }) => isRole(role) && mayOweIt(duty, { role, qualified }) === null);
}

/** Stay with whom they are: what only whoever learned it does, and what only guardians may know of. */
const STAYS: readonly DutyCode[] = ['FGM_POLICE', 'RESTRICTED_MATCH', 'REVIEW_GLASS'];

/**
 * Has whoever owes what cannot be handed on no place here any more, so that nobody could say that it is done? The duty stays theirs in
 * law and in name. Of a protected source it is not asked: nobody is to know who that is.
 */
export async function ownerGone(tx: Tx, { code, ownerId }: Pick<Duty, 'code' | 'ownerId'>): Promise<boolean> {
  if (ownerId === null || ownerId === SOURCE_ID || DUTY_KINDS[code].transferable) return false;
  return !(await readReach(tx, [ownerId])).has(ownerId);
}

/** Open duties of people who may not owe them here any more, and of those whom the contact is closed to now: they see it no more. As the product. */
export async function readLeft(tx: Tx): Promise<{ id: string; contactId: string; code: string; ownerId: string }[]> {
  return tx.db.$queryRaw`
    select d.id, d.contact_id as "contactId", d.code, d.owner_id as "ownerId" from duty d
    where d.authority_id = ${tx.actor.authorityId} and d.open and d.owner_id is not null and d.code <> all (${[...STAYS]}::text[])
      and (not exists (select 1 from membership m where m.authority_id = d.authority_id and m.account_id = d.owner_id and m.disabled_at is null
          and m.role = any (case when d.owner_role = 'manager' then ${OWING.manager}::text[] else ${OWING.others}::text[] end))
        or ${isClosedTo(Prisma.sql`d.contact_id`, Prisma.sql`d.owner_id`)})
    order by d.id`;
}

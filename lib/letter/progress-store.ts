import { childAgeOf } from '@/lib/contact/queue/queue-store';
import { childrenLine, type ChildAge } from '@/lib/contact/report/children-line';
import { readMarks, type Mark } from '@/lib/contact/queue/marks';
import { decisionStanding, verdictOf } from '@/lib/contact/queue/queue-model';
import { endState, isOpenState, type ContactState, type Reader } from '@/lib/contact/state';
import { pregnancyMayBeKnownTo, type PregnancyReader } from '@/lib/people/unborn';
import { hasTold, letterState } from './model';
import { SOURCE_KEY } from './store';
import { readUntold } from './subject-store';
import { Prisma, type Tx } from '@/lib/platform/db';
import { instantOf, londonDate } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { ProgressFacts } from './progress';

/** A contact in its referrer's list: no child's name, since the list is read in corridors. */
export interface MyContact {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  /** "1 child, 7". */
  childrenLine: string;
  /** The one who reported it; a safeguarding lead sees colleagues' contacts too. */
  referrerName: string;
  mine: boolean;
  /** Its source is protected, and sees it here: no list in the ledger says so. */
  sealed: boolean;
  /** Letters to this reader that they have not opened. */
  unread: number;
  /** Of those, the ones that tell of a decision or ask something: they do not open for whom it may be about. */
  telling: number;
  openQuestions: number;
}

export const MY_CONTACTS_A_PAGE = 25;
const A_PAGE_AND_ONE = MY_CONTACTS_A_PAGE + 1;

/** A pregnancy is shown to nobody but whoever told us of it: for others of the agency it is a child of whom no age is said (safe practice 12). */
function shownTo(child: ChildAge, mine: boolean): ChildAge {
  const reader: PregnancyReader = mine ? { as: 'reporter' } : { as: 'other', called: '' };
  return child.unborn && !pregnancyMayBeKnownTo({ by: 'not_known' }, reader) ? { dateOfBirth: null, unborn: false, dueDate: null, saidMonths: null } : child;
}

/**
 * The contacts that a partner may see, newest first: their own, and for a safeguarding lead the agency's that are not
 * kept from it (safe practice 3; row-level security draws the line).
 * @param before the reference after which the next page begins.
 */
export async function myContacts(tx: Tx, before: string): Promise<{ contacts: MyContact[]; next: string | null }> {
  const { authorityId, actorId, role } = tx.actor;
  const from = before === '' ? null : await tx.db.contact.findUnique({ where: { authorityId_reference: { authorityId, reference: before } }, select: { receivedAt: true, id: true } });
  const after = from === null ? Prisma.sql`true` : Prisma.sql`(c.received_at < ${from.receivedAt}::timestamptz or (c.received_at = ${from.receivedAt}::timestamptz and c.id > ${from.id}::uuid))`;
  // Each way to a contact has its own index; which of the agency's are kept from its lead, the policies say.
  const agencyId = role === 'partner_safeguarding_lead' ? tx.actor.agencyId : null;
  const page = await tx.db.$queryRaw<{ id: string; unread: number; telling: number }[]>`
    with their as (
      (select c.id, c.received_at from contact c where c.authority_id = ${authorityId} and c.referrer_id = ${actorId}::uuid and ${after} order by c.received_at desc, c.id limit ${A_PAGE_AND_ONE})
      union (select c.id, c.received_at from contact c where c.authority_id = ${authorityId} and c.agency_id = ${agencyId}::uuid and ${after} order by c.received_at desc, c.id limit ${A_PAGE_AND_ONE})
      union (select c.id, c.received_at from contact c where c.authority_id = ${authorityId} and c.id = any ((select app_own_sources())::uuid[]) and ${after} order by c.received_at desc, c.id limit ${A_PAGE_AND_ONE}))
    select t.id, (select count(*)::int from letter l where l.authority_id = ${authorityId} and l.contact_id = t.id and (l.recipient_id = ${actorId}::uuid or l.recipient_key = ${SOURCE_KEY})
      and not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what in ('read', 'withheld'))) as unread,
      (select count(*)::int from letter l where l.authority_id = ${authorityId} and l.contact_id = t.id and l.recipient_id = ${actorId}::uuid and l.kind in ('outcome', 'question') and l.recipient_class <> 'subject'
      and not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what in ('read', 'withheld'))) as telling
    from their t order by t.received_at desc, t.id limit ${A_PAGE_AND_ONE}`;
  const shown = page.slice(0, MY_CONTACTS_A_PAGE);
  const unread = new Map(shown.map((each) => [each.id, each]));
  const rows = await tx.db.contact.findMany({
    where: { authorityId, id: { in: [...unread.keys()] } },
    select: {
      id: true, reference: true, receivedAt: true, referrerId: true, referrerName: true, sealed: true,
      people: { where: { kind: 'child', bornAs: null }, orderBy: { ordinal: 'asc' }, select: { dateOfBirth: true, unborn: true, dueDate: true, details: true } },
      questions: { where: { answeredAt: null }, select: { id: true } },
      closure: { select: { how: true } },
    },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
  });
  return {
    contacts: rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      receivedAt: instantOf(row.receivedAt),
      childrenLine: childrenLine(row.people.map(childAgeOf).map((child) => shownTo(child, row.referrerId === actorId)), londonDate(instantOf(row.receivedAt))),
      referrerName: row.referrerName,
      mine: row.referrerId === actorId || row.sealed,
      sealed: row.sealed,
      unread: unread.get(row.id)?.unread ?? 0,
      telling: unread.get(row.id)?.telling ?? 0,
      openQuestions: row.closure === null ? row.questions.length : 0,
    })),
    next: page.length > MY_CONTACTS_A_PAGE ? (rows.at(-1)?.reference ?? null) : null,
  };
}

/**
 * How far contacts have come. Reads casework on behalf of whoever may see the contacts: give it only ids that the actor
 * has been shown, and show only what `progressOf` makes of it.
 */
export async function readProgress(tx: Tx, contactIds: readonly string[]): Promise<Map<string, ProgressFacts>> {
  return tx.asSystem(async (system) => {
    const { authorityId } = system.actor;
    const keyed = { authorityId, contactId: { in: [...contactIds] } };
    const [rows, letters, { notTold, subjects }] = await Promise.all([
      system.db.contact.findMany({
        where: { authorityId, id: { in: [...contactIds] } },
        select: {
          id: true, receivedAt: true, referrerClass: true,
          queue: { select: { state: true, marks: true, nextDueAt: true } },
          closure: { select: { how: true } },
          events: { where: { kind: { in: ['read', 'decided'] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { at: true, kind: true, detail: true } },
          emergencyDecisions: { orderBy: [{ at: 'desc' }, { id: 'asc' }], take: 1, select: { outcome: true } },
          // What somebody else rang about is not said to be theirs, and not that anybody did (safe practice 9).
          additions: { where: { kind: { in: ['addition', 'answer'] }, channel: '' }, orderBy: { at: 'desc' }, take: 1, select: { at: true } },
          questions: { select: { answeredAt: true } },
          decisions: { orderBy: { version: 'desc' }, select: { id: true, at: true, needsCountersign: true, countersign: { select: { verdict: true, at: true } } } },
        },
      }),
      system.db.letter.findMany({ where: { ...keyed, kind: 'outcome' }, orderBy: { issue: 'asc' }, select: { contactId: true, decisionId: true, recipientClass: true, events: { orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { at: true, what: true } } } }),
      readUntold(system, contactIds),
    ]);
    const told = letters.flatMap(({ contactId, decisionId, recipientClass, events }) => {
      const toldAt = toldBy(events, subjects.has(contactId) && recipientClass !== 'subject');
      return toldAt === null || decisionId === null ? [] : [{ contactId, decisionId, toldAt }];
    });
    const joined = new Set(rows.flatMap(({ id, closure }) => (closure?.how === 'joined' ? id : [])));
    const elsewhere = told.flatMap(({ contactId, decisionId }) => (joined.has(contactId) ? decisionId : []));
    const decidedElsewhere = new Map(elsewhere.length === 0 ? [] : (await system.db.decision.findMany({ where: { authorityId, id: { in: elsewhere } }, select: { id: true, at: true } })).map(({ id, at }) => [id, at]));
    const written = new Map(told.map(({ contactId, decisionId, toldAt }) => [`${contactId} ${decisionId}`, toldAt]));
    const kept = new Set(notTold.map(({ contactId, decisionId }) => `${contactId} ${decisionId}`));
    const keptSomehow = new Set(notTold.map(({ contactId }) => contactId));
    return new Map(
      rows.map((row) => {
        const inForce = row.decisions.find(({ needsCountersign, countersign }) => decisionStanding({ needsCountersign, verdict: verdictOf(countersign?.verdict) }) === 'in_force');
        // A joined contact is decided on with another: its reporter learns of that by their own letter and not before.
        const ofJoined = row.closure?.how === 'joined' ? told.findLast(({ contactId }) => contactId === row.id) : undefined;
        const writtenAt = ofJoined?.toldAt ?? (inForce === undefined ? null : (written.get(`${row.id} ${inForce.id}`) ?? null));
        const lawfully = row.closure?.how === 'joined' ? keptSomehow.has(row.id) : row.decisions.some(({ id }) => kept.has(`${row.id} ${id}`));
        const subject = row.referrerClass === 'subject' || subjects.has(row.id);
        const [read, lastReading] = [row.events.find(({ kind }) => kind === 'read'), row.events.at(-1)?.at];
        // An answer waits to be read like anything else that was added (safe practice 8, 20).
        const added = [...row.additions.map(({ at }) => at), ...row.questions.map(({ answeredAt }) => answeredAt)];
        return [
          row.id,
          {
            state: stateOf(row.queue, row.closure),
            marks: marksFor(readMarks(row.queue?.marks ?? []), row.emergencyDecisions[0]?.outcome === 'acted'),
            receivedAt: instantOf(row.receivedAt),
            decideBy: row.queue?.nextDueAt ? instantOf(row.queue.nextDueAt) : null,
            readAt: read === undefined ? null : instantOf(read.at),
            reader: readerOf(read?.detail),
            addedUnread: added.some((at) => at !== null && (lastReading === undefined || lastReading < at)),
            decidedAt: inForce !== undefined ? instantOf(inForce.countersign?.at ?? inForce.at) : ofJoined === undefined || writtenAt === null ? null : instantOf(decidedElsewhere.get(ofJoined.decisionId) ?? writtenAt),
            writtenAt: writtenAt === null ? null : instantOf(writtenAt),
            notTold: lawfully,
            subject,
            keptFromReferrer: row.referrerClass === 'subject' || (writtenAt === null && (subject || lawfully)),
          },
        ];
      }),
    );
  });
}

/**
 * When a letter went that has told its reader; null where it did not go, came back or no e-mail could tell of it.
 * @param unread it may not be opened any more, and tells only who has read it.
 */
function toldBy(events: readonly { what: string; at: Date }[], unread: boolean): Date | null {
  const state = letterState(events.map(({ what }) => what));
  const told = unread ? state === 'read' : hasTold(state);
  return told ? (events.find(({ what }) => what === 'sent' || what === 'posted')?.at ?? null) : null;
}

/** That emergency duty has it is told only where it has done something: "it can wait" would sound like help on its way. */
function marksFor(marks: readonly Mark[], acted: boolean): Mark[] {
  return marks.filter((mark) => mark !== 'with_emergency_duty' || acted);
}

/** Who read it; where an entry does not say, it was made before anybody but a social worker was told apart. */
function readerOf(detail: unknown): Reader {
  return typeof detail === 'object' && detail !== null && 'reader' in detail && detail.reader === 'service' ? 'service' : 'social_worker';
}

function stateOf(queue: { state: string } | null, closure: { how: string } | null): ContactState {
  if (closure !== null) return endState(closure.how);
  return queue !== null && isOpenState(queue.state) ? queue.state : 'received';
}

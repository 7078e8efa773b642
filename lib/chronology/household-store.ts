import type { Temporal } from 'temporal-polyfill';
import { sameChildren } from '@/lib/contact/history-store';
import { readEarlier } from '@/lib/contact/identity/earlier-store';
import { toldApart } from '@/lib/contact/identity/link-store';
import { STANDS, standsAs, type Stands } from '@/lib/contact/identity/stands';
import { standingOf, type Standing } from '@/lib/contact/queue/queue-model';
import { decisionStanding, verdictOf, type DecisionStanding } from '@/lib/contact/queue/queue-model';
import type { Contact } from '@/lib/contact/store';
import { GONE } from '@/lib/contact/unborn-store';
import { STANDINGS, type ChildStanding } from '@/lib/decision/model';
import type { Tx } from '@/lib/platform/db';
import { instantOf, isoDay } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { gather, type NamedIn } from './household';
import { readRelated } from './related-store';

/** A contact that tells of the household, as far as the reader may open it. */
export interface HouseholdContact extends Stands {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  shown: Shown;
  current: boolean;
}

/** What was decided last for one child in one contact. */
export interface DecidedThere extends Standing {
  standing: ChildStanding;
  version: number;
  stands: DecisionStanding;
}

/** Somebody of the household, with every contact that names them. */
export interface HouseholdMember {
  key: string;
  /** Empty where no contact gives one. */
  name: string;
  kind: 'child' | 'adult';
  dateOfBirth: string | null;
  /** Named in this contact, or together with a child of it in an earlier one. */
  here: boolean;
  /** The contact and its row by which their own page is opened. */
  as: { reference: string; personId: string };
  /** By contact, what was decided for them there; null where nothing was. */
  contacts: ReadonlyMap<string, DecidedThere | null>;
}

export interface HouseholdHistory {
  /** Latest first. */
  contacts: HouseholdContact[];
  /** The children of this contact first, then those whom an earlier one names with them, then adults. */
  members: HouseholdMember[];
}

type ContactRow = Awaited<ReturnType<typeof readRows>>[number];

/** Contacts with whom they name, who of them is no child of theirs any more, and what was decided. */
async function readRows(tx: Tx, ids: readonly string[]) {
  return tx.db.contact.findMany({
    where: { authorityId: tx.actor.authorityId, id: { in: [...ids] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    select: {
      id: true, reference: true, receivedAt: true, ...STANDS, ...shownTo(tx.actor.actorId),
      people: { orderBy: { ordinal: 'asc' }, select: { id: true, contactId: true, kind: true, givenName: true, familyName: true, dateOfBirth: true, bornAs: true, unbornStates: { where: GONE, select: { personId: true } } } },
      decisions: { orderBy: { version: 'asc' }, select: { version: true, needsCountersign: true, countersign: { select: { verdict: true } }, children: { select: { personId: true, level: true, route: true, standing: true } } } },
    },
  });
}

function contactOf(row: ContactRow, current: string): HouseholdContact {
  const { id, reference, receivedAt, queue, closure } = row;
  const may = id === current ? 'words' : shownFrom(row);
  return { id, reference, receivedAt: instantOf(receivedAt), ...standsAs({ queue, closure }, may), shown: may, current: id === current };
}

/** The latest decision of each contact, by the person of the contact for whom it was made. */
function decidedIn(rows: readonly ContactRow[]): Map<string, DecidedThere> {
  const decided = new Map<string, DecidedThere>();
  for (const { version, needsCountersign, countersign, children } of rows.flatMap(({ decisions }) => decisions)) {
    const stands = decisionStanding({ needsCountersign, verdict: verdictOf(countersign?.verdict) });
    for (const { personId, standing, ...placed } of children) decided.set(personId, { ...standingOf(placed), version, stands, standing: STANDINGS.find((known) => known === standing) ?? 'own' });
  }
  return decided;
}

interface Row extends NamedIn {
  kind: string;
  name: string;
  dateOfBirth: string | null;
  /** The pregnancy they were born of, for which something may have been decided. */
  bornAs: string | null;
  /** Whether their name and birth may be told. */
  named: boolean;
}

const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`.trim();

function peopleIn(rows: readonly ContactRow[], gone: ReadonlySet<string>): Omit<Row, 'named'>[] {
  const people = rows.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))).flatMap((row) => row.people);
  return people.filter(({ id }) => !gone.has(id)).map(({ id, contactId, kind, bornAs, givenName, familyName, dateOfBirth }) => ({ id, contactId, kind, bornAs, name: nameOf({ givenName, familyName }), dateOfBirth: isoDay(dateOfBirth) }));
}

/**
 * Everybody of a contact’s household, and every contact up to now that names them: the children of this contact, brothers and
 * sisters whom an earlier one names with them, and its adults; nobody of a pregnancy that has ended. As far as the actor may
 * open; of a contact that they have not opened nobody is named beside those whom this one names. Needs casework rights.
 */
export async function readHousehold(tx: Tx, contact: Contact): Promise<HouseholdHistory> {
  const children = await sameChildren(tx, contact.id, tx.at, 'reader');
  const { related, same } = await readRelated(tx, contact, await readEarlier(tx, children), tx.at, 'reader');
  const pairs = [...children, ...same];
  const found = await readRows(tx, [...new Set([contact.id, ...children.map(({ contactId }) => contactId), ...related.map(({ contactId }) => contactId)])]);
  const contacts = found.map((row) => contactOf(row, contact.id));
  const [open, words] = [new Set(contacts.filter(({ shown }) => shown !== 'nothing').map(({ id }) => id)), new Set(contacts.filter(({ shown }) => shown === 'words').map(({ id }) => id))];
  const opened = found.filter(({ id }) => open.has(id));
  const decided = decidedIn(opened);
  const gone = new Set(found.flatMap(({ people }) => people.flatMap(({ unbornStates }) => unbornStates.map(({ personId }) => personId))));
  const own = new Set(contact.people.map(({ id }) => id));
  const there = peopleIn(opened, gone).map((row): Row => ({ ...row, named: words.has(row.contactId) }));
  // Of a contact in which the actor may know somebody it is told that it names one of these, and nothing else.
  const untold = [...new Map(pairs.filter(({ personId, otherPersonId, contactId }) => own.has(personId) && !open.has(contactId) && !gone.has(otherPersonId)).map((pair) => [pair.otherPersonId, pair])).values()].map(({ otherPersonId, contactId }): Row => ({ id: otherPersonId, contactId, kind: '', name: '', dateOfBirth: null, bornAs: null, named: false }));
  const references = new Map(contacts.map(({ id, reference }) => [id, reference]));
  const place = new Map(contacts.map(({ id }, index) => [id, id === contact.id ? -1 : index]));
  const rows = [...there, ...untold].sort((a, b) => (place.get(a.contactId) ?? 0) - (place.get(b.contactId) ?? 0));
  const belongs = ({ id, contactId, kind, named }: Row) => {
    const how = related.find((each) => each.contactId === contactId);
    return kind !== 'adult' && named && (how === undefined || (how.scope !== 'household' && how.personIds.includes(id)));
  };
  const members = gather(rows, pairs, await toldApart(tx, rows.map(({ id }) => id))).flatMap((group): HouseholdMember[] => {
    const mine = group.find(({ id }) => own.has(id));
    const of = mine === undefined ? group.filter(belongs) : group;
    const first = mine ?? of.find(({ name }) => name !== '') ?? of[0];
    if (first === undefined) return [];
    const decidedFor = ({ id, bornAs }: Row) => decided.get(id) ?? (bornAs === null ? undefined : decided.get(bornAs)) ?? null;
    return [{ key: first.id, name: first.name, kind: first.kind === 'adult' ? 'adult' : 'child', dateOfBirth: first.dateOfBirth, here: mine !== undefined, as: { reference: references.get(first.contactId) ?? '', personId: first.id }, contacts: new Map(of.map((row) => [row.contactId, decidedFor(row)])) }];
  });
  const rank = ({ kind, here }: HouseholdMember) => (kind === 'adult' ? 2 : here ? 0 : 1);
  return { contacts, members: members.sort((a, b) => rank(a) - rank(b)) };
}

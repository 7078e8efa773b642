import type { Temporal } from 'temporal-polyfill';
import { sameChildren } from '@/lib/contact/history-store';
import { readEarlier, STANDS, standsAs } from '@/lib/contact/identity/earlier-store';
import type { Standing } from '@/lib/contact/queue/queue-model';
import { decisionStanding, type DecisionStanding } from '@/lib/contact/queue/queue-model';
import { standingOf } from '@/lib/contact/queue/queue-store';
import type { ContactState } from '@/lib/contact/state';
import type { Contact } from '@/lib/contact/store';
import { STANDINGS, type ChildStanding } from '@/lib/decision/model';
import { normaliseName } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { readRelated } from './related-store';

/** A contact that tells of the household, as far as the reader may open it. */
export interface HouseholdContact {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  placed: Standing | null;
  state: ContactState;
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

const isoDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

async function readContacts(tx: Tx, ids: readonly string[], current: string): Promise<HouseholdContact[]> {
  const shown = await readShown(tx, ids);
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...ids] } }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], select: { id: true, reference: true, receivedAt: true, ...STANDS } });
  return rows.map(({ id, reference, receivedAt, ...stands }) => ({ id, reference, receivedAt: instantOf(receivedAt), ...standsAs(stands), shown: id === current ? 'words' : (shown.get(id) ?? 'kind'), current: id === current }));
}

/** The latest decision of each contact, by the person of the contact for whom it was made. */
async function readDecided(tx: Tx, contactIds: readonly string[]): Promise<Map<string, DecidedThere>> {
  const rows = await tx.db.decision.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: { version: 'asc' }, select: { version: true, needsCountersign: true, countersign: { select: { verdict: true } }, children: { select: { personId: true, level: true, route: true, standing: true } } } });
  const decided = new Map<string, DecidedThere>();
  for (const { version, needsCountersign, countersign, children } of rows) {
    const stands = decisionStanding({ needsCountersign, verdict: countersign === null ? null : countersign.verdict === 'agreed' ? 'agreed' : 'returned' });
    for (const { personId, standing, ...placed } of children) decided.set(personId, { ...standingOf(placed), version, stands, standing: STANDINGS.find((known) => known === standing) ?? 'own' });
  }
  return decided;
}

/**
 * Everybody of a contact’s household, and every contact up to now that names them: the children of this contact, brothers and
 * sisters whom an earlier one names with them, and its adults. As far as the actor may open; of a contact that they have not
 * opened nobody is named beside those whom this one names. Needs casework rights.
 */
export async function readHousehold(tx: Tx, contact: Contact): Promise<HouseholdHistory> {
  const { authorityId } = tx.actor;
  const pairs = await sameChildren(tx, contact.id, tx.at);
  const related = await readRelated(tx, contact, await readEarlier(tx, pairs), tx.at);
  const contacts = await readContacts(tx, [...new Set([contact.id, ...pairs.map(({ contactId }) => contactId), ...related.map(({ contactId }) => contactId)])], contact.id);
  const open = contacts.filter(({ shown }) => shown !== 'nothing').map(({ id }) => id);
  const words = new Set(contacts.filter(({ shown }) => shown === 'words').map(({ id }) => id));
  const decided = await readDecided(tx, open);
  const members = new Map<string, HouseholdMember & { contacts: Map<string, DecidedThere | null> }>();
  const references = new Map(contacts.map(({ id, reference }) => [id, reference]));
  /** One more contact that names somebody. */
  const also = (key: string, contactId: string, personId: string) => {
    members.get(key)?.contacts.set(contactId, open.includes(contactId) || contactId === contact.id ? (decided.get(personId) ?? null) : null);
  };
  const put = (key: string, first: Omit<HouseholdMember, 'key' | 'contacts'>, contactId: string, personId: string) => {
    if (!members.has(key)) members.set(key, { key, ...first, contacts: new Map<string, DecidedThere | null>() });
    also(key, contactId, personId);
  };
  const seen = new Set<string>();
  for (const { id, kind, givenName, familyName, dateOfBirth } of contact.people) {
    put(id, { name: `${givenName} ${familyName}`.trim(), kind: kind === 'adult' ? 'adult' : 'child', dateOfBirth, here: true, as: { reference: contact.reference, personId: id } }, contact.id, id);
    for (const pair of pairs.filter(({ personId }) => personId === id)) {
      seen.add(pair.otherPersonId);
      also(id, pair.contactId, pair.otherPersonId);
    }
  }
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, contactId: { in: open.filter((id) => id !== contact.id) } }, orderBy: [{ contactId: 'asc' }, { ordinal: 'asc' }], select: { id: true, contactId: true, kind: true, givenName: true, familyName: true, dateOfBirth: true, nhsNumber: true, nameDobKey: true } });
  const adults = contact.people.filter(({ kind }) => kind === 'adult');
  for (const row of rows) {
    if (seen.has(row.id)) continue;
    const birth = isoDay(row.dateOfBirth);
    const name = `${row.givenName} ${row.familyName}`.trim();
    if (row.kind === 'adult') {
      const same = adults.find(({ nhsNumber, nameDobKey }) => (nhsNumber !== null && nhsNumber === row.nhsNumber) || (nameDobKey !== null && nameDobKey === row.nameDobKey));
      if (same !== undefined) also(same.id, row.contactId, row.id);
      continue;
    }
    const how = related.find(({ contactId }) => contactId === row.contactId);
    const belongs = how === undefined || how.scope === 'household' ? how === undefined : how.personIds.includes(row.id);
    if (!belongs || !words.has(row.contactId)) continue;
    put(row.nameDobKey ?? (normaliseName(name) || row.id), { name, kind: 'child', dateOfBirth: birth, here: false, as: { reference: references.get(row.contactId) ?? '', personId: row.id } }, row.contactId, row.id);
  }
  const rank = ({ kind, here }: HouseholdMember) => (kind === 'adult' ? 2 : here ? 0 : 1);
  return { contacts, members: [...members.values()].sort((a, b) => rank(a) - rank(b)) };
}

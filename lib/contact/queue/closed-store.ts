import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import { Prisma, type Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { instantOf, londonDate } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { childrenLine } from '../report/children-line';
import { standingOf, type Standing } from './queue-model';
import { childAgeOf } from './queue-store';
import { readSigns } from '../secrecy/signs-store';
import { CLOSURES, endState, type ClosureHow, type EndState } from '../state';

/** A contact that has ended, as a row of its list. */
export interface ClosedItem extends Standing {
  contactId: string;
  reference: string;
  closedAt: Temporal.Instant;
  closedBy: string;
  state: EndState;
  told: boolean;
  joinedTo: string | null;
  receivedAt: Temporal.Instant;
  /** How much of it the reader may be shown: without its words, `summary` and `agencyName` are empty. */
  shown: Shown;
  signs: string[];
  agencyName: string;
  agencyKind: string;
  summary: string;
  childrenLine: string;
}

/** A place in the list of what has ended: latest first. */
export interface ClosedCursor {
  atMs: number;
  contactId: string;
}

export const CLOSED_PAGE_SIZE = 50;

export function writeClosedCursor({ atMs, contactId }: ClosedCursor): string {
  return `${atMs}.${contactId}`;
}

/** Null for what is no cursor: the list then begins at its head. */
export function readClosedCursor(text: string): ClosedCursor | null {
  const [at = '', id = ''] = text.split('.');
  return /^\d{1,15}$/.test(at) && isId(id) ? { atMs: Number(at), contactId: id } : null;
}

/** Which ends are shown; none chosen shows all. */
export function readEnds(values: readonly string[]): ClosureHow[] {
  return CLOSURES.filter((how) => values.includes(how));
}

/** One page of ended contacts, the latest first. */
export async function listClosed(tx: Tx, ends: readonly ClosureHow[], after: ClosedCursor | null): Promise<{ items: ClosedItem[]; next: ClosedCursor | null }> {
  const { authorityId } = tx.actor;
  const before = after === null ? Prisma.sql`true` : Prisma.sql`(c.at, c.contact_id) < (${new Date(after.atMs)}::timestamptz, ${after.contactId}::uuid)`;
  const among = ends.length === 0 ? Prisma.sql`true` : Prisma.sql`c.how = any(${[...ends]})`;
  const keys = await tx.db.$queryRaw<{ id: string }[]>`
    select c.contact_id as id from closure c where c.authority_id = ${authorityId} and ${among} and ${before}
    order by c.at desc, c.contact_id desc limit ${CLOSED_PAGE_SIZE + 1}`;
  const ids = keys.slice(0, CLOSED_PAGE_SIZE).map(({ id }) => id);
  // Each by the authority and a list of ids: as relations they are asked for by two lists, which no index serves, and an area's whole history is read.
  const ofThese = { authorityId, contactId: { in: ids } };
  const rows = await tx.db.closure.findMany({ where: ofThese });
  const contacts = new Map((await tx.db.contact.findMany({ where: { authorityId, id: { in: ids } }, select: { id: true, reference: true, receivedAt: true, agencyName: true, agencyKind: true, summary: true } })).map((contact) => [contact.id, contact]));
  const children = await tx.db.contactPerson.findMany({ where: { ...ofThese, kind: 'child' }, orderBy: { ordinal: 'asc' } });
  const targets = await tx.db.contact.findMany({ where: { authorityId, id: { in: rows.flatMap(({ joinedToId }) => (joinedToId === null ? [] : [joinedToId])) } }, select: { id: true, reference: true } });
  const references = new Map(targets.map(({ id, reference }) => [id, reference]));
  const names = await readNames(tx, rows.map(({ by }) => by));
  const byId = new Map(rows.map((row) => [row.contactId, row]));
  const shownTo = await readShown(tx, ids);
  const signs = await readSigns(tx, ids.filter((id) => shownTo.get(id) === 'kind'));
  const items = ids.flatMap((id): ClosedItem[] => {
    const row = byId.get(id);
    const contact = contacts.get(id);
    if (!row || !contact) return [];
    const { reference, agencyName, agencyKind, summary } = contact;
    const people = children.filter(({ contactId }) => contactId === id);
    const shown = shownTo.get(id) ?? 'nothing';
    const receivedAt = instantOf(contact.receivedAt);
    const line = childrenLine(people.map(childAgeOf), londonDate(receivedAt));
    const ended = { closedAt: instantOf(row.at), closedBy: names.get(row.by) ?? 'A colleague who has left', state: endState(row.how), told: row.how === 'told', joinedTo: references.get(row.joinedToId ?? '') ?? null };
    return [{ contactId: id, reference, shown, agencyKind, signs: signs.get(id) ?? [], agencyName: shown === 'nothing' ? '' : agencyName, summary: shown === 'words' ? summary : '', receivedAt, childrenLine: line, ...ended, ...standingOf(row) }];
  });
  const last = keys.length > CLOSED_PAGE_SIZE ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : { atMs: last.closedAt.epochMilliseconds, contactId: last.contactId } };
}

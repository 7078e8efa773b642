import type { Temporal } from 'temporal-polyfill';
import { plainly, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';
import { personsOf } from '../report/persons';
import { hide, PROTECTED_KINDS, type Kept, type ProtectedKind } from './protecting';
import { readSharingTexts, SHARING_TEXTS, sharingText, type SharingTable, type SharingText } from './sharing-texts-store';
import type { Report } from '../schema';

const placeOf = (authorityId: string, rowId: string) => ({ table: 'protected_detail', column: 'sealed', authorityId, rowId });

const kindOf = (text: string): ProtectedKind => PROTECTED_KINDS.find((kind) => kind === text) ?? 'words';

/** A detail that is kept secret, without its words. */
export interface ProtectedMarker {
  id: string;
  place: string;
  kind: ProtectedKind;
  at: Temporal.Instant;
  by: string;
  /** Empty where the report itself asked. */
  reason: string;
}

/** A detail that is kept secret, opened. */
export interface ProtectedOpen extends ProtectedMarker {
  words: string;
}

/** Keeps words that were taken out of a record, each encrypted for its own row. Needs casework rights. */
export async function addProtected(tx: Tx, contactId: string, kept: readonly Kept[], { by, reason }: { by: string; reason: string }): Promise<void> {
  const { authorityId } = tx.actor;
  const rows = kept.map(({ place, kind, words }) => {
    const id = newId();
    return { authorityId, id, contactId, place, kind, sealed: seal(words, placeOf(authorityId, id)), at: dateOf(tx.at), by, reason };
  });
  if (rows.length > 0) await tx.db.protectedDetail.createMany({ data: rows });
}

/** Is anything of a contact kept secret? */
export async function keepsSecret(tx: Tx, contactId: string): Promise<boolean> {
  const { _count: kept } = await tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { _count: { select: { protectedDetails: true } } } });
  return kept.protectedDetails > 0;
}

/** What of a contact is kept secret, oldest first: the markers only. */
export async function readMarkers(tx: Tx, contactId: string): Promise<ProtectedMarker[]> {
  const rows = await tx.db.$queryRaw<(Omit<ProtectedMarker, 'kind' | 'at'> & { kind: string; atMs: number })[]>(plainly`
    select d.id, d.place, d.kind, (extract(epoch from d.at) * 1000)::float8 as "atMs", d.by, d.reason from protected_detail d
    where d.authority_id = ${tx.actor.authorityId} and d.contact_id = ${contactId}::uuid order by d.at, d.id`);
  return rows.map(({ atMs, ...row }) => ({ ...row, kind: kindOf(row.kind), at: instantOf(new Date(atMs)) }));
}

/** What is kept secret, opened: for the product, and for whoever gave a reason just now; empty for everybody else. */
export async function openProtected(tx: Tx, contactId: string): Promise<ProtectedOpen[]> {
  const rows = await tx.db.$queryRaw<{ id: string; sealed: string }[]>`select id, sealed from protected_words(${contactId}::uuid)`;
  const sealed = new Map(rows.map((row) => [row.id, row.sealed]));
  const markers = sealed.size === 0 ? [] : await readMarkers(tx, contactId);
  return markers.flatMap((marker) => {
    const words = sealed.get(marker.id);
    return words === undefined ? [] : [{ ...marker, words: unseal(words, placeOf(tx.actor.authorityId, marker.id)) }];
  });
}

/**
 * What is kept secret of these contacts, opened for the product: a text that is never changed is hidden by it when it is shown,
 * also where the detail was kept secret after it was written. One look however many contacts there
 * are, and one more for each that keeps something secret.
 */
export async function secretsOf(tx: Tx, contactIds: readonly string[]): Promise<ProtectedOpen[]> {
  if (contactIds.length === 0) return [];
  return tx.asSystem(async (system) => {
    const keeping = await system.db.protectedDetail.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...new Set(contactIds)] } }, select: { contactId: true } });
    const opened: ProtectedOpen[] = [];
    for (const contactId of new Set(keeping.map((row) => row.contactId))) opened.push(...(await openProtected(system, contactId)));
    return opened;
  });
}

/**
 * A text that comes in later, without what is kept secret of its contact; the whole text is kept encrypted beside it.
 * @param place what the text is: "addition.<key>", "note.<id>".
 */
export async function withoutSecrets(tx: Tx, contactId: string, place: string, text: string): Promise<string> {
  return tx.asSystem(async (system) => {
    const hidden = hide(text, await openProtected(system, contactId));
    if (hidden !== text && !(await hasPlace(system, contactId, place))) await addProtected(system, contactId, [{ place, kind: 'words', words: text }], { by: system.actor.actorId, reason: '' });
    return hidden;
  });
}

/**
 * A record of sharing without what is kept secret of its contact; each whole text, by which it is proved what was sent or agreed to, is
 * kept encrypted beside it. One look for all of its texts.
 * @param id of the row that the record becomes.
 */
export async function recordWithoutSecrets<T extends object>(tx: Tx, contactId: string, table: SharingTable, id: string, record: T): Promise<T> {
  return tx.asSystem(async (system) => {
    const secrets = await openProtected(system, contactId);
    const kept: Kept[] = [];
    const texts: readonly string[] = SHARING_TEXTS[table];
    const clean = Object.entries(record).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'string' || !texts.includes(name)) return [name, value];
      const hidden = hide(value, secrets);
      if (hidden !== value) kept.push({ place: `${sharingText(table, name)}.${id}`, kind: 'words', words: value });
      return [name, hidden];
    });
    await addProtected(system, contactId, kept, { by: system.actor.actorId, reason: '' });
    return Object.fromEntries(clean) as T;
  });
}

async function hasPlace(tx: Tx, contactId: string, place: string): Promise<boolean> {
  return (await tx.db.protectedDetail.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, place }, select: { id: true } })) !== null;
}

/** A text of a contact outside its report. */
export interface LaterText {
  table: 'addition' | 'caller' | 'must_not_be_told' | 'note' | 'question' | 'answer' | SharingText;
  id: string;
  text: string;
}

/** Everything that was written about a contact after its report. Needs casework rights. */
export async function readLaterTexts(tx: Tx, contactId: string): Promise<LaterText[]> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const additions = await tx.db.addition.findMany({ where, select: { id: true, text: true, caller: true, mustNotBeTold: true } });
  const notes = await tx.db.note.findMany({ where, select: { id: true, text: true } });
  const questions = await tx.db.question.findMany({ where, select: { id: true, text: true, answer: true } });
  return [
    ...additions.flatMap(({ id, text, caller, mustNotBeTold }): LaterText[] => [{ table: 'addition', id, text }, { table: 'caller', id, text: caller }, { table: 'must_not_be_told', id, text: mustNotBeTold }]),
    ...notes.map((row): LaterText => ({ table: 'note', ...row })),
    ...questions.flatMap(({ id, text, answer }): LaterText[] => [{ table: 'question', id, text }, ...(answer === null ? [] : [{ table: 'answer' as const, id, text: answer }])]),
    ...(await readSharingTexts(tx, contactId)),
  ];
}

/** Puts a record without protected words in the place of the one with them, in the transaction that keeps the words. */
export async function rewriteContact(tx: Tx, contactId: string, report: Report, summary: string, texts: readonly LaterText[]): Promise<void> {
  const people = personsOf(report).map(({ ordinal, details }) => ({ ordinal, details }));
  await tx.db.$executeRaw`select contact_rewrite(${contactId}::uuid, ${JSON.stringify(report)}::jsonb, ${summary}, ${JSON.stringify(people)}::jsonb, ${JSON.stringify(texts)}::jsonb)`;
}

/** Keeps the actor's reason to look, and until when they may. */
export async function addLook(tx: Tx, contactId: string, reason: string, until: Temporal.Instant): Promise<void> {
  await tx.db.protectedLook.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId, reason, untilAt: dateOf(until) }] });
}

/** Until when the actor may look; null when they gave no reason yet, or it has run out. */
export async function liveLook(tx: Tx, contactId: string): Promise<{ until: Temporal.Instant; reason: string } | null> {
  const row = await tx.db.protectedLook.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, by: tx.actor.actorId, untilAt: { gt: dateOf(tx.at) } }, orderBy: { untilAt: 'desc' }, select: { untilAt: true, reason: true } });
  return row && { until: instantOf(row.untilAt), reason: row.reason };
}

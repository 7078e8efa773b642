import { plainly, type Tx } from '../db';
import { newId } from '../ids';
import { ok, refused, type Result } from '../result';
import { dateOf } from '../time';
import { DRAFT_KINDS, overwrites, withStep, type Draft, type DraftContent, type Fields } from './model';

type Row = Awaited<ReturnType<Tx['db']['draft']['findFirstOrThrow']>>;

function draftOf(row: Row): Draft {
  const kind = DRAFT_KINDS.find((known) => known === row.kind);
  if (kind === undefined) throw new Error('a draft is of a kind that this release does not know');
  return { ...row, kind, content: row.data as unknown as DraftContent };
}

const asJson = (content: DraftContent) => ({ fields: content.fields, steps: content.steps });

/** Begins a draft of the actor, with a fresh idempotency key. */
export async function openDraft(tx: Tx, { kind, contactId = null, fields = {} }: { kind: Draft['kind']; contactId?: string | null; fields?: Fields }): Promise<Draft> {
  const row = await tx.db.draft.create({
    data: {
      authorityId: tx.actor.authorityId,
      id: newId(),
      kind,
      ownerId: tx.actor.actorId,
      agencyId: tx.actor.agencyId,
      contactId,
      data: asJson({ fields, steps: {} }),
      key: newId(),
      createdAt: dateOf(tx.at),
      updatedAt: dateOf(tx.at),
    },
  });
  return draftOf(row);
}

/** A draft of the actor, or null. */
export async function readDraft(tx: Tx, id: string): Promise<Draft | null> {
  const row = await tx.db.draft.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  return row ? draftOf(row) : null;
}

/** A draft of the actor as it stands, locked until the transaction ends: for saving and for final acts. Whoever waited for the lock reads what was written meanwhile. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | null> {
  const [row] = await tx.db.$queryRaw<Row[]>`select authority_id as "authorityId", id, kind, owner_id as "ownerId", agency_id as "agencyId", contact_id as "contactId", data, version, key, created_at as "createdAt", updated_at as "updatedAt",
      closed_at as "closedAt", closed_how as "closedHow", closed_why as "closedWhy", sent_version as "sentVersion", result_id as "resultId"
    from draft where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  return row === undefined ? null : draftOf(row);
}

/** The actor's unfinished drafts of a kind, or of several, newest first. */
export async function openDrafts(tx: Tx, kind: Draft['kind'] | readonly Draft['kind'][], contactId?: string): Promise<Draft[]> {
  const kinds: readonly string[] = typeof kind === 'string' ? [kind] : kind;
  const rows = contactId !== undefined ? await aboutContact(tx, contactId) : await tx.db.draft.findMany({
    where: { authorityId: tx.actor.authorityId, ownerId: tx.actor.actorId, kind: { in: [...kinds] }, closedAt: null },
    orderBy: { updatedAt: 'desc' },
    take: 100,
  });
  return rows.filter((row) => kinds.includes(row.kind) && row.closedAt === null).map(draftOf);
}

/** What the actor put away and nobody was sent, the newest first. */
export async function putAwayDrafts(tx: Tx, kind: Draft['kind']): Promise<Draft[]> {
  const rows = await tx.db.draft.findMany({
    where: { authorityId: tx.actor.authorityId, ownerId: tx.actor.actorId, kind, closedHow: { in: ['sent_another_way', 'not_needed'] } },
    orderBy: { closedAt: 'desc' },
    take: 20,
  });
  return rows.map(draftOf);
}

/** The actor's drafts about a contact, newest first: a page of it has several forms, and what was typed into them is asked for once. With the one that became it. */
async function aboutContact(tx: Tx, contactId: string): Promise<Row[]> {
  type Told = Omit<Row, 'createdAt' | 'updatedAt' | 'closedAt'> & { createdMs: number; updatedMs: number; closedMs: number | null };
  const rows = await tx.db.$queryRaw<Told[]>(plainly`
    select d.authority_id as "authorityId", d.id, d.kind, d.owner_id as "ownerId", d.agency_id as "agencyId", d.contact_id as "contactId", d.data, d.version, d.key,
      (extract(epoch from d.created_at) * 1000)::float8 as "createdMs", (extract(epoch from d.updated_at) * 1000)::float8 as "updatedMs", (extract(epoch from d.closed_at) * 1000)::float8 as "closedMs",
      d.closed_how as "closedHow", d.closed_why as "closedWhy", d.sent_version as "sentVersion", d.result_id as "resultId"
    from draft d where d.authority_id = ${tx.actor.authorityId} and d.owner_id = ${tx.actor.actorId}::uuid
      and ((d.closed_at is null and d.contact_id = ${contactId}::uuid) or (d.kind = 'report' and d.result_id = ${contactId}::uuid))
    order by d.updated_at desc limit 1000`);
  return rows.map(({ createdMs, updatedMs, closedMs, ...row }) => ({ ...row, createdAt: new Date(createdMs), updatedAt: new Date(updatedMs), closedAt: closedMs === null ? null : new Date(closedMs) }));
}

/** The draft from which the actor sent a contact: where their own copy stands. */
export async function draftThatBecame(tx: Tx, contactId: string): Promise<string | null> {
  return (await aboutContact(tx, contactId)).find(({ kind, resultId }) => kind === 'report' && resultId === contactId)?.id ?? null;
}

/**
 * Keeps one page of a form, right or wrong. When the page was saved elsewhere since `baseVersion`, or the
 * draft has been sent, nothing is overwritten: what was typed is kept beside it and `conflict` names it.
 */
export async function saveStep(tx: Tx, id: string, step: string, owned: (name: string) => boolean, posted: Fields, baseVersion: number): Promise<Result<Draft, { code: 'missing' } | { code: 'conflict'; conflictId: string }>> {
  const draft = await lockDraft(tx, id);
  if (!draft) return refused({ code: 'missing' });
  if (draft.closedAt !== null || overwrites(draft.content, step, owned, posted, baseVersion)) {
    if (draft.closedAt !== null && !overwrites({ fields: draft.content.fields, steps: { [step]: Number.MAX_SAFE_INTEGER } }, step, owned, posted, baseVersion)) return ok(draft);
    const conflictId = newId();
    await tx.db.draftConflict.create({
      data: { authorityId: tx.actor.authorityId, id: conflictId, draftId: id, baseVersion, data: asJson({ fields: Object.fromEntries(Object.entries(posted).filter(([name]) => owned(name))), steps: { [step]: baseVersion } }), at: dateOf(tx.at) },
    });
    return refused({ code: 'conflict', conflictId });
  }
  const version = draft.version + 1;
  const row = await tx.db.draft.update({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id } },
    data: { data: asJson(withStep(draft.content, step, owned, posted, version)), version, updatedAt: dateOf(tx.at) },
  });
  return ok(draftOf(row));
}

export interface DraftConflict {
  id: string;
  draftId: string;
  step: string;
  fields: Fields;
  baseVersion: number;
  at: Date;
}

/** What was typed beside these drafts and not settled yet, newest first. */
export async function readConflicts(tx: Tx, ...draftIds: string[]): Promise<DraftConflict[]> {
  const rows = await tx.db.draftConflict.findMany({ where: { authorityId: tx.actor.authorityId, draftId: { in: draftIds }, settledAt: null }, orderBy: { at: 'desc' } });
  return rows.map(conflictOf);
}

/** What was typed beside a draft of the actor, settled or not; null where it is not theirs. */
export async function readConflict(tx: Tx, id: string): Promise<DraftConflict | null> {
  const row = await tx.db.draftConflict.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  return row && conflictOf(row);
}

function conflictOf(row: Awaited<ReturnType<Tx['db']['draftConflict']['findFirstOrThrow']>>): DraftConflict {
  const content = row.data as unknown as DraftContent;
  return { id: row.id, draftId: row.draftId, step: Object.keys(content.steps)[0] ?? '', fields: content.fields, baseVersion: row.baseVersion, at: row.at };
}

/**
 * Keeps what stands on a page of a draft, before something else takes its place.
 * @param settled its author has seen it and chose; otherwise they are asked about it from now on.
 */
export async function setAside(tx: Tx, draft: Draft, step: string, owned: (name: string) => boolean, settled: (fields: Fields) => boolean): Promise<void> {
  const fields = Object.fromEntries(Object.entries(draft.content.fields).filter(([name]) => owned(name)));
  const at = dateOf(tx.at);
  await tx.db.draftConflict.create({
    data: { authorityId: tx.actor.authorityId, id: newId(), draftId: draft.id, baseVersion: draft.version, data: asJson({ fields, steps: { [step]: draft.version } }), at, settledAt: settled(fields) ? at : null },
  });
}

/** Marks a conflict as settled: both texts stay. */
export async function settleConflict(tx: Tx, id: string): Promise<void> {
  await tx.db.draftConflict.updateMany({ where: { authorityId: tx.actor.authorityId, id, settledAt: null }, data: { settledAt: dateOf(tx.at) } });
}

/**
 * Puts other fields in the place of a draft that is being sent, and of everything that is kept beside it.
 * @param instead of the fields of a page as they stand: what may stay of them.
 */
export async function replaceSent(tx: Tx, { id, content }: Draft, instead: (fields: Fields) => Fields): Promise<void> {
  const { authorityId } = tx.actor;
  await tx.db.draft.update({ where: { authorityId_id: { authorityId, id } }, data: { data: asJson({ fields: instead(content.fields), steps: {} }) } });
  for (const row of await tx.db.draftConflict.findMany({ where: { authorityId, draftId: id }, select: { id: true, data: true } })) {
    const { fields, steps } = row.data as unknown as DraftContent;
    await tx.db.draftConflict.updateMany({ where: { authorityId, id: row.id }, data: { data: asJson({ fields: instead(fields), steps }) } });
  }
}

/** Keeps with a draft what nobody typed, beside its pages: its version stays. Nothing given, it is forgotten. */
export async function keepWith(tx: Tx, { id, content }: Draft, name: string, values: readonly string[]): Promise<void> {
  const { [name]: _before, ...others } = content.fields;
  const fields: Fields = values.length === 0 ? others : { ...others, [name]: [...values] };
  await tx.db.draft.update({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, data: { data: asJson({ ...content, fields }) }, select: { id: true } });
}

/** Opens a draft again that was put away; the reason for which it was stays with it until it is closed anew. */
export async function reopenDraft(tx: Tx, id: string): Promise<Draft> {
  return draftOf(await tx.db.draft.update({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, data: { closedAt: null, closedHow: null } }));
}

/**
 * Closes a draft for good. A sent draft carries the version sent and what it became.
 * @param closed.forget its words are nowhere needed any more: they stand in the record that they became.
 */
export async function closeDraft(tx: Tx, id: string, closed: { how: 'sent' | 'sent_another_way' | 'not_needed'; why?: string; version?: number; resultId?: string; forget?: boolean }): Promise<void> {
  await tx.db.draft.update({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id } },
    data: { closedAt: dateOf(tx.at), closedHow: closed.how, closedWhy: closed.why ?? null, sentVersion: closed.version ?? null, resultId: closed.resultId ?? null, ...(closed.forget === true ? { data: asJson({ fields: {}, steps: {} }) } : {}) },
    // Its text need not come back.
    select: { id: true },
  });
}

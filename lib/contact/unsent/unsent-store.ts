import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { CALL_OUTCOMES, ENDINGS, type CallOutcome, type Ending, type Notice } from './unsent';

/** A serious report begun and not sent, as far as anybody but its author knows it. */
export interface UnsentReport {
  id: string;
  draftId: string;
  /** Null for an author who is nobody here: they ask to be protected, or have sent it. */
  author: { accountId: string; name: string; phone: string } | null;
  agency: { id: string; name: string } | null;
  begunAt: Temporal.Instant;
  touchedAt: Temporal.Instant;
  since: Temporal.Instant;
  urgent: boolean;
  leadExcluded: boolean;
  protected: boolean;
  given: Record<Notice, Temporal.Instant | null>;
  ended: { at: Temporal.Instant; how: Ending; why: string; by: string | null } | null;
}

const NOTICE_COLUMNS = { author_again: 'authorAgainAt', author_morning: 'authorMorningAt', lead: 'leadToldAt', manager: 'managerToldAt' } as const satisfies Record<Notice, string>;

type Row = Awaited<ReturnType<Tx['db']['unsentReport']['findFirstOrThrow']>>;

const maybe = (at: Date | null) => (at === null ? null : instantOf(at));

function unsentOf(row: Row): UnsentReport {
  const how = ENDINGS.find((known) => known === row.endedHow);
  return {
    id: row.id,
    draftId: row.draftId,
    author: row.authorId === null ? null : { accountId: row.authorId, name: row.authorName, phone: row.phone },
    agency: row.agencyId === null ? null : { id: row.agencyId, name: row.agencyName },
    begunAt: instantOf(row.begunAt),
    touchedAt: instantOf(row.touchedAt),
    since: instantOf(row.since),
    urgent: row.urgent,
    leadExcluded: row.leadExcluded,
    protected: row.protected,
    given: { author_again: maybe(row.authorAgainAt), author_morning: maybe(row.authorMorningAt), lead: maybe(row.leadToldAt), manager: maybe(row.managerToldAt) },
    ended: row.endedAt === null || how === undefined ? null : { at: instantOf(row.endedAt), how, why: row.endedWhy, by: row.endedBy },
  };
}

const NOBODY = { authorId: null, authorName: '', agencyId: null, agencyName: '', phone: '' } as const;

/** What its author's save says of a report that is still unsent. */
export interface UnsentNow extends Pick<UnsentReport, 'draftId' | 'begunAt' | 'urgent' | 'leadExcluded'> {
  /** Null where the author asks to be protected. */
  author: { accountId: string; name: string; phone: string; agencyId: string | null; agencyName: string } | null;
}

const written = (tx: Tx, { author, urgent, leadExcluded }: UnsentNow) => ({
  ...(author === null ? NOBODY : { authorId: author.accountId, authorName: author.name, agencyId: author.agencyId, agencyName: author.agencyName, phone: author.phone }),
  ...{ urgent, leadExcluded, protected: author === null, touchedAt: dateOf(tx.at) },
});

/** Writes that a report is serious and not sent. As the product. */
export async function addUnsent(tx: Tx, now: UnsentNow): Promise<void> {
  const { authorityId } = tx.actor;
  await tx.db.unsentReport.createMany({ data: [{ authorityId, id: newId(), draftId: now.draftId, begunAt: dateOf(now.begunAt), since: dateOf(tx.at), ...written(tx, now) }], skipDuplicates: true });
}

/** Brings it up to date. With `anew` it is as if begun now: nobody has been told, and the time is counted from here. As the product. */
export async function changeUnsent(tx: Tx, id: string, now: UnsentNow, anew: boolean): Promise<void> {
  const fresh = anew ? { since: dateOf(tx.at), authorAgainAt: null, authorMorningAt: null, leadToldAt: null, managerToldAt: null, endedAt: null, endedHow: null, endedWhy: '', endedBy: null } : {};
  await tx.db.unsentReport.update({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, data: { ...written(tx, now), ...fresh } });
}

/** Ends it. Whoever has sent it is nobody here from then on: they may be a protected source. As the product. */
export async function endUnsent(tx: Tx, id: string, ended: { how: Ending; why?: string; by?: string | null }): Promise<void> {
  await tx.db.unsentReport.updateMany({
    where: { authorityId: tx.actor.authorityId, id, endedAt: null },
    data: { endedAt: dateOf(tx.at), endedHow: ended.how, endedWhy: ended.why ?? '', endedBy: ended.by ?? null, ...(ended.how === 'sent' ? NOBODY : {}) },
  });
}

/** What is known of a draft, or null: of one's own, or as the product. */
export async function unsentOfDraft(tx: Tx, draftId: string): Promise<UnsentReport | null> {
  const row = await tx.db.unsentReport.findUnique({ where: { authorityId_draftId: { authorityId: tx.actor.authorityId, draftId } } });
  return row && unsentOf(row);
}

/** One by its own id, or null where it is not there for the actor. */
export async function findUnsent(tx: Tx, id: string): Promise<UnsentReport | null> {
  const row = await tx.db.unsentReport.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  return row && unsentOf(row);
}

/** Every one that is open, as far as the actor may see them: at level 4 first, then the longest unsent. */
export async function openUnsent(tx: Tx): Promise<UnsentReport[]> {
  const rows = await tx.db.unsentReport.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: null }, orderBy: [{ urgent: 'desc' }, { since: 'asc' }, { id: 'asc' }] });
  return rows.map(unsentOf);
}

/** What is known of the actor's own drafts, open or over, by draft. */
export async function ownUnsent(tx: Tx, draftIds: readonly string[]): Promise<Map<string, UnsentReport>> {
  const rows = await tx.db.unsentReport.findMany({ where: { authorityId: tx.actor.authorityId, draftId: { in: [...draftIds] } } });
  return new Map(rows.map((row) => [row.draftId, unsentOf(row)]));
}

/** What an agency's lead is told of colleagues, the longest unsent first; nothing for anybody else of an agency. */
export async function colleaguesUnsent(tx: Tx, ownDraftIds: readonly string[]): Promise<UnsentReport[]> {
  return (await openUnsent(tx)).filter(({ draftId }) => !ownDraftIds.includes(draftId)).sort((a, b) => a.since.epochMilliseconds - b.since.epochMilliseconds);
}

/** Those that ended last, of which somebody had been told. */
export async function endedUnsent(tx: Tx, count: number): Promise<UnsentReport[]> {
  const rows = await tx.db.unsentReport.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: { not: null }, managerToldAt: { not: null } }, orderBy: [{ endedAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(unsentOf);
}

/** Keeps that these were given, now. As the product. */
export async function markGiven(tx: Tx, id: string, notices: readonly Notice[]): Promise<void> {
  await tx.db.unsentReport.update({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, data: Object.fromEntries(notices.map((notice) => [NOTICE_COLUMNS[notice], dateOf(tx.at)])) });
}

/** Whose it is: asked by the product alone, to remind them, a protected author too. */
export async function authorOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.db.$queryRaw<{ author: string | null }[]>`select app_unsent_author(${id}::uuid) as author`;
  return row?.author ?? null;
}

/** Who answers for safeguarding in an agency and is not the author. */
export async function leadsOf(tx: Tx, agencyId: string, authorId: string): Promise<string[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, agencyId, role: 'partner_safeguarding_lead', disabledAt: null, accountId: { not: authorId } }, select: { accountId: true } });
  return [...new Set(rows.map(({ accountId }) => accountId))];
}

/** One time somebody rang, or tried to. */
export interface UnsentCall {
  unsentId: string;
  at: Temporal.Instant;
  by: string;
  outcome: CallOutcome;
  words: string;
}

/** Writes what came of ringing. */
export async function addUnsentCall(tx: Tx, call: Pick<UnsentCall, 'unsentId' | 'outcome' | 'words'>): Promise<void> {
  await tx.db.unsentCall.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), by: tx.actor.actorId, ...call }] });
}

/** What came of ringing about these, the first first. */
export async function unsentCalls(tx: Tx, ids: readonly string[]): Promise<UnsentCall[]> {
  const rows = await tx.db.unsentCall.findMany({ where: { authorityId: tx.actor.authorityId, unsentId: { in: [...ids] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(({ unsentId, at, by, outcome, words }) => ({ unsentId, at: instantOf(at), by, outcome: CALL_OUTCOMES.find((known) => known === outcome) ?? 'not_reached', words }));
}

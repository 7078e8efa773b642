import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { readConflicts } from '@/lib/platform/draft/store';
import { instantOf, londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { reportOfFields } from '../report/report-of-fields';
import type { Report } from '../schema';
import { asksToBeProtected } from '../secrecy/sealing';
import { howSerious, type Seriousness } from '../serious';
import { keptFromLead, type Ending } from './unsent';
import { addUnsent, changeUnsent, endUnsent, unsentOfDraft, type UnsentNow, type UnsentReport } from './unsent-store';

/** What a draft says. */
interface Said {
  report: Report;
  guide: Guide;
  /** The London day by which it is read: of a report today, of a call the day on which it began. */
  on: Temporal.PlainDate;
}

/** What an unfinished report says today. */
export function saidToday(tx: Tx, person: Person, authority: Pick<Authority, 'prefix' | 'settings'>, { content }: Pick<Draft, 'content'>): Said {
  return { ...reportOfFields(content.fields, person, authority, tx.at), on: londonDate(tx.at) };
}

/** What of a draft others may know. */
export interface Known extends Pick<UnsentNow, 'author' | 'leadExcluded'> {
  /** Null where nothing in it is serious. */
  seriousness: Seriousness | null;
}

/**
 * Keeps in step with a draft of a report or a call what is known of it without reading it, within the save and as the product (decision 29).
 * @param said what the draft says, read by the guide of its day.
 * @param changed whether this save changed a word.
 */
export async function keepUnsent(tx: Tx, person: Person, draft: Draft, { report, guide, on }: Said, changed: boolean): Promise<void> {
  const { name, agencyId, agencyName } = person;
  // Of a call the author is the worker who took it, and never the caller: neither their number nor their wish to be protected is the worker's.
  const call = draft.kind === 'call';
  const author = !call && asksToBeProtected(report) ? null : { accountId: person.actorId, name, phone: (!call && report.reporter.phone) || person.phone, agencyId, agencyName: agencyName ?? '' };
  await keepKnown(tx, draft, { seriousness: howSerious(report, guide, on), author, leadExcluded: keptFromLead(report) }, changed);
}

/**
 * Keeps in step with a draft what is known of it. What is taken back again ends while nobody else has been told; after that only a person
 * ends it. One that somebody ended and its author wrote on is unsent anew: nobody has those words. While two texts of a page wait for their
 * author to choose, what either says stands: it is raised, and neither ended nor lowered.
 * @param changed whether this save changed a word.
 */
export async function keepKnown(tx: Tx, draft: Draft, { seriousness, author, leadExcluded }: Known, changed: boolean): Promise<void> {
  const now: UnsentNow = { draftId: draft.id, begunAt: instantOf(draft.createdAt), author, urgent: seriousness === 'level_4', leadExcluded };
  const waits = (await readConflicts(tx, draft.id)).length > 0;
  await tx.asSystem(async (system) => {
    const there = await unsentOfDraft(system, draft.id);
    if (there === null) return seriousness === null ? undefined : addUnsent(system, now);
    if (there.ended !== null) return seriousness !== null && changed ? changeUnsent(system, there.id, now, true) : undefined;
    if (waits && seriousness === null) return;
    const othersKnow = there.given.lead !== null || there.given.manager !== null;
    if (seriousness === null && !othersKnow) return endUnsent(system, there.id, { how: 'no_longer' });
    return changeUnsent(system, there.id, !waits ? now : { ...now, author: there.protected ? null : now.author, urgent: now.urgent || there.urgent, leadExcluded: now.leadExcluded || there.leadExcluded }, false);
  });
}

/** Ends what is known of a draft because its author sent it or put it away. A protected author ends it as nobody. @param known what is known of it, where that was read. */
export async function endUnsentOf(tx: Tx, draftId: string, ended: { how: Ending; why?: string }, known?: UnsentReport | null): Promise<void> {
  const { actorId } = tx.actor;
  await tx.asSystem(async (system) => {
    const there = known === undefined ? await unsentOfDraft(system, draftId) : known;
    if (there !== null && there.ended === null) await endUnsent(system, there.id, { ...ended, by: there.protected || ended.how === 'sent' ? null : actorId });
  });
}

import type { Temporal } from 'temporal-polyfill';
import { report } from '@/lib/contact/schema';
import type { Tx } from '@/lib/platform/db';
import { lettersOf } from './store';
import { wayProblem, type SafeContact, type WayProblem } from './outcome/telling';
import { safeContactsOf } from './outcome/telling-store';

/** How one reader of a contact's letters may be reached, and what stands against a letter by post to them. */
export interface WayTo {
  newest: SafeContact | null;
  cameBackAt: Temporal.Instant | null;
  problem: WayProblem | null;
}

/** Reads how a reader may be reached: the newest record, held against the last letter of theirs that came back. Needs casework rights. */
export async function readWayTo(tx: Tx, contactId: string, recipientKey: string): Promise<WayTo> {
  const newest = (await safeContactsOf(tx, contactId)).find((each) => each.recipientKey === recipientKey) ?? null;
  const back = (await lettersOf(tx, contactId)).filter(({ recipient }) => recipient.key === recipientKey).flatMap(({ events }) => events.filter(({ what }) => what === 'returned').map(({ at }) => at));
  const cameBackAt = back.reduce<Temporal.Instant | null>((last, at) => (last === null || at.epochMilliseconds > last.epochMilliseconds ? at : last), null);
  return { newest, cameBackAt, problem: wayProblem(newest, cameBackAt) };
}

/** What the reporter themselves said of how, where and until when they can be reached; empty when nothing was said. */
export async function saidOfReaching(tx: Tx, contactId: string): Promise<string> {
  const row = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { report: true } });
  const read = report.safeParse(row?.report);
  return read.success ? read.data.reporter.reachBy.trim() : '';
}

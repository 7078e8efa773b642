import type { Temporal } from 'temporal-polyfill';
import { correctionsOf, type CallerCorrection } from '@/lib/contact/ending/correction-store';
import { NOTHING_SAID, type SaidOfReaching } from '@/lib/contact/report/reaching';
import { putCallsOf } from '@/lib/contact/ending/put-call-store';
import { report } from '@/lib/contact/schema';
import type { Tx } from '@/lib/platform/db';
import { saidOfPerson } from './schema';
import { callOfPostKey, lettersOf, personOfKey } from './store';
import { wayProblem, type SafeContact, type WayProblem } from './outcome/telling';
import { safeContactsOf } from './outcome/telling-store';

/** How one reader of a contact's letters may be reached, and what stands against a letter by post to them. */
export interface WayTo {
  newest: SafeContact | null;
  cameBackAt: Temporal.Instant | null;
  problem: WayProblem | null;
}

/** What was last put right of reaching a caller who is written to by post; none of anybody else. */
async function lastCorrection(tx: Tx, contactId: string, recipientKey: string): Promise<CallerCorrection | undefined> {
  const call = callOfPostKey(recipientKey);
  return call === undefined ? undefined : (await correctionsOf(tx, contactId, call))[0];
}

/**
 * Reads how a reader may be reached: the newest record, held against the last letter of theirs that came back. What was recorded
 * before the caller put right how they are reached proves nothing any more (safe practice 6). Needs casework rights.
 */
export async function readWayTo(tx: Tx, contactId: string, recipientKey: string): Promise<WayTo> {
  const [ways, letters, corrected] = await Promise.all([safeContactsOf(tx, contactId), lettersOf(tx, contactId), lastCorrection(tx, contactId, recipientKey)]);
  const newest = ways.find((each) => each.recipientKey === recipientKey && (corrected === undefined || each.at.epochMilliseconds > corrected.at.epochMilliseconds)) ?? null;
  const back = letters.filter(({ recipient }) => recipient.key === recipientKey).flatMap(({ events }) => events.filter(({ what }) => what === 'returned').map(({ at }) => at));
  const cameBackAt = back.reduce<Temporal.Instant | null>((last, at) => (last === null || at.epochMilliseconds > last.epochMilliseconds ? at : last), null);
  return { newest, cameBackAt, problem: wayProblem(newest, cameBackAt) };
}

/** What the report says of reaching the reader of a letter safely: of the reporter by themselves, of somebody of the family by whoever reported. The way that was put right since goes before. */
export async function saidOfReaching(tx: Tx, contactId: string, recipientKey: string): Promise<SaidOfReaching> {
  const personId = personOfKey(recipientKey);
  if (personId !== null) {
    const person = await tx.db.contactPerson.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, id: personId }, select: { details: true } });
    const { safeWay, reachBy, whoMightSee } = saidOfPerson.parse(person?.details ?? {});
    return { ...NOTHING_SAID, safeWay, reachBy, whoMightSee };
  }
  const [said, corrected] = [await saidByReporter(tx, contactId, recipientKey), await lastCorrection(tx, contactId, recipientKey)];
  return corrected === undefined ? said : { ...said, safeWay: corrected.safeWay };
}

async function saidByReporter(tx: Tx, contactId: string, recipientKey: string): Promise<SaidOfReaching> {
  const call = callOfPostKey(recipientKey) ?? null;
  const put = call === null ? undefined : (await putCallsOf(tx, contactId)).find(({ key }) => key === call);
  if (put !== undefined) return put.reaching;
  const row = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { report: true } });
  const read = report.safeParse(row?.report);
  return read.success ? read.data.reporter : NOTHING_SAID;
}

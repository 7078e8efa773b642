import type { Temporal } from 'temporal-polyfill';
import { NOTHING_SAID, type SaidOfReaching } from '@/lib/contact/report/reaching';
import { putCallsOf } from '@/lib/contact/ending/put-call-store';
import { report } from '@/lib/contact/schema';
import type { Tx } from '@/lib/platform/db';
import { saidOfPerson } from './schema';
import { lettersOf, personOfKey, postKeyOf } from './store';
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
  const [ways, letters] = await Promise.all([safeContactsOf(tx, contactId), lettersOf(tx, contactId)]);
  const newest = ways.find((each) => each.recipientKey === recipientKey) ?? null;
  const back = letters.filter(({ recipient }) => recipient.key === recipientKey).flatMap(({ events }) => events.filter(({ what }) => what === 'returned').map(({ at }) => at));
  const cameBackAt = back.reduce<Temporal.Instant | null>((last, at) => (last === null || at.epochMilliseconds > last.epochMilliseconds ? at : last), null);
  return { newest, cameBackAt, problem: wayProblem(newest, cameBackAt) };
}

/** What the report says of reaching the reader of a letter safely: of the reporter by themselves, of somebody of the family by whoever reported. */
export async function saidOfReaching(tx: Tx, contactId: string, recipientKey: string): Promise<SaidOfReaching> {
  const personId = personOfKey(recipientKey);
  if (personId !== null) {
    const person = await tx.db.contactPerson.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, id: personId }, select: { details: true } });
    const { safeWay, reachBy, whoMightSee } = saidOfPerson.parse(person?.details ?? {});
    return { ...NOTHING_SAID, safeWay, reachBy, whoMightSee };
  }
  const put = recipientKey.startsWith('post:') ? (await putCallsOf(tx, contactId)).find(({ key }) => recipientKey === postKeyOf(key)) : undefined;
  if (put !== undefined) return put.reaching;
  const row = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { report: true } });
  const read = report.safeParse(row?.report);
  return read.success ? read.data.reporter : NOTHING_SAID;
}

import { joinedContacts, mainContact } from '@/lib/contact/additions/joined-store';
import { report } from '@/lib/contact/schema';
import { keptFrom, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { sameChildren } from '@/lib/contact/history-store';
import { openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { policeAdviceOpen } from './family/family-gate';
import { familyTellingsOf } from './family/family-store';
import type { HeldBack } from './outcome/withheld';

/**
 * What is on record about a contact and not for the reader of a letter. Needs casework rights.
 * @param contactId the contact that the reader reported, or whose family they are.
 * @param told ids of the persons of that contact whom the letter is about.
 * @param to its reader, as far as a pregnancy is concerned.
 */
export async function readHeldBack(tx: Tx, contactId: string, told: readonly string[], to: WrittenTo): Promise<HeldBack> {
  const { authorityId } = tx.actor;
  const main = await mainContact(tx, contactId);
  const joined = await joinedContacts(tx, main);
  const all = [...new Set([contactId, main, ...joined])];
  const [rows, same, duties, pregnancies, tellings] = await Promise.all([
    tx.db.contact.findMany({ where: { authorityId, id: { in: all } }, select: { id: true, report: true, sealed: true, people: { select: { id: true, kind: true } }, _count: { select: { notes: true } } } }),
    sameChildren(tx, main),
    openDuties(tx, main),
    pregnanciesOf(tx, contactId),
    familyTellingsOf(tx, contactId),
  ]);
  const reports = rows.flatMap((row) => {
    const read = report.safeParse(row.report);
    return read.success ? [read.data] : [];
  });
  const children = reports.flatMap((each) => each.children);
  const people = rows.find(({ id }) => id === contactId)?.people ?? [];
  const earlier = new Set(same.map((pair) => pair.contactId).filter((id) => !all.includes(id)));
  return {
    otherChildren: people.filter(({ id, kind }) => kind !== 'adult' && !told.includes(id)).length,
    pregnancy: keptFrom(pregnancies, to),
    addresses: children.some(({ address, postcode, school }) => `${address}${postcode}${school}` !== ''),
    secretAddress: children.some(({ keepAddressSecret }) => keepAddressSecret),
    agencies: reports.reduce((count, each) => count + each.agencies.length, 0),
    otherReferrers: all.length - 1 + earlier.size,
    notes: rows.reduce((count, row) => count + row._count.notes, 0),
    sealedSource: rows.some(({ sealed }) => sealed),
    strategyOpen: duties.some(({ code }) => code === 'HOLD_STRATEGY'),
    ladoOpen: duties.some(({ code }) => code === 'LADO'),
    policeAdvice: policeAdviceOpen(tellings),
  };
}

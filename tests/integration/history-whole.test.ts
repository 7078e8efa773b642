/** Nothing of a child's history is lost by the order in which it was said, by growing up, or by a join (domain 2.2, 5; safe practice 2, 8, 13). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readHousehold } from '@/lib/chronology/household-store';
import { withGaps } from '@/lib/chronology/model';
import { readChronology } from '@/lib/chronology/store';
import { sayPair } from '@/lib/contact/identity/say-pair';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { arrives, at, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { queueRow } from './waiting';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const NOW = '2026-03-02T12:00:00Z';
const said = (children: readonly object[], household: readonly object[] = []): ReportInput => ({ children: children as ReportInput['children'], household: household as ReportInput['household'], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
const child = (givenName: string, familyName: string, dateOfBirth: string | null, more: object = {}) => ({ givenName, familyName, dateOfBirth, ...more });
const mother = (givenName: string, familyName: string, dateOfBirth: string | null) => ({ kind: 'adult', givenName, familyName, dateOfBirth, relationship: 'Mother' });

const personOf = async (of: Case, nth = 0) => withActor(worker, async (tx) => (await readContact(tx, of.contactId))?.people[nth]?.id ?? '', at(NOW));

let minute = 0;
async function says(of: Case, other: Case, outcome: string, { nth = 0, otherNth = 0, reason = '' } = {}): Promise<void> {
  const [childId, otherId] = [await personOf(of, nth), await personOf(other, otherNth)];
  minute += 1;
  expect(await withActor(worker, async (tx) => sayPair(tx, { id: of.contactId }, { childId, otherId, outcome, reason }), at(`2026-03-02T12:${String(minute).padStart(2, '0')}:00Z`))).toEqual({ ok: true, value: null });
}

const countProposed = async (of: Case) => withActor(worker, async (tx) => (await readProposal(tx, of.contactId))?.input.facts?.contactsIn12Months, at(NOW));

async function lineOf(of: Case): Promise<string[]> {
  return withActor(worker, async (tx) => {
    const contact = await readContact(tx, of.contactId);
    if (contact === null) throw new Error('not there for them');
    const { entries } = await readChronology(tx, contact, (await readWorkspace(tx, of.contactId)).earlier, ({ sameBy }) => sameBy);
    return withGaps(entries).flatMap((item) => (item.kind === 'gap' || item.entry.current ? [] : [`${item.entry.scope} ${item.entry.reference ?? ''}`]));
  }, at(NOW));
}

test('a link between two others makes a third telling of a contact that waits, which neither of them is', async () => {
  const first = await arrives(place, '2025-12-01T10:00:00Z', said([child('Kerra', 'Rowe', '2018-01-01')]));
  const second = await arrives(place, '2026-01-05T10:00:00Z', said([child('Kerra', 'Curnow', '2018-01-01')]));
  const third = await arrives(place, '2026-03-02T09:00:00Z', said([child('Kerra', 'Tonkin', '2018-01-01')]));
  await says(third, second, 'same');
  expect(await countProposed(third)).toBe(1);
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(2);
  await says(second, first, 'same');
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(3);
  expect(await countProposed(third)).toBe(3);
  await says(second, first, 'undone', { reason: 'Her cousin.' });
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(2);
});

test('who was a child here and is a mother now brings her own history, by name and birth or by a link; and as a child what is known of her as a mother', async () => {
  const own = await arrives(place, '2025-02-02T10:00:00Z', said([child('Tegen', 'Bray', '2009-06-06', { indicators: { I099: 'present' } })]));
  const baby = await arrives(place, '2026-01-05T10:00:00Z', said([child('Ruan', 'Odgers', '2025-12-01')], [mother('Tegen', 'Bray', '2009-06-06')]));
  expect(await lineOf(baby)).toEqual([`household ${own.reference}`]);
  const again = await arrives(place, '2026-03-02T09:00:00Z', said([child('Tegen', 'Bray', '2009-06-06')]));
  expect(await lineOf(again)).toContain(`child ${baby.reference}`);
  // Of another name now, a person says that it is she.
  const married = await arrives(place, '2026-03-02T10:00:00Z', said([child('Jory', 'Odgers', '2026-02-20')], [mother('Tegen', 'Odgers', '2009-06-06')]));
  await says(married, own, 'same', { nth: 1 });
  expect(await lineOf(married)).toContain(`household ${own.reference}`);
  const household = await withActor(worker, async (tx) => {
    const contact = await readContact(tx, married.contactId);
    return contact === null ? null : readHousehold(tx, contact);
  }, at(NOW));
  expect(household?.members.find(({ name }) => name === 'Tegen Odgers')?.contacts.has(own.contactId)).toBe(true);
  // What is history of a grown-up is no telling of the child.
  expect((await queueRow(place, baby.contactId))?.contactsIn12Months).toBe(1);
});

async function joins(from: Case, into: Case, when: string): Promise<void> {
  const joined = await withActor(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'The same flat.', otherChildren: true });
  }, at(when));
  expect(joined.ok).toBe(true);
}

test('a brother’s third telling is one still in the contact that takes his in, also through a second join', async () => {
  const brother = child('Davy', 'Hocking', '2016-04-02');
  await arrives(place, '2025-11-03T10:00:00Z', said([brother]));
  await arrives(place, '2026-01-05T10:00:00Z', said([brother]));
  const third = await arrives(place, '2026-03-02T08:00:00Z', said([brother]));
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(3);
  const [one, main] = [await arrives(place, '2026-03-02T08:10:00Z', said([child('Zennor', 'Hocking', '2018-05-05')])), await arrives(place, '2026-03-02T08:20:00Z', said([child('Morwenna', 'Hocking', '2019-06-06')]))];
  await joins(third, one, '2026-03-02T09:00:00Z');
  expect((await queueRow(place, one.contactId))?.contactsIn12Months).toBe(4);
  await joins(one, main, '2026-03-02T09:10:00Z');
  // Two before, and three that are one now.
  expect((await queueRow(place, main.contactId))?.contactsIn12Months).toBe(5);
});

test('what is added later makes no third telling a second: the months are those up to any of them', async () => {
  const girl = child('Senara', 'Pender', '2016-04-02');
  await arrives(place, '2025-04-01T10:00:00Z', said([girl]));
  await arrives(place, '2025-05-01T10:00:00Z', said([girl]));
  const third = await arrives(place, '2026-03-02T08:00:00Z', said([girl]));
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(3);
  await withActor(place.people.teacher, async (tx) => addToContact(tx, third.contactId, { key: newId(), text: 'And again.', indicators: {}, immediate: false }), at('2026-05-04T09:00:00Z'));
  expect((await queueRow(place, third.contactId))?.contactsIn12Months).toBe(3);
});

const adds = async (of: Case, text: string, when: string) => withActor(place.people.teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text, indicators: {}, immediate: false }), at(when));

test('what was added to an earlier contact is a telling for a later one, each in its own time, and stands on the line', async () => {
  const boy = child('Perran', 'Chegwin', '2017-03-03');
  const bruise = await arrives(place, '2026-01-12T10:00:00Z', said([boy]));
  await adds(bruise, 'He hit him again.', '2026-01-14T10:00:00Z');
  const doctor = await arrives(place, '2026-06-01T09:00:00Z', said([boy]));
  const proposal = await withActor(worker, async (tx) => readProposal(tx, doctor.contactId), at('2026-06-01T10:00:00Z'));
  expect([proposal?.input.facts?.contactsIn12Months, proposal?.document.flags.managerReview, (await queueRow(place, doctor.contactId))?.contactsIn12Months]).toEqual([3, true, 3]);
  expect(await lineOf(doctor)).toEqual([`child ${bruise.reference}`, `child ${bruise.reference}`]);
  // What came after this one counts in no figure of it.
  await adds(bruise, 'He has moved out.', '2026-06-02T10:00:00Z');
  expect((await queueRow(place, doctor.contactId))?.contactsIn12Months).toBe(3);
  const nurse = await arrives(place, '2027-01-13T09:00:00Z', said([boy]));
  // January's addition, June's contact, June's addition, and this one.
  expect((await queueRow(place, nurse.contactId))?.contactsIn12Months).toBe(4);
});

test('what was added to a contact that is joined in counts with it', async () => {
  const [one, other] = [await arrives(place, '2026-03-02T08:00:00Z', said([child('Kitto', 'Nance', '2016-04-02')])), await arrives(place, '2026-03-02T08:10:00Z', said([child('Elowen', 'Nance', '2018-05-05')]))];
  await adds(one, 'He was not at school either.', '2026-03-02T08:30:00Z');
  await joins(one, other, '2026-03-02T09:00:00Z');
  expect((await queueRow(place, other.contactId))?.contactsIn12Months).toBe(3);
});

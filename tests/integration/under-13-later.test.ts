/** "Not under 13 then" answers for the sign of which it was asked and for none that is told later (domain 2.2 behaviour 6), whichever way that comes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import type { ReportInput } from '@/lib/contact/schema';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { closeDatabase } from '@/lib/platform/db';
import { as, made } from './calling';
import { arrives, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { queueRow } from './waiting';

const RECEIVED = '2026-03-02T09:00:00Z';
const LATER = '2026-03-02T12:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Child = NonNullable<ReportInput['children']>[number];
let families = 0;
const ofFamily = () => ({ givenName: 'Morwenna', familyName: `Hendra ${(families += 1)}` });
/** Pregnant, and 13 or older when it happened. */
const pregnant = (child: Child): ReportInput => ({ children: [{ ...child, indicators: { I067: 'present' }, under13Then: 'no' }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
const isThirteen = { dateOfBirth: '2013-01-20' };
const inYear10 = { ageWords: 'Year 10', age: { years: 14 } };

async function comesIn(report: ReportInput): Promise<Case> {
  const of = await arrives(place, RECEIVED, report);
  await knowNobody(place, of.contactId);
  return of;
}
const levelOf = async ({ contactId }: Case) => (await queueRow(place, contactId))?.level;

const rings = async ({ reference }: Case, { givenName, familyName }: ReturnType<typeof ofFamily>, sign: string) =>
  made(place.people.worker, { 'call.kind': 'update', 'call.reference': reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'you.phone': '01632 960771', 'safety.cannotWait': 'no', children: '1', 'child.1.givenName': givenName, 'child.1.familyName': familyName, 'seen.1': sign });

test.each([
  ['13', isThirteen],
  ['in Year 10', inYear10],
])('%s: a call, an addition and a contact that is joined in tell of another time', async (_, known) => {
  const [a, b, c] = [ofFamily(), ofFamily(), ofFamily()];
  const [rung, added, joined] = [await comesIn(pregnant({ ...a, ...known })), await comesIn(pregnant({ ...b, ...known })), await comesIn(pregnant({ ...c, ...known, nhsNumber: '943 476 5919' }))];
  await rings(rung, a, 'I018');
  expect([await levelOf(rung), await levelOf(added), await levelOf(joined)]).toEqual([3, 3, 3]);
  await rings(rung, a, 'I066');
  await as(place.people.teacher, async (tx) => addToContact(tx, added.contactId, { key: newId(), text: 'She told the nurse.', indicators: { 1: ['I066'] }, immediate: false }), LATER);
  const other = await comesIn({ children: [{ ...c, nhsNumber: '943 476 5919', indicators: { I066: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  expect(await levelOf(other)).toBe(3);
  const done = await as(place.people.worker, async (tx) => {
    const head = await findContact(tx, other.reference);
    if (head === null) throw new Error('it is there');
    return joinContact(tx, place.people.worker, head, { into: joined.reference, prefix: place.prefix, reason: 'The same girl.' });
  }, LATER);
  expect(done.ok).toBe(true);
  expect([await levelOf(rung), await levelOf(added), await levelOf(joined)]).toEqual([4, 4, 4]);
});

/** An address that one contact of a person keeps secret is shown by none of them, and finds nobody (domain 7.6; decisions 23 and 39). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import { recordContact } from '@/lib/contact/record';
import { report, type ReportInput } from '@/lib/contact/schema';
import { findContact, readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { findPeople } from '@/lib/lookup/find-store';
import { readAsked } from '@/lib/lookup/model';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const JORY = { givenName: 'Jory', familyName: 'Kitto', dateOfBirth: '2019-05-14', sex: 'M' as const };

async function arrive(receivedAt: string, said: ReportInput): Promise<ContactHead> {
  return withActor(systemOf(place.id), async (tx) => {
    const recorded = await recordContact(tx, { report: report.parse(said), agency: { ...place.agencies.school, kind: 'school' }, referrer: { id: null, name: 'Somebody', role: 'Somebody', phone: '01632 960199', email: '' }, channel: 'phone', receivedAt: Temporal.Instant.from(receivedAt), key: newId(), immediate: false }, await readAuthority(tx));
    const head = recorded.ok ? await findContact(tx, recorded.value.reference) : null;
    if (head === null) throw new Error('no contact');
    return head;
  }, { at: Temporal.Instant.from(receivedAt) });
}
const rowOf = async (contact: ContactHead) => withActor(systemOf(place.id), async (tx) => (await readContact(tx, contact.id))?.people[0]?.id ?? '');
const found = async (fields: Record<string, string>) => {
  const { asked } = readAsked({ reason: 'call', reasonWords: 'A caller asks', ...fields }, worker.role);
  if (asked === null) throw new Error('nothing asked');
  return withActor(worker, async (tx) => (await findPeople(tx, asked, place.prefix)).found.map(({ told }) => [told?.name, JSON.stringify(told?.reasons)] as const));
};
const names = async (fields: Record<string, string>) => (await found(fields)).map(([name]) => name);

/** One child, told of twice at the same address: kept secret in the later contact; and somebody else who lives there openly. */
async function twice() {
  const told = await arrive('2026-02-02T09:00:00Z', {
    children: [{ ...JORY, otherNames: 'Jo of 7 Quay Street', address: '7 Quay Street\nTruro', postcode: 'TR1 2HE' }],
    household: [{ kind: 'adult', givenName: 'Nessa', familyName: 'Kitto', relationship: 'Mother, at 7 Quay Street', address: '7, Quay St' }],
    agencies: [{ name: 'Harbour Clinic', worker: 'Dr Amos', doing: 'Visits at 7 Quay Street' }],
  });
  const kept = await arrive('2026-02-09T09:00:00Z', { children: [{ ...JORY, address: '7 Quay Street\nTruro', postcode: 'TR1 2HE', keepAddressSecret: true }] });
  const elsewhere = await arrive('2026-02-10T09:00:00Z', { children: [{ ...JORY, givenName: 'Tegen', familyName: 'Rowe', dateOfBirth: '2012-01-02', address: '7 Quay Street\nTruro', postcode: 'TR1 2HE' }] });
  await withActor(worker, async (tx) => { for (const contact of [told, kept, elsewhere]) await declareBeforeOpening(tx, contact, { knows: 'no', reason: 'Another family.' }); });
  return { told, kept, elsewhere };
}

test('a person’s page shows from no contact what another of theirs keeps secret, and they are not found by it', async () => {
  const { told, kept } = await twice();
  // The same child by name and birth, whom nobody has linked yet.
  expect(await names({ postcode: 'TR1 2HE' })).toEqual(['Tegen Rowe']);
  const early = await withActor(worker, async (tx) => openPerson(tx, await rowOf(told), { searchId: null, contactId: null }));
  const before = await askPage('../../app/people/[look]/page.tsx', worker, { look: early.ok ? early.value : '' });
  for (const secret of ['Quay', 'TR1 2HE']) expect(before.kind === 'shown' ? await before.html() : before.kind).not.toContain(secret);
  const [mine, theirs] = [await rowOf(told), await rowOf(kept)];
  expect(await withActor(worker, async (tx) => sayWho(tx, told, { childId: mine, otherId: theirs, outcome: 'same', reason: '' }))).toEqual({ ok: true, value: null });
  for (const personId of [mine, theirs]) {
    const opened = await withActor(worker, async (tx) => openPerson(tx, personId, { searchId: null, contactId: null }));
    const page = await askPage('../../app/people/[look]/page.tsx', worker, { look: opened.ok ? opened.value : '' });
    const shown = page.kind === 'shown' ? await page.html() : page.kind;
    // Shown for what it is: both contacts, everybody in them, and that there is an address.
    for (const words of [told.reference, kept.reference, 'Nessa', 'Harbour Clinic', 'Kept secret']) expect(shown).toContain(words);
    for (const secret of ['Quay', 'TR1 2HE']) expect(shown).not.toContain(secret);
  }
  // By the address only whoever keeps it open; by the name they are found, and no reason says that the address agrees.
  expect(await names({ postcode: 'TR1 2HE' })).toEqual(['Tegen Rowe']);
  expect(await names({ address: '7 Quay Street' })).toEqual(['Tegen Rowe']);
  expect(await names({ familyName: 'Kitto' })).toContain('Jory Kitto');
  const [both] = (await found({ givenName: 'Jory', familyName: 'Kitto', 'birth.day': '14', 'birth.month': '5', 'birth.year': '2019', postcode: 'TR1 2HE' })).filter(([name]) => name === 'Jory Kitto');
  expect(both).toBeDefined();
  expect(both?.[1]).not.toMatch(/postcode|address/i);
});

test('nor are they found by what is kept secret where they are an adult of another family', async () => {
  const demelza = { kind: 'adult' as const, givenName: 'Demelza', familyName: 'Hosken', dateOfBirth: '1990-05-05', relationship: 'Mother', address: '3 Mill Row' };
  await arrive('2026-02-02T09:00:00Z', { children: [{ ...JORY, givenName: 'Cador', familyName: 'Hosken' }], household: [demelza] });
  expect(await found({ address: '3 Mill Row' })).toHaveLength(1);
  await arrive('2026-02-09T09:00:00Z', { children: [{ ...JORY, givenName: 'Morwen', familyName: 'Sleeman', dateOfBirth: '2024-01-02' }], household: [{ ...demelza, keepAddressSecret: true }] });
  expect(await found({ address: '3 Mill Row' })).toEqual([]);
});

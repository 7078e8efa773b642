/**
 * A child who was told of before its birth and is told of after it is one child (safe practice 12): what was linked with the child that was
 * expected stays history of the baby, and the third telling in twelve months is the third (domain 2.2, behaviour 5).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readRelated } from '@/lib/chronology/related-store';
import { contactsIn12Months, sameChildren } from '@/lib/contact/history-store';
import { readEarlier } from '@/lib/contact/identity/earlier-store';
import { sayPair } from '@/lib/contact/identity/say-pair';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { unbornOf } from '@/lib/contact/unborn-store';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { addChild } from '@/lib/decision/verbs/add-child';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { arrives, at, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { queueRow } from './waiting';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const reporter = { continuingRole: 'yes' as const, aboutColleague: 'no' as const };
const expected = (familyName: string) => ({ children: [{ unborn: true, dueDate: '2026-02-10', familyName, indicators: { I018: 'present' as const } }], reporter });
const baby = (givenName: string, familyName: string) => ({ children: [{ givenName, familyName, dateOfBirth: '2026-02-11', indicators: { I018: 'present' as const } }], reporter });

const as = <T>(when: string, work: (tx: Tx) => Promise<T>) => withActor(worker, work, at(when));
const childOf = (of: Case) => as('2026-03-02T12:00:00Z', async (tx) => (await readContact(tx, of.contactId))?.people[0]?.id ?? '');
const counted = (of: Case) => withActor(systemOf(place.id), async (tx) => contactsIn12Months(tx, of.contactId, instantOf((await tx.db.contact.findFirstOrThrow({ where: { id: of.contactId }, select: { receivedAt: true } })).receivedAt)));
const said = async (one: Case, other: Case, outcome: string, when: string) => as(when, async (tx) => sayPair(tx, { id: one.contactId }, { childId: await childOf(one), otherId: await childOf(other), outcome, reason: 'The midwife says so.' }));

async function born(of: Case, familyName: string, when: string, names: readonly string[]): Promise<void> {
  const typed = names.flatMap((given, index) => Object.entries({ givenName: given, familyName, 'birth.day': '11', 'birth.month': '2', 'birth.year': '2026', sex: 'F' }).map(([name, value]) => [`born.${index + 1}.${name}`, value]));
  const done = await as(when, async (tx) => {
    const head = await findContact(tx, of.reference);
    const [unborn] = await unbornOf(tx, of.contactId);
    if (head === null || unborn === undefined) throw new Error('a contact about an unborn child');
    return recordBirth(tx, head, unborn.personId, Object.fromEntries(typed) as Record<string, string>);
  });
  expect(done).toMatchObject({ ok: true });
}

/** Two contacts about one child before its birth, linked; the birth is recorded on the first; then a third names the baby. */
async function toldThrice(familyName: string, names: readonly string[]) {
  const first = await arrives(place, '2026-01-10T09:00:00Z', expected(familyName));
  const second = await arrives(place, '2026-01-20T09:00:00Z', expected(familyName));
  expect(await said(second, first, 'same', '2026-01-21T09:00:00Z')).toMatchObject({ ok: true });
  await born(first, familyName, '2026-02-12T09:00:00Z', names);
  const third = await arrives(place, '2026-02-20T09:00:00Z', baby(names[0] ?? '', familyName));
  return { first, second, third };
}

test('what was linked before the birth is history of the baby, and told of for the third time is the third', async () => {
  const { first, second, third } = await toldThrice('Tresize', ['Lowenna']);
  expect(await counted(third)).toBe(3);
  expect((await as('2026-02-20T10:00:00Z', async (tx) => readProposal(tx, third.contactId)))?.input.facts?.contactsIn12Months).toBe(3);
  const same = await as('2026-02-20T10:00:00Z', async (tx) => sameChildren(tx, third.contactId));
  expect(same.map(({ contactId }) => contactId)).toEqual([second.contactId, first.contactId]);
  // No brother or sister: it is the child.
  const related = await as('2026-02-20T10:00:00Z', async (tx) => {
    const contact = await readContact(tx, third.contactId);
    if (contact === null) throw new Error('not there for them');
    return readRelated(tx, contact, await readEarlier(tx, same), contact.receivedAt);
  });
  expect(related.related).toEqual([]);
  // From the other side as well: whoever is linked with the expected child learns of what is told of the baby.
  expect((await as('2026-02-20T10:00:00Z', async (tx) => sameChildren(tx, second.contactId, tx.at))).map(({ contactId }) => contactId)).toEqual([third.contactId, first.contactId]);
});

test('who told the two apart is believed, and of twins nobody but a person can say which', async () => {
  const { second, third } = await toldThrice('Trembath', ['Kerensa']);
  expect(await said(third, second, 'not_same', '2026-02-21T09:00:00Z')).toMatchObject({ ok: true });
  expect(await counted(third)).toBe(2);
  const twins = await toldThrice('Trewhella', ['Morwenna', 'Demelza']);
  expect(await counted(twins.third)).toBe(2);
});

/** How often its children were told of, by the queue and by what the guide proposed on; and whether a manager is asked to look. */
async function countShown(of: Case) {
  const proposal = await as('2026-03-02T12:00:00Z', async (tx) => readProposal(tx, of.contactId));
  return [(await queueRow(place, of.contactId))?.contactsIn12Months, proposal?.input.facts?.contactsIn12Months, proposal?.document.flags.managerReview];
}

test('a birth that is recorded makes a third telling of those that named the baby meanwhile, at once', async () => {
  const first = await arrives(place, '2026-01-10T09:00:00Z', expected('Tonkin'));
  await arrives(place, '2026-02-13T09:00:00Z', baby('Elowen', 'Tonkin'));
  const third = await arrives(place, '2026-02-14T09:00:00Z', baby('Elowen', 'Tonkin'));
  expect(await countShown(third)).toEqual([2, 2, false]);
  await born(first, 'Tonkin', '2026-02-15T09:00:00Z', ['Elowen']);
  expect(await countShown(third)).toEqual([3, 3, true]);
});

test('and of its own contact, where the baby was named before', async () => {
  await arrives(place, '2026-02-13T09:00:00Z', baby('Tamsyn', 'Pascoe'));
  await arrives(place, '2026-02-14T09:00:00Z', baby('Tamsyn', 'Pascoe'));
  const last = await arrives(place, '2026-02-16T09:00:00Z', expected('Pascoe'));
  expect(await countShown(last)).toEqual([1, 1, false]);
  await born(last, 'Pascoe', '2026-02-17T09:00:00Z', ['Tamsyn']);
  expect(await countShown(last)).toEqual([3, 3, true]);
});

test('a child who is added by the name of an earlier contact is one telling more for a contact that came later', async () => {
  await arrives(place, '2026-01-05T09:00:00Z', baby('Jowan', 'Rescorla'));
  const earlier = await arrives(place, '2026-01-06T09:00:00Z', { children: [...baby('Meraud', 'Rescorla').children, ...baby('Jowan', 'Rescorla').children], reporter });
  const mine = await arrives(place, '2026-01-07T09:00:00Z', baby('Meraud', 'Rescorla'));
  const later = await arrives(place, '2026-02-14T09:00:00Z', baby('Jowan', 'Rescorla'));
  expect((await countShown(later))[0]).toBe(3);
  await knowNobody(place, earlier.contactId);
  const from = await as('2026-02-15T09:00:00Z', async (tx) => (await readContact(tx, earlier.contactId))?.people.find(({ givenName }) => givenName === 'Jowan')?.id ?? '');
  await as('2026-02-15T09:00:00Z', async (tx) => addChild(tx, worker, mine.contactId, { givenName: 'Jowan', familyName: 'Rescorla', ageWords: '', tie: 'household', lives: '', from }));
  expect((await countShown(later)).slice(0, 2)).toEqual([4, 4]);
});

/** Whoever decides, signs or acts at night sees all that is known by then, and what is said of it is true (decision 40; safe practice 7.7, 7.8). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { recordContact } from '@/lib/contact/record';
import { report, type ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { addNote } from '@/lib/contact/verbs/add-note';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { countersign } from '@/lib/decision/verbs/countersign';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

/** A report of one child with one sign: I018 is early help, I099 a high risk. */
const of = (givenName: string, familyName: string, sign: string): ReportInput => ({ children: [{ givenName, familyName, dateOfBirth: '2018-06-06', indicators: { [sign]: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });

async function shown(page: string, { reference }: Case, person: Person, search: Record<string, string> = {}): Promise<string> {
  const answer = await askPage(`../../app/contacts/[reference]${page}/page.tsx`, person, { reference }, search);
  return answer.kind === 'shown' ? (await answer.html()).replace(/<!-- -->/g, '') : answer.kind;
}

async function headOf({ reference }: Case) {
  const head = await asSystem(place, '2026-03-02T22:00:00Z', (tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
}

const LATER = 'Came later than this contact.';

test('whoever signs sees what came later, as whoever decided did', async () => {
  const morgan = of('Morgan', 'Tregenza', 'I099');
  const monday = await arrives(place, '2026-02-23T09:00:00Z', morgan);
  await claims(monday, worker, '2026-02-23T10:00:00Z');
  const tuesday = await arrives(place, '2026-02-24T09:00:00Z', morgan);
  expect(await decides(monday, worker, 'CIN_ASSESS', '2026-02-24T11:00:00Z')).toMatchObject({ inForce: false });
  await knowNobody(place, monday.contactId);
  const html = await shown('/countersign', monday, place.people.manager);
  expect(html).toContain('0 earlier, 1 later');
  expect(html).toContain(tuesday.reference);
  expect(html).toContain(LATER);
});

test('whoever decides anew sees what came later, also where the decision was returned; beside a decision that stands is what came before', async () => {
  const kerensa = of('Kerensa', 'Angove', 'I099');
  const monday = await arrives(place, '2026-02-23T09:00:00Z', kerensa);
  await claims(monday, worker, '2026-02-23T10:00:00Z');
  expect(await decides(monday, worker, 'STRATEGY', '2026-02-23T11:00:00Z')).toMatchObject({ inForce: true });
  const tuesday = await arrives(place, '2026-02-24T09:00:00Z', kerensa);
  await knowNobody(place, monday.contactId);
  expect(await shown('/decision', monday, worker)).not.toContain(tuesday.reference);
  const sees = async (search: Record<string, string>) => {
    const html = await shown('/decision', monday, worker, search);
    expect(html).toContain('Beside this: 0 earlier contacts about these children and 1 that came later.');
    expect(html).toContain(tuesday.reference);
    expect(html).toContain(LATER);
  };
  await sees({ change: 'yes' });
  const { decisionId } = await decides(monday, worker, 'CIN_ASSESS', '2026-02-24T11:00:00Z', { changeReason: 'Police and health see less.' });
  const { manager } = place.people;
  expect(await withActor(manager, (tx) => countersign(tx, manager, { contactId: monday.contactId, decisionId, verdict: 'returned', comment: 'The bruise is not explained.' }), at('2026-02-24T11:30:00Z'))).toEqual({ ok: true, value: { inForce: false } });
  await sees({});
});

test('emergency duty reads what was joined in, noted and asked, and that it is new, before it is marked as read', async () => {
  const { night } = place.people;
  const [main, joined] = [await arrives(place, '2026-03-02T20:00:00Z', of('Jowan', 'Curnow', 'I099')), await arrives(place, '2026-03-02T20:30:00Z', of('Jowan', 'Curnow', 'I018'))];
  await knowNobody(place, main.contactId);
  await withActor(worker, async (tx) => {
    expect(await joinContact(tx, worker, await headOf(joined), { into: main.reference, prefix: place.prefix, reason: 'The same evening.' })).toMatchObject({ ok: true });
    expect(await addNote(tx, await headOf(main), 'The aunt has a key.')).toMatchObject({ ok: true });
    expect(await askReferrer(tx, await headOf(main), 'Who was in the flat?')).toMatchObject({ ok: true });
  }, at('2026-03-02T21:00:00Z'));
  const first = await shown('/emergency', main, night);
  expect(first).toContain(joined.reference);
  expect(first).toContain('read it with this one. <strong class="ds-mark">new to you</strong>');
  expect(first).toContain('The aunt has a key.');
  expect(first).toContain('Who was in the flat?');
  const again = await shown('/emergency', main, night);
  expect(again).toContain('was joined in');
  expect(again).not.toContain('new to you');
});

test('a letter that was typed after another contact came is later than that one: one earlier, and its row says nothing else', async () => {
  const demelza = of('Demelza', 'Rosewarne', 'I018');
  const rang = await arrives(place, '2026-03-02T11:00:00Z', demelza);
  const { teacher } = place.people;
  const typed = await asSystem(place, '2026-03-02T14:00:00Z', (tx) =>
    recordContact(
      tx,
      {
        ...{ report: report.parse(demelza), channel: 'letter', receivedAt: Temporal.Instant.from('2026-03-02T09:00:00Z'), key: newId(), immediate: false },
        agency: { id: teacher.agencyId, name: teacher.agencyName ?? '', kind: 'school' },
        referrer: { id: null, name: 'Ottoline Pryce', role: '', phone: '01632 960777', email: '' },
      },
      { prefix: place.prefix, settings: { guideArea: 'norfolk' } },
    ),
  );
  if (!typed.ok) throw new Error(typed.problem);
  const letter = { place, contactId: typed.value.contactId, reference: typed.value.reference };
  await knowNobody(place, letter.contactId);
  const html = await shown('', letter, worker);
  expect(html).toContain('1 earlier about these children');
  expect(html).toContain(rang.reference);
  expect(html).not.toContain('Came later than this contact');
});

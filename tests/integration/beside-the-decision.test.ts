/** Whoever decides, signs or acts at night sees all that is known by then, and what is said of it is true (decision 40; safe practice 7.7, 7.8). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { report, type ReportInput } from '@/lib/contact/schema';
import { countersign } from '@/lib/decision/verbs/countersign';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

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

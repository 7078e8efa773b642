/**
 * The pages that have most to ask: a contact that the night holds, a family that was told of often and keeps something secret, and one into
 * which others were joined. Each is put together in twelve statements all the same (issue 5, section 5), opened a second time.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { statementsOf } from './counting';
import { arrives, at, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026.
const NIGHT = '2026-03-02T22:10:00Z';

/** The most statements of a page, the session's and the ledger's among them. */
const MOST = 12;
const CONTACT = '../../app/contacts/[reference]/page.tsx';

type Child = NonNullable<ReportInput['children']>[number];
const told = (givenName: string, familyName: string, dateOfBirth: string, sign = 'I018'): Child => ({ givenName, familyName, dateOfBirth, indicators: { [sign]: 'present' } });
const about = (children: Child[]): ReportInput => ({ children, reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });

const on = async <T>(person: Person, { reference }: Case, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> =>
  withActor(person, async (tx) => {
    const head = await findContact(tx, reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(when));

async function arrivesKnown(when: string, report: ReportInput): Promise<Case> {
  const of = await arrives(place, when, report);
  await knowNobody(place, of.contactId);
  return of;
}

/** The night has acted on it, and holds it since. */
async function actedAtNight(of: Case): Promise<void> {
  const fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999', 'strategy_by_telephone'], done: 'Rang 999.', when: '23:40', spokenTo: 'Sgt Orme', strategyWith: 'Sgt Orme; Dr Ncube', childWhere: 'With his aunt', safeUntil: 'Until 7' };
  expect(await on(place.people.night, of, NIGHT, async (tx, head) => decideEmergency(tx, head, { key: newId(), fields }))).toMatchObject({ ok: true });
}

/** What a page says. Whoever reads something first writes that down, and then everything is asked anew: it is opened twice. */
async function opened(file: string, person: Person, { reference }: Case): Promise<string> {
  await askPage(file, person, { reference });
  let html = '';
  const sent = await statementsOf(async () => {
    const page = await askPage(file, person, { reference });
    if (page.kind !== 'shown') throw new Error(page.kind);
    html = (await page.html()).replace(/<!-- -->/g, '');
  });
  expect.soft(sent.length, sent.map((text) => text.trim().slice(0, 160)).join('\n')).toBeLessThanOrEqual(MOST);
  return html;
}

test('a contact that the night holds, as a colleague sees it who may take it over, and as the night does', async () => {
  const of = await arrivesKnown(NIGHT, about([told('Elowen', 'Kestle', '2019-05-14', 'I099')]));
  await actedAtNight(of);
  for (const person of [place.people.worker, place.people.manager, place.people.night]) {
    const html = await opened(CONTACT, person, of);
    expect(html.includes('id="take-over"')).toBe(person !== place.people.night);
  }
});

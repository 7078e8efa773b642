/**
 * The manager's morning (domain 7.1, 7.10): each of its figures and lists on real data, asked as a page. Each test has a
 * place of its own with a full rota and plants one thing; what else must follow from it is worked out by hand, and every
 * other card must be empty. What is old came in on Monday 2 March 2026 at ten, when the office was open.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, test } from 'vitest';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import type { ContactHead } from '@/lib/contact/head';
import type { StepName } from '@/lib/contact/report/steps';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { saveReportPage } from '@/lib/contact/verbs/save-report-page';
import { startReport } from '@/lib/contact/verbs/start-report';
import { TO_SERVICE } from '@/lib/emergency/model';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { handOverShift } from '@/lib/emergency/verbs/hand-over-shift';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { POSTS } from '@/lib/rota/model';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { arrives, claims, decides, earlyHelp, harm } from './deciding';
import { makePlace, type PersonName, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem, makeWaiting } from './waiting';

afterAll(closeDatabase);

const LONG_AGO = '2026-03-02T10:00:00Z';
const CARDS = ['alarms', 'unsent', 'late', 'overnight', 'emergency', 'countersign', 'duties', 'released', 'below', 'gaps'] as const;
type CardName = (typeof CARDS)[number];

/** Before the moment at which the page reads the clock. */
const ago = (minutes: number) => now().subtract({ minutes }).toString();

/** Somebody is in every post from yesterday to the day after tomorrow. */
async function staffed(): Promise<Place> {
  const place = await makePlace();
  const { manager, worker, night } = place.people;
  const always = { coverOrder: 1 as const, from: now().subtract({ hours: 24 }), to: now().add({ hours: 72 }) };
  const whose = { duty_manager: manager, duty_social_worker: worker, emergency_duty_worker: night, emergency_duty_manager: manager };
  await asSystem(place, LONG_AGO, (tx) => addShifts(tx, POSTS.map((post) => ({ post, accountId: whose[post].actorId, ...always }))));
  return place;
}

interface CardShown {
  count: string;
  rows: string[];
  words: string;
}

const plain = (html: string) => html.replace(/<!-- -->/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();

async function morningOf(place: Place): Promise<Record<CardName, CardShown>> {
  const answer = await askPage('../../app/morning/page.tsx', place.people.manager, {});
  if (answer.kind !== 'shown') throw new Error(answer.kind);
  const html = await answer.html();
  const cards = CARDS.map((name): [CardName, CardShown] => {
    const section = new RegExp(`<section[^>]* id="${name}"[^>]*>(.*?)</section>`, 's').exec(html)?.[1];
    if (section === undefined) throw new Error(`the morning has no card ${name}`);
    const count = /<span class="ds-card__aside">(.*?)<\/span>/s.exec(section)?.[1] ?? '';
    return [name, { count: plain(count), rows: [...section.matchAll(/<li>(.*?)<\/li>/gs)].map(([, row = '']) => plain(row)), words: plain(section) }];
  });
  return Object.fromEntries(cards) as Record<CardName, CardShown>;
}

/** The figures of the cards that are not empty. */
const figures = (cards: Record<CardName, CardShown>) => Object.fromEntries(CARDS.filter((name) => cards[name].count !== 'None').map((name) => [name, Number(cards[name].count)]));

const headOf = async (place: Place, reference: string): Promise<ContactHead> => {
  const head = await asSystem(place, LONG_AGO, (tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
};

async function unsent(place: Place, author: PersonName, minutesAgo: number, typed: Partial<Record<StepName, Fields>>): Promise<void> {
  const person = place.people[author];
  await withActor(
    person,
    async (tx) => {
      const draftId = await startReport(tx, person);
      for (const [step, posted] of Object.entries(typed) as [StepName, Fields][]) await saveReportPage(tx, person, { draftId, step, posted, version: (await readDraft(tx, draftId))?.version ?? 0 });
    },
    { at: now().subtract({ minutes: minutesAgo }) },
  );
}

describe('the manager’s morning', () => {
  test('with nothing that needs an eye says so on every card, and what each is for', async () => {
    const cards = await morningOf(await staffed());
    expect(figures(cards)).toEqual({});
    for (const name of CARDS) expect(cards[name].words.length, name).toBeGreaterThan(60);
  });

  test('past their first deadline, and the duty to acknowledge with it', async () => {
    const place = await staffed();
    const { reference } = await makeWaiting(place, { receivedAt: LONG_AGO });
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ late: 1, duties: 1 });
    expect(cards.late.rows[0]).toMatch(new RegExp(`^${reference} was due 3 Mar`));
    expect(cards.duties.rows[0]).toContain(reference);
  });

  test('alarms that nobody has accepted: the highest level not claimed, and no decision', async () => {
    const place = await staffed();
    const { reference } = await makeWaiting(place, { receivedAt: LONG_AGO, level: 4, route: 'STRATEGY' });
    await asSystem(place, ago(0), look);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ alarms: 2, late: 1, duties: 1 });
    expect(cards.alarms.rows.sort()).toEqual([`${reference} At the highest level, rated so, or perhaps unable to wait, and nobody has claimed it`, `${reference} Past its first deadline without a decision in force`]);
  });

  test('what came in since the office closed; of more than eight the first eight, and the others a press away', async () => {
    const place = await staffed();
    const references: string[] = [];
    for (let nth = 0; nth < 9; nth += 1) references.push((await makeWaiting(place, { receivedAt: ago(0) })).reference);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ overnight: 9 });
    expect(cards.overnight.words).toContain('1 more');
    expect(cards.overnight.rows.map((row) => row.split(' ')[0]).sort()).toEqual(references.sort());
  });

  test('what was added since the office closed to what came before, and what was taken down since', async () => {
    const place = await staffed();
    const of = await arrives(place, LONG_AGO, earlyHelp());
    await withActor(place.people.teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He came back at night.', indicators: {}, immediate: false }));
    const call = await makeWaiting(place, { receivedAt: LONG_AGO, recordedAt: ago(0) });
    await makeWaiting(place, { receivedAt: LONG_AGO });
    const cards = await morningOf(place);
    expect(cards.overnight.rows.map((row) => row.split(' ')[0]).sort()).toEqual([of.reference, call.reference].sort());
    for (const row of cards.overnight.rows) expect(row).toMatch(/ (Today|Yesterday) /);
  });

  test('the most dangerous of the night first', async () => {
    const place = await staffed();
    const low = await makeWaiting(place, { receivedAt: ago(0) });
    const high = await makeWaiting(place, { receivedAt: ago(0), level: 4, route: 'STRATEGY' });
    expect((await morningOf(place)).overnight.rows.map((row) => row.split(' ')[0])).toEqual([high.reference, low.reference]);
  });

  test('what emergency duty hands over, until somebody accepts it', async () => {
    const place = await staffed();
    const { night } = place.people;
    const of = await arrives(place, ago(0), earlyHelp());
    const head = await headOf(place, of.reference);
    const fields: Fields = { outcome: 'acted', why: 'He was alone.', acts: ['advice'], done: 'Rang his aunt.', when: '23:40', spokenTo: 'His aunt', childWhere: 'With his aunt', safeUntil: 'Until 7' };
    expect((await withActor(night, (tx) => decideEmergency(tx, head, { key: newId(), fields }))).ok).toBe(true);
    expect((await withActor(night, (tx) => handOverShift(tx, night, { key: newId(), to: TO_SERVICE, note: 'A quiet night.', lines: new Map([[of.contactId, 'Ring the aunt.']]) }))).ok).toBe(true);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ overnight: 1, emergency: 1 });
    expect(cards.emergency.rows[0]).toMatch(/^Handed over (today|yesterday)/);
  });

  test('a decision that waits for a second person', async () => {
    const place = await staffed();
    const of = await arrives(place, ago(3), harm());
    await claims(of, place.people.worker, ago(2));
    expect(await decides(of, place.people.worker, 'UNIV_ADVICE', ago(1))).toMatchObject({ inForce: false });
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ overnight: 1, countersign: 1 });
    expect(cards.countersign.rows[0]).toMatch(/^Decided (today|yesterday)/);
  });

  test('what went back to the queue by itself: from whom, and why', async () => {
    const place = await staffed();
    const { worker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: LONG_AGO });
    await withActor(worker, (tx) => claimContact(tx, worker, contact), { at: Temporal.Instant.from('2026-03-02T10:05:00Z') });
    expect(await asSystem(place, ago(0), releaseIdleClaims)).toBe(1);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ late: 1, released: 1 });
    expect(cards.released.rows[0]).toContain(`${contact.reference} from Gareth Hume`);
  });

  test('what a worker rates lower than what governs', async () => {
    const place = await staffed();
    const contact = await makeWaiting(place, { receivedAt: ago(0), level: 4, route: 'STRATEGY' });
    expect((await withActor(place.people.worker, (tx) => rateContact(tx, contact, { rating: 'blue', reason: 'Seen and safe.' }))).ok).toBe(true);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ overnight: 1, below: 1 });
    expect(cards.below.rows).toEqual([contact.reference]);
  });

  test('so many alarms that not all were counted are said to be that many or more', async () => {
    const place = await staffed();
    const rings = (count: number) => asSuperuser(async (client) => {
      for (let nth = 0; nth < count; nth += 1) await forge(client, 'alarm', { authority_id: place.id, kind: 'machine_trouble', occasion: newId() });
    });
    await rings(49);
    expect((await morningOf(place)).alarms.count).toBe('49');
    await rings(1);
    expect((await morningOf(place)).alarms.count).toBe('50 or more');
  });

  test('the hours of the next day and night in which nobody is on', async () => {
    const cards = await morningOf(await makePlace());
    expect(Object.keys(figures(cards))).toEqual(['gaps']);
    expect(cards.gaps.rows.length).toBe(Math.min(8, Number(cards.gaps.count)));
    expect(cards.gaps.rows.some((row) => row.startsWith('Emergency duty worker: '))).toBe(true);
  });

  test('a report not sent at level 4: whose and since when, nothing of the child; at level 3, or before anybody is to be told, none', async () => {
    const place = await staffed();
    const child: Fields = { children: ['1'], 'child.1.givenName': 'Wrenna' };
    await unsent(place, 'teacher', 180, { children: child, level: { 'belief.level': '4' } });
    await unsent(place, 'otherTeacher', 20 * 24 * 60, { children: child, level: { 'belief.level': '3' } });
    await unsent(place, 'officer', 60, { children: child, level: { 'belief.level': '4' } });
    await asSystem(place, ago(0), remindUnsent);
    const cards = await morningOf(place);
    expect(figures(cards)).toEqual({ unsent: 1 });
    expect(cards.unsent.rows[0]).toMatch(/^Bryony Castle , Harrow Lane Primary School , since (today|yesterday)/);
    expect(cards.unsent.words).not.toContain('Wrenna');
    expect((await askPage('../../app/morning/page.tsx', place.people.night, {})).kind, 'the morning is the manager’s').toBe('missing');
  });
});

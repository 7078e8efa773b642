/**
 * Nobody learns what exists by asking for it (issue 5, section 3; ASVS 6.3.8, 8.2.2): whatever is somebody else's is answered
 * as what is not there: with the same words, after the same statements and, in the deep run, in the same time.
 */
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '@/lib/access/model';
import { startReport } from '@/lib/contact/verbs/start-report';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { peerHeader } from '@/lib/platform/http/peer';
import { newId } from '@/lib/platform/ids';
import { askPage } from '../integration/asking-pages';
import { arrives, claims, decides, earlyHelp } from '../integration/deciding';
import { recordFrom } from '../integration/letter-scene';
import { makePlace, PASSWORD, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { freshCookie, post, urlencoded } from './crawl';
import { DEEP } from './depth';
import { mannWhitney } from './mann-whitney';

let here: Place;
let there: Place;
/** What is there and is not the asker's; and the cookie of each asker. */
const foreign = { reference: '', duty: '', draft: '', membership: '', officers: '' };
const cookies = new Map<Person, string>();

beforeAll(async () => {
  [here, there] = [await makePlace(), await makePlace()];
  const elsewhere = await arrives(there, '2026-03-02T09:00:00Z', earlyHelp());
  await claims(elsewhere, there.people.worker, '2026-03-02T10:00:00Z');
  await decides(elsewhere, there.people.worker, 'EH_SINGLE', '2026-03-02T11:00:00Z');
  foreign.reference = elsewhere.reference;
  foreign.duty = await withActor(there.people.worker, async (tx) => (await dutiesOfContact(tx, elsewhere.contactId))[0]?.id ?? '');
  foreign.draft = await withActor(here.people.officer, (tx) => startReport(tx, here.people.officer));
  foreign.membership = there.people.worker.membershipId;
  foreign.officers = (await recordFrom(here, here.people.officer, '2026-03-02T09:00:00Z')).reference;
  for (const name of ['worker', 'teacher', 'administrator'] as const) cookies.set(here.people[name], await freshCookie(here.people[name]));
});
afterAll(closeDatabase);

/** A reference of the same shape that nobody has; each time another, as somebody who tries would. */
const noReference = (like: string) => like.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}$/, () => `${newId().slice(0, 4)}-${newId().slice(0, 4)}`.toUpperCase());

interface Question {
  by: () => Person;
  there: () => string;
  missing: () => string;
  /** Asks for the thing with this name. @returns all that an asker can see. */
  ask: (name: string, by: Person) => Promise<unknown>;
}

async function answered(answer: Response): Promise<unknown> {
  return { status: answer.status, headers: [...answer.headers].sort(), body: await answer.text() };
}

const posted = (path: (name: string) => string, fields: Record<string, string> = {}) => async (name: string, by: Person) => answered(await post(path(name), urlencoded(Object.entries(fields)), { cookie: cookies.get(by) ?? '' }));
const shown = (file: string, part: string) => async (name: string, by: Person) => askPage(`../../app${file}/page.tsx`, by, { [part]: name });

const QUESTIONS: Record<string, Question> = {
  'a contact of another authority, its page': { by: () => here.people.worker, there: () => foreign.reference, missing: () => noReference(foreign.reference), ask: shown('/contacts/[reference]', 'reference') },
  'a contact of another authority, claimed': { by: () => here.people.worker, there: () => foreign.reference, missing: () => noReference(foreign.reference), ask: posted((name) => `/contacts/${name}/claim`) },
  'a contact of another agency, by a teacher': { by: () => here.people.teacher, there: () => foreign.officers, missing: () => noReference(foreign.officers), ask: posted((name) => `/my/contacts/${name}/add`, { text: 'x' }) },
  'a contact of another agency, its page': { by: () => here.people.teacher, there: () => foreign.officers, missing: () => noReference(foreign.officers), ask: shown('/my/contacts/[reference]', 'reference') },
  'a duty of another authority': { by: () => here.people.worker, there: () => foreign.duty, missing: newId, ask: posted((name) => `/duties/${name}/take`) },
  'somebody else’s draft': { by: () => here.people.teacher, there: () => foreign.draft, missing: newId, ask: posted((name) => `/report/${name}/submit`) },
  'somebody of another authority': { by: () => here.people.administrator, there: () => foreign.membership, missing: newId, ask: posted((name) => `/admin/people/${name}/disable`) },
  'a reference looked for from the queue': { by: () => here.people.worker, there: () => foreign.reference, missing: () => noReference(foreign.reference), ask: async (name, by) => answered(await post('/queue/find', urlencoded([['reference', name]]), { cookie: cookies.get(by) ?? '' })) },
};

/** The statements that a piece of work sends to the database, in their order. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return (sent.mock.calls as unknown[][]).map(([first]) => (typeof first === 'string' ? first : String((first as { text?: string }).text)));
  } finally {
    sent.mockRestore();
  }
}

describe('a foreign thing and a missing one', () => {
  test.each(Object.entries(QUESTIONS))('%s: the same answer, after the same statements', async (_, { by, there: name, missing, ask }) => {
    expect(name(), 'it is there').not.toBe('');
    const person = by();
    expect(await ask(name(), person)).toEqual(await ask(missing(), person));
    const statements = await statementsOf(() => ask(name(), person));
    expect(statements.length).toBeGreaterThan(3);
    expect(statements).toEqual(await statementsOf(() => ask(missing(), person)));
  });
});

describe('a known and an unknown address', () => {
  const start = (email: string) => async () => answered(await post('/session/start', urlencoded([['email', email], ['password', 'lantern gravel sparroe']]), {}));

  test('the same answer, after the same statements', async () => {
    const [known, unknown] = [start(here.people.officer.email), start(`nobody-${newId()}@example.org`)];
    expect(await known()).toEqual(await unknown());
    expect(await statementsOf(known)).toEqual(await statementsOf(unknown));
  });

  test('so with a network that is counted, also once it is asked to wait', async () => {
    const from = (email: string) => async () => answered(await post('/session/start', urlencoded([['email', email], ['password', 'lantern gravel sparroe']]), { [peerHeader()]: '203.0.113.9' }));
    const [known, unknown] = [from(here.people.officer.email), from(`nobody-${newId()}@example.org`)];
    const [one, other] = [await statementsOf(known), await statementsOf(unknown)];
    expect(one).toEqual(other);
    expect(one.filter((text) => text.includes('rate_limit')).length, 'account, area and network').toBeGreaterThan(3);
    for (let tries = 0; tries < 4; tries += 1) expect(await known()).toEqual(await unknown());
    expect(await known()).toEqual(await unknown());
    expect(await statementsOf(known)).toEqual(await statementsOf(unknown));
  });
});

const TIMES = 200;
/** By chance alone one comparison in twenty looks different, and three in a row in eight thousand: a real difference shows each time. */
const TURNS = 3;

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Asked in turn, each first as often as the other. @returns the probability that only chance tells them apart. */
async function apart(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let time = 0; time < TIMES; time += 1) {
    if (time % 2 === 0) ones.push(await took(one));
    others.push(await took(other));
    if (time % 2 === 1) ones.push(await took(one));
  }
  return mannWhitney(ones, others);
}

async function neverTold(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let turn = 0; turn < TURNS && !found.some((p) => p > 0.05); turn += 1) found.push(await apart(one, other));
  return found;
}

describe.runIf(DEEP)('no time tells them apart', () => {
  test.each(Object.entries(QUESTIONS))('%s', { timeout: 1_200_000 }, async (_, { by, there: name, missing, ask }) => {
    const person = by();
    const found = await neverTold(() => ask(name(), person), () => ask(missing(), person));
    expect(Math.max(...found), String(found)).toBeGreaterThan(0.05);
  });

  test('a known and an unknown address', { timeout: 1_800_000 }, async () => {
    const { email, actorId } = here.people.officer;
    // As the product hashes, unlike the cheap hash of the other people here.
    const real = await hash(PASSWORD);
    await asSuperuser((client) => client.query('update account set password_hash = $2 where id = $1', [actorId, real]));
    const as = (address: () => string) => async () => {
      const mine = address();
      return post('/session/start', urlencoded([['email', mine], ['password', 'lantern gravel sparroe']]), {});
    };
    const forget = (work: () => Promise<unknown>) => async () => {
      await work();
    };
    const found: number[] = [];
    for (let turn = 0; turn < TURNS && !found.some((p) => p > 0.05); turn += 1) {
      const [known, unknown]: [number[], number[]] = [[], []];
      for (let time = 0; time < TIMES; time += 1) {
        const both: [number[], () => Promise<unknown>][] = [[known, forget(as(() => email))], [unknown, forget(as(() => `nobody-${newId()}@example.org`))]];
        for (const [kept, work] of time % 2 === 0 ? both : both.reverse()) {
          await asSuperuser(async (client) => {
            await client.query('delete from sign_in_attempt');
            await client.query('delete from rate_limit');
          });
          kept.push(await took(work));
        }
      }
      found.push(mannWhitney(known, unknown));
    }
    expect(Math.max(...found), String(found)).toBeGreaterThan(0.05);
  });
});

test('what is asked of chance is asked rightly', () => {
  // R: wilcox.test(1:5, 6:10, exact = FALSE) says 0.01219; and the same values are the same.
  expect(mannWhitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toBeCloseTo(0.01219, 4);
  expect(mannWhitney([1, 2, 3, 4], [1, 2, 3, 4])).toBeCloseTo(1, 6);
  const late = Array.from({ length: TIMES }, (_, index) => 5 + (index % 17) / 10);
  expect(mannWhitney(late, late.map((value) => value + 0.4)), 'four tenths of a millisecond in five are seen').toBeLessThan(0.001);
});

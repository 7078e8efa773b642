/**
 * Restricted people are revealed by no score, no count and no timing (issue 4, section 2; safe practice 14): whoever is proposed or
 * searched for takes as long, and asks the database the same, whether somebody restricted would have matched or nobody.
 */
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { readWhoSpoken } from '@/lib/contact/identity/candidate-store';
import { recordContact } from '@/lib/contact/record';
import { report } from '@/lib/contact/schema';
import { findPeople } from '@/lib/lookup/find-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { makePlace, type Place } from './people';
import { become, forge } from './rows';
import { asSuperuser } from './superuser';

afterAll(closeDatabase);

const AT = '2026-02-02T09:00:00Z';
const BORN = '2016-03-03';

/** In an open contact; in a restricted one; in both; in none. The names sound alike in nothing. */
const OPEN = 'Roskruge';
const RESTRICTED = 'Bosvigo';
const BOTH = 'Tangye';
const NOBODY = 'Chenhalls';

let place: Place;

async function arrive(familyName: string): Promise<string> {
  return withActor(systemOf(place.id), async (tx) => {
    const said = report.parse({ children: [{ givenName: 'Tressa', familyName, dateOfBirth: BORN }] });
    const recorded = await recordContact(tx, { report: said, agency: { ...place.agencies.school, kind: 'school' }, referrer: { id: null, name: 'Somebody', role: 'Somebody', phone: '01632 960199', email: '' }, channel: 'phone', receivedAt: Temporal.Instant.from(AT), key: newId(), immediate: false }, await readAuthority(tx));
    if (!recorded.ok) throw new Error(recorded.problem);
    return recorded.value.contactId;
  }, { at: Temporal.Instant.from(AT) });
}

beforeAll(async () => {
  place = await makePlace();
  const closed = [await arrive(RESTRICTED), await arrive(BOTH)];
  for (const name of [OPEN, BOTH]) await arrive(name);
  await asSuperuser(async (client) => {
    // With the database's own marks, which the product relies on.
    await client.query('begin');
    await become(client, systemOf(place.id));
    for (const contactId of closed) {
      const restricted = await forge(client, 'restricted_child', { authority_id: place.id, registered_by: place.people.manager.actorId });
      await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: contactId, kind: 'restricted_child', restricted_child_id: restricted['id'] });
    }
    await client.query('commit');
  });
});

const asWorker = <T>(work: (tx: Tx) => Promise<T>) => withActor(place.people.worker, work);
const NOTHING = { givenName: '', familyName: '', dateOfBirth: '', nhsNumber: '', upn: '', address: '', postcode: '' };

/** Both ways to look for somebody by name. A day of birth of its own each: nobody is met but by the name. */
const WAYS: Record<string, (familyName: string) => Promise<number>> = {
  candidates: async (familyName) => (await asWorker((tx) => readWhoSpoken(tx, [{ id: '1', givenName: 'Tressa', familyName, dateOfBirth: null, nhsNumber: null, upn: null, details: {} }], [])))[0]?.candidates.length ?? 0,
  search: async (familyName) => (await asWorker((tx) => findPeople(tx, { terms: { ...NOTHING, givenName: 'Tressa', familyName }, reference: '', ways: ['name'] }, place.prefix))).found.length,
};

/** With somebody restricted, and without: nothing else is between them. */
const PAIRS = [[RESTRICTED, NOBODY], [BOTH, OPEN]] as const;

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

test.each(Object.keys(WAYS))('%s: somebody restricted is not found, and the same statements are sent as where there is nobody', async (name) => {
  const way = WAYS[name];
  if (way === undefined) throw new Error(name);
  expect(await way(OPEN)).toBeGreaterThan(0);
  for (const [withOne, without] of PAIRS) {
    expect(await way(withOne)).toBe(await way(without));
    const statements = await statementsOf(() => way(withOne));
    expect(statements.some((text) => text.includes('person_key')), 'the look is among what was seen').toBe(true);
    expect(statements).toEqual(await statementsOf(() => way(without)));
  }
});

const TIMES = 120;
const WARMING_UP = 20;
/** As many standard errors: by chance alone it fails once in some million runs. */
const ERRORS = 5;
/** What no caller can tell apart, in milliseconds. Answered as soon as known, a search would differ by 0.34 on a quiet machine. */
const TELLS_NOTHING_MS = 0.1;

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** One after the other and each first in turn, so that whatever else the machine does falls on both alike. @returns the median of the differences and its standard error, in milliseconds. */
async function difference(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<{ median: number; error: number }> {
  const differences: number[] = [];
  for (let time = 0; time < TIMES + WARMING_UP; time += 1) {
    const [first, second] = time % 2 === 0 ? [one, other] : [other, one];
    const [a, b] = [await took(first), await took(second)];
    if (time >= WARMING_UP) differences.push(time % 2 === 0 ? a - b : b - a);
  }
  const median = middle(differences);
  const spread = middle(differences.map((each) => Math.abs(each - median)));
  // Of a median, by the median of the deviations: 1.2533 and 1.4826 for the normal distribution.
  return { median, error: (1.2533 * 1.4826 * spread) / Math.sqrt(TIMES) };
}

test.each(Object.keys(WAYS))('%s: it takes no longer and no shorter where somebody restricted would have matched', async (name) => {
  const way = WAYS[name];
  if (way === undefined) throw new Error(name);
  for (const [withOne, without] of PAIRS) {
    const { median, error } = await difference(() => way(withOne), () => way(without));
    expect(Math.abs(median), `median ${median.toFixed(3)} ms, standard error ${error.toFixed(3)} ms`).toBeLessThanOrEqual(TELLS_NOTHING_MS + ERRORS * error);
  }
});

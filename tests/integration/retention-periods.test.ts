/** An area's own periods of retention: put in by its administrator, with their source, and reckoned by from then on (domain 7.18). */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { askPage, cookieOf } from './asking-pages';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { lacksPeriods } from '@/lib/assurance/retention/periods';
import { OUTCOMES } from '@/lib/access/periods/schema';
import { countedFrom, yearsField } from '@/lib/assurance/retention/schedules';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

afterAll(closeDatabase);

let own: Place;
beforeEach(async () => {
  own = await makePlace();
});

const shown = async (file: string, params: Record<string, string> = {}, search: Record<string, string> = {}, who: Person = own.people.administrator) => {
  const page = await askPage(`../../app/${file}/page.tsx`, who, params, search);
  return page.kind === 'shown' ? page.html() : page.kind;
};
const form = (outcome: string, search: Record<string, string> = {}) => shown('retention/periods/[outcome]', { outcome }, search);
/** What the form of an outcome says was in force when it was shown. */
const stoodIn = async (outcome: string) => /name="stood" value="([^"]*)"/.exec(await form(outcome))?.[1] ?? 'no form';

/** Sends the form of an outcome. @returns where it leads, or how it was refused. */
async function sends(outcome: string, typed: Record<string, string>, who: Person = own.people.administrator): Promise<string | number | null> {
  const { POST } = await import('@/app/retention/periods/[outcome]/save/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(who)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(typed) }), { params: Promise.resolve({ outcome }) });
  return answer.headers.get('location') ?? answer.status;
}
const settings = async () => (await asSuperuser((client) => client.query<{ settings: { retention?: object } }>('select settings from authority where id = $1', [own.id]))).rows[0]?.settings;
const SOURCE = 'Retention schedule 2026, row 14';
const SEVEN = { 'years.closure': '7', 'years.birth': '', source: SOURCE, stood: '' };

test('a period that is put in is the schedule’s from then on, with its source, and stands in the ledger', async () => {
  expect(await shown('retention')).not.toContain('7 years from its closure');
  expect(await sends('advice', SEVEN)).toBe('/retention?done=period#schedule');
  const page = await shown('retention');
  expect(page).toContain('7 years from its closure');
  expect(page).toContain(SOURCE);
  const entries = await asSuperuser((client) => client.query<{ detail: object }>(`select detail from ledger_entry where authority_id = $1 and action = 'settings.changed'`, [own.id]));
  expect(entries.rows.map(({ detail }) => detail)).toMatchObject([{ retention: 'advice', before: '', after: `closure 7; ${SOURCE}` }]);
  // Emptied, the settings are as before anything was said: a release before this knows no such key.
  expect(await sends('advice', { 'years.closure': '', 'years.birth': '', source: '', stood: await stoodIn('advice') })).toBe('/retention?done=period#schedule');
  expect(await settings()).not.toHaveProperty('retention');
});

test('with every period said nothing is lacking that keeps a list from being drawn up', async () => {
  const { demo } = config();
  config().demo = false;
  try {
    const lacks = async () => withActor(own.people.administrator, async (tx) => lacksPeriods(tx));
    expect(await lacks()).toBe(true);
    for (const outcome of OUTCOMES.filter((each) => each !== 'advice')) {
      expect(await sends(outcome, { ...Object.fromEntries(countedFrom(outcome).map((from) => [yearsField(from), '80'])), source: SOURCE, stood: '' })).toBe('/retention?done=period#schedule');
    }
    expect(await lacks()).toBe(true);
    await sends('advice', SEVEN);
    expect(await lacks()).toBe(false);
  } finally {
    config().demo = demo;
  }
});

test('what cannot be kept is named, and nothing typed is lost', async () => {
  expect(await sends('looked_after', { 'years.birth': '25', source: SOURCE, stood: '' })).toBe('/retention/periods/looked_after?problem=form');
  const page = await form('looked_after', { problem: 'form' });
  expect(page).toContain('At least 75 years');
  expect(page).toContain('value="25"');
  expect(page).toContain(SOURCE);
  expect(await settings()).not.toHaveProperty('retention');
});

test('what somebody else changed since the form was shown is not written over; pressed again it is kept', async () => {
  await sends('advice', SEVEN);
  expect(await sends('advice', { ...SEVEN, 'years.closure': '9' })).toBe('/retention/periods/advice?problem=changed_meanwhile');
  const page = (await form('advice', { problem: 'changed_meanwhile' })).replaceAll('<!-- -->', '');
  expect(page).toContain('Somebody else changed this period');
  expect(page).toContain('7 years from its closure');
  expect(page).toContain('value="9"');
  expect(await settings()).toMatchObject({ retention: { advice: { longestOf: [{ years: 7, from: 'closure' }] } } });
  const stood = /name="stood" value="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(await sends('advice', { ...SEVEN, 'years.closure': '9', stood })).toBe('/retention?done=period#schedule');
  expect(await settings()).toMatchObject({ retention: { advice: { longestOf: [{ years: 9, from: 'closure' }] } } });
});

test('another outcome’s change is none of this one’s, and an outcome that is not there is not found', async () => {
  await sends('advice', SEVEN);
  expect(await sends('early_help', { ...SEVEN, 'years.closure': '8' })).toBe('/retention?done=period#schedule');
  expect(await settings()).toMatchObject({ retention: { advice: { longestOf: [{ years: 7, from: 'closure' }] }, early_help: { longestOf: [{ years: 8, from: 'closure' }] } } });
  expect(await form('constructor')).toBe('missing');
  expect(await sends('constructor', SEVEN)).toBe(404);
});

test('a manager reads the schedule and sets nothing of it', async () => {
  expect(await shown('retention', {}, {}, own.people.manager)).not.toContain('/retention/periods/');
  expect(await shown('retention')).toContain('/retention/periods/advice');
  expect(await sends('advice', SEVEN, own.people.manager)).toBe(404);
  expect(await settings()).not.toHaveProperty('retention');
});

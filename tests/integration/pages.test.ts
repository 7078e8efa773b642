/**
 * Every page that exists, asked by everybody for everything, with no `proxy.ts` before it (issue 3 section 9; ASVS
 * 8.2.1, 8.2.2, 8.3.1): who should not see it gets what a missing page gets and leaves one entry in their own ledger.
 * Who should is written down in tests/access/expected.ts. POSTs and downloads are asked in access.test.ts.
 */
import { HtmlValidate } from 'html-validate';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, Relation } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { findContact } from '@/lib/contact/store';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { startReport } from '@/lib/contact/verbs/start-report';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { addLetter, addLetterEvent } from '@/lib/letter/store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { routesOf } from '@/scripts/routes';
import { EXPECTED, expected } from '../access/expected';
import { askPage, pageModules, type PageAnswer } from './asking-pages';
import { statementsOf } from './counting';
import { recordFrom } from './letter-scene';
import { knowNobody, makePlace, type PersonName, type Place } from './people';
import { CLOSED_CONTACTS, CONTACTS, relationToClosed, type ClosedName, type ContactName } from './rows';
import { asSuperuser } from './superuser';

const files = Object.keys(pageModules).sort();
const keyOf = (file: string) => `GET ${file.replace(/^\.\.\/\.\.\/app/, '').replace(/\/page\.tsx$/, '') || '/'}`;
const namesAThing = (key: string) => /\[(reference|draft|duty|membership|call)\]/.test(key);

let here: Place;
let there: Place;
/** What the path names, for each contact. */
const named = {} as Record<Asked, Record<string, string>>;

type Asked = ContactName | ClosedName;
const EVERY: readonly Asked[] = [...CONTACTS, ...CLOSED_CONTACTS];
const isClosed = (contact: Asked): contact is ClosedName => (CLOSED_CONTACTS as readonly Asked[]).includes(contact);

const REPORTERS: Record<Asked, object> = {
  teachers: { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } },
  'past agency': { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'past_lead' } },
  'about colleague': { reporter: { continuingRole: 'yes', aboutColleague: 'yes', leadKnows: 'told' } },
  polices: { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } },
  restricted: { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } },
  sealed: { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told', protectMe: 'yes' } },
  conflicted: { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } },
};

/** Closes what is there, by the acts that close: a child registered by two managers, two who say that they know the family. */
async function close(name: ClosedName, contactId: string, reference: string): Promise<void> {
  const { manager, unqualifiedManager, night, otherWorker, worker } = here.people;
  if (name === 'restricted') {
    const typed = { givenName: 'Wren', familyName: 'Ashby restricted', dateOfBirth: { day: '14', month: '5', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: [night.actorId, otherWorker.actorId], second: unqualifiedManager.actorId };
    const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed));
    if (!made.ok) throw new Error(JSON.stringify(made.problem));
    await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id));
    // One guardian has left since, so that of those who look at these pages none is one.
    await withActor(systemOf(here.id), async (tx) => tx.db.restrictedGuardian.updateMany({ where: { restrictedChildId: made.value.id, accountId: otherWorker.actorId }, data: { endedAt: new Date('2026-03-02T09:00:00Z') } }));
  }
  if (name === 'conflicted') for (const person of [worker, manager]) await withActor(person, async (tx) => declareBeforeOpening(tx, { id: contactId }, { knows: 'yes', reason: `About ${reference}.` }));
}

/** A letter about a call, to the account of whoever rang. */
async function wroteAboutCall({ actorId, name, email }: Person, contactId: string, reference: string): Promise<string> {
  return withActor(systemOf(here.id), async (tx) => {
    await addEvent(tx, contactId, 'call_taken', { verified: 'known' });
    const text = { title: `What we talked about: ${reference}`, from: [], to: name, date: '', reference, blocks: [] };
    const recipient = { key: actorId, accountId: actorId, name, email, referrerClass: 'professional' } as const;
    const { id } = await addLetter(tx, { contactId, decisionId: null, kind: 'follow_up', occasion: 'follow_up', recipient, to: { as: 'post' }, text });
    await addLetterEvent(tx, id, 'sent');
    return id;
  });
}

async function makeNamed(name: Asked): Promise<Record<string, string>> {
  const reporter = name === 'polices' || name === 'conflicted' ? here.people.officer : here.people.teacher;
  const { contactId, reference } = await recordFrom(here, reporter, '2026-03-02T09:00:00Z', { children: [{ givenName: 'Wren', familyName: `Ashby ${name}`, dateOfBirth: '2019-05-14', indicators: { I018: 'present' } }], ...REPORTERS[name] });
  await knowNobody(here, contactId);
  const letter = await withActor(reporter, async (tx) => writeReceipt(tx, contactId));
  const draft = await withActor(reporter, async (tx) => startReport(tx, reporter));
  const duty = await withActor(here.people.manager, async (tx) => tx.db.duty.findFirstOrThrow({ where: { contactId }, select: { id: true } }));
  const call = await wroteAboutCall(reporter, contactId, reference);
  if (isClosed(name)) await close(name, contactId, reference);
  return { call, reference, letter: letter ?? '', draft, duty: duty.id, membership: here.people.otherTeacher.membershipId, step: 'child', token: 'no-such-token', area: here.id, outcome: 'advice' };
}

beforeAll(async () => {
  [here, there] = [await makePlace(), await makePlace()];
  for (const name of EVERY) named[name] = await makeNamed(name);
}, 120_000);
afterAll(closeDatabase);

/** How somebody stands to one of the contacts, or to what hangs on it: told apart here by hand. */
function relation(key: string, name: PersonName, contact: Asked): Relation {
  if (!namesAThing(key)) return 'own_authority';
  if (isClosed(contact)) return relationToClosed(name, contact);
  if (key.includes('[membership]')) return name === 'otherTeacher' ? 'own' : ['teacher', 'lead'].includes(name) ? 'own_agency' : 'own_authority';
  const reporter: PersonName = contact === 'polices' ? 'officer' : 'teacher';
  if (name === reporter) return 'own';
  if (key.includes('[draft]') || key.includes('[call]') || contact === 'past agency' || contact === 'about colleague') return 'own_authority';
  const agency: readonly PersonName[] = contact === 'polices' ? ['officer', 'desk'] : ['teacher', 'otherTeacher', 'lead'];
  return agency.includes(name) ? 'own_agency' : 'own_authority';
}

/** How many refusals a person's own chain holds. */
const refusals = async (client: pg.Client, { authorityId, actorId }: Person) =>
  Number((await client.query<{ count: string }>("select count(*) from ledger_entry where authority_id = $1 and actor_id = $2 and action = 'refused'", [authorityId, actorId])).rows[0]?.count);

const guarded = files.map((file) => ({ file, key: keyOf(file) })).filter(({ key }) => !['everyone', 'demo'].includes(EXPECTED[key] as string));
const byContact = (key: string): readonly Asked[] => (/\[(reference|duty)\]/.test(key) ? EVERY : key.includes('[draft]') ? CONTACTS : ['teachers']);
const paramsOf = (file: string, contact: Asked) => Object.fromEntries(Object.entries(named[contact]).filter(([name]) => file.includes(`[${name}]`)));

test('the pages asked are those that exist', () => {
  const built = routesOf('app');
  expect(files.map(keyOf).sort()).toEqual(built.filter((key) => files.some((file) => keyOf(file) === key)).sort());
  expect(files.length).toBeGreaterThanOrEqual(39);
});

describe('who may see a page sees it, and nobody else', () => {
  test.each(guarded)('$key', async ({ file, key }) => {
    const wrong: string[] = [];
    await asSuperuser(async (client) => {
      const ask = async (words: string, person: Person, contact: Asked, may: boolean) => {
        const before = await refusals(client, person);
        let kind = '';
        const sent = await statementsOf(async () => {
          ({ kind } = await askPage(file, person, paramsOf(file, contact)));
        });
        if (kind === 'shown' && sent.length > (asked.get(key)?.most ?? 0)) asked.set(key, { most: sent.length, again: async () => askPage(file, person, paramsOf(file, contact)) });
        const noted = (await refusals(client, person)) - before;
        if (may ? noted !== 0 : kind !== 'missing' || noted !== 1) wrong.push(`${words} × ${contact}: ${kind}, ${noted} refusals noted`);
      };
      for (const contact of byContact(key)) {
        for (const [name, person] of Object.entries(here.people) as [PersonName, Person][]) await ask(name, person, contact, expected(key, person.role, relation(key, name, contact), true));
        if (namesAThing(key)) for (const [name, person] of Object.entries(there.people)) await ask(`${name} of another authority`, person, contact, false);
        const visitor = await askPage(file, null, paramsOf(file, contact));
        if (visitor.kind !== 'moved' || !visitor.to.startsWith('/sign-in?return=')) wrong.push(`visitor × ${contact}: ${visitor.kind}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});

test('somebody’s contact is theirs to see', async () => {
  const shown = await askPage('../../app/my/contacts/[reference]/page.tsx', here.people.teacher, { reference: named.teachers['reference'] ?? '' });
  expect(shown.kind === 'shown' && (await shown.html())).toContain(named.teachers['reference']);
  expect(await withActor(here.people.desk, async (tx) => findContact(tx, named.teachers['reference'] ?? ''))).toBeNull();
});

/** The most statements of a page, the session's and the ledger's among them (issue 5, section 5). */
const MOST = 12;
/** The opening of each page in which it asked most often. */
const asked = new Map<string, { most: number; again: () => Promise<PageAnswer> }>();

test('no page asks more than twelve times', async () => {
  expect(asked.size).toBeGreaterThan(50);
  const over: Record<string, number> = {};
  for (const [key, { most, again }] of asked) {
    // Whoever reads something first writes that down, and then everything is asked anew.
    const least = most <= MOST ? most : Math.min((await statementsOf(again)).length, (await statementsOf(again)).length);
    if (least > MOST) over[key] = least;
  }
  expect(over).toEqual({});
});

/** What a browser would put elsewhere than it was written: React draws a page anew that does not stand as it sent it (error 418), and a reader of screens hears another order. */
const STRUCTURE = ['close-order', 'element-permitted-content', 'element-permitted-occurrences', 'element-permitted-order', 'element-permitted-parent', 'element-required-ancestor', 'no-dup-attr', 'no-dup-id', 'no-implicit-close', 'no-unknown-elements', 'void-content'];

test('every page is made of elements that may stand where they stand', async () => {
  const checker = new HtmlValidate({ root: true, elements: ['html5'], rules: Object.fromEntries(STRUCTURE.map((rule) => [rule, 'error'])) });
  const wrong: Record<string, string[]> = {};
  for (const [key, { again }] of asked) {
    const shown = await again();
    if (shown.kind !== 'shown') throw new Error(`${key} was shown before`);
    const { results } = await checker.validateString(await shown.html());
    const found = results.flatMap(({ messages }) => messages.map(({ message, selector }) => `${message} (${selector ?? ''})`));
    if (found.length > 0) wrong[key] = found;
  }
  expect(wrong).toEqual({});
});

test.each(['', '/decision', '/emergency'])('a contact%s is gathered in few statements', async (page) => {
  const ask = async (person: Person) => {
    const params = { reference: named.teachers['reference'] ?? '' };
    const file = `../../app/contacts/[reference]${page}/page.tsx`;
    // Whoever reads it first writes that down.
    await askPage(file, person, params);
    return statementsOf(async () => expect((await askPage(file, person, params)).kind).toBe('shown'));
  };
  for (const person of [here.people.worker, here.people.manager]) {
    const sent = await ask(person);
    expect(sent.length, sent.map((text) => text.trim().slice(0, 160)).join('\n')).toBeLessThanOrEqual(MOST);
  }
});

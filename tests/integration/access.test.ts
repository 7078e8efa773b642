/**
 * Every POST and every download, asked as itself by everybody for everything (issue 2 section 2; ASVS 8.2.1,
 * 8.2.2, 3.5.1): who should not get in gets what a missing thing gets, leaves one entry in their own ledger and
 * changes nothing. Who should is written down in tests/access/expected.ts.
 */
import pg from 'pg';
import { NextRequest } from 'next/server';
import { AskFirst, Missing, subjectOf } from '@/app/_edge/subject';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, Relation } from '@/lib/access/model';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { openSession } from '@/lib/access/open-session';
import { POLICY, type RouteKey } from '@/lib/access/policy';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { routesOf } from '@/scripts/routes';
import { EXPECTED, expected } from '../access/expected';
import { makePlace, type PersonName, type Place } from './people';
import { CLOSED_CONTACTS, CONTACTS, fillClosed, fillEveryTable, forge, forgeOriginal, relationToClosed, type ClosedName, type ContactName } from './rows';
import { asSuperuser } from './superuser';

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const modules = import.meta.glob<Record<string, Handler>>('../../app/**/route.ts');
const pathOf = (file: string) => file.replace(/^\.\.\/\.\.\/app/, '').replace(/\/route\.ts$/, '');
const routes = Object.keys(modules).sort();

let here: Place;
let there: Place;
type Asked = ContactName | ClosedName;
const EVERY: readonly Asked[] = [...CONTACTS, ...CLOSED_CONTACTS];
const isClosed = (contact: Asked): contact is ClosedName => (CLOSED_CONTACTS as readonly Asked[]).includes(contact);
let contacts: Record<Asked, string>;
const cookies = new Map<string, string>();
/** What the path names, for each contact: its own reference, letter, duty and draft; and the teacher’s own booking. */
let named: Record<Asked, Record<string, string>>;

/** A letter that went, about a call, to the account of whoever rang. */
async function callOf(client: pg.Client, contactId: string, { actorId }: Person): Promise<string> {
  const letter = await forge(client, 'letter', { authority_id: here.id, contact_id: contactId, recipient_id: actorId, kind: 'follow_up' });
  await forge(client, 'letter_event', { authority_id: here.id, letter_id: letter['id'], what: 'sent' });
  return String(letter['id']);
}

beforeAll(async () => {
  [here, there] = [await makePlace(), await makePlace()];
  await asSuperuser(async (client) => {
    contacts = { ...(await fillEveryTable(client, here)).contacts, ...(await fillClosed(client, here)) };
    await fillEveryTable(client, there);
    const one = async (sql: string, value: string) => (await client.query<{ found: string }>(sql, [value])).rows[0]?.found ?? '';
    named = {} as typeof named;
    const drafts = async (owner: string) => (await client.query<{ id: string }>('select id from draft where owner_id = $1 order by id', [owner])).rows.map(({ id }) => id);
    const [teachers, officers] = [await drafts(here.people.teacher.actorId), await drafts(here.people.officer.actorId)];
    const booking = await one('select id as found from talk_booking where authority_id = $1 order by id', here.id);
    for (const [index, name] of EVERY.entries()) {
      named[name] = {
        reference: await one('select reference as found from contact where id = $1', contacts[name]),
        letter: await one('select id as found from letter where contact_id = $1', contacts[name]),
        call: await callOf(client, contacts[name], name === 'polices' || name === 'conflicted' ? here.people.officer : here.people.teacher),
        duty: await one('select id as found from duty where contact_id = $1', contacts[name]),
        draft: (name === 'polices' || name === 'conflicted' ? officers[0] : teachers[index]) ?? '',
        membership: here.people.otherTeacher.membershipId,
        original: await forgeOriginal(client, here, contacts[name]),
        booking,
        step: 'child',
        outcome: 'advice',
        token: 'no-such-token',
      };
    }
  });
  for (const person of [...Object.values(here.people), ...Object.values(there.people)]) {
    const token = await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd');
    cookies.set(person.actorId, await sealSession(token));
  }
}, 120_000);
afterAll(closeDatabase);

async function ask(file: string, method: string, contact: Asked, person: Person | null, headers: Record<string, string> = {}): Promise<Response> {
  const handler = (await modules[file]?.())?.[method];
  if (!handler) throw new Error(`${file} has no ${method}`);
  const cookie = person === null ? undefined : cookies.get(person.actorId);
  const request = new NextRequest(`http://localhost:3000${pathOf(file)}`, {
    method,
    ...(method === 'POST' ? { body: 'x=y' } : {}),
    headers: { ...(method === 'POST' ? { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' } : {}), ...(cookie === undefined ? {} : { cookie: `${SESSION_COOKIE}=${cookie}` }), ...headers },
  });
  const params = Object.fromEntries(Object.entries(named[contact]).filter(([name]) => file.includes(`[${name}]`)));
  const answer = await handler(request, { params: Promise.resolve(params) });
  if (answer.headers.get('content-type') === 'text/event-stream') await answer.body?.cancel();
  return answer;
}

/** How somebody stands to one of the seven contacts, or to what hangs on it: told apart here by hand. */
function relation(route: string, name: PersonName, contact: Asked): Relation {
  if (isClosed(contact)) return relationToClosed(name, contact);
  if (!/\[(reference|draft|duty|membership|call)\]/.test(route)) return 'own_authority';
  const referrer: PersonName = contact === 'polices' ? 'officer' : 'teacher';
  if (route.includes('[membership]')) return name === 'otherTeacher' ? 'own' : ['teacher', 'lead'].includes(name) ? 'own_agency' : 'own_authority';
  if (name === referrer) return 'own';
  if (route.includes('[draft]') || route.includes('[call]') || contact === 'past agency' || contact === 'about colleague') return 'own_authority';
  const agency: readonly PersonName[] = contact === 'polices' ? ['officer', 'desk'] : ['teacher', 'otherTeacher', 'lead'];
  return agency.includes(name) ? 'own_agency' : 'own_authority';
}

/** One connection for every look at what is kept: opened anew for each, it would cost more than the look. */
let looking: pg.Client;
beforeAll(async () => {
  looking = new pg.Client({ connectionString: process.env['DATABASE_SUPERUSER_URL'] });
  await looking.connect();
});
afterAll(() => looking.end());

/** The sums of all tables in one statement, of what is of both places and of everything. */
let sums: { places: string; all: string } | null = null;

/** Everything kept but sessions' own notes, throttles and ledgers: of both places, or of whoever else left anything in this database. */
async function everything(of: 'places' | 'all' = 'places'): Promise<string> {
  if (sums === null) {
    const { rows } = await looking.query<{ name: string; tenant: boolean }>(
      "select relname as name, exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'authority_id' and not attisdropped) as tenant from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in ('session', 'sign_in_attempt', 'ledger_entry', 'ledger_head', '_prisma_migrations')",
    );
    const sumOf = (where: string) => rows.map(({ name, tenant }) => `select '${name} ' || coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${name} t${tenant ? where : ''}`).join(' union all ') + ' order by 1';
    sums = { places: sumOf(` where authority_id in ('${here.id}', '${there.id}')`), all: sumOf('') };
  }
  return (await looking.query<{ sum: string }>({ name: `everything of ${of}`, text: sums[of] })).rows.map(({ sum }) => sum).join('\n');
}

/** Around a whole suite nothing of anybody is changed; each test looks at both places alone, which costs no more the more other files left. */
function changesNothing(): void {
  let before: string;
  beforeAll(async () => {
    before = await everything('all');
  });
  afterAll(async () => {
    expect(await everything('all'), 'nothing of anybody was changed').toBe(before);
  });
}

/** Which sessions there are, and which were ended; not when they were last seen. */
async function sessionsOpen(): Promise<string> {
  return (await looking.query<{ sum: string }>('select coalesce(sum(hashtextextended(id::text || coalesce(revoked_at::text, $1), 0)), 0)::text as sum from session', ['open'])).rows[0]?.sum ?? '';
}

/** How many refusals each person's own chain holds. */
async function refusals(): Promise<Map<string, number>> {
  return new Map((await looking.query<{ actor: string; count: string }>("select authority_id || ' ' || actor_id as actor, count(*) from ledger_entry where action = 'refused' group by 1")).rows.map(({ actor, count }) => [actor, Number(count)]));
}

const cells = routes.flatMap((file) =>
  routesOf('app')
    .filter((key) => key.endsWith(` ${pathOf(file)}`))
    .map((key) => ({ file, key, method: key.slice(0, key.indexOf(' ')) })),
);
const guarded = cells.filter(({ key }) => !['everyone', 'demo', 'a machine with a key'].includes(EXPECTED[key] as string));
const byContact = (key: string): readonly Asked[] => (/\[(reference|duty)\]/.test(key) ? EVERY : key.includes('[draft]') ? CONTACTS : ['teachers']);

test('the routes asked are those that exist', () => {
  expect(cells.map(({ key }) => key).sort()).toEqual(routesOf('app').filter((key) => Object.keys(modules).some((file) => key.endsWith(` ${pathOf(file)}`))).sort());
  expect(cells.length).toBeGreaterThanOrEqual(40);
});

describe('who should not get in', () => {
  changesNothing();
  test.each(guarded)('$key', async ({ file, key, method }) => {
    const [before, counted] = [await everything(), await refusals()];
    const wrong: string[] = [];
    const due = new Map<string, number>();
    const refuse = async (words: string, person: Person, contact: Asked) => {
      const answer = await ask(file, method, contact, person);
      if (answer.status !== 404 || answer.headers.get('cache-control') !== 'no-store') wrong.push(`${words}: ${answer.status}`);
      const actor = `${person.authorityId} ${person.actorId}`;
      due.set(actor, (due.get(actor) ?? 0) + 1);
    };
    for (const contact of byContact(key)) {
      for (const [name, person] of Object.entries(here.people) as [PersonName, Person][])
        if (!expected(key, person.role, relation(key, name, contact), true)) await refuse(`${name} × ${contact}`, person, contact);
      // Somebody of another authority names the same thing.
      if (/\[(reference|draft|duty|membership|call)\]/.test(key)) for (const [name, person] of Object.entries(there.people)) await refuse(`${name} of another authority × ${contact}`, person, contact);
      const visitor = await ask(file, method, contact, null);
      // To the door; or, from a form that takes words, with the words back.
      const shut = visitor.headers.get('location')?.startsWith('/sign-in?return=') ? visitor.status === 303 : visitor.status === 401 && (await visitor.text()).includes('<textarea name="x" hidden>\ny</textarea>');
      if (!shut || visitor.headers.get('cache-control') !== 'no-store') wrong.push(`visitor × ${contact}: ${visitor.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await everything(), 'nothing was changed').toBe(before);
    const after = await refusals();
    for (const [actor, times] of due) expect((after.get(actor) ?? 0) - (counted.get(actor) ?? 0), `refusals in the ledger of ${actor}`).toBe(times);
  });
});

describe('what comes from elsewhere', () => {
  changesNothing();
  test.each(cells.filter(({ method }) => method === 'POST'))('$key', async ({ file, key, method }) => {
    const [before, sessions] = [await everything(), await sessionsOpen()];
    // A machine has no origin to send; without a key it is nobody. Nor has a provider of identities; without its signature nothing is heard.
    const nameless = EXPECTED[key] === 'a machine with a key' ? 401 : key === 'POST /session/provider/[provider]/logout' ? 400 : 403;
    const asked: [string, Record<string, string>][] = [
      ['another site', { origin: 'https://evil.example' }],
      ['a sandboxed frame', { origin: 'null' }],
      ['no origin', { origin: '' }],
      ['a site that claims ours', { 'sec-fetch-site': 'cross-site' }],
      ['a neighbour below the same domain', { 'sec-fetch-site': 'same-site' }],
      ['an address typed by hand', { 'sec-fetch-site': 'none' }],
      ['our origin within a foreign one', { origin: 'http://localhost:3000.evil.example' }],
      ['another site, in a type that asks nobody first', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ];
    for (const [words, headers] of asked) for (const person of [here.people.manager, here.people.teacher, here.people.administrator, null]) expect((await ask(file, method, 'teachers', person, headers)).status, words).toBe(words === 'no origin' ? nameless : 403);
    expect(await everything()).toBe(before);
    expect(await sessionsOpen(), 'nobody was signed in or out').toBe(sessions);
  });

  test('there is no unsafe method but POST', () => {
    expect(new Set(cells.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
  });
});

describe('the policy refuses by itself, where row-level security would show the thing', () => {
  test.each((Object.keys(POLICY) as RouteKey[]).filter((key) => /\[(reference|duty|membership)\]/.test(key)))('%s', async (key) => {
    const wrong: string[] = [];
    await withActor(systemOf(here.id), async (tx) => {
      for (const contact of byContact(key)) {
        for (const [name, person] of Object.entries(here.people) as [PersonName, Person][]) {
          // Whose a sealed contact is, nobody learns by being the product.
          if (contact === 'sealed' && name === 'teacher') continue;
          const params = Object.fromEntries(Object.entries(named[contact]).filter(([part]) => key.includes(`[${part}]`)));
          const letIn = await subjectOf(tx, person, key, params).then(
            () => true,
            (error: unknown) => {
              if (error instanceof Missing) return false;
              // The policy lets them in; before it opens they are asked whether they know the family.
              if (error instanceof AskFirst) return true;
              throw error;
            },
          );
          if (letIn !== expected(key, person.role, relation(key, name, contact), true)) wrong.push(`${name} × ${contact}: ${letIn ? 'let in' : 'refused'}`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });
});

test('a letter is reached through its own contact only', async () => {
  const file = '../../app/my/contacts/[reference]/letters/[letter]/pdf/route.ts';
  const { teacher, officer } = here.people;
  const own = named.teachers['letter'] ?? '';
  named.teachers['letter'] = named.polices['letter'] ?? '';
  for (const person of [teacher, officer]) expect((await ask(file, 'GET', 'teachers', person)).status).toBe(404);
  named.teachers['letter'] = own;
});

test('the relations that close are met, each by somebody, and there are more than six thousand cells', () => {
  const people = Object.keys(here.people) as PersonName[];
  const met = new Set(guarded.flatMap(({ key }) => byContact(key).flatMap((contact) => people.map((name) => relation(key, name, contact)))));
  for (const each of ['restricted', 'sealed', 'conflicted'] as const) expect(met).toContain(each);
  expect(guarded.reduce((sum, { key }) => sum + byContact(key).length * people.length, 0)).toBeGreaterThanOrEqual(6_000);
});

describe('who should get in is not taken for a stranger', () => {
  test.each(guarded)('$key', async ({ file, key, method }) => {
    const strangers: string[] = [];
    // The original of a protected source is nobody's until two persons have agreed: to everybody else it is not there (7.14).
    for (const contact of byContact(key).filter((each) => each !== 'sealed' || !key.includes('[original]'))) {
      for (const [name, person] of Object.entries(here.people) as [PersonName, Person][]) {
        if (!expected(key, person.role, relation(key, name, contact), true)) continue;
        const before = (await refusals()).get(`${here.id} ${person.actorId}`) ?? 0;
        await ask(file, method, contact, person);
        await ask(file, method, contact, person);
        if (((await refusals()).get(`${here.id} ${person.actorId}`) ?? 0) !== before) strangers.push(`${name} × ${contact}`);
        break;
      }
    }
    expect(strangers).toEqual([]);
  });
});

/**
 * Whatever is sent to whatever takes something (issue 5, section 3; ASVS 1.2.4, 2.2.1, 15.3.3, 15.3.5 to 15.3.7): every form
 * of the product is met by walking through it as everybody, and then sent spoilt. Nothing answers with a fault of ours, no
 * field does more than its form has it do, and no word is taken for an operator.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { files, KEY_SCOPES } from '@/lib/access/api-key';
import { makeKey } from '@/lib/access/verbs/make-key';
import { POLICY, type Row, type RouteKey } from '@/lib/access/policy';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { routesOf } from '@/scripts/routes';
import { askPage, pageModules } from '../integration/asking-pages';
import { keyAt } from '../integration/machine-scene';
import { makePlace, type PersonName, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { benign, crawl, freshCookie, post, routeModules, urlencoded, type SeenForm, type Sent } from './crawl';
import { DEEP, howMany } from './depth';
import { ENDS, hostileScene, LOOKERS, type HostileScene } from './scene';
import { bodies, EVIL, NO_FORMS, TOO_LARGE } from './words';

let scene: HostileScene;
let there: Place;
/** What every unsafe endpoint takes: the forms that were met, and for one that no page showed, the fields that its code reads. */
let forms: SeenForm[];

const posts = routesOf('app').filter((key) => key.startsWith('POST '));
const pathOf = (key: string) => key.slice(key.indexOf(' ') + 1);
const who = (key: string): Row['who'] => (POLICY[key as RouteKey] as Row).who;
const isMachine = (key: string) => who(key) === 'machine';

/** Somebody whom the policy lets in. */
function whoFor(key: string): PersonName {
  const allowed = who(key);
  if (typeof allowed === 'string') return 'worker';
  return LOOKERS.find((name) => scene.here.people[name].role in allowed) ?? 'worker';
}

/** An address of a route with something real, or something shaped like it, in each place. */
function addressOf(key: string, given: Record<string, string> = {}): string {
  return pathOf(key).replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(given[name] ?? (name === 'reference' ? (scene.contacts[0]?.reference ?? '') : name === 'version' ? '1' : name === 'step' ? 'child' : name === 'record' ? 'basis' : '0d5b4b0e-8f3f-4a8e-9b1e-0f4f7a0c3a11')));
}

function blind(key: string): SeenForm {
  const code = readFileSync(`app${pathOf(key)}/route.ts`, 'utf8');
  const names = [...code.matchAll(/(?:text|list|file)\('([\w.]+)'\)/g)].map(([, name]) => name ?? '');
  return { key, path: addressOf(key), who: whoFor(key), files: false, fields: [...new Set(names)].map((name) => ({ name, kind: 'typed', values: [''] })) };
}

beforeAll(async () => {
  scene = await hostileScene();
  there = await makePlace();
  const met = new Set(scene.forms.map(({ key }) => key));
  const all = [...scene.forms, ...posts.filter((key) => !met.has(key) && !isMachine(key)).map(blind)];
  // What takes somebody's place of work or session away comes last.
  forms = all.sort((one, other) => Number(ENDS.test(one.key)) - Number(ENDS.test(other.key)));
}, howMany(240_000, 900_000));
afterAll(closeDatabase);

/** Whoever was disabled, or was given another role, is again who they were: the next suite is sent by everybody, too. */
beforeEach(() =>
  asSuperuser(async (client) => {
    for (const { membershipId, role, agencyId } of Object.values(scene.here.people)) await client.query('update membership set disabled_at = null, role = $2, agency_id = $3 where id = $1', [membershipId, role, agencyId]);
  }),
);

const headersOf = async ({ who: name }: SeenForm) => ({ cookie: await freshCookie(scene.here.people[name]) });
const shown = ({ body }: Sent) => (typeof body === 'string' ? body : Buffer.from(body).toString('latin1')).slice(0, 300);

test('every page that can be walked to is shown, and nearly every form is met', () => {
  expect(scene.broken).toEqual([]);
  const met = new Set(scene.forms.map(({ key }) => key));
  expect(scene.pages).toBeGreaterThanOrEqual(150);
  expect(met.size).toBeGreaterThanOrEqual(60);
  expect([...new Set(forms.map(({ key }) => key))].sort()).toEqual(posts.filter((key) => !isMachine(key)).sort());
});

/** Everything that is kept, but when somebody was last seen, and the ledger, which keeps each look. */
async function everything(): Promise<string[]> {
  return asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in ('session', 'ledger_entry', 'ledger_head') order by 1");
    const sums: string[] = [];
    for (const { name } of rows) sums.push(`${name} ${(await client.query<{ sum: string }>(`select coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${name} t`)).rows[0]?.sum}`);
    return sums;
  });
}

test('a page that is asked for again changes nothing', async () => {
  // With every change as those who may read and do most; as everybody in the deep run.
  const lookRound = async () => {
    for (const name of DEEP ? LOOKERS : (['worker', 'teacher'] as const)) expect((await crawl(scene.here, name, scene.from.get(name) ?? [])).pages, name).toBeGreaterThan(10);
  };
  // What the deep walk has sent wrote further letters, and that one is read by its reader is kept the first time.
  if (DEEP) await lookRound();
  const before = await everything();
  await lookRound();
  expect(await everything()).toEqual(before);
});

describe('no body makes any endpoint answer 5xx', () => {
  test('a form with its fields spoilt', async () => {
    const each = Math.ceil(howMany(300, 10_000) / forms.length);
    const seed = Number(process.env['DOORSTEP_SEED'] ?? 5);
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    for (const form of forms) {
      const headers = await headersOf(form);
      for (const sent of fc.sample(bodies(form), { numRuns: each, seed })) {
        const { status } = await post(form.path, sent, headers);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) faults.push(`${status} ${form.key} as ${form.who}: ${shown(sent)}`);
      }
    }
    expect(faults, `seed ${seed}`).toEqual([]);
    // Most of it came as far as the act: it was not all turned away at the door.
    expect(statuses.get(303) ?? 0).toBeGreaterThan(100);
  });

  test('a body that is no form, and one of ten megabytes', async () => {
    const faults: string[] = [];
    for (const key of posts.filter((one) => !isMachine(one))) {
      const form = forms.find((one) => one.key === key);
      if (form === undefined) continue;
      const headers = await headersOf(form);
      // With every change each endpoint gets a sixth of them, in turn.
      const some = NO_FORMS.filter((_, index) => DEEP || index % 6 === posts.indexOf(key) % 6);
      for (const sent of some) {
        const { status } = await post(form.path, sent, headers);
        if (status >= 500) faults.push(`${status} ${key}: ${sent.name}`);
      }
    }
    expect(faults).toEqual([]);
    const [first] = forms.filter(({ key }) => key === 'POST /contacts/[reference]/note');
    if (first === undefined) throw new Error('no form takes a note');
    expect((await post(first.path, TOO_LARGE, await headersOf(first))).status).toBe(413);
  });

  test('a machine with a key that sends anything', async () => {
    const keys = await withActor(scene.here.people.administrator, async (tx) => {
      const made = [];
      for (const scope of KEY_SCOPES) made.push(await makeKey(tx, { name: scope, scope, agency: files(scope) ? scene.here.agencies.school.id : '' }));
      return made.map((key) => (key.ok ? key.value : ''));
    });
    const json = fc.oneof(fc.json(), fc.constantFrom(...EVIL), fc.array(fc.dictionary(fc.constantFrom('call_id', 'offered_at', 'answered_at', 'ended_at', 'outcome', 'number', 'line', '__proto__'), fc.oneof(fc.jsonValue(), fc.constantFrom(...EVIL))), { maxLength: 3 }).map((value) => JSON.stringify(value)));
    const faults: string[] = [];
    const seed = Number(process.env['DOORSTEP_SEED'] ?? 5);
    for (const key of posts.filter(isMachine))
      for (const secret of keys)
        for (const type of ['application/json', 'text/csv', 'application/x-www-form-urlencoded', 'constructor']) {
          for (const body of fc.sample(json, { numRuns: howMany(30, 200), seed })) {
            const found = addressOf(key);
            const handler = (await routeModules[`../../app${pathOf(key)}/route.ts`]?.())?.['POST'];
            expect(handler, key).toBeDefined();
            const answer = await post(found, { body, type }, { origin: '', authorization: `Bearer ${secret}` });
            if (answer.status >= 500) faults.push(`${answer.status} ${key} ${type}: ${body.slice(0, 300)}`);
          }
        }
    expect(faults).toEqual([]);
  });

  test('an address with anything in it, and anything asked of a page', async () => {
    const faults: string[] = [];
    // A NUL cannot be typed but can be sent, encoded.
    const few = ['a\0b', '\ud83d', `${'x'.repeat(59)}😀`, 'toString', "' or 1=1 --"];
    // In the deep form each address gets a quarter of the others, too, in turn: with another seed another quarter.
    const others = DEEP ? [...EVIL.filter((word) => word.length < 500 && word !== ''), 'x'.repeat(4_000)] : [];
    // Of the other place: the keys of this one have asked too often by now.
    const secret = await keyAt(there, 'school');
    let turn = Number(process.env['DOORSTEP_SEED'] ?? 5);
    const next = () => {
      turn += 1;
      return [...few, ...others.filter((_, index) => index % 4 === turn % 4)];
    };
    for (const key of [...posts.filter((one) => !isMachine(one)), ...routesOf('app').filter((one) => one.startsWith('GET ') && `../../app${pathOf(one)}/route.ts` in routeModules)]) {
      const asked = [...readFileSync(`app${pathOf(key)}/route.ts`, 'utf8').matchAll(/searchParams\.get\('([\w.]+)'\)/g)].map(([, name]) => name ?? '');
      if (!key.includes('[') && asked.length === 0) continue;
      const method = key.slice(0, key.indexOf(' '));
      const handler = (await routeModules[`../../app${pathOf(key)}/route.ts`]?.())?.[method];
      if (handler === undefined) continue;
      const headers: Record<string, string> = isMachine(key) ? { authorization: `Bearer ${secret}` } : { cookie: await freshCookie(scene.here.people[whoFor(key)]) };
      for (const word of next()) {
        const params = Object.fromEntries([...pathOf(key).matchAll(/\[(\w+)\]/g)].map(([, name]) => [name ?? '', word]));
        const sent = method === 'POST' ? { body: 'x=y', headers: { ...headers, origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' } } : { headers };
        const { status } = await handler(new NextRequest(`http://localhost:3000/x?${new URLSearchParams(asked.map((name) => [name, word])).toString()}`, { method, ...sent }), { params: Promise.resolve(params) });
        // A machine whose key opened nothing would have been turned away at the door, whatever it asked for.
        if (status >= 500 || (isMachine(key) && status !== 404)) faults.push(`${status} ${key} with ${JSON.stringify(word.slice(0, 60))}`);
      }
    }
    for (const file of Object.keys(pageModules)) {
      const key = `GET ${file.replace(/^\.\.\/\.\.\/app/, '').replace(/\/page\.tsx$/, '') || '/'}`;
      const asked = [...readFileSync(file.replace('../../', ''), 'utf8').matchAll(/query(?:All)?\('([\w.]+)'\)/g)].map(([, name]) => name ?? '');
      const parts = [...file.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '');
      const person = scene.here.people[whoFor(key)];
      for (const word of next()) {
        const search = Object.fromEntries(asked.map((name) => [name, word]));
        const sets = [{ params: Object.fromEntries(parts.map((name) => [name, name === 'reference' ? (scene.contacts[1]?.reference ?? '') : word])), search }, ...(parts.length === 0 ? [] : [{ params: Object.fromEntries(parts.map((name) => [name, word])), search: {} }])];
        for (const { params, search: questions } of sets) {
          const failed = await askPage(file, person, params, questions).then(
            async (answer) => (answer.kind === 'shown' ? answer.html().then(() => null, String) : null),
            String,
          );
          if (failed !== null) faults.push(`${key} with ${JSON.stringify(word.slice(0, 60))}: ${failed.slice(0, 200)}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });
});

test('a page that says to try again leads back once the moment is over, whatever time its address holds', async () => {
  const handler = (await routeModules['../../app/try-again/route.ts']?.())?.['GET'];
  const asked = async (at: number | string) => (await handler?.(new NextRequest(`http://localhost:3000/try-again?to=%2Fqueue&at=${at}`), { params: Promise.resolve({}) }))?.status;
  const at = now().epochMilliseconds;
  expect(await asked(at)).toBe(503);
  for (const other of [at - 60_000, at + 60_000, '99999999999999999999', '-1', 'x', '']) expect(await asked(other), String(other)).toBe(303);
});

describe('words where an operator could hide do nothing more than words', () => {
  const OPERATORS = ['[not]', '[$ne]', '[]', '[contains]', '.not', '[in][0]'];

  test('in every field of every form', async () => {
    const faults: string[] = [];
    for (const form of forms) {
      const headers = await headersOf(form);
      const good = benign(form);
      const variants = [
        ...OPERATORS.slice(0, howMany(2, OPERATORS.length)).map((end) => good.map(([name]): [string, string] => [`${name}${end}`, ''])),
        good.map(([name]): [string, string] => [name, '{"not":""}']),
        good.flatMap(([name, value]): [string, string][] => [[name, value], [name, '']]),
        [...good, ['__proto__[polluted]', 'yes'], ['constructor.prototype.polluted', 'yes'], ['__proto__', 'yes']] as [string, string][],
      ];
      for (const pairs of variants) {
        const sent = urlencoded(pairs);
        const { status } = await post(form.path, sent, headers);
        if (status >= 500) faults.push(`${status} ${form.key}: ${shown(sent)}`);
      }
    }
    expect(faults).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each([['email[not]=&password[not]='], ['email=%7B%22not%22%3A%22%22%7D&password=%7B%22not%22%3A%22%22%7D'], ["email=' or 1=1 --&password=' or 1=1 --"], ['email=%25&password=%25'], ['email=a&email=b&password=c&password=d']])('nobody is signed in by %s', async (body) => {
    const answer = await post('/session/start', { body, type: 'application/x-www-form-urlencoded' }, {});
    expect(answer.headers.get('location')).toMatch(/problem=(not_recognised|neither)/);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('fields that no form has change nothing', () => {
  const ID = 'dead0000-beef-4000-8000-00000000feed';
  const WORD = 'PLANTED-BY-NOBODY';
  const BY_ID = ['id', 'actorId', 'accountId', 'account_id', 'ownerId', 'owner_id', 'createdBy', 'created_by', 'decidedBy', 'decided_by', 'authorisedBy', 'membershipId', 'membership_id', 'agencyId', 'agency_id', 'contactId', 'contact_id', 'referrerId', 'referrer_id', 'decisionId', 'decision_id', 'personId', 'recipientId', 'recipient_id', 'letterId', 'requestId', 'holderId', 'sessionId'];
  const BY_WORD = ['status', 'state', 'createdAt', 'created_at', 'receivedAt', 'prefix', 'channel', 'schemaVersion', 'jobTitle', 'passwordHash', 'password_hash', 'tokenHash', 'stage', 'amr', 'wroteBy'];
  const EXTRA: [string, string][] = [...BY_ID.map((name): [string, string] => [name, ID]), ...BY_WORD.map((name): [string, string] => [name, WORD])];

  /** Tables in which the planted words stand; what somebody typed and was refused is theirs, kept as it was sent until they send it anew. */
  const planted = async () =>
    asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1");
      const found: string[] = [];
      for (const { name } of rows) {
        const hit = await client.query<{ row: string }>(`select left(row::text, 400) as row from (select to_jsonb(t) ${name.startsWith('draft') ? "- 'data'" : ''} as row from ${name} t) r where row::text like any ($1) limit 1`, [[`%${ID}%`, `%${WORD}%`]]);
        if (hit.rows[0]) found.push(`${name}: ${hit.rows[0].row}`);
      }
      return found;
    });

  const rolesHere = async () => asSuperuser(async (client) => (await client.query<{ n: string }>("select count(*) as n from membership where authority_id = $1 and role = 'service_administrator'", [scene.here.id])).rows[0]?.n);
  const rowsThere = async () =>
    asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>("select distinct table_name as name from information_schema.columns where column_name = 'authority_id' and table_schema = 'public' and table_name not in ('session', 'ledger_entry', 'ledger_head') order by 1");
      const counts: string[] = [];
      for (const { name } of rows) counts.push(`${name} ${(await client.query<{ sum: string }>(`select coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${name} t where authority_id = $1`, [there.id])).rows[0]?.sum}`);
      return counts;
    });

  test('in any table, for anybody or in another authority', async () => {
    const [roles, elsewhere] = [await rolesHere(), await rowsThere()];
    const faults: string[] = [];
    let taken = 0;
    for (const form of forms) {
      const good = benign(form);
      const own = new Set(good.map(([name]) => name));
      const extra = [...EXTRA, ['role', 'service_administrator'], ['authorityId', there.id], ['authority_id', there.id], ['authority', there.id], ['level', '1'], ['needsCountersign', 'false'], ['qualified', 'true'], ['sealed', 'false']].filter(([name]) => !own.has(name ?? '')) as [string, string][];
      const answer = await post(form.path, urlencoded([...good, ...extra]), await headersOf(form));
      if (answer.status >= 500) faults.push(`${answer.status} ${form.key}`);
      if (answer.status === 303 && !answer.headers.get('location')?.includes('sign-in')) taken += 1;
    }
    expect(faults).toEqual([]);
    expect(await planted()).toEqual([]);
    expect(await rolesHere(), 'nobody gave themselves a role').toBe(roles);
    expect(await rowsThere(), 'nothing of another authority was touched').toEqual(elsewhere);
    expect(taken, 'forms that were taken').toBeGreaterThanOrEqual(60);
  });
});

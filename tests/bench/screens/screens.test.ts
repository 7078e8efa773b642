/**
 * Every page that somebody of a front door may open, opened in a place with a nation's contacts behind it: no statement takes more than
 * 50 ms, and none reads a large table of an authority from end to end (issue 5, section 5). `npm run bench -- screens`.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, Role } from '@/lib/access/model';
import { can, type RouteKey } from '@/lib/access/policy';
import { closeDatabase } from '@/lib/platform/db';
import { askPage, pageModules } from '../../integration/asking-pages';
import { grouped } from '../grouped';
import { ensureLoad } from '../load/ensure';
import { makeApart, type Place } from '../load/place';
import { explainAll, explainNoMore, largeTables, Log, type Run } from './plans';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
const MOST_MS = 50;
/** Of a page that names a contact, so many contacts are opened; each page so often, and its fastest time counts: a busy machine makes none faster. */
const EACH = 2;
const TIMES = 2;
/** Of the roles that may open a page, the first so many: one page asks the same of each. */
const ROLES = 2;

let place: Place;
let client: pg.Client;
let log: Log;
let large: Set<string>;
/** The largest area, whose screens are opened. */
let area: string;

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await client.query(sql, values)).rows as T[];
}

beforeAll(async () => {
  makeApart(CONTACTS);
  place = await ensureLoad(CONTACTS);
  client = new pg.Client({ connectionString: place.cluster.url('postgres') });
  await client.connect();
  await explainAll(client);
  log = new Log(place.home);
  area = (await rows<{ id: string }>('select authority_id as id from contact group by 1 order by count(*) desc limit 1'))[0]?.id ?? '';
  large = await largeTables(client);
});

afterAll(async () => {
  await closeDatabase();
  log.close();
  await explainNoMore(client);
  await client.end();
  await place.stop();
});

const keyOf = (file: string) => `GET ${file.replace(/^\.\.\/\.\.\/app/, '').replace(/\/page\.tsx$/, '') || '/'}` as RouteKey;

async function staff(): Promise<Person[]> {
  const members = await rows<{ id: string; account: string; role: Role; agency: string | null; qualified: boolean; name: string }>(
    "select distinct on (m.role, m.qualified) m.id, m.account_id as account, m.role, m.agency_id as agency, m.qualified, a.name from membership m join account a on a.id = m.account_id where m.authority_id = $1 order by m.role, m.qualified, (select count(*) from contact_declaration d where d.account_id = m.account_id) desc, (select count(*) from contact c where c.referrer_id = m.account_id) desc", [area]);
  return members.map(({ id, account, role, agency, qualified, name }) => ({ actorId: account, membershipId: id, authorityId: area, role, agencyId: agency, name, email: '', sessionId: '', agencyName: null, agencyKind: null, qualified, jobTitle: '', phone: '', preferences: { shortcuts: true, theme: 'system' } }));
}

/** Contacts that somebody may open without being asked first whom they know: of those still open, and of those with most history. */
async function contactsFor({ actorId, role }: Person): Promise<Record<string, string>[]> {
  const mine = role === 'partner_professional' || role === 'partner_safeguarding_lead' || role === 'mash_partner';
  const found = await rows<{ reference: string; id: string; letter: string | null; duty: string | null; version: number | null }>(
    `select c.reference, c.id, (select l.id from letter l where l.authority_id = c.authority_id and l.contact_id = c.id ${mine ? 'and l.recipient_id = $2' : ''} limit 1) as letter, (select d.id from duty d where d.authority_id = c.authority_id and d.contact_id = c.id limit 1) as duty, (select max(version) from decision d where d.authority_id = c.authority_id and d.contact_id = c.id) as version
     from contact c where c.authority_id = $1 and ${mine ? 'c.referrer_id = $2' : 'exists (select 1 from contact_declaration d where d.authority_id = c.authority_id and d.contact_id = c.id and d.account_id = $2)'}
     order by exists (select 1 from queue_row q where q.authority_id = c.authority_id and q.contact_id = c.id) desc, c.id limit ${EACH}`, [area, actorId]);
  return found.map(({ reference, letter, duty, version }) => ({ reference, letter: letter ?? '', duty: duty ?? '', version: String(version ?? 1) }));
}

interface Seen {
  page: string;
  role: string;
  kind: string;
  statements: number;
  runs: Run[];
}

test(`no statement of a page takes more than ${MOST_MS} ms or reads a large table from end to end`, async () => {
  const people = await staff();
  const seen: Seen[] = [];
  let sent = 0;
  const opened = new Map<string, number>();
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  const words = (asked: unknown) => (typeof asked === 'string' ? asked : String((asked as { text?: string } | undefined)?.text ?? ''));
  prototype.query = function counted(this: unknown, ...args: unknown[]) {
    if (!/^(begin|commit|rollback)/i.test(words(args[0]))) sent += 1;
    return query.apply(this, args);
  };
  try {
    for (const person of people) {
      const contacts = await contactsFor(person);
      const others = await rows<{ draft: string | null; call: string | null }>("select (select id from draft where authority_id = $1 and owner_id = $2 and kind like 'report%' limit 1) as draft, (select id from draft where authority_id = $1 and owner_id = $2 and kind like 'call%' limit 1) as call", [area, person.actorId]);
      for (const file of Object.keys(pageModules).sort()) {
        const key = keyOf(file);
        const verdict = can(person, key);
        if (!verdict.allowed && (verdict.reason !== 'relation' || !key.includes('['))) continue;
        if ((opened.get(key) ?? 0) >= ROLES) continue;
        for (const contact of /\[(reference|duty)\]/.test(key) ? contacts : [{}]) {
          const params: Record<string, string> = { area, membership: person.membershipId, step: 'child', outcome: 'advice', draft: (key.includes('/calls/') ? others[0]?.call : others[0]?.draft) ?? '', ...contact };
          if ([...key.matchAll(/\[(\w+)\]/g)].some(([, name]) => (params[name ?? ''] ?? '') === '')) continue;
          let fastest: Seen | undefined;
          for (let time = 0; time < TIMES; time += 1) {
            log.read();
            sent = 0;
            const answer = await askPage(file, person, Object.fromEntries(Object.entries(params).filter(([name]) => key.includes(`[${name}]`))));
            if (answer.kind === 'shown') await answer.html();
            const runs = log.read();
            const statements = sent;
            if (fastest === undefined) fastest = { page: key.slice(4), role: person.role, kind: answer.kind, statements, runs };
            else for (const [index, run] of runs.entries()) {
              const before = fastest.runs[index];
              if (before?.text === run.text) before.ms = Math.min(before.ms, run.ms);
            }
            if (time > 0) fastest.statements = Math.min(fastest.statements, statements);
          }
          if (fastest !== undefined) seen.push(fastest);
          if (fastest?.kind === 'shown' && contact === contacts[0] || fastest?.kind === 'shown' && !('reference' in contact)) opened.set(key, (opened.get(key) ?? 0) + 1);
        }
      }
    }
  } finally {
    prototype.query = query;
  }
  const pages = grouped(seen, ({ page }) => page);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const shown = seen.filter(({ kind }) => kind === 'shown');
  say(`${CONTACTS.toLocaleString('en-GB')} contacts; ${pages.size} pages, ${seen.length} openings, ${shown.length} of them shown; never shown: ${[...pages].flatMap(([page, its]) => (its.some(({ kind }) => kind === 'shown') ? [] : page)).join(', ')}`);
  const worst = shown.flatMap(({ page, role, runs }) => runs.map((run) => ({ page, role, ...run }))).toSorted((a, b) => b.ms - a.ms);
  const texts = new Map(worst.toReversed().map((run) => [run.text, run]));
  const slowest = [...texts.values()].toSorted((a, b) => b.ms - a.ms);
  for (const { page, role, ms, thrownAway, text } of slowest.slice(0, 12)) say(`${ms.toFixed(1)} ms, ${thrownAway} rows thrown away, ${page} as ${role}: ${text.slice(0, Number(process.env['BENCH_WORDS'] ?? 160))}`);
  for (const { page, role, statements } of shown.toSorted((a, b) => b.statements - a.statements).filter(({ page: one }, index, all) => all.findIndex(({ page: other }) => other === one) === index).slice(0, 20)) say(`${statements} statements: ${page} as ${role}`);
  const slow = slowest.filter(({ ms }) => ms > MOST_MS).map(({ page, ms, text }) => `${page}: ${ms.toFixed(1)} ms: ${text.slice(0, 2000)}`);
  const whole = [...new Map(worst.flatMap(({ page, text, wholly }) => wholly.filter((table) => large.has(table)).map((table): [string, string] => [`${table} ${text}`, `${page}: reads ${table} from end to end: ${text.slice(0, 2000)}`]))).values()];
  expect({ slow, whole }).toEqual({ slow: [], whole: [] });
});

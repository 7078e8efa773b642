/**
 * The canary suite's eyes: recognisable words are planted, and every place that somebody can look at is searched for
 * them. A place is a name and its text; a sighting outside the cells that are allowed is a leak.
 */
import { NextRequest } from 'next/server';
import type pg from 'pg';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { findPeople } from '@/lib/lookup/find-store';
import { readAsked } from '@/lib/lookup/model';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { anonymousOf, withActor } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { routesOf } from '@/scripts/routes';
import { askPage, cookieOf, pageModules } from '../integration/asking-pages';
import type { Place } from '../integration/people';
import { seenBy } from '../integration/rows';
import { pdfText } from './pdf-text';

/** What was planted: what it is, and how it would be written. */
export interface Canary {
  name: string;
  words: string;
}

/** Somewhere that somebody looked. */
export interface Looked {
  /** Who: a name of tests/integration/people.ts, or "visitor". */
  who: string;
  /** Where: a route, or "table x". */
  where: string;
  text: string;
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&#39;': "'" };

/** A text as an eye reads it: marks of HTML are gaps, entities letters, spacing and capitals alike. */
export function plain(text: string): string {
  const decoded = text.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return decoded.replace(/<!-- -->/g, '').replace(/\\n/g, ' ').replace(/\s+/g, ' ').toLowerCase();
}

/** Every canary in a place, as "who sees what where", without those of allowed cells. */
export function sightings(places: readonly Looked[], canaries: readonly Canary[], allowed: (canary: string, who: string, where: string) => boolean = () => false): string[] {
  return places.flatMap(({ who, where, text }) => {
    const read = plain(text);
    // A telephone number is looked for by its figures too, however they are grouped.
    const figures = read.replace(/[\s().-]/g, '');
    return canaries
      .filter(({ words }) => read.includes(plain(words)) || (/^[\d\s]+$/.test(words) && figures.includes(words.replace(/\s/g, ''))))
      .filter(({ name }) => !allowed(name, who, where))
      .map(({ name }) => `${who} sees ${name} in ${where}`);
  });
}

const routeOf = (file: string) => `GET ${file.replace(/^\.\.\/\.\.\/app/, '').replace(/\/page\.tsx$/, '') || '/'}`;

/**
 * Every page of the product as everybody of a place and as a visitor, for everything that its path can name.
 * @param named values for the parts of a path, one set for each thing planted.
 */
export async function allPages(place: Place, named: readonly Record<string, string>[], only: (route: string) => boolean = () => true): Promise<Looked[]> {
  const looked: Looked[] = [];
  const people: [string, Person | null][] = [...Object.entries(place.people), ['visitor', null]];
  for (const file of Object.keys(pageModules).filter((each) => only(routeOf(each)))) {
    const parts = [...file.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '');
    const sets = parts.length === 0 ? [{}] : named;
    for (const [who, person] of people)
      for (const set of sets) {
        const params = Object.fromEntries(parts.map((part) => [part, (set)[part] ?? 'x']));
        const answer = await askPage(file, person, params);
        if (answer.kind === 'shown') looked.push({ who, where: routeOf(file), text: await answer.html() });
        if (answer.kind === 'moved') looked.push({ who, where: `${routeOf(file)} → address`, text: decodeURIComponent(answer.to) });
      }
  }
  return looked;
}

const LOOKERS = ['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager'] as const;

/**
 * The results of a search that each of the duty service makes, and the page of everybody whom it finds, each asked for by
 * everybody. What is typed must not hold the canary itself: their own words stand in their own form.
 */
export async function allLookedUp(place: Place, fields: Record<string, string>): Promise<Looked[]> {
  const named: Record<string, string>[] = [];
  for (const name of LOOKERS) {
    const person = place.people[name];
    const typed = { reason: 'call', reasonWords: 'A caller asks', ...fields };
    const { asked } = readAsked(typed, person.role);
    if (asked === null) throw new Error('that cannot be looked up');
    const searchId = await withActor(person, async (tx) => lookUp(tx, person, typed));
    const { found } = await withActor(person, async (tx) => findPeople(tx, asked, place.prefix));
    const looks = await withActor(person, async (tx) => Promise.all(found.map(({ personId }) => openPerson(tx, personId, { searchId, contactId: null }))));
    named.push({ search: searchId }, ...looks.flatMap((look) => (look.ok ? [{ look: look.value }] : [])));
  }
  const [searches, looks] = [named.filter((set) => 'search' in set), named.filter((set) => 'look' in set)];
  return [...(await allPages(place, searches, (route) => route === 'GET /search/[search]')), ...(await allPages(place, looks, (route) => route === 'GET /people/[look]'))];
}

/** Every row and column that the app's role may read, in raw SQL, as everybody of a place. */
export async function allColumns(client: pg.Client, place: Place): Promise<Looked[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(quote_ident(column_name)) as columns from information_schema.column_privileges
     where grantee = 'doorstep_app' and privilege_type = 'SELECT' and table_schema = 'public' group by 1 order by 1`,
  );
  const looked: Looked[] = [];
  for (const [who, actor] of [...Object.entries(place.people), ['visitor', anonymousOf(place.id)] as const])
    for (const { name, columns } of tables) {
      const text = await seenBy(client, actor, async () => (await client.query<{ text: string | null }>(`select string_agg(to_jsonb(t)::text, ' ') as text from (select ${columns.join(', ')} from ${name}) t`)).rows[0]?.text ?? '');
      looked.push({ who, where: `table ${name}`, text });
    }
  return looked;
}

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const routeModules = import.meta.glob<Record<string, Handler>>('../../app/**/route.ts');

/** The first piece of a stream that does not end by itself. */
async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const read = await reader?.read();
  await reader?.cancel();
  return read?.value === undefined ? '' : new TextDecoder().decode(read.value);
}

async function readAnswer(answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? '';
  const said = [answer.headers.get('content-disposition') ?? '', decodeURIComponent(answer.headers.get('location') ?? '')].join(' ');
  if (type.startsWith('text/event-stream')) return `${said} ${await firstOf(answer)}`;
  if (type.startsWith('application/pdf')) return `${said} ${pdfText(new Uint8Array(await answer.arrayBuffer()))}`;
  return `${said} ${await answer.text()}`;
}

/**
 * Everything that is got and is no page: letters as PDF with their words taken out, calendar entries, live events. Each as
 * everybody of a place and as a visitor, for everything that its path can name.
 */
export async function allDownloads(place: Place, named: readonly Record<string, string>[], only: (route: string) => boolean = () => true): Promise<Looked[]> {
  const looked: Looked[] = [];
  const people: [string, Person | null][] = [...Object.entries(place.people), ['visitor', null]];
  for (const key of routesOf('app').filter((each) => each.startsWith('GET ') && only(each))) {
    const path = key.slice('GET '.length);
    const handler = (await routeModules[`../../app${path}/route.ts`]?.())?.['GET'];
    if (handler === undefined) continue;
    const parts = [...path.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '');
    for (const [who, person] of people)
      for (const set of parts.length === 0 ? [{} as Record<string, string>] : named) {
        const request = new NextRequest(`http://localhost:3000${path}`, { headers: person === null ? {} : { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } });
        const answer = await handler(request, { params: Promise.resolve(Object.fromEntries(parts.map((part) => [part, set[part] ?? 'x']))) });
        looked.push({ who, where: key, text: await readAnswer(answer) });
      }
  }
  return looked;
}

/** Everything that the process log writes from now on, until it is ended. */
export function watchLog(): { lines: () => string; end: () => void } {
  const kept: string[] = [];
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  // Before the log is made: it then writes here and not past it. Its lines are kept and not printed.
  stdout.write = ((...given: Parameters<typeof write>) => {
    const text = typeof given[0] === 'string' ? given[0] : Buffer.from(given[0]).toString('utf8');
    if (!text.startsWith('{"level"')) return write(...given);
    kept.push(text);
    return true;
  }) as typeof write;
  // Tests are silent otherwise.
  log().level = 'debug';
  return {
    lines: () => kept.join(''),
    end: () => {
      log().level = 'silent';
      stdout.write = write;
    },
  };
}

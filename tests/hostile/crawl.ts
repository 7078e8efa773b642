/**
 * Walks through the product as somebody, without a browser: pages are asked in this process, links followed, and every form
 * that a page shows is kept with its fields, as somebody hostile would find them.
 */
import { NextRequest } from 'next/server';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { routesOf } from '@/scripts/routes';
import { askPage, pageModules } from '../integration/asking-pages';
import type { PersonName, Place } from '../integration/people';
import { howMany } from './depth';

/** A form as a page shows it: where it goes, and what it may send. */
export interface SeenForm {
  /** Route that it is posted to: "POST /contacts/[reference]/note". */
  key: string;
  path: string;
  /** Name of whom it was shown to (tests/integration/people.ts). */
  who: PersonName;
  fields: SeenField[];
  /** Does it take files? */
  files: boolean;
}

export interface SeenField {
  name: string;
  kind: 'hidden' | 'typed' | 'chosen' | 'button' | 'file';
  /** What the page puts there, or offers. */
  values: string[];
}

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
export const routeModules = import.meta.glob<Record<string, Handler>>('../../app/**/route.ts');

const keys = routesOf('app');

interface Found {
  key: string;
  pattern: string;
  params: Record<string, string>;
}

/** The route that an address belongs to; a folder with a fixed name goes before one with a name of its own. */
export function routeTo(method: string, path: string): Found | null {
  const segments = path.split('/').slice(1);
  const fitting = keys
    .filter((key) => key.startsWith(`${method} `))
    .map((key) => ({ key, pattern: key.slice(method.length + 1) }))
    .filter(({ pattern }) => {
      const parts = pattern.split('/').slice(1);
      return parts.length === segments.length && parts.every((part, index) => part.startsWith('[') || part === segments[index]);
    })
    .sort((one, other) => one.pattern.split('[').length - other.pattern.split('[').length);
  const [best] = fitting;
  if (best === undefined) return null;
  const params = Object.fromEntries(best.pattern.split('/').slice(1).flatMap((part, index) => (part.startsWith('[') ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? '')]] : [])));
  return { ...best, params };
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;
const isElement = (node: Node): node is Element => 'tagName' in node;
const attr = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value;

function* elementsOf(node: Node): Generator<Element> {
  if (isElement(node)) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child);
}

const textOf = (node: Node): string => ('value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '');

function fieldOf(element: Element): SeenField | null {
  const name = attr(element, 'name');
  if (name === undefined || name === '') return null;
  const value = attr(element, 'value') ?? '';
  if (element.tagName === 'textarea') return { name, kind: 'typed', values: [textOf(element).replace(/^\n/, '')] };
  if (element.tagName === 'select') return { name, kind: 'chosen', values: [...elementsOf(element)].filter(({ tagName }) => tagName === 'option').map((option) => attr(option, 'value') ?? textOf(option)) };
  if (element.tagName === 'button') return { name, kind: 'button', values: [value] };
  if (element.tagName !== 'input') return null;
  const type = attr(element, 'type') ?? 'text';
  if (type === 'hidden') return { name, kind: 'hidden', values: [value] };
  if (type === 'file') return { name, kind: 'file', values: [] };
  return { name, kind: type === 'radio' || type === 'checkbox' ? 'chosen' : 'typed', values: [value] };
}

function formOf(element: Element, who: PersonName, at: string): SeenForm[] {
  const fields = new Map<string, SeenField>();
  const actions = new Set([attr(element, 'action') ?? at]);
  for (const inside of elementsOf(element)) {
    const field = fieldOf(inside);
    const further = attr(inside, 'formaction');
    if (further !== undefined) actions.add(further);
    if (field === null) continue;
    const known = fields.get(field.name);
    if (known === undefined) fields.set(field.name, field);
    else known.values.push(...field.values);
  }
  const files = attr(element, 'enctype') === 'multipart/form-data';
  return [...actions].flatMap((action) => {
    const path = action.split(/[?#]/)[0] ?? '';
    const found = routeTo('POST', path);
    return found === null ? [] : [{ key: found.key, path, who, fields: [...fields.values()], files }];
  });
}

/** What a page links to and which forms it shows. */
export function readPage(html: string, who: PersonName, at: string): { links: string[]; forms: SeenForm[] } {
  const elements = [...elementsOf(parse(html))];
  const links = elements.flatMap((element) => (element.tagName === 'a' ? [attr(element, 'href') ?? ''] : [])).filter((href) => href.startsWith('/'));
  return { links, forms: elements.filter(({ tagName }) => tagName === 'form').flatMap((element) => formOf(element, who, at)) };
}

/** Pages of one route that are looked at: more of the same kind show the same forms. */
const PAGES_OF_A_ROUTE = howMany(2, 12);

/**
 * Every page that somebody reaches from the given addresses by links, and every form on them.
 * @returns the forms, and what went wrong: a page that throws.
 */
export async function crawl(place: Place, who: PersonName, from: readonly string[]): Promise<{ forms: SeenForm[]; broken: string[]; pages: number }> {
  const person = place.people[who];
  const [forms, broken]: [SeenForm[], string[]] = [[], []];
  const waiting = [...from];
  const seen = new Set<string>();
  const times = new Map<string, number>();
  let pages = 0;
  for (let href = waiting.shift(); href !== undefined; href = waiting.shift()) {
    const [path = '', query = ''] = (href.split('#')[0] ?? '').split('?');
    if (seen.has(`${path}?${query}`)) continue;
    seen.add(`${path}?${query}`);
    const found = routeTo('GET', path);
    const load = found && `../../app${found.pattern === '/' ? '' : found.pattern}/page.tsx`;
    if (!found || load === null || !(load in pageModules)) continue;
    const before = times.get(found.pattern) ?? 0;
    if (before >= PAGES_OF_A_ROUTE) continue;
    times.set(found.pattern, before + 1);
    try {
      const answer = await askPage(load, person, found.params, Object.fromEntries(new URLSearchParams(query)));
      if (answer.kind === 'moved') waiting.push(answer.to);
      if (answer.kind !== 'shown') continue;
      pages += 1;
      const read = readPage(await answer.html(), who, path);
      forms.push(...read.forms);
      waiting.push(...read.links);
    } catch (error) {
      broken.push(`${who} at ${path}: ${String(error)}`);
    }
  }
  return { forms, broken, pages };
}

/** One form of each route and each set of fields: what the rest would only repeat. */
export function different(forms: readonly SeenForm[]): SeenForm[] {
  const kept = new Map<string, SeenForm>();
  for (const form of forms) {
    const name = `${form.key} ${form.fields.map(({ name }) => name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')).sort().join(' ')}`;
    if (!kept.has(name)) kept.set(name, form);
  }
  return [...kept.values()];
}

/** A fresh session's cookie: what is posted may have ended the one before. */
export async function freshCookie(person: Person): Promise<string> {
  const token = await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd');
  return `${SESSION_COOKIE}=${await sealSession(token)}`;
}

export type Pairs = readonly (readonly [string, string])[];
export interface Sent {
  body: string | Uint8Array<ArrayBuffer>;
  type: string;
}

export const urlencoded = (pairs: Pairs): Sent => ({ body: new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(), type: 'application/x-www-form-urlencoded' });

/** Posts a body to an address, as this service's own page would, with whatever cookie is given. */
export async function post(path: string, { body, type }: Sent, headers: Record<string, string>): Promise<Response> {
  const found = routeTo('POST', path);
  const handler = found && (await routeModules[`../../app${found.pattern}/route.ts`]?.())?.['POST'];
  if (!found || !handler) throw new Error(`nothing takes POST ${path}`);
  const request = new NextRequest(`http://localhost:3000${path.split('?')[0]}`, { method: 'POST', body, headers: { origin: 'http://localhost:3000', 'content-type': type, ...headers } });
  const answer = await handler(request, { params: Promise.resolve(found.params) });
  if (answer.headers.get('content-type') === 'text/event-stream') await answer.body?.cancel();
  return answer;
}

/** What somebody who means no harm would send: what stands there, the first of what is offered, words where words are asked. */
export function benign({ fields }: SeenForm): [string, string][] {
  return fields.flatMap(({ name, kind, values }): [string, string][] => {
    if (kind === 'file') return [];
    if (kind === 'chosen') return [[name, values.find((value) => value !== '') ?? '']];
    if (kind === 'button') return [[name, values[0] ?? '']];
    return [[name, values[0] === '' ? typedFor(name) : (values[0] ?? '')]];
  });
}

/** Something that fits a field by its name. */
function typedFor(name: string): string {
  if (/day$/i.test(name)) return '14';
  if (/month$/i.test(name)) return '5';
  if (/year$/i.test(name)) return '2026';
  if (/time|from$|to$|until|hour/i.test(name)) return '10:30';
  if (/date/i.test(name)) return '2026-05-14';
  if (/phone|number|minutes|hours|days/i.test(name)) return '5';
  if (/mail/i.test(name)) return 'somebody@example.org';
  return 'Somebody said so.';
}

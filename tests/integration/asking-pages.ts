import { askWith } from './next-request';
import { renderToReadableStream } from 'react-dom/server.browser';
import type { ReactNode } from 'react';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';

type Page = (props: { params: Promise<Record<string, string>>; searchParams: Promise<Record<string, string>> }) => Promise<ReactNode>;

/** Every page of the product, by its file. */
export const pageModules = import.meta.glob<{ default: Page }>(['../../app/**/page.tsx', '!../../app/**/_*/**']);

const sealed = new Map<string, string>();

/** The cookie of a fresh session of somebody; one a person and file. */
export async function cookieOf(person: Person): Promise<string> {
  const there = sealed.get(person.membershipId);
  if (there !== undefined) return there;
  const token = await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd');
  const made = await sealSession(token);
  sealed.set(person.membershipId, made);
  return made;
}

/** What a page answers: shown (its HTML is made when it is asked for), not there, or on to another address. */
export type PageAnswer = { kind: 'shown'; html: () => Promise<string> } | { kind: 'missing' } | { kind: 'moved'; to: string };

const digestOf = (error: unknown) => (typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string' ? error.digest : '');

/** Asks for a page as somebody, or as a visitor (null). */
export async function askPage(file: string, person: Person | null, params: Record<string, string>, search: Record<string, string> = {}, cookies: Readonly<Record<string, string>> = {}): Promise<PageAnswer> {
  const load = pageModules[file];
  if (load === undefined) throw new Error(`no page ${file}`);
  askWith({ ...cookies, ...(person === null ? {} : { [SESSION_COOKIE]: await cookieOf(person) }) });
  try {
    const node = await (await load()).default({ params: Promise.resolve(params), searchParams: Promise.resolve(search) });
    return { kind: 'shown', html: async () => new Response(await renderToReadableStream(node)).text() };
  } catch (error) {
    const digest = digestOf(error);
    if (digest.startsWith('NEXT_HTTP_ERROR_FALLBACK;404')) return { kind: 'missing' };
    if (digest.startsWith('NEXT_REDIRECT')) return { kind: 'moved', to: digest.split(';')[2] ?? '' };
    throw error;
  }
}

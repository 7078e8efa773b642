/** A report as somebody writes and sends it: its pages posted by their own routes, as a browser without scripts does. */
import { NextRequest } from 'next/server';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { startReport } from '@/lib/contact/verbs/start-report';
import { config } from '@/lib/platform/config';
import { withActor } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { cookieOf } from './asking-pages';
import { asSuperuser } from './superuser';

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>(['../../app/report/**/route.ts', '../../app/calls/**/route.ts', '../../app/my/**/route.ts', '../../app/contacts/*/agreed/route.ts', '!../../app/**/pdf/route.ts', '!../../app/**/calendar/route.ts']);

/** What a form answers: its status, and where it leads. */
export interface Posted {
  status: number;
  to: string;
}

/** Posts a form by its route's file below `app/`. @param accept what the caller wants: scripts want JSON. */
export async function postForm(person: Person, file: string, params: Record<string, string>, fields: Record<string, string> | [string, string][], accept = 'text/html'): Promise<Posted> {
  const load = POSTS[`../../app/${file}/route.ts`];
  if (load === undefined) throw new Error(`no ${file}`);
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin, accept }, body: new URLSearchParams(fields) });
  const answer = await (await load()).POST(request, { params: Promise.resolve(params) });
  return { status: answer.status, to: answer.headers.get('location') ?? '' };
}

/** An unfinished report of somebody. */
export const begin = (person: Person): Promise<string> => withActor(person, async (tx) => startReport(tx, person));

/** A draft as it stands, for its author. */
export async function draftNow(person: Person, id: string): Promise<Draft> {
  const draft = await withActor(person, async (tx) => readDraft(tx, id));
  if (draft === null) throw new Error('no draft');
  return draft;
}

/** Posts one page of a report, from a window that shows it at a version; left out, as it stands now. */
export async function savePage(person: Person, draft: string, step: string, fields: Record<string, string>, version?: number): Promise<Posted> {
  return postForm(person, 'report/[draft]/[step]/save', { draft, step }, { version: String(version ?? (await draftNow(person, draft)).version), act: 'continue', ...fields });
}

/** Sends a report by its button. */
export async function sendReport(person: Person, draft: string): Promise<Posted> {
  const { key, version } = await draftNow(person, draft);
  return postForm(person, 'report/[draft]/submit', { draft }, { key, version: String(version) });
}

/** Half an hour and more goes by in which somebody does nothing: their session is idle. */
export async function goesIdle(person: Person, work: () => Promise<void>): Promise<void> {
  const { membershipId } = person;
  await cookieOf(person);
  await asSuperuser((client) => client.query("update session set seen_at = seen_at - interval '31 minutes' where membership_id = $1", [membershipId]));
  await work();
  await asSuperuser((client) => client.query("update session set seen_at = seen_at + interval '31 minutes' where membership_id = $1", [membershipId]));
}

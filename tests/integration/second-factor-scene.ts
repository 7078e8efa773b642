/** Signing in with a second factor by the product's own routes, as a browser does it. */
import { NextRequest } from 'next/server';
import { expect } from 'vitest';
import { POST as start } from '@/app/session/start/route';
import { POST as second } from '@/app/session/second/route';
import { POST as begin } from '@/app/session/enrol/begin/route';
import { POST as confirm } from '@/app/session/enrol/confirm/route';
import type { Person } from '@/lib/access/model';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { readSession, SESSION_COOKIE } from '@/lib/access/session';
import { withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { codeOf } from './codes';
import { PASSWORD } from './people';

type Post = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A browser that keeps the cookie it is given. */
export class Browser {
  cookie = '';
  async post(path: string, handler: Post, fields: Record<string, string> = {}): Promise<string> {
    const answer = await handler(new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${this.cookie}` } }), { params: Promise.resolve({}) });
    const given = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(answer.headers.get('set-cookie') ?? '')?.[1];
    if (given !== undefined) this.cookie = given;
    return answer.headers.get('location') ?? String(answer.status);
  }
  password = (person: Person) => this.post('/session/start', start, { email: person.email, password: PASSWORD, return: '/queue' });
  code = (code: string) => this.post('/session/second', second, { code, return: '/queue' });
  signedIn = async () => (await readSession(this.cookie, now()))?.person.actorId ?? null;
}

export const another = (code: string) => code.replace(/.$/, (last) => String((Number(last) + 1) % 10));
export const asHolder = <T>({ actorId, authorityId }: Person, work: Parameters<typeof withActor<T>>[1]) => withActor(holderOf(actorId, authorityId), work);

/** Signs somebody in who has no factor and enrols an app by the pages' own routes. Its first code is the one of the half minute before. */
export async function enrol(person: Person, browser = new Browser()): Promise<{ secret: string; browser: Browser }> {
  expect(await browser.password(person)).toBe('/sign-in/enrol?return=%2Fqueue');
  expect(await browser.post('/session/enrol/begin', begin, { return: '/queue' })).toBe('/sign-in/enrol?return=%2Fqueue');
  const secret = (await asHolder(person, readBegun))?.secret ?? '';
  expect(await browser.post('/session/enrol/confirm', confirm, { code: await codeOf(secret, -1), return: '/queue' })).toBe('/queue');
  expect(await browser.signedIn()).toBe(person.actorId);
  return { secret, browser };
}

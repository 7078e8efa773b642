/** What an area tells everybody of privacy and accessibility in its own words: set by its administrator, read by anybody. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { askPage, cookieOf } from './asking-pages';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

afterAll(closeDatabase);

let own: Place;
beforeEach(async () => {
  own = await makePlace();
});

const shown = async (file: string, search: Record<string, string> = {}) => {
  const page = await askPage(`../../app/${file}/page.tsx`, own.people.administrator, {}, search);
  return page.kind === 'shown' ? page.html() : page.kind;
};

/** Sends the form. @returns where it leads. */
async function sends(typed: Record<string, string>): Promise<string | null> {
  const { POST } = await import('@/app/admin/notices/save/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(own.people.administrator)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(typed) }), { params: Promise.resolve({}) });
  return answer.headers.get('location');
}
const NOTICES = { privacy: `https://council.example/privacy`, accessibility: 'access@council.example, 01632 960077', audited: 'In May 2026, by the Example Centre' };

test('until an area says something of its own everybody is told to ring it', async () => {
  expect(await shown('privacy')).toContain(`href="/areas/${own.id}">ring its front door and ask`);
  expect(await shown('accessibility')).toContain(`href="/areas/${own.id}">ring its front door and ask`);
  expect(await shown('accessibility')).not.toContain('have had tested since');
});

test('what its administrator keeps stands on both pages', async () => {
  expect(await sends(NOTICES)).toBe('/admin/notices?done=saved');
  expect(await shown('privacy')).toContain('href="https://council.example/privacy"');
  const accessibility = await shown('accessibility');
  expect(accessibility).toContain('access@council.example, 01632 960077');
  expect(accessibility).toContain('In May 2026, by the Example Centre');
});

test('once it is emptied the settings are as before it was ever said', async () => {
  const settings = async () => (await asSuperuser((client) => client.query<{ settings: object }>('select settings from authority where id = $1', [own.id]))).rows[0]?.settings;
  const before = await settings();
  expect(before).not.toHaveProperty('notices');
  await sends(NOTICES);
  expect(await settings()).toHaveProperty('notices', NOTICES);
  await sends({ privacy: '', accessibility: '', audited: '' });
  expect(await settings()).not.toHaveProperty('notices');
});

test.each(['javascript:alert(1)', 'http://council.example', 'council.example/privacy', 'https://council@other.example/'])('%s is no address of a notice: it is named, and nothing typed is lost', async (privacy) => {
  expect(await sends({ ...NOTICES, privacy })).toBe('/admin/notices?problem=form');
  const form = await shown('admin/notices', { problem: 'form' });
  expect(form).toContain('Give the whole address, beginning with https://');
  expect(form).toContain('In May 2026, by the Example Centre');
  expect(form).toContain(`value="${privacy}"`);
  expect(await shown('privacy')).toContain(`href="/areas/${own.id}">ring its front door and ask`);
});

/** What an administrator types of an agency or of somebody's work and that is refused stands there again, with what is wrong (quality: nothing typed is lost). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAgencies, readColleagues } from '@/lib/access/people-store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage, cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Post = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const sends = async (to: Post, path: string, fields: Record<string, string>, params: Record<string, string> = {}) => {
  const answer = await to(new NextRequest(`${config().publicOrigin}${path}`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.administrator)}`, origin: config().publicOrigin }, body: new URLSearchParams(fields) }), { params: Promise.resolve(params) });
  expect(answer.status).toBe(303);
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '', config().publicOrigin).searchParams);
};
// Loaded with the pages, whose request they share.
const routes = {
  invite: async () => (await import('@/app/admin/people/invite/route')).POST,
  agency: async () => (await import('@/app/admin/people/agency/route')).POST,
  phone: async () => (await import('@/app/admin/people/[membership]/phone/route')).POST,
  role: async () => (await import('@/app/admin/people/[membership]/role/route')).POST,
};
const shown = async (file: string, params: Record<string, string>, search: Record<string, string>) => {
  const page = await askPage(file, place.people.administrator, params, search);
  if (page.kind !== 'shown') throw new Error(page.kind);
  return (await page.html()).replace(/<!-- -->/g, '');
};

test('an agency: a name stays when the kind is missing or the telephone is too long, and each fault has its own words', async () => {
  const people = async (search: Record<string, string>) => shown('../../app/admin/people/page.tsx', {}, search);
  const sendsAgency = async (fields: Record<string, string>) => sends(await routes.agency(), '/admin/people/agency', fields);
  // Nothing is chosen beforehand.
  expect(await people({})).toMatch(/<option value=""[^>]*>Choose/);

  const unkinded = await people(await sendsAgency({ name: 'Nancledra Surgery', kind: '', phone: '01736 496001' }));
  for (const words of ['value="Nancledra Surgery"', 'value="01736 496001"', 'Choose a kind of agency']) expect(unkinded).toContain(words);
  const long = '01736 496001 or the practice manager on 01736 496002';
  const tooLong = await people(await sendsAgency({ name: 'Nancledra Surgery', kind: 'school', phone: long }));
  for (const words of ['value="Nancledra Surgery"', `value="${long}"`, 'That is too long for a telephone number', 'href="#agencyPhone"']) expect(tooLong).toContain(words);
  expect(tooLong).toMatch(/<option value="school" selected/);

  const [known] = await withActor(place.people.administrator, readAgencies);
  const twice = await people(await sendsAgency({ name: known?.name ?? '', kind: 'school', phone: '01736 496003' }));
  for (const words of ['There is an agency of that name already', 'value="01736 496003"']) expect(twice).toContain(words);

  expect(await sendsAgency({ name: 'Nancledra Surgery', kind: 'school', phone: '' })).toEqual({ done: 'agency' });
  expect(await people({ done: 'agency' })).not.toContain('value="Nancledra Surgery"');
});

test('an address that is a colleague’s of another name gives them nothing before it is said that they are meant, and for that address alone', async () => {
  const teacher = (await withActor(place.people.administrator, readColleagues)).find(({ accountId }) => accountId === place.people.teacher.actorId);
  const email = teacher?.email ?? '';
  const roles = async () => (await withActor(place.people.administrator, readColleagues)).filter(({ accountId }) => accountId === place.people.teacher.actorId).map(({ role }) => role);
  const typed = { name: 'Morwenna Trease', email: email.toUpperCase(), role: 'manager', agencyId: '', qualified: 'yes', jobTitle: 'Duty manager', phone: '' };
  const sendsInvitation = async (fields: Record<string, string>) => sends(await routes.invite(), '/admin/people/invite', fields);
  const asked = await sendsInvitation(typed);
  expect(asked).toEqual({ problem: 'works_here' });
  expect(await roles()).toEqual(['partner_professional']);

  const html = await shown('../../app/admin/people/page.tsx', {}, asked);
  for (const words of ['value="Morwenna Trease"', 'value="Duty manager"', `I mean ${teacher?.name}`, teacher?.agencyName ?? '?', 'This address is that of a colleague with another name']) expect(html).toContain(words);
  expect(html).not.toMatch(/name="same"[^>]*checked/);
  // What was said of one address says nothing of another.
  expect(await sendsInvitation({ ...typed, same: 'somebody.else@council.example' })).toEqual({ problem: 'works_here' });
  expect(await roles()).toEqual(['partner_professional']);

  expect(await sendsInvitation({ ...typed, same: email })).toEqual({ done: 'added' });
  expect((await roles()).sort()).toEqual(['manager', 'partner_professional']);
  expect(await shown('../../app/admin/people/[membership]/page.tsx', { membership: teacher?.membershipId ?? '' }, { done: 'added' })).toContain('has an account already, under the name above');
});

test('what somebody does, and their telephone: what was chosen and typed stays, and the fault is said as it is', async () => {
  const worker = (await withActor(place.people.administrator, readColleagues)).find(({ accountId }) => accountId === place.people.worker.actorId);
  const membership = worker?.membershipId ?? '';
  const page = async (search: Record<string, string>) => shown('../../app/admin/people/[membership]/page.tsx', { membership }, search);
  const path = `/admin/people/${membership}`;

  const partner = await page(await sends(await routes.role(), `${path}/role`, { role: 'partner_professional', agencyId: '' }, { membership }));
  expect(partner).toContain('A partner needs an agency, and front-door staff have none');
  expect(partner).toMatch(/value="partner_professional"[^>]*checked|checked[^>]*value="partner_professional"/);
  const nothing = await page(await sends(await routes.role(), `${path}/role`, { agencyId: '', qualified: 'yes' }, { membership }));
  expect(nothing).toContain('Choose what this person does');

  const long = '01736 496001 or the practice manager on 01736 496002';
  const refused = await page(await sends(await routes.phone(), `${path}/phone`, { phone: long }, { membership }));
  for (const words of [`value="${long}"`, 'That is too long for a telephone number']) expect(refused).toContain(words);
  // Another day it shows what stands.
  expect(await page({})).not.toContain(long);
  expect(await sends(await routes.phone(), `${path}/phone`, { phone: '01736 496004' }, { membership })).toEqual({ done: 'phone' });
});

/**
 * Who becomes safeguarding lead of an agency after it reported (domain 7.3): what may mean them is kept from them as if they had been
 * lead when it came in. Through the administrator's own page.
 */
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as changeRole } from '@/app/admin/people/[membership]/role/route';
import { POST as enable } from '@/app/admin/people/[membership]/enable/route';
import { POST as invite } from '@/app/admin/people/invite/route';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { liftBar } from '@/lib/contact/verbs/lift-bar';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readBars } from '@/lib/restriction/bar-store';
import { cookieOf } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const LATER = '2026-03-05T10:00:00Z';
const told = async (familyName: string, more: ReportInput = {}) => recordFrom(place, place.people.teacher, '2026-03-03T09:00:00Z', { children: [{ givenName: 'Odalys', familyName, dateOfBirth: '2019-03-01', indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' }, ...more });
const finds = async (person: Person, reference: string) => withActor(person, async (tx) => (await findContact(tx, reference)) !== null, at(LATER));
const bars = async (contactId: string) => withActor(systemOf(place.id), async (tx) => (await readBars(tx, contactId)).filter(({ ground }) => ground === 'may_be_involved'), at(LATER));

/** The administrator sends a form about somebody's place of work. */
async function sends(handler: typeof changeRole, membership: string, fields: Record<string, string>): Promise<string | null> {
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.administrator)}`, origin: config().publicOrigin };
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(fields) });
  return (await handler(request, { params: Promise.resolve(membership === '' ? {} : { membership }) })).headers.get('location');
}

test('whoever becomes lead does not see what came before and may mean them, and sees the rest; what staff let them see again stays', async () => {
  const { otherTeacher, manager } = place.people;
  // Callum Dray teaches there.
  const own = await told('Dray');
  const written = await told('Poole', { incident: { what: `Write to ${otherTeacher.email.toUpperCase()}, he knows more.` } });
  const other = await told('Poole');
  const lead: Person = { ...otherTeacher, role: 'partner_safeguarding_lead' };
  const asLead = { role: 'partner_safeguarding_lead', agencyId: place.agencies.school.id };
  expect(await sends(changeRole, otherTeacher.membershipId, asLead)).toContain('done=changed');
  expect(await Promise.all([own, written, other].map(async ({ reference }) => finds(lead, reference)))).toEqual([false, false, true]);
  expect((await bars(own.contactId)).map(({ accountId, reason }) => [accountId, reason])).toEqual([[otherTeacher.actorId, 'own_name']]);

  const [bar] = await bars(own.contactId);
  const lifted = await withActor(manager, async (tx) => {
    const head = await findContact(tx, own.reference);
    return head === null ? null : liftBar(tx, manager, head, { barId: bar?.id ?? '', reason: 'Another family.' });
  }, at(LATER));
  expect(lifted).toEqual({ ok: true, value: null });
  expect(await finds(lead, own.reference)).toBe(true);
  await sends(enable, otherTeacher.membershipId, {});
  expect(await finds(lead, own.reference), 'enabled again').toBe(true);
});

test('so does a lead who is invited later, and nobody else who is', async () => {
  const own = await told('Tregear');
  const someone = (role: string) => ({ role, agencyId: place.agencies.school.id, name: 'Wenna Tregear', email: `${role}@harrow-lane.example`, jobTitle: '', phone: '' });
  expect(await sends(invite, '', someone('partner_professional'))).toContain('done=invited');
  expect(await bars(own.contactId)).toEqual([]);
  expect(await sends(invite, '', someone('partner_safeguarding_lead'))).toContain('done=invited');
  expect((await bars(own.contactId)).map(({ reason }) => reason)).toEqual(['own_name']);
});

/**
 * That a girl was cut, said by whoever suspected it before (domain 7.15, 3.1: known, she is under 18, whoever learned of it reports it to the
 * police in person by the end of the next working day; suspicion opens no such duty). By hand from the domain.
 */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askPage, cookieOf } from './asking-pages';
import { POST as add } from '@/app/my/contacts/[reference]/add/route';
import { SESSION_COOKIE } from '@/lib/access/session';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { ownDuties } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { recordFrom, type Scene } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

let families = 0;
const suspected = () =>
  recordFrom(place, place.people.teacher, now().subtract({ hours: 50 }).toString(), { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' }, children: [{ givenName: 'Odalys', familyName: `Carrow${(families += 1)}`, dateOfBirth: '2013-03-04', indicators: { I108: 'present' } }], incident: { what: 'She is to travel in the summer.' } });
const police = ({ contactId }: Scene, by: PersonName = 'teacher') => withActor(place.people[by], (tx) => ownDuties(tx, contactId));
const shown = async ({ reference }: Scene, by: PersonName) => {
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people[by], { reference });
  return page.kind === 'shown' ? page.html() : page.kind;
};

async function sends({ reference }: Scene, fields: Record<string, string>, by: PersonName = 'teacher'): Promise<string> {
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people[by])}`, origin: config().publicOrigin };
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams({ key: newId(), ...fields }) });
  return (await add(request, { params: Promise.resolve({ reference }) })).headers.get('location') ?? '';
}

test('she told her teacher: the duty is the teacher’s, and the time shown is said to be the latest', async () => {
  const one = await suspected();
  const html = await shown(one, 'teacher');
  expect(html).toContain('Has Odalys said that she was cut, or did you see signs of it (FGM)?');
  expect(html.match(/name="cut.1"/g)).toHaveLength(3);
  expect(html).not.toMatch(/name="cut.1"[^>]*checked|checked[^>]*name="cut.1"/);
  await sends(one, { text: 'She is quiet.', 'cut.1': 'not_known', 'signs.1': 'I108' });
  expect(await police(one)).toEqual([]);
  expect(await sends(one, { 'cut.1': 'yes' })).toContain('done=urgent');
  expect(await police(one)).toMatchObject([{ code: 'FGM_POLICE', ownerId: place.people.teacher.actorId, discharge: null }]);
  const additions = await withActor(systemOf(place.id), (tx) => additionsOf(tx, one.contactId));
  expect(additions.map(({ text }) => text)).toEqual(['She is quiet.\n\nHas Odalys said that she was cut, or did you see signs of it (FGM)? Not known', 'Has Odalys said that she was cut, or did you see signs of it (FGM)? Yes']);
  const after = await shown(one, 'teacher');
  expect(after).toMatch(/You must report this to the police yourself, at the latest by .*: ring 101/);
  expect(after).toContain('The law counts from when you learned of it');
});

test('it is asked of whoever reported it, whose the duty would be; nobody else of the agency says it for them', async () => {
  const one = await suspected();
  expect(await shown(one, 'lead')).not.toContain('name="cut.1"');
  await sends(one, { text: 'Her teacher says so.', 'cut.1': 'yes' }, 'lead');
  expect(await police(one)).toEqual([]);
});

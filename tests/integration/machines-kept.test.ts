/** Nothing that a machine sends is lost or taken for less than it says, whatever it looks like (safe practice 17; domain 2.2; decision 41). */
import { gzipSync } from 'node:zlib';
import { NextRequest } from 'next/server';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountAt } from '@/lib/access/people-store';
import { listAlarms } from '@/lib/attention/alarm-store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { endNotNeeded, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { takeIntake } from '@/lib/contact/machine/verbs/take-intake';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { takeUpDraft } from '@/lib/contact/verbs/take-up-draft';
import { findContact, readProposal } from '@/lib/contact/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { lockDraft } from '@/lib/platform/draft/store';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { savedAgain, submit } from './calling';
import { concern, keyAt, post } from './machine-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let school: string;
beforeAll(async () => {
  place = await makePlace();
  school = await keyAt(place, 'school');
});
afterAll(closeDatabase);

const waiting = async () => asSystem(place, now().toString(), waitingIntakes);
const alarmsAt = async (at: Temporal.Instant, kind: string) => {
  await asSystem(place, at.toString(), look);
  return (await asSystem(place, at.toString(), (tx) => listAlarms(tx, 'open', 200))).filter((alarm) => alarm.kind === kind);
};

describe('an age', () => {
  const levelOf = async (child: object) => {
    const { status, said } = await post(school, JSON.stringify({ children: [{ givenName: 'Ada', familyName: `Aged ${crypto.randomUUID()}`, ...child }] }));
    if (status !== 201) return status;
    return asSystem(place, now().toString(), async (tx) => (await readProposal(tx, (await findContact(tx, said.reference))?.id ?? ''))?.document.level);
  };

  test.each<[string, object, number]>([
    // An injury of a baby that does not move about by itself is level 4 (domain 2.2, behaviour 6); I017 alone is level 2.
    ['of weeks in words', { ageWords: '6 weeks', indicators: { I017: 'present' } }, 4],
    ['of no year', { age: { years: 0 }, indicators: { I017: 'present' } }, 4],
    ['of years in words', { ageWords: 'about 8', indicators: { I017: 'present' } }, 2],
    // Sexual activity under 13 is level 4 whatever else is said (domain 2.2).
    ['under 13 by the year of birth', { bornAbout: String(now().toZonedDateTimeISO('Europe/London').year - 11), indicators: { I067: 'present' } }, 4],
  ])('%s counts as on the form', async (_, child, level) => {
    expect(await levelOf(child)).toBe(level);
  });

  test.each([['0001-01-01'], ['1900-01-01'], [now().toZonedDateTimeISO('Europe/London').toPlainDate().add({ days: 2 }).toString()]])('%s is no birth of a child: a person types it in', async (dateOfBirth) => {
    expect(await levelOf({ dateOfBirth, indicators: { I018: 'present' } })).toBe(202);
  });
});

describe('an age that cannot be a child’s, or that something else makes much younger, is typed in by a person', () => {
  const year = now().toZonedDateTimeISO('Europe/London').year;
  const weeksAgo = (weeks: number) => now().toZonedDateTimeISO('Europe/London').toPlainDate().subtract({ weeks }).toString();
  const sent = async (more: object) => {
    const { status, said } = await post(school, JSON.stringify(more));
    return [status, ...((said['errors'] as { pointer: string }[] | undefined) ?? []).map(({ pointer }) => pointer)];
  };
  test.each<[object, string]>([
    [{ bornAbout: '1900', fgmKnown: 'yes' }, 'bornAbout'],
    [{ bornAbout: '9999' }, 'bornAbout'],
    [{ age: { years: 99 } }, 'age'],
    [{ age: { months: 1200 } }, 'age'],
    [{ ageWords: '99', privateFostering: 'yes' }, 'ageWords'],
    [{ age: { years: 8 }, ageWords: '8 weeks' }, 'ageWords'],
    [{ age: { months: 11 }, ageWords: '6 weeks' }, 'ageWords'],
    [{ dateOfBirth: '2018-03-04', ageWords: '6 weeks' }, 'ageWords'],
    [{ dateOfBirth: '2010-03-04', age: { years: 9 } }, 'age'],
    [{ age: { years: 15 }, bornAbout: String(year - 6) }, 'bornAbout'],
    [{ unborn: true, dateOfBirth: weeksAgo(6), indicators: { I017: 'present' } }, 'unborn'],
  ])('%j', async (child, place) => {
    expect(await sent({ children: [{ givenName: 'Ada', familyName: 'Old', ...child }] })).toEqual([202, `/children/0/${place}`]);
  });

  test('so of another child of the household; of a grown-up only what nobody can be', async () => {
    expect(await sent({ household: [{ kind: 'child', givenName: 'Ben', age: { years: 99 } }] })).toEqual([202, '/household/0/age']);
    expect(await sent({ household: [{ kind: 'adult', givenName: 'Cy', bornAbout: '1850' }] })).toEqual([202, '/household/0/bornAbout']);
    expect(await sent({ household: [{ kind: 'adult', givenName: 'Di', age: { years: 99 } }] })).toEqual([201]);
  });

  test.each<[object]>([[{ age: { years: 8 }, ageWords: 'about 7' }], [{ dateOfBirth: weeksAgo(30), age: { months: 6 }, ageWords: '6 months' }], [{ dateOfBirth: weeksAgo(6), age: { years: 8 } }], [{ bornAbout: String(year - 8), ageWords: 'about 8' }], [{ unborn: true, ageWords: '20 weeks' }], [{ age: { years: 25 } }]])('and is taken where it can be: %j', async (child) => {
    expect(await sent({ children: [{ givenName: 'Ada', familyName: `Can ${crypto.randomUUID()}`, ...child }] })).toEqual([201]);
  });
});

test('a sign that no guide knows is pointed to and typed in, and not left out without a word', async () => {
  const { status, said } = await post(school, JSON.stringify(concern({ children: [{ givenName: 'Ada', familyName: 'Sign', indicators: { I198: 'present' } }] })));
  expect([status, said['errors']]).toEqual([202, [{ pointer: '/children/0/indicators/I198', detail: 'No sign that is known' }]]);
});

test('what could be read and cannot be made a contact is kept and typed in', async () => {
  const { status, said } = await post(school, JSON.stringify(concern({ children: [{ givenName: 'Ada', familyName: Array.from({ length: 400 }, () => crypto.randomUUID()).join(' '), dateOfBirth: '2018-03-04', indicators: {} }] })));
  expect([status, said['state']]).toEqual([202, 'needs_typing']);
  expect((await waiting()).some(({ reference }) => reference === said.reference)).toBe(true);
});

test('what was set aside and is sent again waits again, and what was typed in is what it became', async () => {
  const { worker } = place.people;
  const [body, key] = ['{"kind":"concern","text":"Otto came in with a mark on his arm."}', crypto.randomUUID()];
  const first = await post(school, body, key);
  const intake = (await waiting()).find(({ reference }) => reference === first.said.reference);
  await withActor(worker, (tx) => endNotNeeded(tx, intake?.id ?? '', 'A test of theirs.'));
  expect((await waiting()).map(({ id }) => id)).not.toContain(intake?.id);
  const again = await post(school, body, key);
  expect([again.status, again.said.reference]).toEqual([202, first.said.reference]);
  expect(await waiting()).toContainEqual(expect.objectContaining({ id: intake?.id, taken: null }));
});

test('what was set aside by putting it away is typed in after all by whoever takes it up again', async () => {
  const { worker } = place.people;
  const { said } = await post(school, '{"kind":"concern","text":"Otto came in with a mark on his arm."');
  const intake = (await waiting()).find(({ reference }) => reference === said.reference);
  const draft = await withActor(worker, (tx) => takeIntake(tx, intake?.id ?? ''));
  const id = draft.ok ? draft.value : '';
  expect(await withActor(worker, (tx) => discardDraft(tx, id, { how: 'not_needed', why: 'A test of theirs.' }))).toMatchObject({ ok: true });
  expect((await waiting()).map((each) => each.id)).not.toContain(intake?.id);
  await withActor(worker, async (tx) => {
    const put = await lockDraft(tx, id);
    if (put !== null) await takeUpDraft(tx, worker, put);
  });
  expect((await waiting()).find((each) => each.id === intake?.id)?.taken).toMatchObject({ by: worker.actorId });
});

test('is no alarm before it is late, nor when somebody just took it', async () => {
  const { worker } = place.people;
  const { said } = await post(school, '{');
  const intake = (await waiting()).find(({ reference }) => reference === said.reference);
  const of = async (minutes: number) => (await alarmsAt(now().add({ minutes }), 'needs_typing')).filter(({ occasion }) => occasion.startsWith(intake?.id ?? '-')).length;
  // The guide of Norfolk gives a quarter of an hour, whoever is there; by night nobody waits.
  const due = await of(16);
  expect(due).toBe(1);
  await withActor(worker, (tx) => takeIntake(tx, intake?.id ?? ''), { at: now().add({ minutes: 17 }) });
  expect(await of(18)).toBe(0);
});

test('who types it in and was taken over makes no second contact of it', async () => {
  const { worker, otherWorker } = place.people;
  const { said } = await post(school, '{ "text": "A mark on his arm." }');
  const intake = (await waiting()).find(({ reference }) => reference === said.reference);
  const taken = await withActor(worker, (tx) => takeIntake(tx, intake?.id ?? ''));
  if (!taken.ok) throw new Error(taken.problem);
  await withActor(otherWorker, (tx) => takeIntake(tx, intake?.id ?? ''), { at: now().add({ minutes: 31 }) });
  const later = now().add({ minutes: 32 }).toString();
  const call = await savedAgain(worker, { id: taken.value, key: '', version: 1 }, { 'call.channel': 'api', 'call.from': `agency:${place.agencies.school.id}`, 'happened.what': 'A mark on his arm.', 'call.callerName': 'Rosalie Mensah', 'you.aboutColleague': 'no', children: '1', 'child.1.givenName': 'Otto', 'child.1.familyName': 'Ferriby' }, later);
  expect(await submit(worker, call, later)).toMatchObject({ ok: false, problem: 'taken_over' });
});

test('each concern that did not fit is an alarm, which is over when somebody accepted it and not by itself', async () => {
  const { manager } = place.people;
  const send = async () => expect((await post(school, 'x'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
  await send();
  const [first] = await alarmsAt(now(), 'machine_trouble');
  await withActor(manager, (tx) => acceptAlarm(tx, first?.id ?? ''));
  expect(await alarmsAt(now(), 'machine_trouble')).toEqual([]);
  await send();
  expect(await alarmsAt(now(), 'machine_trouble')).toHaveLength(1);
  expect(await alarmsAt(now().add({ hours: 60 }), 'machine_trouble')).toHaveLength(1);
});

test('an address is compared as a text and not as a pattern', async () => {
  const { teacher } = place.people;
  const other = teacher.email.replace('.', '_');
  expect(other).not.toBe(teacher.email);
  const found = async (email: string) => asSystem(place, now().toString(), (tx) => accountAt(tx, email, place.agencies.school.id));
  expect([await found(teacher.email.toUpperCase()), await found(other), await found('%')]).toEqual([teacher.actorId, null, null]);
});

test('the scheme of a key in letters of either case, and a mark of the order of bytes, are read as any other', async () => {
  const { POST } = await import('@/app/api/v1/contacts/route');
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(concern()))]);
  const answer = await POST(new NextRequest('http://localhost:3000/api/v1/contacts', { method: 'POST', body: marked, headers: { authorization: `bearer ${school}` } }));
  expect(answer.status).toBe(201);
});

describe('the page on which it is typed in', () => {
  const shownOf = async (body: string | Uint8Array) => {
    const { said } = await post(school, body);
    const intake = (await waiting()).find(({ reference }) => reference === said.reference);
    const taken = await withActor(place.people.worker, (tx) => takeIntake(tx, intake?.id ?? ''));
    const page = await askPage('../../app/calls/[draft]/page.tsx', place.people.worker, { draft: taken.ok ? taken.value : '' });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const RING = 'Ring whoever sent it';

  test('can be made of whatever was sent', async () => {
    const nested = `${'['.repeat(1500)}"He is hurt"${']'.repeat(1500)}`;
    const html = await shownOf(`{"note":${nested}}`);
    expect(html).toContain('He is hurt');
    expect(html.length).toBeLessThan(500_000);
  });

  test('shows figures as they were sent', async () => {
    const html = await shownOf('{"upn":12345678901234567891,"ratio":1.0}');
    for (const figures of ['12345678901234567891', '1.0']) expect(html).toContain(figures);
    expect(html).not.toContain(RING);
  });

  test('says to ring where it is no text, and shows a text of wide letters', async () => {
    expect(await shownOf(gzipSync('{"note":"He is hurt"}'))).toContain(RING);
    const html = await shownOf(Buffer.from('\uFEFF{"note":"He is hurt"}', 'utf16le'));
    for (const words of [RING, 'He is hurt']) expect(html).toContain(words);
  });
});

test('an empty Idempotency-Key is none', async () => {
  const [first, second] = [await post(school, JSON.stringify(concern()), ' '), await post(school, JSON.stringify(concern()), ' ')];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect((await asSuperuser(async (client) => client.query('select 1 from contact where reference = any ($1)', [[first.said.reference, second.said.reference]]))).rowCount).toBe(2);
});

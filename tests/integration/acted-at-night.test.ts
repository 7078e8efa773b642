/** What emergency duty acted on stays for the night with whoever of them holds it (safe practice 1, docs/decisions/0019). */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { look } from '@/lib/attention/verbs/look';
import type { ContactHead } from '@/lib/contact/head';
import { releasedSince } from '@/lib/contact/queue/idle-store';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor, type Actor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { openDraft } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { addAbsence, addShifts } from '@/lib/rota/rota-store';
import { addBar } from '@/lib/restriction/bar-store';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { goesIdle } from './report-scene';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door closes at 17:00 and opens at 08:45.
const night = (time: string) => `2026-03-02T${time}:00Z`;
const next = (time: string) => `2026-03-03T${time}:00Z`;
const ACTED: Fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999', 'strategy_by_telephone'], done: 'Rang 999.', when: '22:14', spokenTo: 'Sgt Orme', strategyWith: 'Sgt Orme; Dr Ncube', childWhere: 'With his aunt', safeUntil: 'Until 7' };
const WAITS: Fields = { outcome: 'can_wait', why: 'He is in hospital.', safeBecause: 'On the ward.', wouldChange: 'A visitor', told: 'The ward sister', although: 'The police stay with him.' };

async function headOf({ reference }: Case): Promise<ContactHead> {
  const head = await asSystem(place, night('22:10'), (tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
}

/** Something at level 4 came in at ten past ten; the night's worker opens it and decides. */
async function decided(fields: Fields): Promise<Case> {
  const of = await arrives(place, night('22:10'), harm());
  await opens(of, night('22:11'));
  await decides(of, fields, night('22:15'));
  return of;
}

async function opens(of: Case, when: string) {
  await withActor(place.people.night, async (tx) => readContact(tx, place.people.night, await headOf(of)), at(when));
}

async function decides(of: Case, fields: Fields, when: string) {
  expect(await withActor(place.people.night, async (tx) => decideEmergency(tx, await headOf(of), { key: newId(), fields }), at(when))).toMatchObject({ ok: true });
}

const claims = async (of: Case, person: Person, when: string) => withActor(person, async (tx) => claimContact(tx, person, await headOf(of)), at(when));
const holderOf = async (of: Case) => (await queueRow(place, of.contactId))?.holderId;

/** What of the contact itself calls somebody after a minute's look; that the doctor of the day is late is another matter. */
async function calls(of: Case, when: string): Promise<string[]> {
  await asSystem(place, when, releaseIdleClaims);
  await asSystem(place, when, look);
  return asSystem(place, when, async (tx) => (await tx.db.alarm.findMany({ where: { authorityId: place.id, contactId: of.contactId, endedAt: null, kind: { not: 'duty_late' } } })).map(({ kind }) => kind).sort());
}

test('it stays with whoever acted, and calls nobody about it until morning; what only waits does not stay', async () => {
  const [of, waits] = [await decided(ACTED), await decided(WAITS)];
  expect(await calls(of, night('22:50'))).toEqual([]);
  expect([await holderOf(of), await holderOf(waits)]).toEqual([place.people.night.actorId, null]);
  expect(await calls(of, next('08:59'))).toEqual([]);
  expect(await holderOf(of)).toBe(place.people.night.actorId);
  // A night's length after the act it is as any other claim; that nobody handed it over calls since nine.
  expect(await calls(of, next('14:14'))).toEqual([]);
  expect(await calls(of, next('14:15'))).toContain('not_claimed');
  expect(await holderOf(of)).toBeNull();
});

test('what comes in and nobody reads asks for somebody in minutes, and stays again once the night has acted on that', async () => {
  const of = await decided(ACTED);
  expect(await withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He has left the aunt’s house.', indicators: {}, immediate: false }), at(night('23:30')))).toMatchObject({ ok: true });
  expect(await calls(of, night('23:31'))).toContain('not_claimed');
  expect(await holderOf(of)).toBeNull();
  await opens(of, night('23:35'));
  expect(await claims(of, place.people.night, night('23:35'))).toMatchObject({ ok: true });
  await decides(of, { ...ACTED, done: 'The police went to look for him.' }, night('23:36'));
  expect(await calls(of, next('02:00'))).toEqual([]);
  expect(await holderOf(of)).toBe(place.people.night.actorId);
});

test('the end of the shift gives it back all the same', async () => {
  const of = await decided(ACTED);
  await asSystem(place, night('22:15'), (tx) => addShifts(tx, [{ post: 'emergency_duty_worker', accountId: place.people.night.actorId, coverOrder: 1, from: Temporal.Instant.from(night('17:00')), to: Temporal.Instant.from(next('01:00')) }]));
  expect(await calls(of, next('00:59'))).toEqual([]);
  expect(await calls(of, next('01:00'))).toContain('not_claimed');
});

test('the end of a shift that somebody stood in for gives it back too', async () => {
  const { night: standsIn, otherWorker } = place.people;
  await asSystem(place, night('16:00'), async (tx) => {
    await tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: otherWorker.actorId }, data: { role: 'emergency_duty_worker' } });
    const [from, to] = [Temporal.Instant.from(night('17:00')), Temporal.Instant.from(next('01:00'))];
    await addShifts(tx, [{ post: 'emergency_duty_worker', accountId: otherWorker.actorId, coverOrder: 1, from, to }]);
    await addAbsence(tx, { accountId: otherWorker.actorId, coveredBy: standsIn.actorId, from: Temporal.Instant.from(night('12:00')), to: Temporal.Instant.from(next('12:00')) });
  });
  const of = await decided(ACTED);
  expect(await calls(of, next('00:59'))).toEqual([]);
  expect(await calls(of, next('01:00'))).toContain('not_claimed');
});

test('a colleague takes it over by claiming it once its holder has long done nothing, and not before', async () => {
  const second: Person = { ...place.people.otherWorker, role: 'emergency_duty_worker' };
  await asSystem(place, night('22:10'), async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: second.actorId }, data: { role: 'emergency_duty_worker' } }));
  const of = await decided(ACTED);
  expect(await claims(of, second, night('22:44'))).toEqual({ ok: false, problem: 'held' });
  expect(await claims(of, second, night('22:46'))).toMatchObject({ ok: true });
  // It stays with whoever has it now; who acted reads that it is not theirs any more.
  expect(await calls(of, next('02:00'))).toEqual([]);
  expect(await holderOf(of)).toBe(second.actorId);
  const told = await asSystem(place, next('02:00'), (tx) => releasedSince(tx, Temporal.Instant.from(night('22:10')), place.people.night.actorId));
  expect(told).toMatchObject([{ reference: of.reference, how: 'idle' }]);
});

test('what its holder types is something done on it; of that nobody reads more than when it was saved, and only who may claim it', async () => {
  const { worker, otherWorker, teacher, auditor, night: holder } = place.people;
  const of = await decided(ACTED);
  await withActor(holder, async (tx) => openDraft(tx, { kind: 'decision', contactId: of.contactId, fields: { rationale: 'He is with his aunt.' } }), at(night('22:40')));
  expect(await claims(of, worker, night('23:09'))).toEqual({ ok: false, problem: 'held' });
  const savedFor = async (person: Actor) => withActor(person, async (tx) => (await tx.db.$queryRaw<{ at: Date | null }[]>`select holder_saved_at(${of.contactId}::uuid) as at`)[0]?.at ?? null);
  const elsewhere = await makePlace();
  await asSystem(place, night('22:41'), (tx) => addBar(tx, { contactId: of.contactId, accountId: otherWorker.actorId, ground: 'declared', reason: 'They are her neighbours.' }));
  expect(await Promise.all([worker, systemOf(place.id)].map(savedFor))).toEqual([new Date(night('22:40')), new Date(night('22:40'))]);
  expect(await Promise.all([teacher, auditor, otherWorker, elsewhere.people.worker, systemOf(elsewhere.id)].map(savedFor))).toEqual([null, null, null, null, null]);
  expect(await withActor(worker, async (tx) => tx.db.draft.count({ where: { contactId: of.contactId } }))).toBe(0);
  expect(await claims(of, worker, night('23:10'))).toMatchObject({ ok: true });
});

test('nothing is recorded over what nobody has read: what was typed and what came in stand on one page, and a page that one comes back to reads nothing', async () => {
  const of = await arrives(place, night('22:10'), harm(), { immediate: true });
  await knowNobody(place, of.contactId);
  await opens(of, night('22:11'));
  expect(await withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He is back, with a knife.', indicators: {}, immediate: true }), at(night('22:20')))).toMatchObject({ ok: true });
  const presses = async (what: 'save' | 'submit') => {
    const { POST } = what === 'save' ? await import('@/app/contacts/[reference]/emergency/save/route') : await import('@/app/contacts/[reference]/emergency/submit/route');
    const body = new URLSearchParams(Object.entries({ key: newId(), ...ACTED }).flatMap(([name, said]) => [said].flat().map((each) => [name, each] as [string, string])));
    const answer = await POST(new NextRequest(`${config().publicOrigin}/contacts/${of.reference}/emergency/${what}`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.night)}`, origin: config().publicOrigin }, body }), { params: Promise.resolve({ reference: of.reference }) });
    return answer.headers.get('location') ?? '';
  };
  const shows = async (search: string) => {
    const answer = await askPage('../../app/contacts/[reference]/emergency/page.tsx', place.people.night, { reference: of.reference }, Object.fromEntries(new URLSearchParams(search.split('?')[1] ?? '')));
    return answer.kind === 'shown' ? answer.html() : answer.kind;
  };
  const kept: string[] = [];
  const { safeReturn } = await import('@/app/_edge/session');
  const unread = async () => (await queueRow(place, of.contactId))?.readAt === null;

  expect(await shows(await presses('save'))).toContain('Saved. Nothing has been decided yet.');
  for (const search of ['?done=yes', '?problem=not_complete']) await shows(search);
  // After half an hour the words are kept, and whoever has signed in again comes back to them.
  for (const what of ['save', 'submit'] as const) {
    await goesIdle(place.people.night, async () => {
      const back = safeReturn(new URL(await presses(what), config().publicOrigin).searchParams.get('return') ?? '');
      kept.push(back);
    });
  }
  expect(kept).toEqual(Array.from({ length: 2 }, () => `/contacts/${of.reference}/emergency?saved=yes`));
  for (const back of kept) expect(await shows(back)).toContain('Rang 999.');
  expect(await unread()).toBe(true);
  const refused = await presses('submit');
  expect(refused).toMatch(/\?problem=came_in$/);
  expect(await asSystem(place, night('22:26'), (tx) => tx.db.emergencyDecision.count({ where: { contactId: of.contactId } }))).toBe(0);
  const page = await shows(refused);
  for (const said of ['Something came in that nobody had read', 'He is back, with a knife.', 'Rang 999.']) expect(page).toContain(said);
  expect(await unread()).toBe(false);
  expect(await presses('submit')).toMatch(/\?done=yes$/);
});

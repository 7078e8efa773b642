import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { setDisabled } from '@/lib/access/people-store';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { findContact } from '@/lib/contact/store';
import { agreeToTell } from '@/lib/letter/verbs/agree-to-tell';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { giveUpUndelivered } from '@/lib/letter/verbs/give-up-undelivered';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { writeLetterAnew } from '@/lib/letter/verbs/write-letter-anew';
import { QUEUE_OPTIONS } from '@/lib/platform/jobs';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { lettersOf, notToldOf, readLetter } from '@/lib/letter/store';
import { listQueue } from '@/lib/contact/queue/queue-list-store';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { readProgress } from '@/lib/letter/progress-store';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { DECIDED, LATER, RECEIVED, canaryReport, decideFor, recordFrom, type Scene } from './letter-scene';
import { askPage } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = LATER) => withActor(person, work, { at: Temporal.Instant.from(at) });
const worker = () => place.people.worker;
const preview = (scene: Scene, letterId: string) => as(worker(), (tx) => previewLetter(tx, worker(), scene.contactId, letterId));
const send = (scene: Scene, letterId: string) => as(worker(), (tx) => sendLetter(tx, worker(), { contactId: scene.contactId, letterId }));
const letter = (scene: Scene, letterId: string) => as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));

/** A decided contact with its letter, read by the worker and not sent. */
async function written(from: Person | null = place.people.teacher): Promise<{ scene: Scene; decisionId: string; letterId: string }> {
  const scene = await recordFrom(place, from, RECEIVED);
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = (await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
  await preview(scene, letterId);
  return { scene, decisionId, letterId };
}

describe('an address changes (safe practice 6)', () => {
  test('cancels what has not gone, says why, and leaves the duty to tell owed', async () => {
    const { scene, letterId } = await written();
    expect(await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'))).toBe(1);
    const cancelled = await letter(scene, letterId);
    expect(cancelled?.state).toBe('cancelled');
    expect(cancelled?.events.find(({ what }) => what === 'cancelled')).toMatchObject({ by: worker().actorId, detail: { why: 'address_changed' } });
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'cancelled' });
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided' });
    expect(await asSystem(place, LATER, (tx) => tx.db.duty.count({ where: { contactId: scene.contactId, code: 'TELL_REFERRER', discharge: { is: null } } }))).toBe(1);
    expect(await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'))).toBe(0);
  });

  test('takes back nothing that has gone', async () => {
    const { scene, letterId } = await written();
    await send(scene, letterId);
    expect(await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_protected'))).toBe(0);
    expect((await as(worker(), (tx) => lettersOf(tx, scene.contactId))).map(({ state }) => state)).toEqual(['sent']);
  });
});

test('to whoever can sign in here no longer no letter goes, and they count as not told', async () => {
  const { scene, letterId } = await written();
  const { teacher } = place.people;
  const disabled = (yes: boolean) => asSystem(place, LATER, async (tx) => {
    const [membership] = await tx.db.membership.findMany({ where: { accountId: teacher.actorId }, select: { id: true } });
    await setDisabled(tx, membership?.id ?? '', yes);
  });
  await disabled(true);
  expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'account_closed' });
  expect(await openDuties(scene)).toHaveLength(1);
  await disabled(false);
  expect(await send(scene, letterId)).toMatchObject({ ok: true });
});

const openDuties = (scene: Scene) => asSystem(place, LATER, (tx) => tx.db.duty.findMany({ where: { contactId: scene.contactId, code: 'TELL_REFERRER', discharge: { is: null } } }));
const again = (scene: Scene, letterId: string, confirmed = true) => as(worker(), (tx) => writeLetterAnew(tx, { contactId: scene.contactId, letterId, confirmed }));
const prove = (scene: Scene, letterId: string, at = LATER, way = 'letter') =>
  as(worker(), (tx) => recordSafeContact(tx, { contactId: scene.contactId, letterId }, { way, how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: true, words: '' }), at);
const words = async (scene: Scene, letterId: string) => JSON.stringify((await letter(scene, letterId))?.text);

test('a cancelled letter is written anew only after somebody confirmed, and is the next issue of the same', async () => {
  const { scene, decisionId, letterId } = await written();
  await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'));
  expect(await again(scene, letterId, false)).toEqual({ ok: false, problem: 'not_confirmed' });
  const done = await again(scene, letterId);
  const fresh = done.ok ? done.value.letterId : '';
  expect(fresh).not.toBe(letterId);
  expect(await letter(scene, fresh)).toMatchObject({ issue: 2, decisionId, state: 'to_preview' });
  expect(await again(scene, fresh)).toEqual({ ok: false, problem: 'not_again' });
  await preview(scene, fresh);
  expect(await send(scene, fresh)).toEqual({ ok: true, value: { how: 'sent' } });
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
});

test('what the end of a pregnancy stopped is written again only by a person, where other children go on', async () => {
  const { scene, letterId } = await written();
  await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'pregnancy_ended'));
  expect(await again(scene, letterId, false)).toEqual({ ok: false, problem: 'not_confirmed' });
  expect(await again(scene, letterId)).toMatchObject({ ok: true });
});

describe('a letter comes back', () => {
  const back = (scene: Scene, letterId: string, on = '2026-03-05', at = '2026-03-05T10:00:00Z') => as(worker(), (tx) => recordReturned(tx, { contactId: scene.contactId, letterId, on, why: 'moved' }), at);

  test('its reader counts as not told, the address as not proved, and telling is owed again within a working day', async () => {
    const { scene, letterId } = await written(null);
    await prove(scene, letterId);
    await send(scene, letterId);
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
    expect(await openDuties(scene)).toEqual([]);
    expect(await back(scene, letterId)).toEqual({ ok: true, value: null });
    expect((await letter(scene, letterId))?.state).toBe('came_back');
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided' });
    // By hand: Thursday 5 March 2026, 10:00; one working day ends on Friday 6 March at 17:00.
    expect((await openDuties(scene)).map(({ dueAt, ownerId }) => [dueAt?.toISOString(), ownerId])).toEqual([['2026-03-06T17:00:00.000Z', worker().actorId]]);
    expect(await as(worker(), (tx) => closeContact(tx, worker(), scene.contactId))).toEqual({ ok: false, problem: 'not_told' });
    await back(scene, letterId);
    expect(await openDuties(scene)).toHaveLength(1);
    const done = await again(scene, letterId);
    const fresh = done.ok ? done.value.letterId : '';
    await preview(scene, fresh);
    expect(await send(scene, fresh)).toEqual({ ok: false, problem: 'proved_before_it_came_back' });
    await prove(scene, fresh, '2026-03-05T11:00:00Z');
    expect(await send(scene, fresh)).toEqual({ ok: true, value: { how: 'posted' } });
    expect(await openDuties(scene)).toEqual([]);
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
  });

  test('is a mark of the contact with a way on, and when nobody has told them in time a line of the overdue board with an owner', async () => {
    const { scene, letterId } = await written(null);
    await prove(scene, letterId);
    await send(scene, letterId);
    expect((await queueRow(place, scene.contactId))?.marks).toEqual([]);
    await back(scene, letterId);
    expect((await queueRow(place, scene.contactId))?.marks).toEqual(['letter_came_back']);
    const marked = await as(worker(), (tx) => listQueue(tx, { ...readFilter(() => []), mark: ['letter_came_back'] }, null));
    expect(marked.items.map(({ reference }) => reference)).toContain(scene.reference);
    /** The line of this contact on the board of overdue duties, among those to tell a referrer; pages read the clock of the machine. */
    const overdueLine = async () => {
      const answer = await askPage('../../app/duties/overdue/page.tsx', place.people.manager, {});
      if (answer.kind !== 'shown') throw new Error(answer.kind);
      const [, telling = ''] = (await answer.html()).split('id="kind-TELL_REFERRER"');
      return telling.split('</section>')[0]?.split('<tr').find((line) => line.includes(scene.reference)) ?? null;
    };
    const line = await overdueLine();
    expect(line).toContain(worker().name);
    expect(line).toMatch(/\d+ days( \d+ hours)? late/);
    const done = await again(scene, letterId);
    const fresh = done.ok ? done.value.letterId : '';
    await preview(scene, fresh);
    await prove(scene, fresh, '2026-03-05T11:00:00Z');
    expect(await send(scene, fresh)).toEqual({ ok: true, value: { how: 'posted' } });
    expect((await queueRow(place, scene.contactId))?.marks).toEqual([]);
    expect(await overdueLine()).toBeNull();
  });

  test('twice: telling is owed anew each time', async () => {
    const { scene, letterId } = await written(null);
    await prove(scene, letterId);
    await send(scene, letterId);
    await back(scene, letterId);
    const done = await again(scene, letterId);
    const fresh = done.ok ? done.value.letterId : '';
    await preview(scene, fresh);
    await prove(scene, fresh, '2026-03-05T11:00:00Z');
    await send(scene, fresh);
    await back(scene, fresh, '2026-03-09', '2026-03-09T09:00:00Z');
    expect((await openDuties(scene)).map(({ dueAt }) => dueAt?.toISOString())).toEqual(['2026-03-10T17:00:00.000Z']);
  });

  test('not before it was posted, and not on a day to come', async () => {
    const { scene, letterId } = await written(null);
    expect(await back(scene, letterId)).toEqual({ ok: false, problem: 'not_posted' });
    await prove(scene, letterId);
    await send(scene, letterId);
    expect(await back(scene, letterId, '2026-03-06')).toEqual({ ok: false, problem: 'incomplete' });
  });

  test('who is not to be written to is not written to', async () => {
    const { scene, letterId } = await written(null);
    await prove(scene, letterId, LATER, 'telephone');
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'not_by_letter' });
  });
});

test('an e-mail that fails for good shows on the contact and is owed again; who finds the letter all the same is told', async () => {
  const { scene, letterId } = await written();
  await send(scene, letterId);
  const { id: messageId } = await asSystem(place, LATER, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  const refuse = () => Promise.reject(new Error('550'));
  for (let tries = 0; tries < QUEUE_OPTIONS.retryLimit; tries += 1) await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect((await letter(scene, letterId))?.state).toBe('sent');
  await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect((await letter(scene, letterId))?.state).toBe('undelivered');
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided' });
  expect(await openDuties(scene)).toHaveLength(1);
  expect(await asSystem(place, LATER, (tx) => tx.db.contactEvent.count({ where: { contactId: scene.contactId, kind: 'letter_undelivered' } }))).toBe(1);
  await as(place.people.teacher, (tx) => openLetter(tx, scene.contactId, letterId));
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
  expect(await openDuties(scene)).toEqual([]);
});

test('an e-mail that the job queue gave up, since each process with it in its hands was killed, is owed again, too', async () => {
  const { scene, letterId } = await written();
  await send(scene, letterId);
  const look = () => asSystem(place, LATER, giveUpUndelivered);
  const { id: messageId } = await asSystem(place, LATER, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  await look();
  expect((await letter(scene, letterId))?.state, 'while it is tried').toBe('sent');
  await asSuperuser((client) => client.query(`update pgboss.job set state = 'failed', completed_on = now() where name = 'post.deliver' and data->>'messageId' = $1`, [messageId]));
  await look();
  expect((await letter(scene, letterId))?.state).toBe('undelivered');
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided', marks: ['letter_came_back'] });
  expect(await openDuties(scene)).toHaveLength(1);
  await look();
  expect(await asSystem(place, LATER, (tx) => tx.db.contactEvent.count({ where: { contactId: scene.contactId, kind: 'letter_undelivered' } })), 'once').toBe(1);
});

describe('a changed decision', () => {
  const decidesAgain = async (scene: Scene) => {
    const second = await asSystem(place, '2026-03-03T11:00:00Z', (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 4, route: 'STRATEGY' }));
    return (await as(worker(), (tx) => writeOutcomeLetter(tx, second))) ?? '';
  };

  test('who got the first letter gets one that says that it replaces it, and of which day', async () => {
    const { scene, letterId } = await written();
    await send(scene, letterId);
    const fresh = await decidesAgain(scene);
    expect(await letter(scene, fresh)).toMatchObject({ replacesId: letterId, state: 'to_preview' });
    expect(await words(scene, fresh)).toContain('This letter replaces our letter of Monday 2 March 2026.');
  });

  test('who got none reads of no earlier letter, and the unsent one is cancelled', async () => {
    const { scene, letterId } = await written();
    const fresh = await decidesAgain(scene);
    expect(await letter(scene, fresh)).toMatchObject({ replacesId: null });
    expect(await words(scene, fresh)).not.toContain('replaces');
    expect((await letter(scene, letterId))?.events.find(({ what }) => what === 'cancelled')?.detail).toEqual({ why: 'decision_changed' });
  });
});

describe('several who reported', () => {
  const OTHER_CHILD = { givenName: 'Oriel', familyName: 'Vantongeren', dateOfBirth: '2016-02-03', indicators: { I018: 'present' as const } };

  /** @param said what a worker says, before the decision, of the child whom both reported. */
  async function joined(theirs: typeof OTHER_CHILD = OTHER_CHILD, said: 'same' | 'not_same' | null = null): Promise<{ main: Scene; other: Scene; decisionId: string; letterId: string }> {
    const main = await recordFrom(place, place.people.teacher, RECEIVED, canaryReport({ children: [...(canaryReport().children ?? []), OTHER_CHILD] }));
    const other = await recordFrom(place, place.people.officer, '2026-03-02T09:30:00Z', { reporter: { continuingRole: 'yes', aboutColleague: 'no' }, children: [theirs] });
    if (said !== null) await as(worker(), (tx) => saidOfChild(tx, main, other, said), '2026-03-02T09:45:00Z');
    await as(worker(), async (tx) => {
      const head = await findContact(tx, other.reference);
      if (head === null) throw new Error('the contact is there');
      const done = await joinContact(tx, worker(), head, { into: main.reference, prefix: place.prefix, reason: 'The same family.', otherChildren: true });
      if (!done.ok) throw new Error(done.problem);
    }, '2026-03-02T10:00:00Z');
    const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, main.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
    const letterId = (await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
    return { main, other, decisionId, letterId };
  }

  test('each reads about the children they reported, under their own reference, and of no other referrer', async () => {
    const { main, other, decisionId, letterId } = await joined();
    const [theirs] = await as(worker(), (tx) => lettersOf(tx, other.contactId));
    if (theirs === undefined) throw new Error('no letter');
    expect(theirs).toMatchObject({ kind: 'outcome', decisionId });
    const [own, said] = [await words(main, letterId), JSON.stringify(theirs.text)];
    expect(own).toContain('Mirela: Level 3');
    expect(own).toContain('Oriel: Level 3');
    expect(said).toContain('Oriel: Level 3');
    expect(said).toContain(other.reference);
    for (const kept of ['Mirela', main.reference, 'Bryony', 'school']) expect(said).not.toContain(kept);
    for (const kept of [other.reference, 'Edwin']) expect(own).not.toContain(kept);
  });

  async function saidOfChild(tx: Tx, main: Scene, other: Scene, outcome: 'same' | 'not_same') {
    const contact = await findContact(tx, other.reference);
    const [mine, theirs] = await Promise.all([main, other].map(({ contactId }) => tx.db.contactPerson.findFirstOrThrow({ where: { authorityId: tx.actor.authorityId, contactId, kind: 'child', familyName: { startsWith: 'Vant' } } })));
    if (contact === null || mine === undefined || theirs === undefined) throw new Error('both are there');
    expect(await sayWho(tx, contact, { childId: theirs.id, otherId: mine.id, outcome, reason: 'The mother was asked.' })).toEqual({ ok: true, value: null });
  }
  const toldOfOther = async ({ other }: { other: Scene }) => JSON.stringify((await as(worker(), (tx) => lettersOf(tx, other.contactId)))[0]?.text);

  test('a child named otherwise is the decided one where a worker said so, and nobody without that', async () => {
    const otherwise = { ...OTHER_CHILD, givenName: 'Ori', familyName: 'Vantongeren-Hale' };
    expect(await toldOfOther(await joined(otherwise))).not.toContain('Level 3');
    expect(await toldOfOther(await joined(otherwise, 'same'))).toContain('Ori: Level 3');
  });

  test('a child of the same name and birth is not the decided one where a worker said that they are two', async () => {
    expect(await toldOfOther(await joined(OTHER_CHILD, 'not_same'))).not.toContain('Level 3');
  });

  test('the contact counts as told, and may close, when the last of them was', async () => {
    const { main, other, letterId } = await joined();
    await preview(main, letterId);
    await send(main, letterId);
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'decided' });
    expect(await openDuties(main)).toHaveLength(1);
    const [theirs] = await as(worker(), (tx) => lettersOf(tx, other.contactId));
    await preview(other, theirs?.id ?? '');
    expect(await send(other, theirs?.id ?? '')).toEqual({ ok: true, value: { how: 'sent' } });
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'told' });
    expect(await openDuties(main)).toEqual([]);
  });

  /** Nobody can reach the one who reported the joined contact: without this it would stay open for ever. */
  test('where nobody can reach one of them, a manager records why for that one alone; it stays to be read, and the contact may close', async () => {
    const { main, other, decisionId, letterId } = await joined();
    const { manager } = place.people;
    const given = { ground: 'no_contact_details', reason: 'Rung three times; the number is no longer theirs.' };
    const record = (person: Person, more: Partial<typeof given> = {}, reportedId = other.contactId) => as(person, (tx) => recordNotTold(tx, person, { contactId: main.contactId, reportedId }, { ...given, ...more }));
    expect(await record(worker())).toEqual({ ok: false, problem: 'managers' });
    expect(await record(manager, { reason: ' ' })).toEqual({ ok: false, problem: 'incomplete' });
    const stranger = await recordFrom(place, place.people.officer, RECEIVED);
    expect(await record(manager, {}, stranger.contactId)).toEqual({ ok: false, problem: 'not_joined' });
    // The database says so too, whatever the application does.
    const row = { authorityId: place.id, contactId: other.contactId, decisionId, at: new Date(LATER), by: worker().actorId, ...given };
    await expect(as(worker(), (tx) => tx.db.notTold.createMany({ data: [row] }))).rejects.toThrow(/row-level security/);
    expect(await record(manager)).toEqual({ ok: true, value: null });
    const [theirs] = await as(worker(), (tx) => lettersOf(tx, other.contactId));
    expect(theirs?.events.find(({ what }) => what === 'cancelled')?.detail).toEqual({ why: 'not_told' });
    // The contact's own referrer is still owed their letter.
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'decided' });
    expect(await openDuties(main)).toHaveLength(1);
    await preview(main, letterId);
    expect(await send(main, letterId)).toEqual({ ok: true, value: { how: 'sent' } });
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'told' });
    expect(await openDuties(main)).toEqual([]);
    expect(await as(worker(), (tx) => notToldOf(tx, main.contactId))).toMatchObject([{ contactId: other.contactId, by: manager.actorId, ...given }]);
    expect(await as(worker(), (tx) => closeContact(tx, worker(), main.contactId))).toEqual({ ok: true, value: null });
    // Not told is no word to the contact's own referrer.
    const progress = await as(place.people.teacher, (tx) => readProgress(tx, [main.contactId, other.contactId]));
    expect(progress.get(main.contactId)?.keptFromReferrer).toBe(false);
    expect(progress.get(other.contactId)?.keptFromReferrer).toBe(true);
  });

  test('a reason for the contact’s own referrer leaves the others owed', async () => {
    const { main, other } = await joined();
    expect(await as(worker(), (tx) => recordNotTold(tx, worker(), { contactId: main.contactId }, { ground: 'anonymous', reason: 'Gave no name.' }))).toEqual({ ok: true, value: null });
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'decided' });
    expect(await openDuties(main)).toHaveLength(1);
    const [theirs] = await as(worker(), (tx) => lettersOf(tx, other.contactId));
    await preview(other, theirs?.id ?? '');
    await send(other, theirs?.id ?? '');
    expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'told' });
    expect(await openDuties(main)).toEqual([]);
  });

  test('an address that changes cancels every unsent one', async () => {
    const { main } = await joined();
    expect(await as(worker(), (tx) => cancelUnsentLetters(tx, main.contactId, 'address_protected'))).toBe(2);
  });
});

describe('where a colleague of the referrer may be the subject', () => {
  const given = { agreedByRole: 'designated_officer', agreedByName: 'Winifred Lamb', agreedOn: '2026-03-02', content: 'received', words: 'They may hear that it was looked at.' };

  test('a manager records who agreed and what may be said, and the letter holds that and no more', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED, canaryReport({ reporter: { continuingRole: 'yes', aboutColleague: 'yes' } }));
    const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
    expect(await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId))).toBeNull();
    const { manager } = place.people;
    expect(await as(manager, (tx) => agreeToTell(tx, { contactId: scene.contactId }, { ...given, agreedByName: ' ' }))).toEqual({ ok: false, problem: 'incomplete' });
    await expect(as(worker(), (tx) => agreeToTell(tx, { contactId: scene.contactId }, given))).rejects.toThrow(/row-level security/);
    const done = await as(manager, (tx) => agreeToTell(tx, { contactId: scene.contactId }, given));
    const letterId = done.ok ? done.value.letterId : '';
    const said = await words(scene, letterId);
    expect(said).toContain('We have received it, and a social worker has considered it.');
    for (const kept of ['assessment', 'Level', 'Mirela', 'Winifred', 'LADO', 'officer']) expect(said).not.toContain(kept);
    const wider = await as(manager, (tx) => agreeToTell(tx, { contactId: scene.contactId }, { ...given, content: 'category' }), '2026-03-02T13:00:00Z');
    expect((await letter(scene, letterId))?.state).toBe('cancelled');
    expect(await words(scene, wider.ok ? wider.value.letterId : '')).toContain('a social work assessment');
  });

  test('of whoever reported a joined contact it is recorded on the one that was decided, and their letter goes under their own reference', async () => {
    const { manager } = place.people;
    const main = await recordFrom(place, place.people.lead, RECEIVED);
    const other = await recordFrom(place, place.people.teacher, '2026-03-02T09:05:00Z', canaryReport({ reporter: { continuingRole: 'yes', aboutColleague: 'yes' } }));
    const unjoined = await recordFrom(place, place.people.teacher, '2026-03-02T09:06:00Z', canaryReport({ reporter: { continuingRole: 'yes', aboutColleague: 'yes' } }));
    await as(manager, async (tx) => joinContact(tx, manager, (await findContact(tx, other.reference)) ?? (await Promise.reject(new Error('it is there'))), { into: main.reference, prefix: place.prefix, reason: 'The same family.' }), '2026-03-02T10:00:00Z');
    const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, main.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
    await asSystem(place, DECIDED, (tx) => writeOutcomeLetter(tx, decisionId));
    const theirs = () => as(manager, (tx) => lettersOf(tx, other.contactId));
    const outcomes = async () => (await theirs()).filter(({ kind }) => kind === 'outcome').map(({ decisionId: of, state }) => [of, state]);
    expect(await outcomes()).toEqual([]);
    await knowNobody(place, main.contactId);
    const page = await askPage('../../app/contacts/[reference]/page.tsx', manager, { reference: main.reference });
    expect(page.kind === 'shown' && (await page.html())).toContain(`It was agreed that whoever reported ${other.reference} may be told`);
    expect(await as(manager, (tx) => agreeToTell(tx, { contactId: main.contactId, reportedId: unjoined.contactId }, given))).toEqual({ ok: false, problem: 'not_joined' });
    expect(await as(manager, (tx) => agreeToTell(tx, { contactId: main.contactId, reportedId: other.contactId }, given))).toMatchObject({ ok: true, value: { reference: other.reference } });
    expect(await outcomes()).toEqual([[decisionId, 'to_preview']]);
    const said = JSON.stringify((await theirs()).find(({ kind }) => kind === 'outcome')?.text);
    expect(said).toContain(other.reference);
    for (const kept of [main.reference, 'Level', 'Mirela']) expect(said).not.toContain(kept);
  });

  test('nobody else needs such an agreement', async () => {
    const { scene } = await written();
    expect(await as(place.people.manager, (tx) => agreeToTell(tx, { contactId: scene.contactId }, given))).toEqual({ ok: false, problem: 'not_needed' });
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { wordsOfLetter } from '@/lib/letter/model';
import { asksForSilence } from '@/lib/letter/outcome/outcome';
import { lettersOf, readLetter } from '@/lib/letter/store';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordGone } from '@/lib/letter/verbs/record-gone';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { DECIDED, LATER, RECEIVED, decideFor, recordFrom, type Scene } from './letter-scene';
import { askPage } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

/** A printed letter that was posted, and after which something forbids or replaces it: what happened can be said, and nothing goes again. */

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const NEXT_DAY = '2026-03-03T10:00:00Z';
const worker = () => place.people.worker;
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = NEXT_DAY) => withActor(person, work, { at: Temporal.Instant.from(at) });
const letter = (scene: Scene, letterId: string) => as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));
const GIVEN = { on: '2026-03-02', known: 'by_colleague', words: 'It lay in the tray and went with the noon post, before the address was put right. I rang her.' };
const gone = (scene: Scene, letterId: string, given = GIVEN, at = NEXT_DAY) => as(worker(), (tx) => recordGone(tx, { contactId: scene.contactId, letterId }, given), at);
const owed = async (scene: Scene) => (await asSuperuser((db) => db.query<{ code: string }>(`select code from duty where contact_id = $1 and open order by code`, [scene.contactId]))).rows.map(({ code }) => code);

/** A decided contact of somebody without an account, with its letter. */
async function written(from: Person | null = null): Promise<{ scene: Scene; letterId: string }> {
  const scene = await recordFrom(place, from, RECEIVED);
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = (await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId), LATER)) ?? '';
  await as(worker(), (tx) => previewLetter(tx, worker(), scene.contactId, letterId), LATER);
  return { scene, letterId };
}

const prove = (scene: Scene, letterId: string) =>
  as(worker(), (tx) => recordSafeContact(tx, { contactId: scene.contactId, letterId }, { way: 'letter', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: false, words: '' }), LATER);

test('one that was cancelled since: when it went, how that is known and by whom it is said; its reader is told, and nothing is sent', async () => {
  const { scene, letterId } = await written();
  await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'));
  expect(await owed(scene)).toContain('TELL_REFERRER');
  expect(await gone(scene, letterId)).toEqual({ ok: true, value: null });
  const now = await letter(scene, letterId);
  expect(now?.state).toBe('posted');
  expect(now?.events.find(({ what }) => what === 'posted')).toMatchObject({ by: worker().actorId, detail: { on: '2026-03-02', gone: 'by_colleague' } });
  expect(await owed(scene)).not.toContain('TELL_REFERRER');
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
  const { rows } = await asSuperuser((db) => db.query<{ messages: number; notes: string[]; despite: string[] }>(`select (select count(*)::int from message where letter_id = $2) as messages, (select array_agg(text) from note where contact_id = $1) as notes, (select array_agg(detail->>'despite') from contact_event where contact_id = $1 and kind = 'letter_gone') as despite`, [scene.contactId, letterId]));
  expect(rows[0]).toEqual({ messages: 0, notes: [`A letter had gone already: ${GIVEN.words}`], despite: ['cancelled'] });
  // Said twice it is one.
  expect(await gone(scene, letterId)).toEqual({ ok: true, value: null });
  // Like every letter by post it may come back, and then nobody is told.
  await as(worker(), (tx) => recordReturned(tx, { contactId: scene.contactId, letterId, on: '2026-03-03', why: 'moved' }));
  expect((await letter(scene, letterId))?.state).toBe('came_back');
  expect(await owed(scene)).toContain('TELL_REFERRER');
});

test('after a later decision: the reader is still owed that one, and reads that it takes the place of the letter they got', async () => {
  const { scene, letterId } = await written();
  const second = await asSystem(place, '2026-03-02T15:00:00Z', (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 2, route: 'EH_CAF' }));
  const later = (await as(worker(), (tx) => writeOutcomeLetter(tx, second))) ?? '';
  expect((await letter(scene, letterId))?.state).toBe('cancelled');
  expect(await gone(scene, letterId)).toEqual({ ok: true, value: null });
  expect((await letter(scene, later))?.events.find(({ what }) => what === 'cancelled')?.detail).toEqual({ why: 'written_anew' });
  const anew = (await as(worker(), (tx) => lettersOf(tx, scene.contactId))).find(({ state }) => state === 'to_preview');
  expect(anew).toMatchObject({ decisionId: second, replacesId: letterId });
  // The day that was said, and not the one on which it was recorded.
  expect(wordsOfLetter(anew?.text ?? { title: '', blocks: [] })).toMatch(/our letter of Monday 2 March 2026/);
  expect(await owed(scene)).toContain('TELL_REFERRER');
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided' });
});

test('one that asked its reader to speak with the family, where that came to be forbidden since: they are still to be asked not to', async () => {
  const scene = await recordFrom(place, null, RECEIVED);
  await asSuperuser((db) => db.query(`update contact set referrer_class = 'professional_continuing' where id = $1`, [scene.contactId]));
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = (await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId), LATER)) ?? '';
  await prove(scene, letterId);
  await asSuperuser((db) => db.query(`update contact set report = jsonb_set(report, '{firstQuestions,whoMustNotBeTold}', '"Her father"') where id = $1`, [scene.contactId]));
  expect(await gone(scene, letterId)).toEqual({ ok: true, value: null });
  const anew = (await as(worker(), (tx) => lettersOf(tx, scene.contactId))).find(({ state }) => state === 'to_preview');
  expect(anew).toMatchObject({ issue: 2, replacesId: letterId });
  expect(asksForSilence(anew?.text ?? { blocks: [] })).toBe(true);
  expect(await owed(scene)).toContain('TELL_REFERRER');
});

test('not where it cannot have gone on paper, where nothing stands against it, on no day on which it could, nor without what happened', async () => {
  const account = await written(place.people.teacher);
  await as(worker(), (tx) => cancelUnsentLetters(tx, account.scene.contactId, 'address_changed'));
  expect(await gone(account.scene, account.letterId)).toEqual({ ok: false, problem: 'not_by_post' });
  const { scene, letterId } = await written();
  await prove(scene, letterId);
  expect(await gone(scene, letterId)).toEqual({ ok: false, problem: 'may_be_sent' });
  await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'));
  for (const wrong of [{ on: '2026-03-01' }, { on: '2026-03-04' }, { on: '' }, { known: '' }, { words: ' ' }]) expect(await gone(scene, letterId, { ...GIVEN, ...wrong })).toEqual({ ok: false, problem: 'incomplete' });
  expect((await letter(scene, letterId))?.state).toBe('cancelled');
  expect(await as(worker(), (tx) => sendLetter(tx, worker(), { contactId: scene.contactId, letterId }))).toEqual({ ok: false, problem: 'cancelled' });
});

test('its page asks, and then says that it had gone', async () => {
  const { scene, letterId } = await written();
  await knowNobody(place, scene.contactId);
  const shown = async () => {
    const answer = await askPage('../../app/contacts/[reference]/letters/[letter]/page.tsx', worker(), { reference: scene.reference, letter: letterId });
    return answer.kind === 'shown' ? await answer.html() : answer.kind;
  };
  await as(worker(), (tx) => cancelUnsentLetters(tx, scene.contactId, 'address_changed'));
  expect(await shown()).toContain(`/letters/${letterId}/gone`);
  await gone(scene, letterId);
  const html = await shown();
  expect(html).toContain('It had gone already');
  expect(html).not.toContain(`/letters/${letterId}/gone`);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { lettersOf, readLetter } from '@/lib/letter/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

const RECEIVED = '2026-03-02T09:00:00Z';
const DECIDED = '2026-03-02T11:00:00Z';
const LATER = '2026-03-02T12:00:00Z';

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

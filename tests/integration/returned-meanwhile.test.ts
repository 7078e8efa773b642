/**
 * Post comes back of a contact that was joined into another, while that one is decided again: what is owed for a letter is owed for the
 * decision that stands then, and for none that was replaced (safe practice 5, 8). By hand from domain 7; March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { openDuties } from '@/lib/duty/store';
import { lettersOf, readLetter } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { DECIDED, LATER, RECEIVED, decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(work: (tx: Tx) => Promise<T>, at = LATER) => withActor(place.people.worker, work, { at: Temporal.Instant.from(at) });

/** A contact with another joined into it, which a neighbour had reported; decided, and the neighbour's letter posted. */
async function posted(): Promise<{ main: Scene; other: Scene; letterId: string }> {
  const { worker } = place.people;
  const [main, other] = [await recordFrom(place, place.people.teacher, RECEIVED), await recordFrom(place, null, RECEIVED)];
  await as(async (tx) => {
    const head = await findContact(tx, other.reference);
    expect(head === null ? null : (await joinContact(tx, worker, head, { into: main.reference, prefix: place.prefix, reason: 'The same family.', otherChildren: true })).ok).toBe(true);
  }, '2026-03-02T10:00:00Z');
  const decisionId = await asSystem(place, DECIDED, async (tx) => decideFor(tx, main.contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = await as(async (tx) => {
    await writeOutcomeLetter(tx, decisionId);
    const id = (await lettersOf(tx, other.contactId)).find(({ kind }) => kind === 'outcome')?.id ?? '';
    await previewLetter(tx, worker, other.contactId, id);
    await recordSafeContact(tx, { contactId: other.contactId, letterId: id }, { way: 'letter', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: true, words: '' });
    expect(await sendLetter(tx, worker, { contactId: other.contactId, letterId: id })).toEqual({ ok: true, value: { how: 'posted' } });
    return id;
  });
  return { main, other, letterId };
}

const returns = async ({ other, letterId }: { other: Scene; letterId: string }) => as(async (tx) => recordReturned(tx, { contactId: other.contactId, letterId, on: '2026-03-05', why: 'moved' }), '2026-03-05T10:00:00Z');
const owedFor = async ({ main, letterId }: { main: Scene; letterId: string }) => asSystem(place, '2026-03-05T11:00:00Z', async (tx) => (await openDuties(tx, main.contactId)).filter(({ occasionId }) => occasionId === letterId).map(({ code }) => code));
const stateOf = async ({ other, letterId }: { other: Scene; letterId: string }) => as(async (tx) => (await readLetter(tx, other.contactId, letterId))?.state, '2026-03-05T11:00:00Z');

async function somebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await asSuperuser(async (client) => client.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
    if (rows.length > 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('nobody waits');
}

test('a letter of the decision that stands: telling is owed anew on the contact that was decided', async () => {
  const scene = await posted();
  expect(await returns(scene)).toEqual({ ok: true, value: null });
  expect([await stateOf(scene), await owedFor(scene)]).toEqual(['came_back', ['TELL_REFERRER']]);
});

test('while somebody decides anew: it waits for them, and nothing is owed for the decision that was replaced', async () => {
  const scene = await posted();
  let act: Promise<unknown> = Promise.resolve();
  await withActor(systemOf(place.id), async (tx) => {
    await lockContacts(tx, [scene.main.contactId]);
    act = returns(scene);
    await Promise.race([act, somebodyWaits()]);
    await decideFor(tx, scene.main.contactId, { version: 2, by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' });
  }, { at: Temporal.Instant.from('2026-03-05T09:59:00Z') });
  expect(await act).toEqual({ ok: true, value: null });
  expect([await stateOf(scene), await owedFor(scene)]).toEqual(['came_back', []]);
});

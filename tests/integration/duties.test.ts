import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dutyDue } from '@/lib/duty/model';
import { dischargeDuty, dutiesOfContact, dutiesOfPerson, endedBy, findOpenDuty, openDuties, openDuty, overdueDuties, readDuty, untakenDuties, type NewDuty } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import type { DutyCode } from '@/lib/duty/codes';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { arrives, at, earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const MORNING = '2026-11-18T09:00:00Z';
const arrived = () => arrives(place, MORNING, earlyHelp());

/** Opens a duty of a contact at nine and gives its id. */
async function opened(of: Case, code: DutyCode, more: Partial<NewDuty> = {}): Promise<string> {
  return withActor(place.people.worker, async (tx) => {
    await openDuty(tx, { contactId: of.contactId, code, ...dutyDue(code, { receivedAt: tx.at }), ...more });
    const duty = await findOpenDuty(tx, of.contactId, code);
    if (!duty) throw new Error('the duty is open');
    return duty.id;
  }, at(MORNING));
}

test('receipt opens the duty to acknowledge, by the end of the next working day', async () => {
  const contact = await arrived();
  const duties = await withActor(place.people.worker, async (tx) => openDuties(tx, contact.contactId));
  expect(duties).toMatchObject([{ code: 'ACKNOWLEDGE', ownerRole: 'cads_social_worker', ownerId: null }]);
  expect(duties[0]?.dueAt?.toString()).toBe('2026-11-19T17:00:00Z');
  expect(duties[0]?.evidence).toBe('Received Wed 18 Nov 2026 09:00. Day 0 is Wed 18 Nov. One working day ends Thu 19 Nov 2026 17:00.');
});

test('of ten who open the same duty at once, one does', async () => {
  const contact = await arrived();
  const open = async () => withActor(place.people.worker, async (tx) => openDuty(tx, { contactId: contact.contactId, code: 'LADO', dueAt: null, evidence: 'x' }));
  const answers = await Promise.all(Array.from({ length: 10 }, open));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test('a duty ends once, with words, and stays visible', async () => {
  const contact = await arrived();
  const { worker } = place.people;
  const id = await opened(contact, 'MARAC');
  const end = (how: string, words: string) => withActor(worker, async (tx) => endDuty(tx, worker, id, { how, words }), at('2026-11-18T12:00:00Z'));
  expect(await end('', 'x')).toEqual({ ok: false, problem: 'how_missing' });
  expect(await end('done', ' ')).toEqual({ ok: false, problem: 'words_missing' });
  expect(await end('done', 'Referred by telephone, reference taken.')).toMatchObject({ ok: true });
  expect(await end('done', 'Once more')).toEqual({ ok: false, problem: 'already_discharged' });
  const kept = await withActor(worker, async (tx) => dutiesOfContact(tx, contact.contactId));
  expect(kept.find((duty) => duty.id === id)?.discharge).toMatchObject({ by: worker.actorId, how: 'done', words: 'Referred by telephone, reference taken.' });
  expect((await withActor(worker, async (tx) => endedBy(tx, worker.actorId, Temporal.Instant.from(MORNING)))).map((duty) => duty.id)).toEqual([id]);
});

test('another area owns it only when a named person there has accepted', async () => {
  const contact = await arrived();
  const { worker } = place.people;
  const id = await opened(contact, 'OUT_OF_AREA');
  const end = (how: string) => withActor(worker, async (tx) => endDuty(tx, worker, id, { how, words: 'R. Okonjo, duty desk, 14:10' }));
  expect(await end('done')).toEqual({ ok: false, problem: 'needs_a_named_person' });
  expect(await end('accepted')).toMatchObject({ ok: true });
});

test('only a manager calls a duty off, and a reason is kept', async () => {
  const contact = await arrived();
  const { worker, manager } = place.people;
  const id = await opened(contact, 'PREVENT');
  expect(await withActor(worker, async (tx) => endDuty(tx, worker, id, { how: 'ended_lawfully', words: 'Not needed' }))).toEqual({ ok: false, problem: 'managers_ending' });
  expect(await withActor(manager, async (tx) => endDuty(tx, manager, id, { how: 'ended_lawfully', words: 'Already open with the panel.' }))).toMatchObject({ ok: true });
});

test('a duty that has an act of its own does not end by words', async () => {
  const contact = await arrived();
  const { manager } = place.people;
  const id = await opened(contact, 'COUNTERSIGN');
  expect(await withActor(manager, async (tx) => endDuty(tx, manager, id, { how: 'done', words: 'Looked at it' }))).toEqual({ ok: false, problem: 'ends_by_its_act' });
});

test('taking puts a name on it; the report of known FGM stays with the one who learned it', async () => {
  const contact = await arrived();
  const { worker, otherWorker, manager, teacher } = place.people;
  const id = await opened(contact, 'NRM');
  const untaken = () => withActor(worker, async (tx) => untakenDuties(tx, 'cads_social_worker'));
  expect((await untaken()).map((duty) => duty.id)).toContain(id);
  expect(await withActor(worker, async (tx) => takeDuty(tx, worker, id))).toMatchObject({ ok: true });
  expect((await untaken()).map((duty) => duty.id)).not.toContain(id);
  expect((await withActor(worker, async (tx) => dutiesOfPerson(tx, worker.actorId))).map((duty) => duty.id)).toContain(id);
  await withActor(otherWorker, async (tx) => takeDuty(tx, otherWorker, id));
  expect((await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId).toBe(otherWorker.actorId);
  const fgm = await opened(contact, 'FGM_POLICE', { ownerId: teacher.actorId });
  expect(await withActor(manager, async (tx) => takeDuty(tx, manager, fgm))).toEqual({ ok: false, problem: 'not_transferable' });
});

test('overdue from its due instant on, until it ends', async () => {
  const contact = await arrived();
  const id = await opened(contact, 'LADO');
  const overdueAt = (when: string) => withActor(place.people.manager, async (tx) => overdueDuties(tx, Temporal.Instant.from(when)));
  expect((await overdueAt('2026-11-19T16:59:59Z')).map((duty) => duty.id)).not.toContain(id);
  expect((await overdueAt('2026-11-19T17:00:00Z')).map((duty) => duty.id)).toContain(id);
  await withActor(place.people.worker, async (tx) => dischargeDuty(tx, id, 'done', 'Told.'));
  expect((await overdueAt('2026-11-20T17:00:00Z')).map((duty) => duty.id)).not.toContain(id);
});

test('a partner sees no duty, not even of their own contact', async () => {
  const contact = await arrived();
  expect(await withActor(place.people.teacher, async (tx) => dutiesOfContact(tx, contact.contactId))).toEqual([]);
});

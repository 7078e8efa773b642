/**
 * A letter is opened in the instant in which its bounce is kept. Who has read it is told, whatever became of the e-mail (issue 2, section
 * 5): the one order ends as the other does, and so do both at once, wherever the one overtakes the other.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDuties } from '@/lib/duty/store';
import { openOwnCall } from '@/lib/letter/follow-up/verbs/open-own-call';
import { askArrival } from '@/lib/letter/verbs/ask-arrival';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { addLetterEvent, letterById, type LetterWhat } from '@/lib/letter/store';
import type { Config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { deliver } from '@/lib/platform/post';
import { fakeNotify, type FakeNotify } from '../faults/notify';
import * as calls from './follow-up-scene';
import { DECIDED, LATER, RECEIVED, decideFor, recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
let notify: FakeNotify;
let way: Config['mail'];
beforeAll(async () => {
  notify = await fakeNotify();
  const { NOTIFY_URL: url = '', NOTIFY_API_KEY: apiKey = '', NOTIFY_EMAIL_TEMPLATE_ID: templateId = '' } = notify.settings;
  way = { kind: 'notify', url, apiKey, templateId, textTemplateId: null };
  await calls.placeForCalls();
});
beforeEach(async () => {
  place = await makePlace();
});
afterAll(async () => {
  await notify.close();
  await closeDatabase();
});

/** A letter that was sent and taken, and of which the provider now says that nobody got it. */
interface Sent {
  place: Place;
  contactId: string;
  letterId: string;
  read: () => Promise<unknown>;
  code: 'TELL_REFERRER' | 'FOLLOW_UP_LETTER';
}

async function taken(area: Place, letterId: string): Promise<void> {
  const { id } = await asSystem(area, LATER, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  await deliverMessage({ authorityId: area.id, messageId: id }, (mail, from) => deliver(mail, from, way));
  await asSystem(area, LATER, (tx) => tx.db.message.updateMany({ where: { authorityId: area.id, id }, data: { sentAt: new Date(LATER) } }));
  notify.became.set(notify.taken.find(({ reference }) => reference === id)?.id ?? '', 'permanent-failure');
}

async function outcome(): Promise<Sent> {
  const { teacher, worker } = place.people;
  const at = { at: Temporal.Instant.from(LATER) };
  const { contactId } = await recordFrom(place, teacher, RECEIVED);
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = (await withActor(worker, (tx) => writeOutcomeLetter(tx, decisionId), at)) ?? '';
  await withActor(worker, (tx) => previewLetter(tx, worker, contactId, letterId), at);
  expect((await withActor(worker, (tx) => sendLetter(tx, worker, { contactId, letterId }), at)).ok).toBe(true);
  await taken(place, letterId);
  return { place, contactId, letterId, code: 'TELL_REFERRER', read: () => withActor(teacher, (tx) => openLetter(tx, contactId, letterId), { at: Temporal.Instant.from(LATER).add({ hours: 1 }) }) };
}

async function afterCall(): Promise<Sent> {
  const area = calls.place;
  const { teacher } = area.people;
  const call = await calls.made(calls.fromSchool({ 'call.callerEmail': teacher.email }));
  await calls.preview(call);
  expect(await calls.send(call)).toEqual({ ok: true, value: { how: 'sent' } });
  const { id: letterId } = await calls.newest(call);
  await taken(area, letterId);
  return { place: area, contactId: call.contactId, letterId, code: 'FOLLOW_UP_LETTER', read: () => withActor(teacher, (tx) => openOwnCall(tx, letterId), { at: Temporal.Instant.from(LATER).add({ hours: 1 }) }) };
}

const bounces = ({ place: { id } }: Sent) => askArrival(id, way, () => Temporal.Instant.from(LATER).add({ hours: 1 }));
const end = async ({ place: area, contactId, letterId, code }: Sent) => ({
  state: (await asSystem(area, LATER, (tx) => letterById(tx, letterId)))?.state,
  owed: (await asSystem(area, LATER, (tx) => openDuties(tx, contactId))).filter((duty) => duty.code === code).length,
  marks: ((await queueRow(area, contactId)) as { marks: string[] }).marks.filter((mark) => mark === 'letter_came_back'),
});
const READ = { state: 'read', owed: 0, marks: [] };

/** Until so many wait for a lock that another has. */
async function waitersAre(count: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await asSuperuser((client) => client.query<{ count: string }>(`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`));
    if (Number(rows[0]?.count) >= count) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('nobody waits');
}

/** Another holds what this act is about to write, and lets it go in the end without having written: the act stands still just before it writes. */
async function heldBefore(what: LetterWhat, sent: Sent, meanwhile: () => Promise<void>): Promise<void> {
  let go: () => void = () => undefined;
  let held: () => void = () => undefined;
  const gate = new Promise<void>((done) => { go = done; });
  const holds = new Promise<void>((done) => { held = done; });
  const holder = withActor(systemOf(sent.place.id), async (tx) => {
    await addLetterEvent(tx, sent.letterId, what);
    held();
    await gate;
    throw new Error('undone');
  }).catch(() => undefined);
  await holds;
  await meanwhile();
  go();
  await holder;
}

describe.each([['a letter of a decision', outcome], ['a letter after a call', afterCall]] as const)('%s', (_name, made) => {
  test('read and then back: it was read, and nothing is owed', async () => {
    const sent = await made();
    expect(await sent.read()).not.toBeNull();
    await bounces(sent);
    expect(await end(sent)).toEqual(READ);
  });

  test('back and then read: what was owed for it ends', async () => {
    const sent = await made();
    await bounces(sent);
    expect(await end(sent)).toMatchObject({ state: 'undelivered', owed: 1 });
    expect(await sent.read()).not.toBeNull();
    expect(await end(sent)).toEqual(READ);
  });

  test('the bounce comes between looking at it and keeping that it was read', async () => {
    const sent = await made();
    const acts: Promise<unknown>[] = [];
    await heldBefore('read', sent, async () => {
      acts.push(sent.read());
      await waitersAre(1);
      acts.push(bounces(sent));
      // It waits, too, or is done: either is right.
      await Promise.race([acts[1], waitersAre(2)]);
    });
    await Promise.all(acts);
    expect(await end(sent)).toEqual(READ);
  });

  test('it is read between looking whether it was and keeping that it came back', async () => {
    const sent = await made();
    const acts: Promise<unknown>[] = [];
    await heldBefore('undelivered', sent, async () => {
      acts.push(bounces(sent));
      await waitersAre(1);
      acts.push(sent.read());
      await Promise.race([acts[1], waitersAre(2)]);
    });
    await Promise.all(acts);
    expect(await end(sent)).toEqual(READ);
  });

  test('both at once, without anybody in their way', async () => {
    const sent = await made();
    await Promise.all([bounces(sent), sent.read()]);
    expect(await end(sent)).toEqual(READ);
  });
});

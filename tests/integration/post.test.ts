import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFigures } from '@/lib/assurance/service/figures-store';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { readPostTray } from '@/lib/letter/verbs/read-post-tray';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Mail } from '@/lib/platform/post';
import { instantOf } from '@/lib/platform/time';
import { startWorker, stopWorker } from '@/lib/platform/worker';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const AT = '2026-03-02T09:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(async () => {
  await stopWorker();
  await closeDatabase();
});

/** A receipt's message, waiting to be delivered. */
async function waitingMessage(): Promise<{ authorityId: string; messageId: string; letterId: string; reference: string }> {
  const { teacher } = place.people;
  const { contactId, reference } = await recordFrom(place, teacher, AT);
  const letterId = (await withActor(teacher, (tx) => writeReceipt(tx, contactId))) ?? '';
  const message = await asSystem(place, AT, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  return { authorityId: place.id, messageId: message.id, letterId, reference };
}

const stateOf = (messageId: string) => asSystem(place, AT, (tx) => tx.db.message.findFirstOrThrow({ where: { id: messageId }, select: { state: true, attempts: true, provider: true, providerId: true } }));
const events = (letterId: string, what: string) => asSystem(place, AT, (tx) => tx.db.letterEvent.count({ where: { letterId, what } }));

/** A provider that keeps what it was handed, and at first refuses so many times. */
function provider(refusals = 0) {
  const handed: Mail[] = [];
  let left = refusals;
  const post = async (mail: Mail) => {
    if (left > 0) {
      left -= 1;
      throw new Error('503');
    }
    handed.push(mail);
    return { provider: 'fake', providerId: `fake-${handed.length}` };
  };
  return { handed, post };
}

test('a message is handed over once, and a repeat of the job does nothing', async () => {
  const { authorityId, messageId, letterId, reference } = await waitingMessage();
  const { handed, post } = provider();
  await deliverMessage({ authorityId, messageId }, post);
  await deliverMessage({ authorityId, messageId }, post);
  expect(handed).toEqual([expect.objectContaining({ to: place.people.teacher.email, reference: messageId, subject: `There is a message for you: ${reference}` })]);
  expect(await stateOf(messageId)).toEqual({ state: 'sent', attempts: 1, provider: 'fake', providerId: 'fake-1' });
  expect(await events(letterId, 'delivered')).toBe(1);
});

test('a provider that refuses is tried again: the attempt is counted, nothing is lost, and it goes once', async () => {
  const { authorityId, messageId, letterId } = await waitingMessage();
  const { handed, post } = provider(2);
  await expect(deliverMessage({ authorityId, messageId }, post)).rejects.toThrow('503');
  expect(await stateOf(messageId)).toMatchObject({ state: 'failed', attempts: 1 });
  await expect(deliverMessage({ authorityId, messageId }, post)).rejects.toThrow('503');
  await deliverMessage({ authorityId, messageId }, post);
  expect(handed).toHaveLength(1);
  expect(await stateOf(messageId)).toMatchObject({ state: 'sent', attempts: 3 });
  expect([await events(letterId, 'failed'), await events(letterId, 'delivered')]).toEqual([2, 1]);
});

test('while the provider takes nothing the monitor sees how long messages wait; one refused for its address or given up is none of them', async () => {
  const own = await makePlace();
  const { teacher } = own.people;
  const { contactId } = await recordFrom(own, teacher, AT);
  await withActor(teacher, (tx) => writeReceipt(tx, contactId));
  const message = await asSystem(own, AT, (tx) => tx.db.message.findFirstOrThrow({ where: { toAddress: teacher.email } }));
  const later = instantOf(message.madeAt).add({ minutes: 11 }).toString();
  const waits = () => asSystem(own, later, async (tx) => (await readFigures(tx)).messages);
  const { post } = provider(2);
  await expect(deliverMessage({ authorityId: own.id, messageId: message.id }, post)).rejects.toThrow('503');
  expect(await waits()).toEqual({ waiting: 1, oldestSeconds: 660, failed: 1 });
  await asSuperuser((client) => client.query("update pgboss.job set state = 'failed', completed_on = now() where data->>'messageId' = $1", [message.id]));
  expect(await waits(), 'given up').toEqual({ waiting: 0, oldestSeconds: 0, failed: 1 });
  await asSuperuser((client) => client.query("update pgboss.job set state = 'retry', completed_on = null where data->>'messageId' = $1", [message.id]));
  await expect(deliverMessage({ authorityId: own.id, messageId: message.id }, () => Promise.reject(Object.assign(new Error('550'), { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 })))).rejects.toThrow('550');
  expect(await waits(), 'refused').toEqual({ waiting: 0, oldestSeconds: 0, failed: 1 });
});

test('a message of another authority is not there for its job', async () => {
  const { messageId } = await waitingMessage();
  const elsewhere = await makePlace();
  const { handed, post } = provider();
  await deliverMessage({ authorityId: elsewhere.id, messageId }, post);
  expect(handed).toEqual([]);
  expect(await stateOf(messageId)).toMatchObject({ state: 'pending', attempts: 0 });
});

test('a verb that fails leaves neither letter, message nor job', async () => {
  const { teacher } = place.people;
  const { contactId } = await recordFrom(place, teacher, AT);
  const before = await asSystem(place, AT, (tx) => tx.db.$queryRaw<{ count: number }[]>`select count(*)::int as count from pgboss.job`);
  const failing = withActor(teacher, async (tx) => {
    await writeReceipt(tx, contactId);
    throw new Error('after the letter');
  });
  await expect(failing).rejects.toThrow('after the letter');
  await asSystem(place, AT, async (tx) => {
    expect(await tx.db.letter.count({ where: { contactId } })).toBe(0);
    expect(await tx.db.$queryRaw`select count(*)::int as count from pgboss.job`).toEqual(before);
  });
});

test('the worker does queued jobs, and the tray shows each message exactly as sent', async () => {
  const { messageId, reference } = await waitingMessage();
  await startWorker({ 'post.deliver': (data) => deliverMessage(data), 'file.scan': () => Promise.resolve(), 'attention.look': () => Promise.resolve(), 'webhook.deliver': () => Promise.resolve() });
  await expect.poll(async () => (await stateOf(messageId)).state, { timeout: 50_000, interval: 200 }).toBe('sent');
  expect(await stateOf(messageId)).toMatchObject({ provider: 'tray' });
  const tray = (await readPostTray()).find(({ area }) => area.id === place.id);
  const shown = tray?.messages.find(({ id }) => id === messageId);
  const kept = await asSystem(place, AT, (tx) => tx.db.message.findFirstOrThrow({ where: { id: messageId } }));
  expect(shown).toMatchObject({ toAddress: kept.toAddress, subject: kept.subject, body: kept.body, state: 'sent' });
  expect(shown?.body).toContain(`/my/contacts/${reference}`);
});

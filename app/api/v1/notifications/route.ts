import { keyOf, machineDoor, takeOne, type MachineCall } from '@/app/_edge/machine';
import { answerFiled, besideOf, receiptOf } from '@/app/api/v1/_parts/answer';
import { notificationsAnswer } from '@/app/api/v1/_parts/schemas';
import { readAuthority, type Authority } from '@/lib/access/store';
import { idOf, type Filed, type Sent } from '@/lib/contact/machine/file';
import { readNotifications, within, type SentBatch, type SentOne } from '@/lib/contact/machine/notifications';
import { jsonText, readWhole } from '@/lib/contact/machine/read-sent';
import { fileNotification } from '@/lib/contact/machine/verbs/file-notification';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { keyedDigest } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { json } from '@/lib/platform/http/answer';
import { newId } from '@/lib/platform/ids';
import { refused } from '@/lib/platform/result';
import { londonDate, now } from '@/lib/platform/time';

/** Each in a transaction of its own: one that fails takes none with it, and sent again those that are here are known. */
async function fileOne<T>(call: MachineCall, sent: Omit<Sent, 'lane' | 'contentType'>, then: (tx: Tx, filed: Filed, authority: Authority) => T): Promise<T> {
  return takeOne(call, sent.read, async (tx, read) => {
    const authority = await readAuthority(tx);
    const filed = await fileNotification(tx, call.machine, authority, { ...sent, read, contentType: call.contentType });
    if (filed.how === 'filed' && filed.created) await writeReceipt(tx, filed.contactId, authority);
    return then(tx, filed, authority);
  });
}

/** What became of one of them, as its own answer would have said it. */
async function resultOf(call: MachineCall, batchId: string, { sentAt }: SentBatch, one: SentOne, index: number) {
  return fileOne(call, { key: one.key, batchId, item: one.id ?? '', bytes: one.bytes, whole: one.whole, read: one.read, eventAt: one.eventAt, sentAt }, (tx, filed, authority) => {
    if (filed.how === 'other_content') return { id: one.id, status: 409, ...besideOf(filed, authority, tx.at), state: 'needs_typing' as const, errors: within(index, filed.errors) };
    const { reference, state, words, ringNow } = receiptOf(filed, authority, tx.at);
    const errors = filed.how === 'typing' ? within(index, filed.errors) : [];
    return { id: one.id, status: filed.how === 'typing' ? 202 : filed.created ? 201 : 200, reference, state, words, ringNow, errors };
  });
}

/** Notifications in large numbers (docs/api.md): each one a contact, each read by itself; what follows as many as are read together is one thing that a person reads. */
export const POST = machineDoor(
  'POST /api/v1/notifications',
  ['notifications'],
  async (call) => {
    const value = readWhole(call.bytes, call.whole);
    const batch = value.ok ? readNotifications(value.value, jsonText(call.bytes), londonDate(now())) : value;
    if (!batch.ok) {
      return fileOne(call, { key: keyOf(call), bytes: call.bytes, whole: call.whole, read: refused(batch.problem), eventAt: null, sentAt: null }, (tx, filed, authority) => answerFiled(filed, authority, tx.at));
    }
    const { ones, errors, rest } = batch.value;
    const batchId = batch.value.batch === null ? newId() : idOf(keyedDigest(`${call.machine.authorityId}:${call.machine.actorId}:batch:${batch.value.batch}`));
    const results = [];
    for (const [index, one] of ones.entries()) results.push(await resultOf(call, batchId, batch.value, one, index));
    // What stands around them and is kept nowhere else is read by a person, once for each such batch.
    if (rest !== null) await fileOne(call, { key: batch.value.batch === null ? null : `around ${batch.value.batch}`, batchId, ...rest, read: refused(errors), eventAt: null, sentAt: batch.value.sentAt }, () => undefined);
    return json(notificationsAnswer.parse({ taken: results.length, errors, results }));
  },
  { takes: true },
);

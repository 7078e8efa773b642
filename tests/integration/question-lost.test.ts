/** A question of which no e-mail can tell: somebody rings, and nobody waits in vain (safe practice 7.20; architecture, decision 7). Monday 2 March 2026. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { QUEUE_OPTIONS } from '@/lib/platform/jobs';
import { askPage } from './asking-pages';
import { arrives, at, claims, earlyHelp } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

test('the contact is marked and the one who asked reads to ring them, until the question is read or answered', async () => {
  const { worker, teacher } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await knowNobody(place, of.contactId);
  await claims(of, worker, '2026-03-02T09:10:00Z');
  const letterId = await withActor(worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    const asked = head === null ? null : await askReferrer(tx, head, 'Who fetches him from school?');
    return asked?.ok === true ? ((await writeQuestionLetter(tx, worker, of.contactId, asked.value.questionId)) ?? '') : '';
  }, at('2026-03-02T09:20:00Z'));
  const { id: messageId } = await asSystem(place, '2026-03-02T09:21:00Z', async (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  const refuse = async () => Promise.reject(new Error('550'));
  for (let tries = 0; tries < QUEUE_OPTIONS.retryLimit; tries += 1) await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect(await queueRow(place, of.contactId), 'while it is tried').toMatchObject({ state: 'waiting_for_referrer', marks: [] });
  await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'waiting_for_referrer', marks: ['question_not_delivered'] });
  const shown = async () => {
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown()).toContain('No e-mail could tell them of it. Ring them');

  await withActor(teacher, async (tx) => openLetter(tx, of.contactId, letterId));
  expect(await queueRow(place, of.contactId)).toMatchObject({ marks: [] });
  expect(await shown()).not.toContain('No e-mail could tell them of it');
});

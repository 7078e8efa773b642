import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { ReferrerClass } from '@/lib/contact/report/classify';
import { questionLetter } from './question';
import { receipt } from './receipt';

const heading = {
  area: { councilName: 'Westmarsh County Council', serviceName: 'Front door', dayPhone: '01632 960001', nightPhone: '01632 960002', dutyHours: { from: '08:45', to: '17:00' }, publicPhone: '01632 960003' },
  reference: 'WMS-7F3K-29QX',
  recipientName: 'Bryony Castle',
  writtenAt: Temporal.Instant.from('2026-04-02T14:00:01Z'),
};
const receiptFor = (referrerClass: ReferrerClass, ringNow: Parameters<typeof receipt>[0]['ringNow'] = null, outcomeKept = false) =>
  receipt({ ...heading, referrerClass, outcomeKept, ringNow, receivedAt: Temporal.Instant.from('2026-04-02T14:00:00Z'), decideBy: Temporal.Instant.from('2026-04-03T14:00:00Z') });

test('a receipt says that no person has read it yet, by when it is decided, and to chase', () => {
  const said = JSON.stringify(receiptFor('professional_continuing')?.blocks);
  // British Summer Time began on 29 March 2026: 14:00 UTC is 15:00 in London.
  expect(said).toContain('It reached us on Thursday 2 April 2026 at 15:00. A person has not read it yet.');
  expect(said).toContain('If you have heard nothing by Friday 3 April 2026 at 15:00, please ring us.');
  expect(said).toContain('Your own duty to keep the child safe goes on');
});

test('what cannot wait says whom to ring before anything else, with the number of that moment (safe practice 1)', () => {
  const first = (ringNow: Parameters<typeof receiptFor>[1]) => JSON.stringify(receiptFor('professional', ringNow)?.blocks[0]);
  expect(first({ number: '01632 960002', whose: 'night' })).toContain('Ring 01632 960002 now, the emergency duty team. Do not wait for us to read this.');
  expect(first({ number: '01632 960001', whose: 'day' })).toContain('Ring 01632 960001 now. Do not wait');
  expect(first(null)).toContain('We have what you told us.');
});

test('the public receive one that promises no outcome; the subject receives none', () => {
  const said = JSON.stringify(receiptFor('public')?.blocks);
  expect(said).toContain('We may not be able to tell you what that is');
  expect(said).not.toContain('we write to tell you');
  expect(receiptFor('subject')).toBeNull();
});

test('who reports a colleague is promised neither a question nor a decision, and chases what nobody has read (safe practice 5)', () => {
  const said = JSON.stringify(receiptFor('professional', null, true)?.blocks);
  expect(said).toContain('We may not be able to tell you what comes of it. That does not mean that nothing is done.');
  expect(said).toContain('If nobody has read it by Friday 3 April 2026 at 15:00, please ring us.');
  for (const promise of ['we write to tell you', 'They may ask you', 'heard nothing']) {
    expect(said).not.toContain(promise);
    expect(JSON.stringify(receiptFor('professional')?.blocks)).toContain(promise);
  }
});

test('a question keeps the worker’s words exactly', () => {
  const question = 'Who  collects him?\n\n  And when?';
  const { blocks } = questionLetter({ ...heading, question, askedBy: 'Gareth Hume, Social worker' });
  expect(blocks.find((block) => block.kind === 'quote')).toEqual({ kind: 'quote', text: question });
});

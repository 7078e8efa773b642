/** What a machine sent and nobody has typed in: who is called, how often and when (safe practice 17; decision 41). */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { guideOn } from '@/lib/contact/guide-on';
import { typingCauses, waitingBehind } from './typing-alarms';

const AT = Temporal.Instant.from('2026-11-27T10:00:00Z');
const { attention } = guideOn('norfolk', Temporal.PlainDate.from('2026-11-27'));
const after = (minutes: number) => AT.add({ minutes });
const one = (id: string, batchId: string | null, minutes: number, takenAfter: number | null = null) => ({ id, batchId, sentAt: AT, receivedAt: after(minutes), taken: takenAfter === null ? null : { at: after(takenAfter), by: 'worker', draftId: id } });
// The guide of Norfolk gives a quarter of an hour; while the office is closed nobody waits.
const due = (waiting: Parameters<typeof typingCauses>[0], isClosed: (at: Temporal.Instant) => boolean = () => false) => typingCauses(waiting, attention, isClosed).map((cause) => cause.due.toString());

test('forty that came together are one alarm, due when the first of them is', () => {
  const forty = Array.from({ length: 40 }, (_, index) => one(`n-${index}`, 'night', index));
  expect(due(forty)).toEqual([after(15).toString()]);
  const [alarm] = typingCauses(forty, attention, () => false);
  expect(waitingBehind(forty).get(alarm?.occasion ?? '')).toBe(40);
  // It goes on as the same alarm while one after another is typed in.
  expect(typingCauses(forty.slice(39), attention, () => false).map(({ occasion }) => occasion)).toEqual([alarm?.occasion]);
});

test('the office closed between two of them: due at once', () => {
  expect(due([one('n-1', 'night', 0), one('n-2', 'night', 3)], (at) => Temporal.Instant.compare(at, after(2)) > 0)).toEqual([after(3).toString()]);
});

test('what came alone, or in another sending, is an alarm of its own, and so is what somebody took', () => {
  expect(due([one('a', null, 0), one('b', null, 1), one('c', 'night', 2), one('d', 'morning', 3), { ...one('e', 'night', 4), sentAt: after(4) }])).toHaveLength(5);
  const taken = [one('n-1', 'night', 0, 1), one('n-2', 'night', 0)];
  const causes = typingCauses(taken, attention, () => false);
  expect(causes.map(({ occasion }) => waitingBehind(taken).get(occasion))).toEqual([1, 1]);
});

/** However many come together, none becomes part of another and none is lost (safe practice 17; decision 41). */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { notificationsIn, readNotifications } from './notifications';

const TODAY = Temporal.PlainDate.from('2026-11-27');
const each = (index: number) => ({ id: `PPN-${index}`, eventAt: '2026-11-26T22:40:00Z', report: { children: [{ givenName: 'Tegen', familyName: 'Roskilly' }] } });

/** So many at once, with or without a word for them together. */
function sent(count: number, batch: string | null = 'night') {
  const body = { ...(batch === null ? {} : { batch }), sentAt: '2026-11-27T06:00:00Z', notifications: Array.from({ length: count }, (_, index) => each(index)) };
  const read = readNotifications(body, JSON.stringify(body), TODAY);
  if (!read.ok) throw new Error('it is a list');
  return read.value.ones;
}

test('a night’s hundred and forty are each by themselves, known again by their own word and not by that of the night', () => {
  for (const batch of ['night', null]) {
    const ones = sent(140, batch);
    expect(ones.map(({ id, key }) => [id, key])).toEqual(Array.from({ length: 140 }, (_, index) => [`PPN-${index}`, `PPN-${index}`]));
    expect(ones.findIndex(({ read }) => !read.ok)).toBe(100);
    expect(ones.slice(100).every(({ read, eventAt, bytes }, index) => !read.ok && eventAt !== null && Buffer.from(bytes).toString() === JSON.stringify(each(100 + index)))).toBe(true);
  }
});

test('what follows even eleven hundred is one thing, which says how many it holds and is known again', () => {
  for (const batch of ['night', null]) {
    const [ones, again] = [sent(1103, batch), sent(1103, batch)];
    expect(ones).toHaveLength(1101);
    const last = ones.at(-1);
    expect(notificationsIn(Buffer.from(last?.bytes ?? []).toString())).toBe(3);
    expect(last?.read).toMatchObject({ ok: false, problem: [{ detail: expect.stringContaining('3 in all') as string }] });
    expect(last?.key).toEqual(expect.any(String));
    expect(again.at(-1)?.key).toBe(last?.key);
  }
}, 30_000);

test.each([['{"report":{}}', 1], ['"a line of text"', 1], ['[', 1], ['null', 1], ['[{},{}]', 2], ['{"notifications":[1,2,3]}', 3]])('in %s stand %i', (text, count) => {
  expect(notificationsIn(text)).toBe(count);
});

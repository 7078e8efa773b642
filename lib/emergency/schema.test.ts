import { expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { readEmergency } from './schema';

const ACTED: Fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999'], done: 'Rang 999.', when: '23:40', spokenTo: 'Sgt Orme', childWhere: 'With his aunt', safeUntil: 'Until she goes to work at 7' };
const WAITS: Fields = { outcome: 'can_wait', why: 'He is in hospital.', safeBecause: 'On the ward, no visitors.', wouldChange: 'A visitor', told: 'The ward sister' };
const gapsOf = (fields: Fields, urgent = false) => {
  const read = readEmergency(fields, urgent);
  return read.ok ? [] : read.problem.map(({ field }) => field);
};

test('nothing is chosen beforehand: an empty form names the choice first', () => {
  expect(gapsOf({})[0]).toBe('outcome');
});

test('acting asks what, when, with whom, and where the child is until when', () => {
  expect(gapsOf(ACTED)).toEqual([]);
  expect(gapsOf({ outcome: 'acted' })).toEqual(['acts', 'done', 'when', 'spokenTo', 'childWhere', 'safeUntil', 'why']);
  expect(gapsOf({ ...ACTED, acts: ['something_new'] })).toEqual(['acts']);
});

test('a strategy discussion by telephone names who took part', () => {
  expect(gapsOf({ ...ACTED, acts: ['strategy_by_telephone', 'police_999'] })).toEqual(['strategyWith']);
});

test('waiting asks what makes it safe, what would change that and who was told; what is urgent a reason of its own', () => {
  expect(gapsOf(WAITS)).toEqual([]);
  expect(gapsOf({ outcome: 'can_wait' })).toEqual(['safeBecause', 'wouldChange', 'told', 'why']);
  expect(gapsOf(WAITS, true)).toEqual(['although']);
  expect(gapsOf({ ...WAITS, although: 'The police are with him.' }, true)).toEqual([]);
});

test('words for the answer not chosen, and blanks, do not go into the record', () => {
  const read = readEmergency({ ...ACTED, safeBecause: 'typed before the choice was changed', why: '  He was alone.  ' }, true);
  expect(read).toMatchObject({ ok: true, value: { outcome: 'acted', document: { safeBecause: '', although: '', why: 'He was alone.', acts: ['police_999'] } } });
  expect(gapsOf({ ...WAITS, told: '   ' })).toEqual(['told']);
});

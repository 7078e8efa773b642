import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { familyKnows } from './family-knows';
import type { Heard } from './heard';
import type { Openness } from './model';

const CHILDREN = [{ id: 'mila' }, { id: 'noah' }];
const at = (day: number) => Temporal.Instant.from(`2026-11-${day}T11:00:00Z`);
const told = (day: number, personId: string | null, more: Partial<Openness> = {}): Openness => ({ id: `${day} ${personId}`, at: at(day), by: 'worker', personId, told: true, toldWhom: 'Mother', toldWhat: 'All', toldBy: 'The worker', toldOn: null, checks: 'agree', objectorsAgree: false, reason: null, reasonWords: '', untilOn: null, ...more });
const notTold = (day: number, personId: string | null) => told(day, personId, { told: false, checks: null, reason: 'RISK', untilOn: '2026-11-25' });
const lines = (openness: Openness[], heard: Heard[] = [], children = CHILDREN) => familyKnows(openness, heard, children).map(({ knows, personId }) => `${personId} ${knows}`);

test('that his mother was told says nothing of her family, which is not told, and that comes first', () => {
  expect(lines([told(17, 'noah'), notTold(16, 'mila')])).toEqual(['mila not_told', 'noah told']);
});

test('what was recorded of all stands beside what was recorded of one since; of the same child the later one stands', () => {
  expect(lines([told(17, 'noah'), notTold(16, null)])).toEqual(['null not_told', 'noah told']);
  expect(lines([told(17, 'mila'), notTold(16, 'mila')])).toEqual(['noah nothing', 'mila told']);
  expect(lines([notTold(17, null), told(16, 'mila')])).toEqual(['null not_told']);
});

test('a child of whom nothing is recorded has a line before whoever was told; nobody has one where nothing is recorded at all, or something of all', () => {
  expect(lines([told(17, 'noah')])).toEqual(['mila nothing', 'noah told']);
  expect(lines([told(17, null)])).toEqual(['null told']);
  expect(lines([])).toEqual([]);
});

test('an objection is no "told", and stands beside another’s yes until whoever made it agrees', () => {
  expect(lines([told(16, 'noah', { checks: 'object' })])).toEqual(['mila nothing', 'noah objects']);
  expect(lines([told(17, 'noah'), told(16, 'noah', { checks: 'object' })])).toEqual(['mila nothing', 'noah objects', 'noah told']);
  expect(lines([told(17, 'noah', { objectorsAgree: true }), told(16, 'noah', { checks: 'object' })])).toEqual(['mila nothing', 'noah told']);
});

test('one that is heard from a contact joined in is among them', () => {
  const heard = { ...told(16, 'mila', { checks: 'object' }), saidIn: 'b', saidAt: at(16) };
  expect(lines([told(15, 'mila')], [heard])).toEqual(['noah nothing', 'mila objects', 'mila told']);
  expect(lines([], [heard])).toEqual(['noah nothing', 'mila objects']);
});

test('of one child, or of none that is named, it is said once', () => {
  expect(lines([notTold(17, null)], [], CHILDREN.slice(0, 1))).toEqual(['null not_told']);
  expect(lines([told(17, null, { checks: 'object' })], [], [])).toEqual(['null objects']);
  expect(lines([])).toEqual([]);
});

import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { withBirth } from './with-birth';

const before = { children: [{ id: '1', age: { unbornWeeks: 39 }, indicators: { I117: 'present' as const }, facts: { openPlan: null } }, { id: '2', age: { years: 4 } }], facts: { contactsIn12Months: 2 } };

test('twins: what was known of the pregnancy holds for each, with the age of a newborn who cannot move about; nobody goes', () => {
  const after = withBirth(before, 1, [{ ordinal: 5, dateOfBirth: '2026-11-20' }, { ordinal: 6, dateOfBirth: '2026-11-20' }], Temporal.PlainDate.from('2026-11-26'));
  expect(after.children.map(({ id }) => id)).toEqual(['1', '2', '5', '6']);
  expect(after.children[2]).toEqual({ id: '5', age: { months: 0 }, indicators: { I117: 'present' }, facts: { openPlan: null, nonMobile: true } });
  expect(after.children[3]).toEqual({ ...after.children[2], id: '6' });
  expect(after.children.slice(0, 2)).toEqual(before.children);
});

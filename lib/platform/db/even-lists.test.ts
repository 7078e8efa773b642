import { expect, test } from 'vitest';
import { withEvenLists } from './even-lists';

const list = (length: number) => Array.from({ length }, (_each, n) => n);

test('a list of what is looked for has few lengths, and finds the same', () => {
  const lengths = list(70).map((length) => (withEvenLists({ where: { id: { in: list(length) } } }).where.id.in));
  expect([...new Set(lengths.map(({ length }) => length))]).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 65, 66, 67, 68, 69]);
  lengths.forEach((filled, length) => expect([...new Set(filled)]).toEqual(list(length)));
});

test('wherever it stands, and nothing else is changed', () => {
  const at = new Date(0);
  const bytes = new Uint8Array([1, 2, 3]);
  const asked = { where: { OR: [{ id: { notIn: list(3) } }, { at, bytes, tags: list(3) }], people: { some: { id: { in: list(5) } } } }, include: { notes: { where: { kind: { in: list(3) } } } }, in: null, take: 3 };
  expect(withEvenLists(asked)).toEqual({ where: { OR: [{ id: { notIn: [0, 1, 2, 2] } }, { at, bytes, tags: list(3) }], people: { some: { id: { in: [0, 1, 2, 3, 4, 4, 4, 4] } } } }, include: { notes: { where: { kind: { in: [0, 1, 2, 2] } } } }, in: null, take: 3 });
  expect(withEvenLists(asked).where.OR[1]?.bytes).toBe(bytes);
});

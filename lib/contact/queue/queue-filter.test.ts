import { expect, test } from 'vitest';
import { filterQuery, isFiltered, readCursor, readFilter, typedReference, writeCursor } from './queue-filter';

const of = (query: string) => readFilter((name) => new URLSearchParams(query).getAll(name));
const id = '3613c3aa-6722-4d7b-b079-6d83cfeace51';

test('a filter comes back from its own address, in one order', () => {
  const filter = of('level=3&level=4&held=me&held=nobody&kind=school&state=claimed&view=due3h');
  expect(filter).toMatchObject({ level: [3, 4], held: ['nobody', 'me'], kind: ['school'], state: ['claimed'], view: 'due3h' });
  expect(of(filterQuery(filter))).toEqual(filter);
  expect(isFiltered(filter)).toBe(true);
  expect(isFiltered(of(''))).toBe(false);
});

test('what is no code is left out', () => {
  expect(filterQuery(of('level=5&state=closed&held=everyone&kind=Wren Ashby&channel=fax&clock=late&view=all&q=Ashby'))).toBe('');
});

test('a cursor holds a rank, an instant and an id, and nothing else is one', () => {
  expect(writeCursor({ riskRank: 1, nextDueMs: 1772442000000, contactId: id })).toBe(`1.1772442000000.${id}`);
  expect(readCursor(`1.1772442000000.${id}`)).toEqual({ riskRank: 1, nextDueMs: 1772442000000, contactId: id });
  expect(readCursor(`4.-.${id}`)).toEqual({ riskRank: 4, nextDueMs: null, contactId: id });
  for (const text of ['', `5.-.${id}`, `1.x.${id}`, '1.-.1', `1.-1.${id}`]) expect(readCursor(text)).toBeNull();
});

test('a reference is found as it is read out over the telephone', () => {
  for (const typed of ['NFK-7F3K-29QX', 'nfk 7f3k 29qx', '7F3K29QX', ' 7f3k-29qx ']) expect(typedReference(typed, 'NFK')).toBe('NFK-7F3K-29QX');
  for (const typed of ['', 'NFK', 'NFK-7F3K', 'Wren Ashby and others']) expect(typedReference(typed, 'NFK')).toBeNull();
});

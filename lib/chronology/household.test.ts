import { expect, test } from 'vitest';
import { pairKey } from '@/lib/people/identity';
import { gather } from './household';

const row = (id: string, contactId: string) => ({ id, contactId });
const pair = (personId: string, otherPersonId: string) => ({ personId, otherPersonId });
const groups = (rows: ReturnType<typeof row>[], same: ReturnType<typeof pair>[], apart: string[] = []) => gather(rows, same, new Set(apart)).map((group) => group.map(({ id }) => id).sort().join(' '));

test('who is known to be the same is one, also through a third; who is not, however alike they are called, is not', () => {
  expect(groups([row('a', '1'), row('b', '2'), row('c', '3'), row('d', '4')], [pair('a', 'b'), pair('c', 'b')])).toEqual(['a b c', 'd']);
  expect(groups([row('a', '1'), row('b', '2')], [])).toEqual(['a', 'b']);
});

test('two of one contact stay two, and so do two who were told apart, whatever joins each of them to a third', () => {
  expect(groups([row('a', '1'), row('twin', '1'), row('b', '2')], [pair('a', 'b'), pair('twin', 'b')])).toEqual(['a b', 'twin']);
  expect(groups([row('a', '1'), row('b', '2'), row('c', '3')], [pair('a', 'b'), pair('b', 'c')], [pairKey('a', 'c')])).toEqual(['a b', 'c']);
});

test('a pair of whom one is not there says nothing', () => {
  expect(groups([row('a', '1')], [pair('a', 'ended')])).toEqual(['a']);
});

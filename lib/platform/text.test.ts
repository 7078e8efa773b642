import { expect, test } from 'vitest';
import { beginning, isKeepable, keepable } from './text';

test.each([
  ['', true],
  ['Łukasz 😀 e\u0301', true],
  ['a\0b', false],
  ['\ud83d', false],
  ['x\ude00', false],
  ['😀'.slice(1), false],
])('%j may be kept: %s', (text, may) => {
  expect(isKeepable(text)).toBe(may);
  expect(isKeepable(keepable(text))).toBe(true);
  if (may) expect(keepable(text)).toBe(text);
});

test('a text is cut between characters and not through them', () => {
  expect(beginning('ab😀', 4)).toBe('ab😀');
  expect(beginning('ab😀', 3)).toBe('ab');
  expect(beginning('abc', 2)).toBe('ab');
  // What was half before is not ours to mend here.
  expect(beginning('a\ud83d', 2)).toBe('a\ud83d');
});

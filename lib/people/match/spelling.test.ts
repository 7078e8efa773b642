import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areNicknames } from './nicknames';
import { likeness, oneSlipApart, plainWord, soundOf, wordsOf } from './spelling';

describe('likeness', () => {
  // Winkler's own examples (1990), to three places.
  test.each([['martha', 'marhta', 0.961], ['dwayne', 'duane', 0.84], ['dixon', 'dicksonx', 0.813]])('%s and %s: %d', (a, b, expected) => {
    expect(likeness(a, b)).toBeCloseTo(expected, 3);
  });

  test('is the same both ways, 1 for the same and 0 for nothing in common', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
      const like = likeness(a, b);
      expect(like).toBeCloseTo(likeness(b, a), 10);
      expect(like).toBeGreaterThanOrEqual(0);
      expect(like).toBeLessThanOrEqual(1);
      expect(likeness(a, a)).toBe(1);
    }));
    expect(likeness('abc', 'xyz')).toBe(0);
  });
});

test.each([
  ['smith', 'smyth', true],
  ['noah', 'noha', true],
  ['anna', 'ana', true],
  ['20190211', '20190201', true],
  ['smith', 'smith', false],
  ['smith', 'smythe', false],
  ['hassan', 'hussain', false],
])('%s and %s are one slip apart: %s', (a, b, expected) => {
  expect(oneSlipApart(a, b)).toBe(expected);
  expect(oneSlipApart(b, a)).toBe(expected);
});

test.each([
  ['Łukasz', 'lukasz'],
  ['Siân', 'sian'],
  ['محمد', 'mhmd'],
  ['Наталья', 'natalya'],
  ['王', 'wang'],
])('%s is written %s', (name, plain) => {
  expect(plainWord(name)).toBe(plain);
});

test('the words of a name: hyphens part them, an apostrophe does not', () => {
  expect(wordsOf('Anne-Marie O’Neill')).toEqual(['anne', 'marie', 'oneill']);
});

test.each([['catherine', 'kathryn'], ['smith', 'smyth'], ['philip', 'filip']])('%s sounds like %s', (a, b) => {
  expect(soundOf(a)).toBe(soundOf(b));
});

test.each([
  ['elizabeth', 'lily', true],
  ['mohammed', 'muhammad', true],
  ['liz', 'lizzie', true],
  ['william', 'bill', true],
  // Both may be an Elizabeth, and are far more often two girls.
  ['elsie', 'lily', false],
  ['hassan', 'hussain', false],
])('%s and %s are one name: %s', (a, b, expected) => {
  expect(areNicknames(a, b)).toBe(expected);
});

/** A form in progress: nobody's words are written over (architecture point 2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listOf, overwrites, saysNoMore, textOf, withStep, type DraftContent } from '@/lib/platform/draft/model';

const story = (name: string) => name === 'happened' || name === 'seen';
const saved: DraftContent = { fields: { happened: 'He had a bruise.', seen: ['I018', 'I002'], name: 'A' }, steps: { story: 4, child: 2 } };

describe('one page is replaced whole, the others stay', () => {
  test('a box no longer ticked is no longer there', () => {
    expect(withStep(saved, 'story', story, { happened: 'He had two bruises.' }, 5)).toEqual({ fields: { name: 'A', happened: 'He had two bruises.' }, steps: { story: 5, child: 2 } });
  });

  test('a field the page does not own is not taken from it', () => {
    expect(withStep(saved, 'story', story, { happened: 'x', name: 'B', role: 'manager' }, 5).fields).toEqual({ name: 'A', happened: 'x' });
  });

  test('what was there is not altered in place', () => {
    const before = structuredClone(saved);
    withStep(saved, 'story', story, { happened: 'x' }, 5);
    expect(saved).toEqual(before);
  });
});

describe('a save over words its author has not seen', () => {
  const other = { happened: 'Another text.', seen: ['I018', 'I002'] };
  const same = { happened: 'He had a bruise.', seen: ['I018', 'I002'] };

  test.each([
    ['the page as last saved', 4, other, false],
    ['a page newer than the save', 7, other, false],
    ['an older page, other words', 3, other, true],
    ['an older page, the same words', 3, same, false],
    ['an older page, one box fewer', 3, { ...same, seen: ['I018'] }, true],
    ['an older page, boxes in another order', 3, { ...same, seen: ['I002', 'I018'] }, true],
    ['an older page that would empty a field', 3, { seen: ['I018', 'I002'] }, true],
    ['an older page with a field nobody owns changed', 3, { ...same, name: 'B' }, false],
  ])('%s', (_, base, posted, expected) => {
    expect(overwrites(saved, 'story', story, posted, base)).toBe(expected);
  });

  test('two tabs on different pages do not quarrel', () => {
    expect(overwrites(saved, 'child', (name) => name === 'name', { name: 'B' }, 2)).toBe(false);
  });

  test('a page never saved before cannot be written over', () => {
    expect(overwrites(saved, 'household', () => true, { a: 'b' }, 0)).toBe(false);
  });

  test('a saved step saved again at its own version never conflicts, and keeps what was typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(50), (first, second, version) => {
        const one = withStep({ fields: {}, steps: {} }, 'story', story, { happened: first }, version);
        expect(overwrites(one, 'story', story, { happened: second }, version)).toBe(false);
        expect(textOf(withStep(one, 'story', story, { happened: second }, version + 1).fields, 'happened')).toBe(second);
        expect(overwrites(one, 'story', story, { happened: second }, version - 1)).toBe(first !== second);
      }),
    );
  });
});

test('a field is read as text or as a list, whatever was sent', () => {
  expect([textOf(saved.fields, 'happened'), textOf(saved.fields, 'seen'), textOf(saved.fields, 'absent')]).toEqual(['He had a bruise.', 'I018', '']);
  expect([listOf(saved.fields, 'seen'), listOf(saved.fields, 'name'), listOf(saved.fields, 'absent'), listOf({ empty: '' }, 'empty')]).toEqual([['I018', 'I002'], ['A'], [], []]);
});

describe('a page that took the place of another says all of it', () => {
  test.each([
    ['the same words and boxes', { happened: 'He shouts.', seen: ['I018'] }, true],
    ['a text that was typed on, in the middle of a word', { happened: 'He sho' }, true],
    ['nothing said', { happened: ' ', seen: [] }, true],
    ['other words', { happened: 'Dad collects at 3' }, false],
    ['one box more', { seen: ['I018', 'I002'] }, false],
    ['a choice that is the beginning of another', { told: 'no' }, false],
    ['a time whose figures went on', { until: 'They are safe until 1' }, false],
    ['a field that is not there', { other: 'x' }, false],
  ])('%s: %s', (_, before, expected) => {
    expect(saysNoMore(before, { happened: 'He shouts. He has a knife.', seen: ['I001', 'I018'], told: 'not_known', until: 'They are safe until 10' })).toBe(expected);
  });

  test('or two others do, between them', () => {
    expect(saysNoMore({ happened: 'He shouts.', seen: ['I018'] }, { happened: 'He shouts.' }, { seen: ['I018'] })).toBe(true);
  });
});

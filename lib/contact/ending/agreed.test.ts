import { describe, expect, it } from 'vitest';
import { agreedFromFields, nothingAgreed, stepWords, worseWords } from './agreed';

describe('what was agreed, as it was typed', () => {
  it('keeps each step with what, who and by when, and passes over an empty one', () => {
    const { agreed, notes } = agreedFromFields({ 'call.steps': ['1', '3'], 'call.step.1.what': ' Ring ', 'call.step.1.owner': 'other', 'call.step.1.ownerName': 'The nurse', 'call.step.1.by.day': '5', 'call.step.1.by.month': '3', 'call.step.1.by.year': '2026', 'belief.level': '3', 'call.agreedLevel': '2' });
    expect(agreed.steps).toEqual([{ what: 'Ring', owner: 'other', ownerName: 'The nurse', by: '2026-03-05', byWords: '' }]);
    expect([agreed.level, agreed.callerLevel, agreed.ourLevel]).toEqual(['2', 3, null]);
    expect(notes).toEqual([]);
  });

  it('asks who and by when of a step, never making them up', () => {
    const { agreed, notes } = agreedFromFields({ 'call.steps': '1', 'call.step.1.what': 'Ring', 'call.step.1.by.day': 'soon' });
    expect(agreed.steps).toEqual([{ what: 'Ring', owner: null, ownerName: '', by: null, byWords: 'soon' }]);
    expect(notes.map(({ field }) => field)).toEqual(['call.step.1.by.day', 'call.step.1.owner']);
  });

  it('asks for our level where there was no agreement, and keeps it only then', () => {
    expect(agreedFromFields({ 'call.agreedLevel': 'not_agreed' }).notes.map(({ field }) => field)).toEqual(['call.ourLevel']);
    expect(agreedFromFields({ 'call.agreedLevel': '2', 'call.ourLevel': '4' }).agreed.ourLevel).toBeNull();
    expect(agreedFromFields({ 'call.callerLevel': '1', 'belief.level': '3' }, 'call.callerLevel').agreed.callerLevel).toBe(1);
  });

  it('is nothing where nobody typed anything, whatever level the caller believes', () => {
    expect(nothingAgreed(agreedFromFields({ 'belief.level': '3', 'call.steps': '1' }).agreed)).toBe(true);
    expect(nothingAgreed(agreedFromFields({ 'call.ring': '999' }).agreed)).toBe(false);
  });

  it('is said on one line each', () => {
    expect(stepWords({ what: 'Ring', owner: 'us', ownerName: 'G. Hume', by: '2026-03-05', byWords: '' }, 'you')).toBe('Ring · Who: we (G. Hume) · By: 5 March 2026');
    expect(worseWords({ ifHappens: 'Left alone', thenDo: '', ring: '999' })).toBe('If this happens: Left alone. Ring: 999');
  });
});

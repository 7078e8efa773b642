/** What the line under a form says of keeping it: that words are kept only where they are (a worker leaves the page by it). */
import { expect, test } from 'vitest';
import { wordsOf } from '@/app/_edge/autosave';

test('signed out, the words are called kept only where the server kept them', () => {
  expect(wordsOf({ problem: 'signed_out', kept: true, version: 3, savedAt: '02:14' })).toContain('is kept');
  for (const answer of [{ problem: 'signed_out' }, { problem: 'signed_out', kept: false }]) {
    expect(wordsOf(answer)).toMatch(/^Not saved/);
    expect(wordsOf(answer)).not.toContain('kept');
    expect(wordsOf(answer)).toContain('another window');
  }
});

test('whoever is asked first whether they know the family reads that, and not that they are signed out', () => {
  expect(wordsOf({ problem: 'ask_first' })).toContain('whether you know this family');
  expect(wordsOf({ savedAt: '02:14' })).toBe('Saved 02:14. Nothing has been sent yet.');
});

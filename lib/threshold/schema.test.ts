/** Facts of a later release: refused of whoever asks the engine, read and kept of a contact (safe practice 8: nothing that is known is taken back). */
import { describe, expect, test } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { keptInput, parseAssessInput } from '@/lib/threshold/schema';

const [guide] = guides;
const told = { children: [{ id: '1', indicators: { I018: 'present' }, facts: { disability: true, saidByALaterRelease: true } }], facts: { immediateDanger: true, alsoLater: 3 } };

describe('a fact that this release does not know', () => {
  test('is read of what is kept, as it stands', () => {
    expect(keptInput.parse(told)).toEqual(told);
  });

  test('is named to whoever hands it in, and is not taken', () => {
    if (guide === undefined) throw new Error('no guide');
    expect(parseAssessInput(guide, told)).toEqual({
      ok: false,
      problem: [
        { field: 'children[0].facts.saidByALaterRelease', message: 'is not a known field' },
        { field: 'facts.alsoLater', message: 'is not a known field' },
      ],
    });
  });

  test('does not make one that is known right: its value is held to what it may be', () => {
    expect(keptInput.safeParse({ ...told, facts: { immediateDanger: 'perhaps' } }).success).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { wordsIn } from './answer';

/** Architecture 2: nothing typed is ever lost, also where it was one word. */
describe('words among the answers of a form', () => {
  test.each(['She came in hungry.', 'Neglect', 'Hungry.', 'frightened!', 'O’Dowd', 'Anne-Marie', 'Éowyn', 'r.pell@orchard.example'])('%s', (typed) => expect(wordsIn({ typed: ` ${typed} ` })).toEqual([typed]));

  test.each(['', ' ', '2', 'yes', 'strategy_discussion', 'UNIV_ADVICE', 'I099', 'N', '0198c2f4-77aa-7d10-9f3e-5b1a2c3d4e5f', 'child.1', '2026-03-02'])('not “%s”, a code or a number of ours', (code) => expect(wordsIn({ code })).toEqual([]));
});

import { expect, test } from 'vitest';
import { NOTHING_SAID, reachingWords } from '@/lib/contact/report/reaching';
import { againstWhatWasSaid } from './telling';

/** Safe practice 4, 5: the way that they, or whoever reported of them, said is safe; another one only with why it is safe now. */
test.each([
  [null, 'letter', 'spoken_with', false],
  ['not_known', 'letter', 'spoken_with', false],
  ['letter', 'letter', 'spoken_with', false],
  ['telephone', 'telephone', 'spoken_with', false],
  ['telephone', 'letter', 'spoken_with', true],
  ['email', 'letter', 'own_account', true],
  ['letter', 'email', 'spoken_with', true],
  ['in_person', 'letter', 'handed_over', false],
  ['in_person', 'letter', 'spoken_with', true],
  ['in_person', 'telephone', 'spoken_with', true],
] as const)('said %s, recorded %s (%s): another way is %s', (said, way, how, other) => {
  expect(againstWhatWasSaid(said, { way, how })).toBe(other);
});

test('what was said of reaching somebody is read as it was said, and nothing where nothing was', () => {
  expect(reachingWords(NOTHING_SAID)).toEqual([]);
  expect(reachingWords({ safeWay: 'telephone', reachBy: 'until 17:00, at work', mayLeaveMessage: 'no', whoMightSee: 'Her husband opens the post' })).toEqual([
    'Safe way: by telephone.',
    'When and how: until 17:00, at work',
    'A message may be left: no.',
    'Might see or hear it: Her husband opens the post',
  ]);
});

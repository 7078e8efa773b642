import { expect, test } from 'vitest';
import { guides } from './guides';
import { levelWordsOf, ownLabelOf } from './level-words';

function of(area: string) {
  const guide = guides.findLast((each) => each.area === area);
  if (guide === undefined) throw new Error(area);
  return guide;
}

// The Model of Staged Intervention: early help is MOSI 2 and 3, both kinds of social work MOSI 4.
test.each([
  [2, 'EH_SINGLE', 'MOSI 2: Early help from one agency', 'MOSI 2'],
  [2, 'EH_CAF', 'MOSI 3: Early help from several agencies', 'MOSI 3'],
  [2, undefined, 'MOSI 2: Early help from one agency; MOSI 3: Early help from several agencies', 'MOSI 2 / MOSI 3'],
  [3, 'CIN_ASSESS', 'MOSI 4: child in need', 'MOSI 4: child in need'],
  [4, 'STRATEGY', 'MOSI 4: protection', 'MOSI 4: protection'],
] as const)('in Cambridgeshire %i, %s stands with the number of its own scale', (level, route, words, label) => {
  expect(levelWordsOf(of('cambridgeshire'), level, route)).toBe(words);
  expect(ownLabelOf(of('cambridgeshire'), level, route)).toBe(label);
});

test('where an area counts alike its name says enough', () => {
  for (const area of ['norfolk', 'somerset', 'plymouth', 'blackburn-with-darwen']) {
    expect(levelWordsOf(of(area), 3, 'CIN_ASSESS'), area).not.toMatch(/\d/);
    expect(ownLabelOf(of(area), 3, 'CIN_ASSESS'), area).toBeUndefined();
  }
});

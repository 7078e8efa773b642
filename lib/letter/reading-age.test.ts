import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { areaLevelOf, levelOfRoute, routeWordsOf, ROUTES, type Guide } from '@/lib/threshold/model';
import { guides } from '@/lib/threshold/guides';
import { FAMILY_STANDINGS, familyLetter, INTERPRETER_NEEDS, READING_NEEDS, type FamilyFacts } from './family/family';
import { outcomeLetter, type OutcomeFacts, type ToldChild } from './outcome/outcome';
import { hardSentences, letterReadingAge, letterSentences, READING_AGE_LIMITS, readingAge, sentencesOf, syllables, wordsOf } from './reading-age';
import { receipt } from './receipt';

const AREA = { councilName: 'Westmarsh County Council', serviceName: 'Front door', dayPhone: '01632 960001', nightPhone: '01632 960002', dutyHours: { from: '08:45', to: '17:00' }, publicPhone: '01632 960003' };
const AT = Temporal.Instant.from('2026-04-07T15:00:00Z');
const heading = { area: AREA, reference: 'WMS-7F3K-29QX', recipientName: 'Bryony Castle', writtenAt: AT };

describe('the measure', () => {
  test.each([['cat', 1], ['child', 1], ['worry', 2], ['social', 2], ['worker', 2], ['assessment', 3], ['decided', 3], ['helped', 1], ['phoned', 1], ['family', 3], ['safe', 1], ['table', 2], ['responsibility', 6]])('%s has %i syllables', (word, count) => {
    expect(syllables(word)).toBe(count);
  });

  test('a sentence ends with its mark or its line; dates and references are no words', () => {
    expect(sentencesOf('One here. Two there?\nThree')).toEqual(['One here.', 'Two there?', 'Three']);
    expect(wordsOf('Ring 01632 960003 about WMS-7F3K-29QX, please')).toEqual(['Ring', 'about', 'please']);
  });

  // By hand: 6 words, 1 sentence, 6 syllables. 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45: the youngest there is.
  test('short words in a short sentence are for the youngest', () => expect(readingAge('The cat sat on the mat.')).toBe(5));

  // By hand: 8 words, 1 sentence; mul-ti-a-gen-cy safe-guard-ing ar-range-ments ne-ces-si-tate …: 0.39 × 8 + 11.8 × (24 / 8) − 15.59 = 22.93, and five.
  test('the words of an office are not', () => expect(readingAge('Statutory safeguarding arrangements necessitate proportionate interagency information sharing.')).toBeGreaterThan(20));

  test('a hard sentence is found among easy ones', () => {
    const hard = 'The aforementioned multi-agency safeguarding arrangements necessitate your immediate participation in subsequent proceedings.';
    expect(hardSentences(['We will ring you.', hard, 'You can say no to it at any time you like.'], 'family')).toEqual([hard]);
  });
});

const child = (guide: Guide, route: (typeof ROUTES)[number]): ToldChild => {
  const level = areaLevelOf(guide, levelOfRoute(route), route);
  return { calledBy: 'Amira', unborn: false, level: levelOfRoute(route), levelWords: `${level.label}, ${level.name}`, levelDescription: level.description, route, routeName: routeWordsOf(guide, route).name };
};

const outcomes = ROUTES.flatMap((route) =>
  guides.flatMap((guide) =>
    ([[null, false], [AT, false], [AT, true]] as const).flatMap(([replaces, silent]) =>
      [levelOfRoute(route), 4 as const].map((referrerLevel): OutcomeFacts => ({ ...heading, referrerClass: 'professional', receivedAt: AT, decidedAt: AT, decidedBy: 'Gareth Hume', guideTitle: guide.title, children: [child(guide, route)], route, level: levelOfRoute(route), referrerLevel, signs: [guide.indicators[0]?.phrase ?? ''], replaces, silent, agreed: null })),
    ),
  ),
);

describe('every letter to a referrer, of each route, guide, class and situation', () => {
  test.each([
    ['professional_continuing', null, READING_AGE_LIMITS.professional],
    ['professional', null, READING_AGE_LIMITS.professional],
    ['public', null, READING_AGE_LIMITS.public],
    ['subject', 'received', READING_AGE_LIMITS.public],
    ['subject', 'category', READING_AGE_LIMITS.professional],
  ] as const)('%s (%s): at most %i', (referrerClass, agreed, limit) => {
    const ages = outcomes.map((facts) => letterReadingAge(outcomeLetter({ ...facts, referrerClass, agreed }) ?? { blocks: [] }));
    expect(ages).toHaveLength(outcomes.length);
    expect(Math.max(...ages)).toBeLessThanOrEqual(limit);
    expect(Math.min(...ages)).toBeGreaterThan(5);
  });

  test.each(['professional_continuing', 'professional', 'public'] as const)('the receipt for %s', (referrerClass) => {
    for (const ringNow of [null, { number: '01632 960002', whose: 'night' as const }])
      for (const outcomeKept of [false, true]) {
        const text = receipt({ ...heading, referrerClass, outcomeKept, receivedAt: AT, decideBy: AT, ringNow });
        expect(letterReadingAge(text ?? { blocks: [] })).toBeLessThanOrEqual(READING_AGE_LIMITS.public);
      }
  });
});

const families = ROUTES.flatMap((route) =>
  FAMILY_STANDINGS.flatMap((standing) =>
    INTERPRETER_NEEDS.flatMap((interpreter) =>
      READING_NEEDS.flatMap((reading) => [null, AT].map((replaces): FamilyFacts => ({ ...heading, standing, calledBy: standing === 'mother' ? null : 'Amira', route, decidedAt: AT, decidedBy: 'Gareth Hume', interpreter, reading, agreedWords: '', ownWords: '', replaces }))),
    ),
  ),
);

describe('every letter to the family, of each route, reader and need', () => {
  test(`is read at ${READING_AGE_LIMITS.family} or younger, and no sentence is hard`, () => {
    expect(families).toHaveLength(6 * 4 * 3 * 4 * 2);
    for (const facts of families) {
      const text = familyLetter(facts);
      expect(letterReadingAge(text), `${facts.route} ${facts.standing}`).toBeLessThanOrEqual(READING_AGE_LIMITS.family);
      expect(hardSentences(letterSentences(text), 'family')).toEqual([]);
    }
  });
});

import { expect, test } from 'vitest';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { guides } from '@/lib/threshold/guides';
import { keptFrom, mayLearnOf, PREGNANCY_SIGNS, tellsOfPregnancy, type Pregnancy, type WrittenTo } from './pregnancy';

const of = (known: Pregnancy['known'], contactId = 'a'): Pregnancy => ({ contactId, personId: 'p', known });
const reporterOf = (contactId: string): WrittenTo => ({ as: 'referrer', contactId, called: 'Bryony Castle' });

/** Domain 7.12: "a pregnancy is never shown or written to anyone the mother has not told". */
test('herself and whoever told us of it may read of it; nobody else whom she has not told', () => {
  for (const known of [{ by: 'mother_only' }, { by: 'not_known' }] as const) {
    expect(mayLearnOf(of(known), { as: 'mother' })).toBe(true);
    expect(mayLearnOf(of(known), reporterOf('a'))).toBe(true);
    expect(mayLearnOf(of(known), reporterOf('b'))).toBe(false);
    expect(mayLearnOf(of(known), { as: 'family', called: 'Adalbert' })).toBe(false);
  }
  const listed = of({ by: 'listed', people: ['Adalbert', 'bryony castle'] });
  expect(mayLearnOf(listed, { as: 'family', called: 'Adalbert' })).toBe(true);
  expect(mayLearnOf(listed, reporterOf('b'))).toBe(true);
  expect(mayLearnOf(listed, { as: 'post' })).toBe(false);
});

test('nothing is kept where there is no pregnancy, and nothing from whoever knows of one', () => {
  expect(keptFrom([], { as: 'post' })).toBe(false);
  expect(keptFrom([of({ by: 'mother_only' }, 'a'), of({ by: 'mother_only' }, 'b')], reporterOf('b'))).toBe(false);
  expect(tellsOfPregnancy('Is the midwife coming?', [of({ by: 'mother_only' })], reporterOf('b'))).toBe(true);
  expect(tellsOfPregnancy('Is the doctor coming?', [of({ by: 'mother_only' })], reporterOf('b'))).toBe(false);
});

test.each(['She is pregnant.', 'the unborn baby', 'a child not born yet', 'Her midwife', 'antenatal care', 'maternity unit', 'the due date is near', 'She is expecting a child', 'your baby', 'the babies', 'a foetus', 'growth scan'])('%s: tells of a pregnancy', (words) => expect(speaksOfPregnancy(words)).toBe(true));
test.each(['What are you expecting of us?', 'her date of birth', 'She was born in May.', 'the babysitter', 'a scanned letter'])('%s: does not', (words) => expect(speaksOfPregnancy(words)).toBe(false));

test('every sign whose words in a guide tell of a pregnancy is in the list; no level or route does', () => {
  for (const { indicators, levels, routes } of guides) {
    const speaking = indicators.filter(({ phrase }) => speaksOfPregnancy(phrase)).map(({ id }) => id);
    // An earlier baby, and a bruise on a baby, say nothing of a pregnancy now.
    expect(PREGNANCY_SIGNS).toEqual(expect.arrayContaining(speaking.filter((id) => id !== 'I138' && id !== 'I098')));
    for (const words of [...levels.flatMap(({ label, name, description }) => [label, name, description]), ...routes.map(({ name }) => name)]) expect(speaksOfPregnancy(words)).toBe(false);
  }
});

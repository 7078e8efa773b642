/** Whether a child moves about alone and whether it can speak (domain 2.2 behaviour 6: "not independently mobile at any age with any injury"; "disabled or without speech, with any UR"). Levels by hand; received on 22 November 2026. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { withJoined } from '../additions/addition';
import { assessInput } from '../assess';
import { report, type ReportInput } from '../schema';
import { reportFromFields } from './report-fields';

const receivedOn = Temporal.PlainDate.from('2026-11-22');
const guide = guideInForce('norfolk', receivedOn);
if (guide === undefined) throw new Error('no guide');
type Said = NonNullable<ReportInput['children']>[number];
const ask = (child: Said) => assessInput(report.parse({ children: [child] }), { receivedOn, contactsIn12Months: 1, immediate: false });
const proposed = (child: Said) => propose(guide, ask(child));
const hurt = { indicators: { I017: 'present' as const } };

describe('a baby who is hurt, and of whom nobody said whether it moves about', () => {
  test.each<[string, Said, number]>([
    ['six months old today, nothing answered', { dateOfBirth: '2026-05-22' }, 4],
    ['eight months old, not known', { dateOfBirth: '2026-03-01', nonMobile: 'not_known' }, 4],
    ['the day before the first birthday', { dateOfBirth: '2025-11-23' }, 4],
    ['said to be 8 months old', { age: { months: 8 } }, 4],
    ['eight months old, and it crawls', { dateOfBirth: '2026-03-01', nonMobile: 'no' }, 3],
    ['eight months old, and it does not', { dateOfBirth: '2026-03-01', nonMobile: 'yes' }, 4],
    ['one today', { dateOfBirth: '2025-11-22' }, 2],
    ['nine years old, not known', { age: { years: 9 }, nonMobile: 'not_known' }, 2],
    ['of no known age', {}, 2],
  ])('%s', (_, child, level) => {
    expect(proposed({ ...child, ...hurt }).level).toBe(level);
    expect(proposed({ ...child, ...hurt }).duties.includes('MEDICAL_TODAY')).toBe(level === 4);
  });

  test('the reason says what is not known, and not that it cannot', () => {
    expect(proposed({ age: { months: 8 }, ...hurt }).because.map(({ rule }) => rule)).toContain('perhaps-immobile-with-injury');
    expect(proposed({ age: { months: 8 }, ...hurt }).because.map(({ rule }) => rule)).not.toContain('immobile-with-injury');
  });

  test('where one knew that it crawls the silence of another takes it not back; where nobody knew, a later answer does not lower', () => {
    const crawls = ask({ age: { months: 8 }, nonMobile: 'no', ...hurt });
    const silent = ask({ age: { months: 8 }, ...hurt });
    const both = (ours: typeof silent, theirs: typeof silent) => propose(guide, withJoined(ours, {}, theirs.children.map((other) => ({ id: '1', other })), 1)).level;
    expect([both(crawls, silent), both(silent, crawls), both(silent, silent)]).toEqual([3, 4, 4]);
  });
});

describe('without speech', () => {
  const atRisk = { age: { years: 9 }, indicators: { I032: 'present' as const } };
  test.each<[string, Said, number]>([
    ['said so', { withoutSpeech: 'yes' }, 3],
    ['said so of a child who is not disabled', { withoutSpeech: 'yes', disability: 'no' }, 3],
    ['disabled, and speaks', { withoutSpeech: 'no', disability: 'yes' }, 3],
    ['speaks', { withoutSpeech: 'no' }, 2],
    ['not known', { withoutSpeech: 'not_known' }, 2],
    ['not asked', {}, 2],
    // As the form's own hint offered it, and as a machine or an older draft may still say it.
    ['written where it was asked how they communicate', { communication: 'Without speech, uses Makaton' }, 3],
    ['written otherwise', { communication: 'non-verbal' }, 3],
    ['in words that say something else', { communication: 'Does not speak English' }, 2],
    ...['Unable to speak', 'He is not able to talk', 'She is mute.', 'Selectively mute at school', 'Selective mutism', 'No words', 'has no spoken words yet', 'No verbal communication', 'Without spoken language', 'Non-speaking', 'He is not verbal', 'Pre-verbal', 'does not use words', 'No words in any language', 'She has no words of her own'].map((communication): [string, Said, number] => [`written “${communication}”`, { communication }, 3]),
    ...['Mute the phone before he hears it', 'Keep the call on mute', 'Press the mute button', 'Not unable to speak, but shy', 'Not mute', 'Unable to speak English', 'Not able to talk to men', 'No words of English', 'No words in English, speaks Pashto', 'Knows no words for what happened', 'Non-English-speaking', 'Does not use words like that', 'Speaks in no words of Polish'].map((communication): [string, Said, number] => [`not said by “${communication}”`, { communication }, 2]),
    ['not known, and written', { communication: 'Non-verbal', withoutSpeech: 'not_known' }, 3],
    ['a person’s answer goes before words', { communication: 'Was without speech until last year', withoutSpeech: 'no' }, 2],
  ])('%s', (_, child, level) => expect(proposed({ ...atRisk, ...child }).level).toBe(level));

  test.each<[string, Said, number]>([
    ['written and not answered', { disabilityWords: 'Cerebral palsy' }, 3],
    ['written where it was not known', { disability: 'not_known', disabilityWords: 'Waits for an autism assessment' }, 3],
    ['a diagnosis that is still to come', { disabilityWords: 'No diagnosis yet; very little movement on the left' }, 3],
    ['written that there is none', { disabilityWords: 'None known.' }, 2],
    ['that none is known, in other words', { disabilityWords: 'No known SEND' }, 2],
    ['that the writer is aware of none', { disabilityWords: 'Not aware of any' }, 2],
    ['that nobody knows of one', { disabilityWords: 'None that we know of' }, 2],
    ...['Not stated', 'N/K', 'nk', 'Not disclosed.', 'None that we’re aware of', 'None that I’m aware of', 'None identified', 'No disability disclosed', 'Not recorded', '?', '–'].map((disabilityWords): [string, Said, number] => [`no word of one in “${disabilityWords}”`, { disabilityWords }, 2]),
    ...['Autism?', 'Not stated, uses a wheelchair', 'Not disclosed to school: epilepsy', 'Not diagnosed', 'None known until the stroke', 'NKH'].map((disabilityWords): [string, Said, number] => [`one in “${disabilityWords}”`, { disabilityWords }, 3]),
    ['a “no” that goes on', { disabilityWords: 'No speech and uses a wheelchair' }, 3],
    ['a person’s “no” goes before words', { disability: 'no', disabilityWords: 'Wore a splint until May' }, 2],
  ])('disabled: %s', (_, child, level) => expect(proposed({ ...atRisk, ...child }).level).toBe(level));

  test('disabled: ticked as a sign, whatever was answered beside it', () => {
    expect(proposed({ ...atRisk, disability: 'not_known', indicators: { I032: 'present', I060: 'present' } }).because.map(({ rule }) => rule)).toContain('disabled-child-at-risk');
  });

  test('read from the form; a report that was not asked holds nothing of it', () => {
    const read = (fields: Record<string, string>) => reportFromFields({ children: ['1'], 'child.1.givenName': 'Tilly', ...fields }, { today: receivedOn, indicators: [], reporter: { name: '', email: '', agencyName: '' } }).report.children[0];
    expect(read({ 'child.1.withoutSpeech': 'yes' })).toMatchObject({ withoutSpeech: 'yes' });
    expect(read({})).not.toHaveProperty('withoutSpeech');
    expect(read({ 'child.1.withoutSpeech': 'perhaps' })).not.toHaveProperty('withoutSpeech');
  });
});

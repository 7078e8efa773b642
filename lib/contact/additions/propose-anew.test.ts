/** An addition to an older contact (decision 58; safe practice 8): expectations by hand from the law. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';
import type { Guide, Rule } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { stricter } from '@/lib/threshold/stricter';
import { proposedAgain, proposedUnder } from './propose-anew';

const now = Temporal.Instant.from('2026-11-30T12:00:00Z');
const edition = (version: string): Guide => {
  const found = guides.find((guide) => guide.area === 'norfolk' && guide.version === version);
  if (found === undefined) throw new Error(`no edition ${version}`);
  return found;
};
const old = edition('2016-17');
const input = { children: [{ id: '1', age: { years: 7 }, indicators: { I018: 'present' as const } }] };

/** The edition as it was when a need of level 2 was level 3 in it. */
const asItWas: Guide = { ...old, rules: old.rules.map((rule): Rule => (rule.id === 'additional-need' ? { ...rule, id: 'as-it-was', raise: { level: 3, route: 'CIN_ASSESS' } } : rule)) };

describe('what is added to an older contact is judged by the stricter of both', () => {
  test('never lower than was proposed, where the rules of its edition were changed since', () => {
    const before = { guideId: old.id, guideVersion: old.version, guideHash: contentHash(asItWas), document: propose(asItWas, input) };
    expect(propose(old, input).level).toBe(2);
    const again = proposedAgain(before, input, now);
    expect(again).toMatchObject({ level: 3, route: 'CIN_ASSESS', guide: { version: '2016-17', hash: contentHash(old) } });
    expect(again.children[0]).toMatchObject({ level: 3, route: 'CIN_ASSESS' });
    expect(again.because[0]).toMatchObject({ rule: 'as-it-was', level: 3 });
    // Nor by the second addition, of which the hash is today's.
    expect(proposedAgain({ ...before, guideHash: contentHash(old), document: again }, input, now)).toMatchObject({ level: 3, children: [{ level: 3 }] });
    // What is added still raises it.
    expect(proposedAgain(before, { children: [{ ...input.children[0], id: '1', indicators: { I099: 'present' } }] }, now)).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY'] });
  });

  test('as it is, where nothing was changed', () => {
    const today = edition('2018-19');
    const before = { guideId: today.id, guideVersion: today.version, guideHash: contentHash(today), document: propose(today, input) };
    expect(proposedAgain(before, input, now)).toEqual(propose(today, input));
  });

  test('by the edition in force, too, where that asks for more; in the words of its own', () => {
    const [was, is] = [propose(old, input), { ...propose(asItWas, input), guide: propose(edition('2018-19'), input).guide }];
    expect(stricter(was, is)).toMatchObject({ level: 3, route: 'CIN_ASSESS', guide: { version: '2016-17' } });
    expect(stricter(is, was)).toMatchObject({ level: 3, route: 'CIN_ASSESS', guide: { version: '2018-19' } });
    expect(proposedUnder({ guideId: old.id, guideVersion: old.version }, input, now).level).toBe(2);
  });

  test('duties and warnings of both stand, and what is said of a level alone goes with the level that holds', () => {
    const refused = { ...input, facts: { consent: 'refused' as const } };
    const [low, high] = [propose(old, { ...refused, facts: { ...refused.facts, homeAuthority: 'other' as const, contactsIn12Months: 3 } }), propose(old, { children: [{ id: '1', indicators: { I099: 'present' as const } }] })];
    const both = stricter(low, high);
    expect(both).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY', 'OUT_OF_AREA'], flags: { managerReview: true, strategyDiscussion: true, consentToAgree: false } });
    expect(both.children[0]?.because.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['high-risk', 'additional-need', 'repeat-contact']));
  });
});

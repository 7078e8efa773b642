import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { ROUTES } from '@/lib/threshold/model';
import { familyWords } from './keeping-safe';
import { placedBy, type ChildInView, type Situation } from './model';
import { isDecisionField, readDecision } from './schema';

const AVA = '11111111-1111-4111-8111-111111111111';
const BEN = '22222222-2222-4222-8222-222222222222';

const ava: ChildInView = { personId: AVA, name: 'Ava Marsh', reported: true, tie: 'reported', risks: [], unborn: false, underOne: false, immobileWithInjury: false, hasPlan: false, underProtection: false, proposed: { ...placedBy('STRATEGY'), strategy: true, confirmImpactOnly: false }, before: placedBy('STRATEGY'), letGo: null };
const ben: ChildInView = { ...ava, personId: BEN, name: 'Ben Marsh', reported: false, tie: 'household', proposed: null, before: null };
const here: Situation = { children: [ava], referrerLevel: 4, contactsIn12Months: 1, repeatContacts: 3, today: Temporal.PlainDate.from('2026-11-18'), agreementRefused: false, namedBefore: 0, replaces: false, routes: ROUTES, joined: null, joinedUnderProtection: false, outstanding: [] };

/** What levels 3 and 4 ask beside the rest: danger of delay, a plan until the next contact, who will see the child. */
const keepingSafe: Fields = { ifNothing: 'He may be hit again when he is home.', delayUntil: 'School ends at 15:15', planWhat: 'School keeps him', planUntil: 'Six tonight', planWatches: 'The head teacher', planIfFails: 'She rings 999, then us', [`seePlan.${AVA}`]: 'Paediatrician, today' };
const agreeing: Fields = { [`route.${AVA}`]: 'STRATEGY', [`primaryNeed.${AVA}`]: 'N1', [`childSeen.${AVA}`]: 'no', [`notHeard.${AVA}`]: 'not_seen_yet', familyNotHeard: 'unsafe', rationale: 'A bruise without an explanation.', historyRead: 'yes', ...keepingSafe };

const gapsOf = (fields: Fields, situation = here) => {
  const read = readDecision(fields, situation);
  return read.ok ? [] : read.problem.map(({ field }) => field);
};

test('the simple case: agree, a need, seen or not, why, history read', () => {
  expect(readDecision(agreeing, here)).toMatchObject({ ok: true, value: { children: [{ personId: AVA, standing: 'own', level: 4, route: 'STRATEGY', primaryNeed: 'N1', childSeen: 'no' }], rationale: 'A bruise without an explanation.', changeReason: '', reviewOn: null } });
});

test('an empty form names what is missing and nothing else', () => {
  expect(gapsOf({})).toEqual([`route.${AVA}`, `childSeen.${AVA}`, `childViews.${AVA}`, 'familyViews', 'rationale', 'historyRead']);
});

test('going below the guide asks for its reason, its own for no strategy discussion, one for the referrer, and what would happen tonight', () => {
  const lower = { ...agreeing, [`route.${AVA}`]: 'CIN_ASSESS', ifNothing: '' };
  expect(gapsOf(lower)).toEqual([`proposalReason.${AVA}`, `noStrategyReason.${AVA}`, 'referrerReason', 'ifNothing']);
  const told = { ...lower, [`proposalReason.${AVA}`]: 'Seen by a doctor', [`noStrategyReason.${AVA}`]: 'Police and health were asked', referrerReason: 'Told by telephone', ifNothing: 'Grandmother stays the night' };
  expect(gapsOf(told)).toEqual([]);
});

/** C27: the voice of child and family at each decision. */
test('the family is heard at every decision, or it is said why not; one choice is enough where a child cannot wait', () => {
  const unasked = { ...agreeing, familyNotHeard: '' };
  expect(gapsOf(unasked)).toEqual(['familyViews']);
  expect(gapsOf({ ...unasked, familyNotHeard: 'nonsense' })).toEqual(['familyViews']);
  expect(readDecision({ ...unasked, familyNotHeard: 'unsafe' }, here)).toMatchObject({ ok: true, value: { familyViews: '', familyNotHeard: 'unsafe' } });
  expect(gapsOf({ ...unasked, familyNotHeard: 'other' })).toEqual(['familyNotHeardWords']);
  expect(readDecision({ ...unasked, familyViews: 'His mother agrees.', familyNotHeard: 'other' }, here)).toMatchObject({ ok: true, value: { familyViews: 'His mother agrees.', familyNotHeard: null, familyNotHeardWords: '' } });
  expect(familyWords({ familyViews: '', familyNotHeard: 'unsafe', familyNotHeardWords: '' })).toBe('Not obtained: not safe to ask now');
});

test('blank words are no reason', () => {
  expect(gapsOf({ ...agreeing, rationale: ' \n\t ' })).toEqual(['rationale']);
});

test('a route that the guide does not have, or that no unborn child can have, is not taken', () => {
  expect(gapsOf({ ...agreeing, [`route.${AVA}`]: 'NONSENSE' })).toContain(`route.${AVA}`);
  expect(gapsOf({ ...agreeing, [`route.${AVA}`]: 'IMMEDIATE' }, { ...here, children: [{ ...ava, unborn: true }] })).toContain(`route.${AVA}`);
  expect(gapsOf(agreeing, { ...here, routes: ['UNIV_ADVICE'] })).toContain(`route.${AVA}`);
});

test('that the history was looked at is said, or why not; a reason typed beside "read" is none', () => {
  expect(gapsOf({ ...agreeing, historyRead: '' })).toEqual(['historyRead']);
  expect(gapsOf({ ...agreeing, historyRead: 'no', historyNotRead: '  ' })).toEqual(['historyNotRead']);
  expect(readDecision({ ...agreeing, historyRead: 'no', historyNotRead: 'No time: police wait.' }, here)).toMatchObject({ ok: true, value: { historyNotRead: 'No time: police wait.' } });
  expect(readDecision({ ...agreeing, historyNotRead: 'No time' }, here)).toMatchObject({ ok: true, value: { historyNotRead: '' } });
});

test('a child said to be seen was seen by somebody', () => {
  expect(gapsOf({ ...agreeing, [`childSeen.${AVA}`]: 'yes' })).toEqual([`seenBy.${AVA}`, `seenWhere.${AVA}`, `seenAlone.${AVA}`]);
});

test('advice needs no primary need (census rule 8610), an assessment does', () => {
  const quiet = { ...ava, proposed: { ...placedBy('UNIV_ADVICE'), strategy: false, confirmImpactOnly: false }, before: placedBy('UNIV_ADVICE') };
  const calm: Situation = { ...here, referrerLevel: null, children: [quiet] };
  const advice: Fields = { [`route.${AVA}`]: 'UNIV_ADVICE', [`childSeen.${AVA}`]: 'no', [`childViews.${AVA}`]: 'She is glad of the club.', familyViews: 'Both parents were told and agree.', rationale: 'Needs are met.', historyRead: 'yes' };
  expect(readDecision(advice, calm)).toMatchObject({ ok: true, value: { children: [{ primaryNeed: 'N0' }] } });
  expect(gapsOf({ ...advice, [`route.${AVA}`]: 'CIN_ASSESS', [`proposalReason.${AVA}`]: 'x', ...keepingSafe }, calm)).toEqual([`primaryNeed.${AVA}`]);
});

test('every child of the household is named: the same takes the highest, a difference its reason and its own level', () => {
  const family: Situation = { ...here, children: [ava, ben] };
  expect(gapsOf(agreeing, family)).toEqual([`standing.${BEN}`]);
  expect(readDecision({ ...agreeing, [`standing.${BEN}`]: 'same' }, family)).toMatchObject({ value: { children: [{}, { personId: BEN, standing: 'same', level: 4, route: 'STRATEGY', primaryNeed: 'N1' }] } });
  expect(gapsOf({ ...agreeing, [`standing.${BEN}`]: 'different' }, family)).toEqual([`standingReason.${BEN}`, `route.${BEN}`, `childSeen.${BEN}`, `childViews.${BEN}`]);
  expect(gapsOf({ ...agreeing, [`standing.${BEN}`]: 'separate_household' }, family)).toEqual([]);
  expect(gapsOf({ ...agreeing, [`standing.${BEN}`]: 'own' }, family)).toEqual([`standing.${BEN}`]);
});

test('a change says why', () => {
  expect(gapsOf(agreeing, { ...here, replaces: true })).toEqual(['changeReason']);
});

test('help that was refused is looked at again on a date, at levels 2 and 3', () => {
  const refusedHelp: Situation = { ...here, agreementRefused: true, referrerLevel: null, children: [{ ...ava, proposed: { ...placedBy('EH_SINGLE'), strategy: false, confirmImpactOnly: false }, before: placedBy('EH_SINGLE') }] };
  const early: Fields = { ...agreeing, [`route.${AVA}`]: 'EH_SINGLE' };
  expect(gapsOf(early, refusedHelp)).toEqual(['reviewOn']);
  expect(gapsOf({ ...early, 'reviewOn-day': '31', 'reviewOn-month': '2', 'reviewOn-year': '2027' }, refusedHelp)).toEqual(['reviewOn']);
  expect(readDecision({ ...early, 'reviewOn-day': '8', 'reviewOn-month': '3', 'reviewOn-year': '2027' }, refusedHelp)).toMatchObject({ value: { reviewOn: '2027-03-08' } });
  expect(gapsOf(agreeing, { ...here, agreementRefused: true })).toEqual([]);
  // From Wednesday 18 November 2026: the day itself, a day before it, and a slip in the year forget the child; tomorrow and a year on do not.
  const on = (day: string, month: string, year: string) => gapsOf({ ...early, 'reviewOn-day': day, 'reviewOn-month': month, 'reviewOn-year': year }, refusedHelp);
  for (const [day, month, year] of [['18', '11', '2026'], ['8', '3', '2026'], ['8', '3', '2207'], ['19', '11', '2027']] as const) expect(on(day, month, year)).toEqual(['reviewOn']);
  for (const [day, month, year] of [['19', '11', '2026'], ['18', '11', '2027']] as const) expect(on(day, month, year)).toEqual([]);
  // Help was refused for Ben too, and a strategy discussion on Ava does not change that.
  const beside: Situation = { ...here, agreementRefused: true, children: [ava, { ...ben, reported: true }] };
  const both = { ...agreeing, [`route.${BEN}`]: 'EH_SINGLE', [`primaryNeed.${BEN}`]: 'N1', [`childSeen.${BEN}`]: 'no', [`notHeard.${BEN}`]: 'not_seen_yet' };
  expect(gapsOf(both, beside)).toEqual(['reviewOn']);
  expect(gapsOf({ ...both, [`route.${BEN}`]: 'STRATEGY', [`seePlan.${BEN}`]: 'Paediatrician, today' }, beside)).toEqual([]);
});

test('too long is said, not cut', () => {
  expect(gapsOf({ ...agreeing, rationale: 'a'.repeat(20_001) })).toEqual(['rationale']);
  expect(gapsOf({ ...agreeing, rationale: 'a'.repeat(20_000) })).toEqual([]);
});

test('only fields of the form are kept', () => {
  expect(['rationale', `route.${AVA}`, 'reviewOn-day'].every(isDecisionField)).toBe(true);
  expect(['route', 'action', 'startedFrom', `route.${AVA}.x`, `hack.${AVA}`].some(isDecisionField)).toBe(false);
});

test('danger of delay, a whole safety plan and a plan to see the child are asked at levels 3 and 4 and not below', () => {
  const bare = Object.fromEntries(Object.entries(agreeing).filter(([name]) => !(name in keepingSafe)));
  const owed = [`seePlan.${AVA}`, 'ifNothing', 'delayUntil', 'planWhat', 'planUntil', 'planWatches', 'planIfFails'];
  expect(gapsOf(bare)).toEqual(owed);
  const at3: Situation = { ...here, referrerLevel: 3, children: [{ ...ava, proposed: { ...placedBy('CIN_ASSESS'), strategy: false, confirmImpactOnly: false }, before: placedBy('CIN_ASSESS') }] };
  expect(gapsOf({ ...bare, [`route.${AVA}`]: 'CIN_ASSESS' }, at3)).toEqual(owed);
  const at2: Situation = { ...here, referrerLevel: 2, children: [{ ...ava, proposed: { ...placedBy('EH_CAF'), strategy: false, confirmImpactOnly: false }, before: placedBy('EH_CAF') }] };
  expect(gapsOf({ ...bare, [`route.${AVA}`]: 'EH_CAF' }, at2)).toEqual([]);
  expect(gapsOf({ ...agreeing, planIfFails: ' ' })).toEqual(['planIfFails']);
});

test('who saw the child, when, where and whether alone are kept; a child nobody saw has a plan to be seen', () => {
  const seen = { ...agreeing, [`childSeen.${AVA}`]: 'yes', [`seenBy.${AVA}`]: 'School nurse, 10:40', [`seenWhere.${AVA}`]: 'At school', [`seenAlone.${AVA}`]: 'yes' };
  expect(readDecision(seen, here)).toMatchObject({ value: { children: [{ childSeen: 'yes', seenBy: 'School nurse, 10:40', seenAlone: 'yes', seenWhere: 'At school', seePlan: '' }] } });
  expect(readDecision(agreeing, here)).toMatchObject({ value: { children: [{ childSeen: 'no', seenAlone: null, seePlan: 'Paediatrician, today' }], plan: { what: 'School keeps him', ifFails: 'She rings 999, then us' } } });
});

test('the child is heard at every decision, or it is said why not (C27)', () => {
  const silent = { ...agreeing, [`notHeard.${AVA}`]: '' };
  expect(gapsOf(silent)).toEqual([`childViews.${AVA}`]);
  expect(gapsOf({ ...silent, [`notHeard.${AVA}`]: 'nonsense' })).toEqual([`childViews.${AVA}`]);
  expect(gapsOf({ ...silent, [`notHeard.${AVA}`]: 'other' })).toEqual([`notHeardWords.${AVA}`]);
  expect(readDecision({ ...silent, [`childViews.${AVA}`]: '“I want Nan.”' }, here)).toMatchObject({ value: { children: [{ childViews: '“I want Nan.”', notHeard: null }] } });
  expect(gapsOf({ ...silent, [`childSeen.${AVA}`]: '' }, { ...here, children: [{ ...ava, unborn: true }] })).toEqual([]);
});

test('what has not come in is listed whether or not the worker names it, and deciding without it has a reason', () => {
  const asked: Situation = { ...here, outstanding: [{ id: 'q1', what: 'The referrer: Who collects him?', asked: 'Thu 26 Nov 2026 10:00' }] };
  expect(gapsOf(agreeing, asked)).toEqual(['withoutReason']);
  const without = { ...agreeing, without1: 'Police: call-outs to the address', without1Asked: '10:20', withoutReason: 'Protection cannot wait for them.' };
  expect(readDecision(without, asked)).toMatchObject({ value: { without: [{ what: 'The referrer: Who collects him?', asked: 'Thu 26 Nov 2026 10:00' }, { what: 'Police: call-outs to the address', asked: '10:20' }], withoutReason: 'Protection cannot wait for them.' } });
  expect(gapsOf({ ...without, without1Asked: '' })).toEqual(['without1Asked']);
  expect(gapsOf({ ...without, without1: '' })).toEqual(['without1']);
});

test('parents who were not told of checks have their reason', () => {
  expect(gapsOf({ ...agreeing, checksUntold: 'yes' })).toEqual(['untoldReason']);
});

test('a risk of the household on one raises the question for all, and is not passed over (7.13)', () => {
  const family: Situation = { ...here, children: [{ ...ava, risks: ['I123'] }, ben] };
  const same = { ...agreeing, [`standing.${BEN}`]: 'same' };
  expect(gapsOf(same, family)).toEqual([`riskReaches.${BEN}`, 'otherChildren']);
  expect(gapsOf({ ...same, [`standing.${BEN}`]: 'separate_household' }, family)).toEqual([`riskReaches.${BEN}`, 'otherChildren']);
  expect(gapsOf({ ...same, [`riskReaches.${BEN}`]: 'no', otherChildren: 'all_named' }, family)).toEqual([`riskReason.${BEN}`]);
  for (const answer of ['yes', 'not_known']) expect(gapsOf({ ...same, [`riskReaches.${BEN}`]: answer, otherChildren: 'not_known' }, family)).toEqual([]);
  // Whom it reaches is decided on: level 1 by another name is no answer.
  for (const standing of ['separate_household', 'not_known']) {
    expect(gapsOf({ ...same, [`standing.${BEN}`]: standing, [`riskReaches.${BEN}`]: 'yes', otherChildren: 'all_named' }, family)).toEqual([`standing.${BEN}`]);
    expect(gapsOf({ ...same, [`standing.${BEN}`]: standing, [`riskReaches.${BEN}`]: 'not_known', otherChildren: 'all_named' }, family)).toEqual([]);
  }
  // A reported brother who carries another risk is asked of the first, and the first of his.
  const both: Situation = { ...here, children: [{ ...ava, risks: ['I123'] }, { ...ava, personId: BEN, name: 'Ben Marsh', risks: ['I125'] }] };
  expect(gapsOf({}, both)).toEqual(expect.arrayContaining([`riskReaches.${AVA}`, `riskReaches.${BEN}`]));
});

test('how a child stands may be not known yet', () => {
  expect(readDecision({ ...agreeing, [`standing.${BEN}`]: 'not_known' }, { ...here, children: [ava, ben] })).toMatchObject({ ok: true, value: { children: [{}, { personId: BEN, standing: 'not_known' }] } });
});

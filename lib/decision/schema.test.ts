import { expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { ROUTES } from '@/lib/threshold/model';
import { placedBy, type ChildInView, type Situation } from './model';
import { isDecisionField, readDecision } from './schema';

const AVA = '11111111-1111-4111-8111-111111111111';
const BEN = '22222222-2222-4222-8222-222222222222';

const ava: ChildInView = { personId: AVA, name: 'Ava Marsh', reported: true, unborn: false, underOne: false, immobileWithInjury: false, hasPlan: false, proposed: { ...placedBy('STRATEGY'), strategy: true, confirmImpactOnly: false }, before: placedBy('STRATEGY') };
const ben: ChildInView = { ...ava, personId: BEN, name: 'Ben Marsh', reported: false, proposed: null, before: null };
const here: Situation = { children: [ava], referrerLevel: 4, contactsIn12Months: 1, repeatContacts: 3, agreementRefused: false, replaces: false, routes: ROUTES };

const agreeing: Fields = { [`route.${AVA}`]: 'STRATEGY', [`primaryNeed.${AVA}`]: 'N1', [`childSeen.${AVA}`]: 'no', rationale: 'A bruise without an explanation.', historyRead: 'yes' };

const gapsOf = (fields: Fields, situation = here) => {
  const read = readDecision(fields, situation);
  return read.ok ? [] : read.problem.map(({ field }) => field);
};

test('the simple case: agree, a need, seen or not, why, history read', () => {
  expect(readDecision(agreeing, here)).toMatchObject({ ok: true, value: { children: [{ personId: AVA, standing: 'own', level: 4, route: 'STRATEGY', primaryNeed: 'N1', childSeen: 'no' }], rationale: 'A bruise without an explanation.', changeReason: '', reviewOn: null } });
});

test('an empty form names what is missing and nothing else', () => {
  expect(gapsOf({})).toEqual([`route.${AVA}`, `childSeen.${AVA}`, 'rationale', 'historyRead']);
});

test('going below the guide asks for its reason, its own for no strategy discussion, one for the referrer, and what would happen tonight', () => {
  const lower = { ...agreeing, [`route.${AVA}`]: 'CIN_ASSESS' };
  expect(gapsOf(lower)).toEqual([`proposalReason.${AVA}`, `noStrategyReason.${AVA}`, 'referrerReason', 'ifNothing']);
  const told = { ...lower, [`proposalReason.${AVA}`]: 'Seen by a doctor', [`noStrategyReason.${AVA}`]: 'Police and health were asked', referrerReason: 'Told by telephone', ifNothing: 'Grandmother stays the night' };
  expect(gapsOf(told)).toEqual([]);
});

test('blank words are no reason', () => {
  expect(gapsOf({ ...agreeing, rationale: ' \n\t ' })).toEqual(['rationale']);
});

test('a route that the guide does not have, or that no unborn child can have, is not taken', () => {
  expect(gapsOf({ ...agreeing, [`route.${AVA}`]: 'NONSENSE' })).toContain(`route.${AVA}`);
  expect(gapsOf({ ...agreeing, [`route.${AVA}`]: 'IMMEDIATE' }, { ...here, children: [{ ...ava, unborn: true }] })).toContain(`route.${AVA}`);
  expect(gapsOf(agreeing, { ...here, routes: ['UNIV_ADVICE'] })).toContain(`route.${AVA}`);
});

test('a child said to be seen was seen by somebody', () => {
  expect(gapsOf({ ...agreeing, [`childSeen.${AVA}`]: 'yes' })).toEqual([`seenBy.${AVA}`]);
});

test('advice needs no primary need (census rule 8610), an assessment does', () => {
  const quiet = { ...ava, proposed: { ...placedBy('UNIV_ADVICE'), strategy: false, confirmImpactOnly: false }, before: placedBy('UNIV_ADVICE') };
  const calm: Situation = { ...here, referrerLevel: null, children: [quiet] };
  const advice: Fields = { [`route.${AVA}`]: 'UNIV_ADVICE', [`childSeen.${AVA}`]: 'no', rationale: 'Needs are met.', historyRead: 'yes' };
  expect(readDecision(advice, calm)).toMatchObject({ ok: true, value: { children: [{ primaryNeed: 'N0' }] } });
  expect(gapsOf({ ...advice, [`route.${AVA}`]: 'CIN_ASSESS', [`proposalReason.${AVA}`]: 'x' }, calm)).toEqual([`primaryNeed.${AVA}`]);
});

test('every child of the household is named: the same takes the highest, a difference its reason and its own level', () => {
  const family: Situation = { ...here, children: [ava, ben] };
  expect(gapsOf(agreeing, family)).toEqual([`standing.${BEN}`]);
  expect(readDecision({ ...agreeing, [`standing.${BEN}`]: 'same' }, family)).toMatchObject({ value: { children: [{}, { personId: BEN, standing: 'same', level: 4, route: 'STRATEGY', primaryNeed: 'N1' }] } });
  expect(gapsOf({ ...agreeing, [`standing.${BEN}`]: 'different' }, family)).toEqual([`standingReason.${BEN}`, `route.${BEN}`, `childSeen.${BEN}`]);
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
});

test('too long is said, not cut', () => {
  expect(gapsOf({ ...agreeing, rationale: 'a'.repeat(20_001) })).toEqual(['rationale']);
  expect(gapsOf({ ...agreeing, rationale: 'a'.repeat(20_000) })).toEqual([]);
});

test('only fields of the form are kept', () => {
  expect(['rationale', `route.${AVA}`, 'reviewOn-day'].every(isDecisionField)).toBe(true);
  expect(['route', 'action', 'startedFrom', `route.${AVA}.x`, `hack.${AVA}`].some(isDecisionField)).toBe(false);
});

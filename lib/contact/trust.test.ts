import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { judge, placedBy, type ChildDecision } from '@/lib/decision/model';
import { situationOf } from '@/lib/decision/situation';
import { guideInForce } from '@/lib/threshold/guides';
import type { RouteCode } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { assessInput, namesNoChild } from './assess';
import { report, type ReportInput } from './schema';
import { namesPositionOfTrust } from './secrecy/who-must-not-see';
import { positionOfTrust } from './trust';

/** Domain 2.2 behaviour 12, golden 31 ("other children at risk now"), 7.3 ("involve, or may involve"). */
const ON = Temporal.PlainDate.from('2026-11-22');
const norfolk = guideInForce('norfolk', ON);
if (norfolk === undefined) throw new Error('no guide');
const guide = norfolk;
const input = (said: ReportInput) => assessInput(report.parse(said), { receivedOn: ON, contactsIn12Months: 1, immediate: false });
const proposed = (said: ReportInput) => propose(guide, input(said));
const COACH = { positionOfTrust: 'yes' } as const;

describe('naming a child does not lower the contact', () => {
  test.each<[string, ReportInput]>([
    ['nobody', { incident: COACH }],
    ['a child, and nothing else', { incident: COACH, children: [{ givenName: 'Sam' }] }],
    ['the grown-up who tells of it', { incident: COACH, children: [{ givenName: 'Ros', age: { years: 41 } }] }],
    ['a child of whom a part was ruled out', { incident: COACH, children: [{ givenName: 'Sam', indicators: { I087: 'absent' }, rest: { FE: 'absent' } }] }],
    ['a child of whom everything was ruled out', { incident: COACH, children: [{ givenName: 'Sam', indicators: { I087: 'absent' } }] }],
    ['a child with a small need', { incident: COACH, children: [{ givenName: 'Sam', indicators: { I018: 'present' } }] }],
  ])('%s: 4, strategy discussion, LADO', (_, said) => {
    expect(proposed(said)).toMatchObject({ level: 4, route: 'STRATEGY', flags: { strategyDiscussion: true } });
    expect(proposed(said).duties).toContain('LADO');
  });
});

describe('not known, and who they are', () => {
  test.each<[string, object, boolean | undefined]>([
    ['yes', { positionOfTrust: 'yes' }, true],
    ['no, whoever is named', { positionOfTrust: 'no', positionOfTrustWho: 'A coach, long ago' }, false],
    ['not known, a coach', { positionOfTrust: 'not_known', positionOfTrustWho: 'coach at a club' }, true],
    ['not answered, a coach', { positionOfTrustWho: 'coach at a club' }, true],
    ['not known', { positionOfTrust: 'not_known', positionOfTrustWho: '  ' }, undefined],
    ['not answered', {}, undefined],
  ])('%s', (_, incident, trust) => {
    const said = report.parse({ incident });
    expect(positionOfTrust(said.incident)).toBe(trust);
    expect([namesNoChild(said), namesPositionOfTrust(said), propose(guide, assessInput(said, { receivedOn: ON, contactsIn12Months: 1, immediate: false })).duties.includes('LADO')]).toEqual(Array.from({ length: 3 }, () => trust === true));
  });
});

/** Domain 2.2 behaviour 12, 3.1, 7.3: "about someone who works here, or a child of someone who works here" alone is an allegation, or it is not: the officer is told, and no level follows. */
describe('about a colleague of whoever tells', () => {
  const of = (aboutColleague: 'yes' | 'no' | 'not_known', incident: ReportInput['incident'] = {}) => proposed({ reporter: { aboutColleague }, incident, children: [{ givenName: 'Sam', indicators: { I018: 'present' } }] });
  test.each<[string, ReturnType<typeof proposed>, number, boolean]>([
    ['yes', of('yes'), 2, true],
    ['yes, and not known whether they work with children', of('yes', { positionOfTrust: 'not_known' }), 2, true],
    ['yes, in a position of trust', of('yes', COACH), 4, true],
    ['yes, in none', of('yes', { positionOfTrust: 'no' }), 2, false],
    ['not known', of('not_known'), 2, false],
    ['no', of('no'), 2, false],
  ])('%s', (_, { level, duties }, expected, owed) => {
    expect([level, duties.includes('LADO')]).toEqual([expected, owed]);
  });

  test('no child named: one of whom nothing is known, and the officer', () => {
    expect(proposed({ reporter: { aboutColleague: 'yes' } })).toMatchObject({ level: 2, duties: ['LADO'], children: [{ id: '1' }] });
  });
});

describe('deciding on it', () => {
  const choice = (route: RouteCode): ChildDecision => ({ personId: 'a', standing: 'own', standingReason: '', ...placedBy(route), primaryNeed: 'N1', childViews: '', notHeard: 'not_seen_yet', notHeardWords: '', childSeen: 'yes', seenBy: 'nurse', seenAlone: null, seenWhere: '', seePlan: '', riskReaches: null, riskReason: '', proposalReason: '', noStrategyReason: '' });
  const judged = (said: ReportInput, route: RouteCode, decidedAt: string | null = null) => {
    const situation = situationOf({ children: [{ id: 'a', ordinal: 1, kind: 'child', givenName: 'Sam', familyName: '', dateOfBirth: null, unborn: false, saidMonths: null, tie: 'reported', bornAs: null }], proposal: { at: Temporal.Instant.from('2026-11-22T09:00:00Z'), document: proposed(said), input: input(said) }, guide, referrerLevel: null, inForce: decidedAt === null ? null : { at: Temporal.Instant.from(decidedAt), children: new Map([['a', { placed: placedBy('EH_SINGLE'), letGo: null }]]), contact: placedBy('EH_SINGLE') }, pending: new Map(), decided: decidedAt !== null, today: ON, receivedOn: ON, contactsIn12Months: 1, joinedIn: [], outstanding: [], namedBefore: 0, underProtection: new Set(), joinedUnderProtection: false });
    return judge(situation, { children: [choice(route)] });
  };
  const sam: ReportInput = { incident: COACH, children: [{ givenName: 'Sam', indicators: { I018: 'present' } }] };

  test('what the guide proposed for the child alone is below 4 for the contact: a second person', () => {
    expect(judged(sam, 'EH_SINGLE')).toMatchObject({ direction: 'lowers', needsCountersign: true, countersignReasons: [{ code: 'BELOW_4', personId: 'contact' }] });
    expect(judged(sam, 'STRATEGY')).toMatchObject({ needsCountersign: false });
    expect(judged({ ...sam, incident: {} }, 'EH_SINGLE')).toMatchObject({ needsCountersign: false });
  });

  test('what two persons decided governs until something new is proposed', () => {
    expect(judged(sam, 'EH_SINGLE', '2026-11-22T10:00:00Z')).toMatchObject({ needsCountersign: false });
    expect(judged(sam, 'EH_SINGLE', '2026-11-22T08:00:00Z').countersignReasons).toEqual([{ code: 'BELOW_4', personId: 'contact' }]);
  });
});

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { withAddition } from './additions/addition';
import { agenciesInvolved, assessedAge, assessInput, namesNoChild } from './assess';
import { personsOf } from './report/persons';
import { report, type ReportInput } from './schema';

const receivedOn = Temporal.PlainDate.from('2026-11-22');
const ask = (said: ReportInput, { contactsIn12Months = 1, immediate = false } = {}) => assessInput(report.parse(said), { receivedOn, contactsIn12Months, immediate });

describe('what the engine is asked', () => {
  it('leaves out what is not known, and keeps what is answered', () => {
    expect(ask({ children: [{ givenName: 'Tilly', dateOfBirth: '2019-03-04', indicators: { I018: 'present', I052: 'not_asked' } }] })).toEqual({
      children: [{ id: '1', age: { years: 7 }, indicators: { I018: 'present', I052: 'not_asked' }, facts: {} }],
      facts: { contactsIn12Months: 1, immediateDanger: false },
    });
  });

  it('carries each child’s own facts', () => {
    const [child] = ask({
      children: [{ disability: 'yes', nonMobile: 'yes', fgmKnown: 'no', privateFostering: 'not_known', foundAt: '2026-11-21T13:30:00Z', openPlan: 'CP', openPlanWhere: 'other', homeAuthority: 'other' }],
    }).children;
    expect(child?.facts).toEqual({ disability: true, nonMobile: true, fgmKnown: false, foundAt: '2026-11-21T13:30:00Z', openPlan: { kind: 'CP', where: 'other' }, homeAuthority: 'other' });
    expect(ask({ children: [{ openPlan: 'none' }] }).children[0]?.facts).toEqual({ openPlan: null });
    expect(ask({ children: [{ openPlan: 'not_known' }] }).children[0]?.facts).toEqual({});
    // Nobody said with which council: it is not taken for ours.
    expect(ask({ children: [{ openPlan: 'CP' }] }).children[0]?.facts).toEqual({ openPlan: { kind: 'CP', where: 'not_known' } });
  });

  it('hears that a child was found where the day could not be read (domain 7.15)', () => {
    const found = (child: object) => ask({ children: [child] }).children[0]?.facts;
    expect(found({ foundWords: 'last night' })).toEqual({ wasFound: true });
    expect(found({ foundAt: '2026-11-21T13:30:00Z', foundWords: '21 11 2026 13:30' })).toEqual({ foundAt: '2026-11-21T13:30:00Z' });
  });

  it('carries the facts of the contact', () => {
    const said: ReportInput = { incident: { positionOfTrust: 'no' }, openness: { agreement: 'refused' }, reporterGivesExtraHelp: 'yes', agencies: [{ name: 'Family support', extraHelp: true }, { name: 'GP' }], children: [{ givenName: 'A' }] };
    expect(ask(said, { contactsIn12Months: 3, immediate: true }).facts).toEqual({ agenciesInvolved: 2, contactsIn12Months: 3, positionOfTrust: false, consent: 'refused', immediateDanger: true });
  });

  it('counts only agencies that give more help and still do', () => {
    const parsed = report.parse({ agencies: [{ name: 'A', extraHelp: true, stillInvolved: 'no' }, { name: 'B', extraHelp: true }, { name: 'C' }] });
    expect(agenciesInvolved(parsed)).toBe(1);
    expect(agenciesInvolved(report.parse({}))).toBeUndefined();
    expect(agenciesInvolved(report.parse({ reporterGivesExtraHelp: 'no' }))).toBe(0);
  });
});

describe('age', () => {
  const child = { unborn: false, dueDate: null, dateOfBirth: null, age: null };
  it.each([
    ['2026-11-21', { months: 0 }],
    ['2025-11-23', { months: 11 }],
    ['2024-11-23', { months: 23 }],
    ['2024-11-22', { years: 2 }],
  ])('of one born %s', (dateOfBirth, age) => {
    expect(assessedAge({ ...child, dateOfBirth }, receivedOn)).toEqual(age);
  });
  it('is as said when there is no date', () => {
    expect(assessedAge({ ...child, age: { years: 6 } }, receivedOn)).toEqual({ years: 6 });
    // Said in years, a baby of whom nothing nearer is known is taken for the youngest.
    expect(assessedAge({ ...child, age: { years: 0 } }, receivedOn)).toEqual({ months: 0 });
    expect(assessedAge(child, receivedOn)).toBeUndefined();
  });
  it('before birth is counted back from the due date: ten weeks to go is week 30', () => {
    expect(assessedAge({ ...child, unborn: true, dueDate: '2027-01-31' }, receivedOn)).toEqual({ unbornWeeks: 30 });
    expect(assessedAge({ ...child, unborn: true }, receivedOn)).toEqual({ unbornWeeks: 0 });
  });
  it('under six months means not moving about, answered or not', () => {
    expect(ask({ children: [{ dateOfBirth: '2026-07-01' }] }).children[0]?.facts).toEqual({ nonMobile: true });
    // From six months it may: where nobody said, not knowing is not safety (domain 2.2 behaviour 6).
    expect(ask({ children: [{ dateOfBirth: '2026-05-01' }] }).children[0]?.facts).toEqual({ perhapsNonMobile: true });
    expect(ask({ children: [{ unborn: true, nonMobile: 'yes' }] }).children[0]?.facts).toEqual({});
  });
});

describe('with no child named', () => {
  it('a report still has one, not yet named, to be decided on', () => {
    expect(ask({}, { immediate: true }).children).toEqual([{ id: '1' }]);
    expect(personsOf(report.parse({}))).toMatchObject([{ ordinal: 1, kind: 'child', givenName: '', dateOfBirth: null, nameDobKey: null }]);
  });
  it('harm by somebody in a position of trust is heard with no child at all', () => {
    const said = report.parse({ incident: { positionOfTrust: 'yes' } });
    expect(namesNoChild(said)).toBe(true);
    expect(personsOf(said)).toEqual([]);
    expect(assessInput(said, { receivedOn, contactsIn12Months: 1, immediate: false }).children).toEqual([]);
  });
});

describe('the people of a contact', () => {
  it('are its children, then the other children of the household, then adults, counted from 1', () => {
    const people = personsOf(
      report.parse({
        children: [{ givenName: 'Tilly', familyName: 'Marsh', dateOfBirth: '2019-03-04', school: 'Harrow Lane' }, { givenName: 'Ned' }],
        household: [{ givenName: 'Ros', relationship: 'mother' }, { kind: 'child', givenName: 'Baby', familyName: 'Marsh', dateOfBirth: '2026-08-01' }],
      }),
    );
    expect(people.map(({ ordinal, kind, givenName, nameDobKey }) => ({ ordinal, kind, givenName, nameDobKey }))).toEqual([
      { ordinal: 1, kind: 'child', givenName: 'Tilly', nameDobKey: 'tilly|marsh|2019-03-04' },
      { ordinal: 2, kind: 'child', givenName: 'Ned', nameDobKey: null },
      { ordinal: 3, kind: 'household_child', givenName: 'Baby', nameDobKey: '?baby|marsh|2026-08-01' },
      { ordinal: 4, kind: 'adult', givenName: 'Ros', nameDobKey: null },
    ]);
    expect(people[0]?.details).toMatchObject({ school: 'Harrow Lane' });
  });
});

describe('golden contacts as reports (domain 6)', () => {
  const guide = guideInForce('norfolk', receivedOn);
  if (guide === undefined) throw new Error('no guide');
  const present = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'present' as const]));
  it.each([
    ['1: hunger at school, mother engages', { children: [{ age: { years: 7 }, indicators: present('I018', 'I047', 'I052') }], openness: { agreement: 'given' } }, 2, 'EH_SINGLE'],
    ['7: concealed pregnancy', { children: [{ unborn: true, dueDate: '2027-01-31', indicators: present('I117', 'I138', 'I140') }], openness: { agreement: 'not_sought' } }, 4, 'STRATEGY'],
    ['31: an adult tells of harm long ago', { incident: { positionOfTrust: 'yes' } }, 4, 'STRATEGY'],
  ] as const satisfies readonly (readonly [string, ReportInput, number, string])[])('%s', (_, said, level, route) => {
    expect(propose(guide, ask(said))).toMatchObject({ level, route });
  });
  it('immediate danger with nothing else said is level 4', () => {
    expect(propose(guide, ask({}, { immediate: true }))).toMatchObject({ level: 4, route: 'IMMEDIATE' });
  });
});

/** Domain 2.2 behaviour 6: "under 13 at the event". Received on 22 November 2026; when it happened is not known to the day. */
describe('sexual activity of a child who may have been under 13', () => {
  const guide = guideInForce('norfolk', receivedOn);
  if (guide === undefined) throw new Error('no guide');
  const asked = (child: object, id: string) => propose(guide, ask({ children: [{ indicators: { [id]: 'present' }, ...child }] }));
  it.each([
    ['13 today', { dateOfBirth: '2013-11-22' }, 4, 'perhaps-under-13-sexual-activity'],
    ['13, and 14 tomorrow', { dateOfBirth: '2012-11-23' }, 4, 'perhaps-under-13-sexual-activity'],
    ['said to be 13', { age: { years: 13 } }, 4, 'perhaps-under-13-sexual-activity'],
    ['12, and 13 tomorrow', { dateOfBirth: '2013-11-23' }, 4, 'under-13-sexual-activity'],
    ['14 today', { dateOfBirth: '2012-11-22' }, 3, 'need-of-level-3'],
  ])('%s', (_, child, level, rule) => {
    for (const id of ['I066', 'I067']) {
      const proposal = asked(child, id);
      expect(proposal, id).toMatchObject({ level });
      expect(proposal.because.map((reason) => reason.rule), id).toContain(rule);
    }
    // Its own sign says under 13, whoever is older.
    expect(asked(child, 'I102').level).toBe(4);
    expect(asked(child, 'I018').level).toBe(2);
  });
  it('also where the sign is added afterwards', () => {
    const before = ask({ children: [{ dateOfBirth: '2013-02-02', indicators: { I018: 'present' } }] });
    expect(propose(guide, withAddition(before, { indicators: { 1: ['I067'] }, immediate: false }, 1))).toMatchObject({ level: 4, route: 'STRATEGY' });
  });
});

it('private fostering at 16 and 17 goes on for whoever is disabled; what nobody knows of that does not rule it out (domain 3.5: under 16, 18 if disabled)', () => {
  const guide = guideInForce('norfolk', receivedOn);
  if (guide === undefined) throw new Error('there is a guide');
  const visited = (child: object) => {
    const { level, duties } = propose(guide, ask({ children: [{ privateFostering: 'yes', ...child }] }));
    return [level, duties.includes('PRIVATE_FOSTERING')];
  };
  for (const years of [16, 17]) {
    for (const disability of [null, 'not_known', 'yes']) expect(visited({ age: { years }, disability }), `${years} ${disability}`).toEqual([3, true]);
    expect(visited({ age: { years }, disability: 'no' }), `${years} no`).toEqual([2, false]);
  }
  expect(visited({ age: { years: 18 } })).toEqual([2, false]);
  expect(visited({ age: { years: 15 }, disability: 'no' })).toEqual([3, true]);
});

/**
 * Private fostering (domain 7.15, 3.5): under 16, or 18 if disabled; not a close relative; 28 days, lived through or meant.
 * Each row worked by hand. Received on 22 November 2026: 28 days before is 25 October, 27 days before is 26 October.
 */
describe('private fostering', () => {
  const duties = (child: ReportInput['children'] extends (infer C)[] | undefined ? C : never) => {
    const guide = guideInForce('norfolk', receivedOn);
    if (guide === undefined) throw new Error('there is a guide');
    return propose(guide, ask({ children: [{ dateOfBirth: '2015-02-02', privateFostering: 'yes', indicators: {}, ...child }] })).duties.includes('PRIVATE_FOSTERING');
  };
  it.each([
    ['a cousin’s, for 28 days as was said', { fostering28Days: 'yes' as const }, true],
    ['for how long nobody knows: the visit finds out', {}, true],
    ['less than 28 days, as was said', { fostering28Days: 'no' as const }, false],
    ['with a close relative, however long', { privateFostering: 'no' as const, fostering28Days: 'yes' as const, fosteringSince: '2026-01-01' }, false],
    ['not known whether a close relative', { privateFostering: 'not_known' as const, fostering28Days: 'yes' as const }, false],
    ['meant for 27 days: 1 to 28 November', { fosteringSince: '2026-11-01', fosteringUntil: '2026-11-28' }, false],
    ['meant for 28 days: 1 to 29 November', { fosteringSince: '2026-11-01', fosteringUntil: '2026-11-29' }, true],
    ['meant for 29 days: 1 to 30 November', { fosteringSince: '2026-11-01', fosteringUntil: '2026-11-30' }, true],
    ['said to be shorter, and 27 days have passed', { fostering28Days: 'no' as const, fosteringSince: '2026-10-26' }, false],
    ['said to be shorter, and 28 days have passed', { fostering28Days: 'no' as const, fosteringSince: '2026-10-25' }, true],
    ['said to be shorter, and 29 days have passed', { fostering28Days: 'no' as const, fosteringSince: '2026-10-24' }, true],
    ['27 days have passed and no end was said', { fosteringSince: '2026-10-26' }, true],
    ['an end before the beginning, a slip in one of them: 28 days as was said', { fostering28Days: 'yes' as const, fosteringSince: '2026-09-01', fosteringUntil: '2026-06-01' }, true],
    ['an end before a beginning that is to come', { fosteringSince: '2026-12-01', fosteringUntil: '2026-11-25' }, true],
    ['an end before the beginning, and shorter as was said', { fostering28Days: 'no' as const, fosteringSince: '2026-11-20', fosteringUntil: '2026-06-01' }, false],
    ['the end on the day of the beginning', { fosteringSince: '2026-09-01', fosteringUntil: '2026-09-01' }, false],
    ['meant for 20 days and over long ago', { fosteringSince: '2026-09-01', fosteringUntil: '2026-09-21' }, false],
    ['the day before the 16th birthday', { fostering28Days: 'yes' as const, dateOfBirth: '2010-11-23' }, true],
    ['on the 16th birthday, not disabled', { fostering28Days: 'yes' as const, dateOfBirth: '2010-11-22', disability: 'no' as const }, false],
    ['on the 16th birthday, and nobody said whether disabled', { fostering28Days: 'yes' as const, dateOfBirth: '2010-11-22' }, true],
    ['on the 16th birthday, disabled', { fostering28Days: 'yes' as const, dateOfBirth: '2010-11-22', disability: 'yes' as const }, true],
    ['the day before the 18th birthday, disabled', { fostering28Days: 'yes' as const, dateOfBirth: '2008-11-23', disability: 'yes' as const }, true],
    ['on the 18th birthday, disabled', { fostering28Days: 'yes' as const, dateOfBirth: '2008-11-22', disability: 'yes' as const }, false],
    ['not born yet', { fostering28Days: 'yes' as const, dateOfBirth: null, unborn: true, dueDate: '2027-01-31' }, false],
  ])('%s', (_what, child, owed) => expect(duties(child)).toBe(owed));
});

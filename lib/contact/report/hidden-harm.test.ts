import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { guideOn } from '../guide-on';
import { assessInput } from '../assess';
import { propose } from '@/lib/threshold/propose';
import { report, type ReportInput } from '../schema';
import { allThreeAround, isShownSafety, overlap, scalesOf, themesAtHome, themesOf, themesToWeigh } from './hidden-harm';

type Harm = Partial<Record<'domesticAbuse' | 'mentalIllHealth' | 'drugs' | 'alcohol', 'yes' | 'no' | 'not_known'>>;
const adult = (givenName: string, hiddenHarm: Harm, more: Partial<NonNullable<ReportInput['household']>[number]> = {}) => ({ givenName, hiddenHarm, ...more });
const household = (...members: NonNullable<ReportInput['household']>) => report.parse({ household: members, children: [{ givenName: 'Maya' }] });

describe('hidden harm of an adult (requirements S03, S04)', () => {
  it('counts what was answered with yes, drugs and alcohol as one theme', () => {
    const said = (harm: Harm) => household(adult('A', harm)).household.flatMap(({ hiddenHarm }) => themesOf(hiddenHarm));
    expect(said({ domesticAbuse: 'no', mentalIllHealth: 'not_known' })).toEqual([]);
    expect([said({ drugs: 'yes' }), said({ alcohol: 'yes' }), said({ drugs: 'yes', alcohol: 'yes' })]).toEqual([['substances'], ['substances'], ['substances']]);
    expect(said({ alcohol: 'yes', domesticAbuse: 'yes', mentalIllHealth: 'yes' })).toEqual(['domesticAbuse', 'mentalIllHealth', 'substances']);
  });

  it('meets around the child, of one or of several; who lives elsewhere is not at home, who may, is, and both are family (requirement C19)', () => {
    const two = household(adult('Mother', { mentalIllHealth: 'yes', domesticAbuse: 'yes' }, { livesWithChild: 'yes' }), adult('Partner', { alcohol: 'yes' }, { livesWithChild: 'not_known' }));
    expect([themesAtHome(two), allThreeAround(two, [])]).toEqual([['domesticAbuse', 'mentalIllHealth', 'substances'], true]);
    const apart = household(adult('Mother', { mentalIllHealth: 'yes', domesticAbuse: 'yes' }), adult('Father', { alcohol: 'yes' }, { livesWithChild: 'no' }));
    expect([themesAtHome(apart), allThreeAround(apart, [])]).toEqual([['domesticAbuse', 'mentalIllHealth'], true]);
    // An older brother’s drug use is not an adult’s.
    expect(themesAtHome(household(adult('Brother', { drugs: 'yes' }, { kind: 'child' })))).toEqual([]);
  });

  it('falls into the seven regions of three sets, each adult into one', () => {
    const shown = overlap(household(adult('A', { domesticAbuse: 'yes' }), adult('B', { drugs: 'yes', mentalIllHealth: 'yes' }), adult('C', { domesticAbuse: 'yes', mentalIllHealth: 'yes', alcohol: 'yes' }), adult('D', {})));
    expect(shown).toHaveLength(7);
    expect(shown.filter(({ members }) => members.length > 0).map(({ themes, members }) => [themes.length, members.map(({ givenName }) => givenName).join()])).toEqual([
      [1, 'A'],
      [2, 'B'],
      [3, 'C'],
    ]);
  });
});

describe('the guide (domain 2.2 behaviour 4)', () => {
  const on = Temporal.PlainDate.from('2026-03-04');
  const level = (said: ReportInput, area: 'somerset' | 'norfolk') => {
    const proposal = propose(guideOn(area, on), assessInput(report.parse(said), { receivedOn: on, contactsIn12Months: 1, immediate: false }));
    return proposal.level;
  };
  const all: Harm = { domesticAbuse: 'yes', mentalIllHealth: 'yes', alcohol: 'yes' };

  it.each(['somerset', 'norfolk'] as const)('in %s hears all three at home as its own sign, level 3, and one or two alone as nothing yet', (area) => {
    const children = [{ givenName: 'Maya' }];
    expect(level({ children, household: [adult('Mother', all)] }, area)).toBe(3);
    // Also where no child is named yet: there is one.
    expect(level({ household: [adult('Mother', all)] }, area)).toBe(3);
    const nothing = level({ children }, area);
    expect(nothing).toBeLessThan(3);
    expect(level({ children, household: [adult('Mother', { ...all, alcohol: 'no' })] }, area)).toBe(nothing);
    // Also of who lives elsewhere: behaviour 4 asks for no one home, and the family is wider than the household (C19).
    expect(level({ children, household: [adult('Mother', all, { livesWithChild: 'no' })] }, area)).toBe(3);
  });

  it('hears all three also where some were said of the adults and the others ticked for the child', () => {
    // I045 and I042: one incident between the parents, the mother's ill-health (level 2 each); alcohol of the father at home.
    const children = [{ givenName: 'Maya', indicators: { I045: 'present' as const, I042: 'present' as const } }, { givenName: 'Bo' }];
    expect(level({ children }, 'norfolk')).toBe(2);
    expect(level({ children, household: [adult('Father', { alcohol: 'yes' })] }, 'norfolk')).toBe(3);
    expect(level({ children, household: [adult('Father', { alcohol: 'yes' }, { livesWithChild: 'no' })] }, 'norfolk')).toBe(3);
  });

  it('never goes lower for it: an answer of no takes no sign away', () => {
    const children = [{ givenName: 'Maya', indicators: { I133: 'absent' as const, I086: 'present' as const } }];
    expect(level({ children, household: [adult('Mother', { domesticAbuse: 'no' })] }, 'somerset')).toBe(3);
    expect(level({ children: [{ indicators: { I133: 'absent' } }], household: [adult('Mother', all)] }, 'somerset')).toBe(3);
  });

  it('leaves what was said and not weighed to be asked', () => {
    const said = household(adult('Mother', { domesticAbuse: 'yes', drugs: 'yes' }));
    expect(themesToWeigh(said)).toEqual(['domesticAbuse', 'substances']);
    expect(themesToWeigh({ ...said, children: [{ indicators: { I043: 'present' } }] })).toEqual(['domesticAbuse']);
  });
});

describe('safety is a strength shown as protection over time (requirement C21)', () => {
  const shown = { what: 'Gran has them every Friday', since: '2025-03-03', until: null, datesWords: '', evidence: 'School saw it each week' };
  it('has a span and evidence', () => {
    expect(isShownSafety(shown)).toBe(true);
    expect(isShownSafety({ ...shown, until: '2026-01-01' })).toBe(true);
  });
  it.each([{ since: null }, { evidence: ' ' }, { what: '' }, { until: '2025-03-03' }, { until: '2024-01-01' }])('%o is a strength only', (change) => {
    expect(isShownSafety({ ...shown, ...change })).toBe(false);
  });
});

it('each number for how safe stands with whoever gave it (domain 5.6)', () => {
  const said = report.parse({ view: { scale: 4 }, children: [{ givenName: 'Maya', voice: { view: { scale: 2 } } }, { givenName: 'Zak' }], household: [{ givenName: 'Mother', view: { scale: 7 } }] });
  expect(scalesOf(said).map(({ by, scale }) => [by === 'reporter' ? by : by.givenName, scale])).toEqual([
    ['reporter', 4],
    ['Maya', 2],
    ['Mother', 7],
  ]);
});

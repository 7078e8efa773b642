import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { DUTIES, dutiesOf } from '@/lib/threshold/duties';
import { contentHash, guideById, guideInForce, guides } from '@/lib/threshold/guides';
import { AREA_IDS, DUTY_CODES, ROUTES } from '@/lib/threshold/model';
import { indicatorsByDomain, paragraphsOf, strengthsIn, worriesIn } from '@/lib/threshold/read-guide';
import { GuideSchema } from '@/lib/threshold/schema';

const date = (text: string) => Temporal.PlainDate.from(text);

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('%s', (_name, guide) => {
  it('is a valid guide, marked illustrative, and cites its sources', () => {
    expect(GuideSchema.safeParse(guide).success).toBe(true);
    expect(guide.illustrative).toBe(true);
    expect(guide.citations.length).toBeGreaterThan(0);
  });

  it('has the 140 indicators, I001 to I140, in the kinds and domains of the library', () => {
    const expected = Array.from({ length: 140 }, (_, index) => `I${String(index + 1).padStart(3, '0')}`);
    expect(guide.indicators.map((entry) => entry.id)).toEqual(expected);
    expect(tally(guide.indicators.map((entry) => entry.kind))).toEqual({ UN: 42, UR: 40, HR: 34, ST: 24 });
    expect(tally(guide.indicators.map((entry) => entry.domain))).toEqual({ CD: 70, PC: 38, FE: 32 });
  });

  it('keeps every range as a range', () => {
    const ranges = guide.indicators.filter((entry) => typeof entry.level === 'string');
    expect(ranges.map((entry) => [entry.id, entry.level])).toEqual([
      ['I132', '2-4'],
      ['I134', '2-4'],
      ['I135', '2-4'],
      ['I136', '1-4'],
    ]);
  });

  it('says every sign once, in its own words', () => {
    expect(new Set(guide.indicators.map((entry) => entry.phrase)).size).toBe(140);
  });

  it('has a destination for each route, and sends no s17 or s47 work to early help', () => {
    expect(guide.routes.map((entry) => entry.code)).toEqual([...ROUTES]);
    for (const { code, team, destination } of guide.routes) {
      expect(destination).not.toBe('');
      if (['CIN_ASSESS', 'STRATEGY', 'IMMEDIATE'].includes(code)) {
        expect(team).toBe('social-work');
        expect(destination).not.toMatch(/early help|locality team/i);
      }
    }
  });

  it('shows every indicator once and every paragraph in order to a reader', () => {
    const shown = indicatorsByDomain(guide).flatMap(({ levels }) => levels.flatMap(({ indicators }) => indicators));
    expect(shown).toHaveLength(140);
    const asked = [...worriesIn(guide, 'CD'), ...worriesIn(guide, 'PC'), ...worriesIn(guide, 'FE')];
    expect([asked.length, strengthsIn(guide).length]).toEqual([116, 24]);
    const paragraphs = paragraphsOf(guide).map((entry) => entry.paragraph);
    expect(paragraphs.slice(0, 3)).toEqual(['1.1', '1.2', '2.1']);
    expect(paragraphs.indexOf('7.2')).toBeLessThan(paragraphs.indexOf('7.10'));
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });
});

describe('levels where the sources differ', () => {
  it('an unaccompanied child stands at 4 in Plymouth and Blackburn with Darwen, at 3 elsewhere', () => {
    expect(
      guides.map((guide) => [guide.area, guide.indicators.find((entry) => entry.id === 'I094')?.level]),
    ).toEqual([
      ['cambridgeshire', 3],
      ['norfolk', 3],
      ['norfolk', 3],
      ['norfolk', 3],
      ['somerset', 3],
      ['blackburn-with-darwen', 4],
      ['plymouth', 4],
    ]);
  });

  it('Somerset emphasises hidden harm, Norfolk exploitation and missing', () => {
    const emphasised = (area: string, id: string) =>
      guides.find((guide) => guide.area === area)?.indicators.find((entry) => entry.id === id)?.emphasis;
    expect([emphasised('somerset', 'I043'), emphasised('norfolk', 'I043')]).toEqual([true, false]);
    expect([emphasised('somerset', 'I069'), emphasised('norfolk', 'I069')]).toEqual([false, true]);
  });
});

describe('which guide is in force', () => {
  it('every area has exactly one with no last day, in force today and tomorrow', () => {
    for (const area of AREA_IDS) {
      expect(guides.filter((guide) => guide.area === area && guide.inForceTo === null)).toHaveLength(1);
      expect(guideInForce(area, date('2026-04-02'))?.inForceTo).toBeNull();
    }
  });

  it('Norfolk has three editions that follow on without a gap or an overlap', () => {
    expect(guideInForce('norfolk', date('2016-03-31'))).toBeUndefined();
    expect(guideInForce('norfolk', date('2016-04-01'))?.version).toBe('2016-17');
    expect(guideInForce('norfolk', date('2017-03-31'))?.version).toBe('2016-17');
    expect(guideInForce('norfolk', date('2017-04-01'))?.version).toBe('2017-18');
    expect(guideInForce('norfolk', date('2018-03-31'))?.version).toBe('2017-18');
    expect(guideInForce('norfolk', date('2018-04-01'))?.version).toBe('2018-19');
  });

  it('no two guides of one area are in force on the same day', () => {
    for (const guide of guides) {
      const others = guides.filter((other) => other.area === guide.area && other !== guide);
      for (const other of others) {
        const apart = guide.inForceFrom > (other.inForceTo ?? '9999-12-31') || other.inForceFrom > (guide.inForceTo ?? '9999-12-31');
        expect(apart).toBe(true);
      }
    }
  });

  it('a guide is found again by id and version', () => {
    expect(guideById('norfolk-threshold-guide', '2017-18')?.inForceTo).toBe('2018-03-31');
    expect(guideById('norfolk-threshold-guide', '1999')).toBeUndefined();
  });
});

describe('the content hash', () => {
  const [guide] = guides;
  if (guide === undefined) throw new Error('no guides');

  it('differs for every guide', () => {
    expect(new Set(guides.map(contentHash)).size).toBe(guides.length);
  });

  it('is the same for the same content in another order, and another for one other word', () => {
    const reordered = Object.fromEntries(Object.entries(structuredClone(guide)).reverse()) as typeof guide;
    expect(contentHash(reordered)).toBe(contentHash(guide));
    expect(contentHash({ ...guide, title: `${guide.title}.` })).not.toBe(contentHash(guide));
  });
});

describe('what a guide may not be', () => {
  const [guide] = guides;
  if (guide === undefined) throw new Error('no guides');
  const rule = { id: 'own', paragraph: '9.1', title: 'Own', reason: 'Own.', basis: 'Own' };
  const messages = (changed: unknown) => GuideSchema.safeParse(changed).error?.issues.map((issue) => issue.message) ?? [];

  it('a rule cannot ask for something to be absent', () => {
    const absent = { ...rule, when: { not: { present: { ids: ['I018'] } } } };
    expect(GuideSchema.safeParse({ ...guide, rules: [...guide.rules, absent] }).success).toBe(false);
  });

  it('a rule cannot rest on a strength, nor on a sign the guide does not have', () => {
    const onStrength = { ...rule, when: { present: { ids: ['I001'] } } };
    expect(messages({ ...guide, rules: [...guide.rules, onStrength] })).toContain('names I001, a strength: strengths raise nothing');
    const onNothing = { ...rule, when: { all: [{ present: { ids: ['I999'] } }] } };
    expect(messages({ ...guide, rules: [...guide.rules, onNothing] })).toContain('names I999, which the guide does not have');
  });

  it('an assessment cannot go to early help', () => {
    const routes = guide.routes.map((route) => (route.code === 'CIN_ASSESS' ? { ...route, team: 'early-help' } : route));
    expect(messages({ ...guide, routes })).toContain('CIN_ASSESS must go to social work');
  });

  it('a high-risk sign cannot stand below 4, nor any worry at 1', () => {
    const at = (id: string, level: number) => ({
      ...guide,
      indicators: guide.indicators.map((entry) => (entry.id === id ? { ...entry, level } : entry)),
    });
    expect(messages(at('I099', 3))).toContain('a high-risk sign stands at 4');
    expect(messages(at('I018', 1))).toContain('a worry stands at 2 or higher');
  });

  it('an unknown member is refused', () => {
    expect(GuideSchema.safeParse({ ...guide, colour: 'red' }).success).toBe(false);
  });
});

describe('the side duties', () => {
  it('has all thirteen, each with its law and clock', () => {
    expect(Object.keys(DUTIES).sort()).toEqual([...DUTY_CODES].sort());
    expect(DUTY_CODES).toHaveLength(13);
    for (const duty of dutiesOf(DUTY_CODES)) {
      expect(duty.law).not.toBe('');
      expect(duty.clockWords).not.toBe('');
    }
  });

  it('keeps the clocks of the statute table', () => {
    expect(DUTIES.RETURN_INTERVIEW).toMatchObject({ from: 'found', clock: { kind: 'elapsed_hours', amount: 72 } });
    expect(DUTIES.PRIVATE_FOSTERING.clock).toEqual({ kind: 'working_days', amount: 7 });
    expect(DUTIES.FGM_POLICE.clock).toEqual({ kind: 'end_of_next_working_day' });
    expect(DUTIES.TRANSFER_IN).toMatchObject({ from: 'received', clock: { kind: 'working_days', amount: 15 } });
    expect(DUTIES.LADO.clock).toEqual({ kind: 'working_days', amount: 1 });
    expect(DUTIES.HOMELESS_16_17.clock).toEqual({ kind: 'same_day' });
    expect(DUTIES.MEDICAL_TODAY.clock).toEqual({ kind: 'same_day' });
  });

  it('only another authority or an open case must accept before the duty ends', () => {
    expect(DUTY_CODES.filter((code) => DUTIES[code].needsAcceptance)).toEqual(['OPEN_CASE', 'OUT_OF_AREA']);
  });
});

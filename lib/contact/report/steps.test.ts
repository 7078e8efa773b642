import { describe, expect, it } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { Temporal } from 'temporal-polyfill';
import { sayReport } from './report-words';
import { report } from '../schema';
import { freshKey, isStep, keysOf, ownedBy, resumeAt, stepAfter, stepBefore, stepOf, STEPS, STEP_TABLE } from './steps';

describe('the question pages', () => {
  it('are at most twelve (the measure of the issue)', () => {
    expect(STEPS.length).toBeLessThanOrEqual(12);
    expect(new Set(STEPS).size).toBe(STEPS.length);
  });
  it('begin with where the child is, before any name, and end in the answers to check', () => {
    expect(STEPS[0]).toBe('safety');
    expect(STEPS.indexOf('safety')).toBeLessThan(STEPS.indexOf('children'));
    expect(stepBefore('safety')).toBeNull();
    expect(stepAfter('safety')).toBe('you');
    expect(stepBefore('you')).toBe('safety');
    expect(stepAfter('level')).toBe('check');
    expect(isStep('check')).toBe(false);
  });
  it('own their fields, each field one page', () => {
    expect(stepOf('child.2.birth.day')).toBe('children');
    expect(stepOf('children')).toBe('children');
    expect(stepOf('members')).toBe('household');
    expect(stepOf('seen.1')).toBe('indicators');
    expect(stepOf('version')).toBeUndefined();
    expect(STEPS.filter((step) => ownedBy(step)('voice.1.said'))).toEqual(['voice']);
  });
  it('are taken up again at the first page not kept yet', () => {
    expect(resumeAt({})).toBe('safety');
    expect(resumeAt({ safety: 2, children: 4 })).toBe('you');
    expect(resumeAt(Object.fromEntries(STEPS.map((step) => [step, 1])))).toBe('check');
  });
});

describe('keys of things that are several', () => {
  it('are one to begin with, and only what looks like one', () => {
    expect(keysOf({}, 'children')).toEqual(['1']);
    expect(keysOf({ children: ['3', '3', 'x', '0', '12345', '2'] }, 'children')).toEqual(['3', '2']);
  });
  it('are never used again: what was ticked for a child taken away cannot turn up under another', () => {
    expect(freshKey({ children: ['1'], 'seen.4': ['I018'], 'member.9.notes': 'x' }, { list: 'children', prefix: 'child' })).toBe('5');
    expect(freshKey({ 'member.9.notes': 'x' }, { list: 'members', prefix: 'member' })).toBe('10');
  });
});

describe('saying a report back', () => {
  const guide = guideInForce('norfolk', Temporal.PlainDate.from('2026-11-22'));
  if (guide === undefined) throw new Error('no guide');
  it('says every page, also of an empty report', () => {
    const pages = new Set(sayReport(report.parse({}), guide).map(({ step }) => step));
    expect([...pages].sort()).toEqual(Object.keys(STEP_TABLE).sort());
  });
  it('says names, dates, signs and levels in words', () => {
    const said = sayReport(
      report.parse({
        children: [{ givenName: 'Tilly', familyName: 'Marsh', dateOfBirth: '2019-03-04', indicators: { I018: 'present', I052: 'not_known' } }],
        openness: { informed: 'no', notInformedReason: 'RISK' },
        belief: { level: 'not_sure' },
      }),
      guide,
    );
    const value = (title: string, label: string) => said.find((section) => section.title === title)?.rows.find((row) => row.label === label)?.value;
    expect(value('Tilly Marsh', 'Born')).toBe('4 March 2019');
    expect(value('What you have seen', 'Seen')).toBe(guide.indicators.find(({ id }) => id === 'I018')?.phrase);
    expect(value('What the family knows', 'Why not')).toBe('It could put the child at more risk');
    expect(value('How serious you think it is', 'Level')).toBe('Not sure');
  });
});

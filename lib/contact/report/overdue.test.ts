/** A child told of before its birth, long after it was due (domain 2.2 behaviours 6 and 10). Days counted by hand: 21 days after 1 August is 22 August. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { compileGuide, subjectOf } from '@/lib/threshold/evaluate';
import { guideInForce } from '@/lib/threshold/guides';
import type { AssessInput } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { withJoined } from '../additions/addition';
import { toldAgain } from '../additions/again';
import { readBirths } from '../additions/births';
import { assessInput } from '../assess';
import { report, type ReportInput } from '../schema';
import { ageWords } from './children-line';
import { perhapsBornMonths } from './overdue';
import { withBirths, withOverdue } from './perhaps-born';

const ON = Temporal.PlainDate.from('2026-11-30');
const guide = guideInForce('norfolk', ON);
if (guide === undefined) throw new Error('no guide');
const day = (text: string) => Temporal.PlainDate.from(text);
const ask = (child: NonNullable<ReportInput['children']>[number], on = ON, immediate = false): AssessInput => assessInput(report.parse({ children: [{ unborn: true, ...child }] }), { receivedOn: on, contactsIn12Months: 1, immediate });
const hurt = { indicators: { I017: 'present' as const } };

test.each([
  ['expected still', { dueDate: '2027-01-31' }, undefined],
  ['due twenty days ago', { dueDate: '2026-11-10' }, undefined],
  ['due twenty-one days ago: as young as it can be', { dueDate: '2026-11-09' }, 0],
  ['due on 1 August: born on 22 August at the latest, three months old', { dueDate: '2026-08-01' }, 3],
  ['said to be born in August', { dueDate: '2026-09-15', birthSaid: 'yes' as const, birthSaidOn: '2026-08-12' }, 3],
  ['said to be born, nobody knows when', { dueDate: null, birthSaid: 'yes' as const }, 0],
  ['said to be born before it was due', { dueDate: '2027-01-31', birthSaid: 'yes' as const }, 0],
  ['due long ago, and not born as somebody says who knows', { dueDate: '2026-08-01', birthSaid: 'no' as const }, undefined],
  ['due long ago, and nobody knows', { dueDate: '2026-08-01', birthSaid: 'not_known' as const }, 3],
  ['no due date, and nothing said', { dueDate: null }, undefined],
])('%s', (_, child, months) => expect(perhapsBornMonths(child, ON)).toBe(months));

describe('what the guide says of it', () => {
  test('an injury is level 4 with a doctor today, as of a baby who cannot move about; midwifery stays', () => {
    const proposal = propose(guide, ask({ dueDate: '2026-08-01', ...hurt }));
    expect(proposal).toMatchObject({ level: 4, route: 'STRATEGY', flags: { midwifery: true } });
    expect(proposal.duties).toContain('MEDICAL_TODAY');
    expect(proposal.children[0]?.because.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['perhaps-born', 'immobile-with-injury', 'baby-or-unborn', 'unborn-midwifery']));
    // The same before it was due: any need counts for more, and no injury is its own.
    expect(propose(guide, ask({ dueDate: '2027-01-31', ...hurt }))).toMatchObject({ level: 3, route: 'CIN_ASSESS' });
  });

  test('danger now is immediate protection, which is no route before birth', () => {
    expect(propose(guide, ask({ dueDate: '2026-08-01' }, ON, true))).toMatchObject({ level: 4, route: 'IMMEDIATE', flags: { midwifery: true, ring999: true } });
    expect(propose(guide, ask({ dueDate: '2027-01-31' }, ON, true))).toMatchObject({ level: 4, route: 'STRATEGY' });
  });

  test('the nearest change of an unborn child in danger is its birth', () => {
    expect(propose(guide, ask({ dueDate: '2027-01-31' }, ON, true)).children[0]?.nearest).toContainEqual({ change: 'The baby has been born', toLevel: 4, toRoute: 'IMMEDIATE' });
  });

  test('to be perhaps born never lowers, and says nothing of who is born', () => {
    for (const area of ['norfolk', 'plymouth', 'somerset', 'cambridgeshire', 'blackburn-with-darwen'] as const) {
      const own = guideInForce(area, ON);
      if (own === undefined) throw new Error(area);
      const compiled = compileGuide(own);
      for (const { id } of own.indicators) {
        for (const immediateDanger of [true, false]) {
          const placed = (age: { unbornWeeks: number } | { years: number }, facts: object) => compiled.place(subjectOf(compiled, { id: '1', age, indicators: { [id]: 'present' }, facts }, { immediateDanger }));
          expect(placed({ unbornWeeks: 40 }, { perhapsBornMonths: 3 }).level, id).toBeGreaterThanOrEqual(placed({ unbornWeeks: 40 }, {}).level);
          expect(placed({ years: 9 }, { perhapsBornMonths: 3 }), id).toEqual(placed({ years: 9 }, {}));
        }
      }
    }
  });
});

describe('said afterwards', () => {
  const before = ask({ givenName: 'Merryn', dueDate: '2026-08-01' }, day('2026-07-01'));

  test('time goes on: what comes in after it was due finds a baby, unless its birth is recorded or the pregnancy has ended', () => {
    const unborn = (state: 'expected' | 'moved' | 'born' | 'pregnancy_ended') => [{ ordinal: 1, state, expected: { due: { how: 'known' as const, on: day('2026-08-01') }, midwifery: { unit: '', midwife: '', informed: 'not_known' as const, informedWords: '' }, known: { by: 'not_known' as const } } }];
    expect(withOverdue(before, unborn('expected'), ON).children[0]?.facts).toEqual({ perhapsBornMonths: 3, nonMobile: true });
    expect(withOverdue(before, unborn('moved'), ON).children[0]?.facts).toEqual({ perhapsBornMonths: 3, nonMobile: true });
    for (const state of ['born', 'pregnancy_ended'] as const) expect(withOverdue(before, unborn(state), ON)).toEqual(before);
    expect(withOverdue(before, unborn('expected'), day('2026-08-21'))).toEqual(before);
    // What was taken for perhaps born before it was known is so no more.
    const overdue = withOverdue(before, unborn('expected'), ON);
    for (const state of ['born', 'pregnancy_ended'] as const) expect(withOverdue(overdue, unborn(state), ON).children[0]?.facts).toEqual({ nonMobile: true });
  });

  test('whoever adds is asked; what is typed and is no date is kept as words', () => {
    const asked = [{ ordinal: '1', called: 'Merryn' }, { ordinal: '2', called: 'the unborn baby' }];
    const read = (fields: Record<string, string>) => readBirths(fields, asked, ON);
    expect(read({})).toEqual({ births: {}, words: '' });
    expect(read({ 'born.1': 'yes', 'born.1.on.day': '3', 'born.1.on.month': '8', 'born.1.on.year': '2026' })).toEqual({ births: { 1: { said: 'yes', on: '2026-08-03' } }, words: 'Has Merryn been born? Yes, 3 August 2026' });
    expect(read({ 'born.1.on.day': '3', 'born.1.on.month': '8', 'born.1.on.year': '2026' }).births).toEqual({ 1: { said: 'yes', on: '2026-08-03' } });
    expect(read({ 'born.2': 'yes', 'born.2.on.day': 'early', 'born.2.on.month': 'August' })).toEqual({ births: { 2: { said: 'yes', on: null } }, words: 'Has the unborn baby been born? Yes, early August' });
    expect(read({ 'born.1': 'no', 'born.1.on.day': '3', 'born.1.on.month': '8', 'born.1.on.year': '2027' })).toEqual({ births: { 1: { said: 'no', on: null } }, words: 'Has Merryn been born? No, not yet, 3 August 2027' });
  });

  test('a birth that is told is heard in an open contact, and of nobody who is born', () => {
    expect(withBirths(before, { 1: { said: 'yes', on: '2026-08-03' } }, ON).children[0]?.facts).toEqual({ perhapsBornMonths: 3, nonMobile: true });
    for (const said of ['no', 'not_known'] as const) expect(withBirths(before, { 1: { said, on: null } }, ON)).toEqual(before);
    const born: AssessInput = { children: [{ id: '1', age: { years: 3 } }] };
    expect(withBirths(born, { 1: { said: 'yes', on: '2026-08-03' } }, ON)).toEqual(born);
  });

  test('and of a contact that is finished: the health visitor’s bruise is level 4', () => {
    const teller = { person: { name: 'Rosalie', jobTitle: 'Health visitor', agencyName: 'Health', email: 'r@health.example', phone: '' }, same: true, toldOn: ON };
    const told = (more: object) => toldAgain(report.parse({ children: [{ givenName: 'Merryn', unborn: true, dueDate: '2026-10-20', ...more }] }), { key: crypto.randomUUID(), text: 'He was born; a bruise.', indicators: { 1: ['I017'] }, immediate: false, births: { 1: { said: 'yes', on: '2026-10-12' } } }, teller);
    expect(told({}).children[0]).toMatchObject({ unborn: true, birthSaid: 'yes', birthSaidOn: '2026-10-12' });
    expect(propose(guide, assessInput(told({}), { receivedOn: ON, contactsIn12Months: 1, immediate: false })).level).toBe(4);
    // Of a child who is born nobody is asked.
    expect(told({ unborn: false, dateOfBirth: '2020-01-01', dueDate: null }).children[0]).not.toHaveProperty('birthSaid');
  });

  test('another who tells of the same child as of one who is born is heard', () => {
    const joined = withJoined(before, {}, [{ id: '1', other: { id: '1', age: { months: 3 }, indicators: { I017: 'present' }, facts: { nonMobile: true } } }], 1);
    expect(joined.children[0]).toMatchObject({ age: { unbornWeeks: 35 }, facts: { perhapsBornMonths: 3, nonMobile: true } });
    expect(propose(guide, joined).level).toBe(4);
  });
});

test('the queue says that it may be born', () => {
  const line = (due: string) => ageWords({ dateOfBirth: null, unborn: true, dueDate: day(due), saidMonths: null }, ON);
  expect(line('2026-11-10')).toBe('unborn, due 10 November');
  expect(line('2026-11-09')).toBe('was due 9 November, may be born');
});

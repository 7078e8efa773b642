/** What is told again of a child (safe practice 8): the guide hears who it is as before, and nothing that was only seen then. Levels by hand from domain 2.2. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assessInput } from '../assess';
import { reportAgain } from '../call/put-call';
import { guideOn } from '../guide-on';
import { report, type ReportInput } from '../schema';
import type { Contact } from '../store';
import { propose } from '@/lib/threshold/propose';
import { toldAgain, withAnswers, withNamedLater, type ToldBefore } from './again';

const ON = Temporal.PlainDate.from('2026-03-04');
const teller = { person: { name: 'Rosalie', jobTitle: 'Nurse', agencyName: 'Nursery', email: 'r@nursery.example', phone: '' }, same: true, toldOn: ON };
const again = (child: NonNullable<ReportInput['children']>[number], sign: string) => toldAgain(report.parse({ children: [child] }), { key: crypto.randomUUID(), text: 'Another bump.', indicators: { 1: [sign] }, immediate: false }, teller);
const level = (told: ReturnType<typeof toldAgain>) => propose(guideOn('norfolk', ON), assessInput(told, { receivedOn: ON, contactsIn12Months: 1, immediate: false })).level;

describe('told again', () => {
  test.each<[string, NonNullable<ReportInput['children']>[number], string]>([
    ['a baby of three months, date of birth not known, is a baby: an injury is level 4', { age: { months: 3 }, ageWords: '3 months' }, 'I017'],
    ['a child of nine who cannot move about alone, and is hurt', { age: { years: 9 }, nonMobile: 'yes', disability: 'yes' }, 'I017'],
    ['a child with a child protection plan', { age: { years: 9 }, openPlan: 'CP', openPlanWhere: 'this' }, 'I018'],
  ])('%s', (_, child, sign) => {
    expect(level(again({ givenName: 'Wren', ...child }, sign))).toBe(4);
  });

  test('what was seen, heard or found then is not said again', () => {
    const told = again({ givenName: 'Wren', indicators: { I099: 'present' }, voice: { said: 'He hits me.' }, fgmKnown: 'yes', foundAt: '2026-03-01T10:00:00Z', foundWords: 'On Sunday' }, 'I018').children[0];
    expect(told).toMatchObject({ givenName: 'Wren', indicators: { I018: 'present' }, fgmKnown: null, foundAt: null, foundWords: '' });
    expect(told?.voice.said).toBe('');
  });
});

/** Safe practice 8, 12 and 13: nobody is lost where a worry is told again, and nobody who is not there any more comes back. */
test('whom a late page named is of the household of what is told again: by name, without one, expected, and born since', () => {
  const person = (id: string, ordinal: number, more: Partial<ToldBefore['people'][number]> = {}) => ({ id, ordinal, kind: 'child', givenName: '', familyName: '', dateOfBirth: null, unborn: false, dueDate: null, bornAs: null, details: {}, ...more });
  const people = [
    person('reported', 1, { givenName: 'Wren' }), person('her baby', 3, { givenName: 'Perran', bornAs: 'reported' }), person('adult', 2, { kind: 'adult', givenName: 'Ros' }),
    person('zoe', 4, { givenName: 'Zoe', details: { ageWords: '5', otherNames: 'Zo' } }), person('nameless', 5), person('expected', 6, { unborn: true, dueDate: '2026-05-03' }),
    person('was expected', 7, { unborn: true }), person('born', 8, { givenName: 'Jory', dateOfBirth: '2026-03-01', bornAs: 'was expected' }), person('ended', 9, { unborn: true }),
  ];
  const known = withNamedLater({ report: report.parse({ children: [{ givenName: 'Wren' }], household: [{ givenName: 'Ros' }] }), people, toldOn: ON }, new Set(['was expected', 'ended']));
  expect(known.household.map(({ kind, givenName, otherNames, ageWords, dateOfBirth }) => [kind, givenName, otherNames, ageWords, dateOfBirth])).toEqual([
    ['adult', 'Ros', '', '', null],
    ['child', 'Zoe', 'Zo', '5 (as told before, on 4/3/2026)', null],
    ['child', '', '', '', null],
    ['child', '', '', 'unborn, due 3/5/2026', null],
    ['child', 'Jory', '', '', '2026-03-01'],
  ]);
  expect(known.children).toHaveLength(1);
});

/** Domain 7.15: the girl has said so, or signs were seen: the police; 2.2: level 4. */
test('that a girl was cut, said of a contact that is finished, is known of the new one', () => {
  const before = report.parse({ children: [{ givenName: 'Ossian', dateOfBirth: '2014-05-05' }, { givenName: 'Odalys', dateOfBirth: '2013-03-04', fgmKnown: 'not_known' }] });
  const told = toldAgain(before, { key: crypto.randomUUID(), text: 'She told me.', indicators: {}, immediate: false, cut: ['2'] }, teller);
  expect(told.children.map(({ fgmKnown }) => fgmKnown)).toEqual([null, 'yes']);
  expect(propose(guideOn('norfolk', ON), assessInput(told, { receivedOn: ON, contactsIn12Months: 1, immediate: false }))).toMatchObject({ level: 4, duties: ['FGM_POLICE'] });
});

describe('somebody in a position of trust, told of before (domain 2.2 behaviour 12: also with no child named, at any level)', () => {
  const before = report.parse({ incident: { what: 'A coach shouts at them.', positionOfTrust: 'yes', positionOfTrustWho: 'Ivor Tresize, swimming coach' } });
  const asked = (told: ReturnType<typeof toldAgain>) => assessInput(told, { receivedOn: ON, contactsIn12Months: 1, immediate: false });
  const words = toldAgain(before, { key: crypto.randomUUID(), text: 'He has done it again.', indicators: {}, immediate: false }, teller);
  const rings = (more: NonNullable<ReportInput['incident']> = {}) => reportAgain(report.parse({ incident: { what: 'He has done it again.', ...more } }), { report: before, people: [], receivedAt: Temporal.Instant.from('2026-03-04T10:00:00Z') } as unknown as Contact, []);

  test.each([['in words', words], ['by a call', rings()]])('%s: their duty is owed again, and no child is made up', (_, told) => {
    expect(told.incident).toEqual({ ...before.incident, what: 'He has done it again.' });
    expect(asked(told).children).toEqual([]);
    expect(propose(guideOn('norfolk', ON), asked(told)).duties).toContain('LADO');
  });

  test('what the call answers anew stands', () => {
    expect(rings({ positionOfTrust: 'no' }).incident).toMatchObject({ positionOfTrust: 'no', positionOfTrustWho: '' });
    expect(rings({ positionOfTrustWho: 'The deputy head' }).incident).toMatchObject({ positionOfTrust: null, positionOfTrustWho: 'The deputy head' });
  });

  /** Domain 7.3 and 2.2 behaviour 12: an allegation against them calls the officer; a colleague of whom it was said that they are in no such position made none. */
  test.each<['yes' | 'no' | 'not_known' | undefined, boolean]>([
    [undefined, false],
    ['no', false],
    ['yes', true],
    ['not_known', true],
  ])('a colleague who was said to be in none, and of the colleague now: %s', (aboutColleague, owed) => {
    const none = report.parse({ reporter: { aboutColleague: 'yes' }, incident: { what: 'Her mother works in our kitchen.', positionOfTrust: 'no' }, children: [{ givenName: 'Wren', indicators: { I018: 'present' } }] });
    const told = toldAgain(none, { key: crypto.randomUUID(), text: 'She came without a coat again.', indicators: { 1: ['I018'] }, immediate: false, ...(aboutColleague && { aboutColleague }) }, teller);
    expect(told.reporter.aboutColleague).toBe('yes');
    expect(propose(guideOn('norfolk', ON), asked(told)).duties.includes('LADO')).toBe(owed);
  });

  test('what nobody said of it before is not said now', () => {
    expect(toldAgain(report.parse({ incident: { positionOfTrust: 'no' } }), { key: crypto.randomUUID(), text: 'Again.', indicators: {}, immediate: false }, teller).incident.positionOfTrust).toBeNull();
  });
});

test('answers take the place of what was known before; silence takes nothing back', () => {
  const known = { givenName: 'Wren', age: { months: 3 }, disability: null, unborn: false, keepAddressSecret: true, voice: { said: '', view: { scale: 4 } } };
  expect(withAnswers(known, { givenName: '', age: null, disability: 'yes', unborn: false, keepAddressSecret: false, voice: { said: 'No.', view: { scale: null } } })).toEqual({ ...known, disability: 'yes', voice: { said: 'No.', view: { scale: 4 } } });
  expect(withAnswers(known, { age: { years: 1 } })).toMatchObject({ age: { years: 1 } });
  expect(withAnswers({ age: { months: 3 } }, { age: { years: 1 } })).toEqual({ age: { years: 1 } });
});

/** Men of one name: who each is to the child, and whether they have parental responsibility. */
type Johns = [relationship: string, 'yes' | 'no' | null][];

/** Safe practice 8 and 13, and what must be known before a visit; a child under 1 in the home raises level 2 to 3 (domain 2.2 behaviour 6). */
describe('a call about a contact that is finished, which names no child', () => {
  const before = report.parse({
    children: [{ givenName: 'Ysolde', dateOfBirth: '2017-05-05' }],
    household: [
      { kind: 'adult', givenName: 'Kerensa', relationship: 'mother', parentalResponsibility: 'yes' },
      { kind: 'child', givenName: 'Piran', dateOfBirth: '2025-10-01', relationship: 'brother', notes: 'Weighed each week.' },
    ],
    dangerToStaff: 'The father keeps a machete by the door.',
  });
  const earlier = { report: before, people: [{ kind: 'child', ordinal: 1, givenName: 'Ysolde', familyName: '', dateOfBirth: '2017-05-05' }], receivedAt: Temporal.Instant.from('2026-02-04T10:00:00Z') } as unknown as Contact;
  const rings = (more: ReportInput) => reportAgain(report.parse({ children: [{ indicators: { I048: 'present' } }], incident: { what: 'Still damp.' }, ...more }), earlier, []);
  const named = ({ household }: ReturnType<typeof rings>) => household.map(({ givenName }) => givenName);
  const dean = { kind: 'adult' as const, givenName: 'Dean', relationship: 'mother’s partner', livesWithChild: 'yes' as const };

  test('what endangers whoever visits is known of the new one, with what is said of it now', () => {
    expect(rings({}).dangerToStaff).toBe('The father keeps a machete by the door.');
    expect(rings({ dangerToStaff: 'A new dog, loose.' }).dangerToStaff).toBe('The father keeps a machete by the door.\nA new dog, loose.');
    expect(rings({ dangerToStaff: before.dangerToStaff }).dangerToStaff).toBe(before.dangerToStaff);
  });

  test.each<[string, ReportInput, string[]]>([
    ['of nobody at home', {}, ['Kerensa', 'Piran']],
    ['of somebody who moved in: whom the call names stands first, as it named them', { household: [dean] }, ['Dean', 'Kerensa', 'Piran']],
    ['of the baby by name, and not how old', { household: [{ kind: 'child', givenName: 'PIRAN' }] }, ['PIRAN', 'Kerensa']],
    ['of the baby by name, and not that it is a child', { household: [{ givenName: 'Piran' }] }, ['Piran', 'Kerensa', 'Piran']],
  ])('%s: the baby is at home still, and damp is level 3', (_, more, names) => {
    const told = rings(more);
    expect(named(told)).toEqual(names);
    expect(level(told)).toBe(3);
  });

  test('whoever is named again has what is said now and what was known', () => {
    const [piran] = rings({ household: [{ kind: 'child', givenName: 'Piran', notes: 'Not weighed for a month.' }] }).household;
    expect(piran).toMatchObject({ dateOfBirth: '2025-10-01', relationship: 'brother', notes: 'Not weighed for a month.' });
  });

  /** Safe practice 8: nothing known is taken back. Who has parental responsibility, and who is of concern, are two persons here. */
  test.each<[string, Johns, Johns, Johns]>([
    ['a father and a grandfather of one name, and the call does not say which', [['father', 'yes'], ['grandfather', 'no']], [['', null]], [['', null], ['father', 'yes'], ['grandfather', 'no']]],
    ['one before, and the call tells of two by that name', [['', 'yes']], [['father', null], ['grandfather', null]], [['father', null], ['grandfather', null], ['', 'yes']]],
    ['both before, and the call says which', [['father', 'yes'], ['grandfather', 'no']], [['grandfather', null]], [['grandfather', 'no'], ['father', 'yes']]],
  ])('%s: nobody is lost, and nobody is given what is so of the other', (_, then, now, told) => {
    const johns = (all: Johns) => all.map(([relationship, parentalResponsibility]) => ({ kind: 'adult' as const, givenName: 'John', relationship, parentalResponsibility }));
    const { household } = reportAgain(report.parse({ household: johns(now) }), { ...earlier, report: report.parse({ ...before, household: johns(then) }) }, []);
    expect(household.map(({ relationship, parentalResponsibility }) => [relationship, parentalResponsibility])).toEqual(told);
  });

  test('two of one name are two: the mother’s partner does not become the father, nor have his responsibility', () => {
    const father = report.parse({ ...before, household: [{ kind: 'adult', givenName: 'Dean', relationship: 'father', parentalResponsibility: 'yes' }] });
    const told = reportAgain(report.parse({ household: [dean] }), { ...earlier, report: father }, []);
    expect(told.household).toMatchObject([{ relationship: 'mother’s partner', parentalResponsibility: null }, { relationship: 'father', parentalResponsibility: 'yes' }]);
  });
});

/** What is true of each kind of call, from domain 7.2, 7.3, 7.8, 7.9, 7.15, 7.16 and not from the table. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { report as reportSchema, type ReportInput } from '../schema';
import type { Contact } from '../store';
import { callerOf } from './call-fields';
import { knownAgain, tellsSomething } from './goes-to';
import { CALL_KINDS, KIND_TABLE, kindOf, type Becomes, type CallKind } from './kinds';
import { nameProblem } from './name-refusal';
import { hasUnnamedChild, ofKind } from './of-kind';
import { requestOf } from './request-fields';

const report = (given: ReportInput) => reportSchema.parse(given);

test('what nobody said, and what no page offers, is a concern: the reading that lets nothing go', () => {
  for (const text of ['', 'advice', 'constructor', undefined, null]) expect(kindOf(text)).toBe('concern');
});

it.each<[CallKind, Becomes]>([
  ['concern', 'contact'],
  ['consultation', 'contact'],
  ['public', 'contact'],
  ['child', 'contact'],
  ['other_authority', 'contact'],
  ['emergency_hand_over', 'contact'],
  ['lado', 'contact'],
  ['update', 'addition'],
  ['follow_up', 'addition'],
  ['challenge', 'addition'],
  ['information_request', 'request'],
  ['dropped', 'ring_back'],
])('%s becomes: %s', (kind, becomes) => expect(KIND_TABLE[kind].becomes).toBe(becomes));

test('of two kinds nobody says anything to the caller, known or not: a request for information and the designated officer’s advice', () => {
  expect(CALL_KINDS.filter((kind) => KIND_TABLE[kind].silent)).toEqual(['information_request', 'lado']);
});

test('each has its words, its rule and who is told', () => {
  for (const kind of CALL_KINDS) for (const words of [KIND_TABLE[kind].choice, KIND_TABLE[kind].called, KIND_TABLE[kind].bear, KIND_TABLE[kind].told, KIND_TABLE[kind].follows, KIND_TABLE[kind].source]) expect(words, kind).not.toBe('');
});

describe('who rings, where the worker has not chosen', () => {
  it.each([
    ['public', 'public', '1D'],
    ['child', 'public', '1C'],
    ['other_authority', 'other_authority', undefined],
    ['emergency_hand_over', 'council', undefined],
    ['', 'unknown', undefined],
  ])('%s: %s', (kind, agency, code) => {
    const caller = callerOf({ 'call.kind': kind }, []);
    expect([caller.agency.kind, caller.sourceCode]).toEqual([agency, code]);
  });
  it('what was chosen goes before the kind', () => expect(callerOf({ 'call.kind': 'child', 'call.from': 'person:family' }, []).sourceCode).toBe('1A'));
});

describe('advice of the designated officer (domain 7.3, 7.15)', () => {
  it('is about somebody who works with children, perhaps a colleague of the caller, until they say otherwise', () => {
    expect(ofKind(report({}), 'lado')).toMatchObject({ incident: { positionOfTrust: 'yes' }, reporter: { aboutColleague: 'not_known' } });
    expect(ofKind(report({ incident: { positionOfTrust: 'no' }, reporter: { aboutColleague: 'no' } }), 'lado')).toMatchObject({ incident: { positionOfTrust: 'no' }, reporter: { aboutColleague: 'no' } });
  });
  it('no other kind says anything of its own', () => {
    const said = report({ incident: { what: 'x' } });
    for (const kind of CALL_KINDS.filter((each) => each !== 'lado')) expect(ofKind(said, kind)).toBe(said);
  });
});

describe('a child without a name at level 4 (domain 7.2)', () => {
  const [guide] = guides;
  if (guide === undefined) throw new Error('there are guides');
  const began = Temporal.Instant.from('2026-03-04T10:00:00Z');
  const serious: ReportInput = { children: [{ indicators: { I099: 'present' } }] };
  const ask = (given: ReportInput, fields: Record<string, string>, kind: CallKind = 'consultation') => nameProblem({ kind, report: report(given), guide, began, caller: callerOf(fields, []) }, fields);

  it.each<[string, ReportInput, Record<string, string>, 'name_needed' | 'number_needed' | null]>([
    ['nobody was asked', serious, {}, 'name_needed'],
    ['refused, and no number', serious, { 'call.noName': 'refused' }, 'number_needed'],
    ['refused, with a number', serious, { 'call.noName': 'refused', 'you.phone': '01632 960771' }, null],
    ['an answer that no page offers', serious, { 'call.noName': 'whatever' }, 'name_needed'],
    ['a child in danger now waits for nothing', { ...serious, firstQuestions: { cannotWait: 'yes' } }, {}, null],
    ['a protected caller’s number is locked away with them', { ...serious, reporter: { protectMe: 'yes' } }, { 'call.noName': 'refused' }, null],
    ['the name is given', { children: [{ givenName: 'Maya', indicators: { I099: 'present' } }] }, {}, null],
    ['of a child not born yet nobody said who it or its mother is', { children: [{ unborn: true, indicators: { I099: 'present' } }] }, {}, 'name_needed'],
    ['the mother of a child not born yet is named', { children: [{ unborn: true, indicators: { I099: 'present' } }], household: [{ kind: 'adult', relationship: 'Mother', givenName: 'Kayleigh' }] }, {}, null],
    ['less is said', { children: [{ indicators: { I018: 'present' } }] }, {}, null],
  ])('%s', (_, given, fields, problem) => expect(ask(given, fields)).toBe(problem));
  it('is asked of consultations: what is no consultation is a contact anyway', () => expect(ask(serious, {}, 'concern')).toBeNull());
  it.each<[string, ReportInput, boolean]>([
    ['nobody', {}, true],
    ['one named child does not stand for another without a name', { children: [{ givenName: 'Maya' }, {}] }, true],
    ['what stands in the place of a name is none', { children: [{ givenName: 'Unknown' }] }, true],
    ['a family name is a beginning', { children: [{ givenName: 'Baby', familyName: 'Roskilly' }] }, false],
    ['not born yet, and nothing more', { children: [{ unborn: true }] }, true],
    ['not born yet, called what every such child is called', { children: [{ unborn: true, givenName: 'Unborn', familyName: 'baby' }] }, true],
    ['not born yet, with a family name', { children: [{ unborn: true, givenName: 'Unborn', familyName: 'Roskilly' }] }, false],
    ['not born yet, of a mother who is named in its name', { children: [{ unborn: true, givenName: 'Unborn baby of Kayleigh', familyName: 'Moss' }] }, false],
    ['not born yet, of a mother of whose name its own holds only half', { children: [{ unborn: true, givenName: 'Baby of Kayleigh' }] }, true],
    ['not born yet, of a mother who is named among the adults', { children: [{ unborn: true }], household: [{ kind: 'adult', relationship: 'Mother', givenName: 'Kayleigh' }] }, false],
    ['not born yet, of a mother without a name', { children: [{ unborn: true }], household: [{ kind: 'adult', relationship: 'Mother' }] }, true],
    ['not born yet, with the name of somebody else’s mother or of the partner', { children: [{ unborn: true }], household: [{ kind: 'adult', relationship: 'Grandmother', givenName: 'Loveday' }, { kind: 'adult', relationship: 'Partner', givenName: 'Ivor' }] }, true],
    ['a mother’s name is not that of her child who is born', { children: [{}], household: [{ kind: 'adult', relationship: 'Mother', givenName: 'Kayleigh' }] }, true],
  ])('a child without a name: %s', (_, given, is) => expect(hasUnnamedChild(report(given))).toBe(is));
});

describe('the children of a call among those of a contact (domain 7.8)', () => {
  const person = (ordinal: number, givenName: string, familyName: string, dateOfBirth: string | null = null) => ({ id: String(ordinal), ordinal, kind: 'child', givenName, familyName, dateOfBirth, nhsNumber: null, upn: null, nameDobKey: null }) as unknown as Contact['people'][number];
  const about = { people: [person(1, 'Maya', 'Quill', '2018-03-04'), person(2, 'Jo', 'Quill')] };
  const of = (...children: ReportInput['children'] & object) => knownAgain(report({ children }), about);

  it('is known again by the given name where nothing speaks against it', () => expect(of({ givenName: 'maya ' }, { givenName: 'Jo', familyName: 'QUILL' })).toEqual([{ inCall: 1, inContact: 1 }, { inCall: 2, inContact: 2 }]));
  it('is nobody of it with another name, another birth, or another family', () => {
    for (const child of [{ givenName: 'Ada' }, { givenName: 'Maya', dateOfBirth: '2011-01-01' }, { givenName: 'Maya', familyName: 'Other' }]) expect(of(child), JSON.stringify(child)).toBeNull();
  });
  it('what is said of nobody by name counts for each, and nothing said counts for none', () => {
    expect(of({ indicators: { I099: 'present' } })).toEqual([{ inCall: 1, inContact: 1 }, { inCall: 1, inContact: 2 }]);
    expect(of({})).toEqual([]);
  });
});

describe('what a caller who asks us for something tells besides (safe practice 8: nothing told is without a proposal)', () => {
  const [guide] = guides;
  if (guide === undefined) throw new Error('there are guides');
  const tells = (given: ReportInput) => tellsSomething(report(given), guide);

  it.each<[string, ReportInput]>([
    ['who must not be told', { firstQuestions: { whoMustNotBeTold: 'Her father.' } }],
    ['somebody who works with children', { incident: { positionOfTrust: 'yes', positionOfTrustWho: 'Coach of the under-11s' } }],
    ['a colleague of whoever asks, perhaps', { reporter: { aboutColleague: 'not_known' } }],
    ['a stepfather who drinks', { household: [{ givenName: 'Dean', hiddenHarm: { alcohol: 'yes' } }] }],
    ['that the worry is about what an adult does', { household: [{ givenName: 'Dean', relationship: 'Stepfather', ofConcern: true }] }],
    ['a baby brother who lives there', { household: [{ kind: 'child', givenName: 'Jack', ageWords: '3 weeks', age: { months: 0 }, livesWithChild: 'yes' }] }],
    ['another child, of whom nothing is known', { household: [{ kind: 'child' }] }],
    ['a partner', { household: [{ givenName: 'Dean', relationship: 'Mother’s partner' }] }],
    ['a father or a partner, by the tick alone', { household: [{ givenName: 'Dean', fatherOrPartner: true }] }],
    ['an adult, nobody knows who to the child', { household: [{ givenName: 'Dean', familyName: 'Rowse' }] }],
    ['what stands with who somebody is', { household: [{ givenName: 'Dean', relationship: 'Ex-partner, not allowed contact' }] }],
    ['the same of a father', { household: [{ givenName: 'Denzil', relationship: 'Father, not allowed contact' }] }],
    ['what stands with an age', { household: [{ givenName: 'Denzil', relationship: 'Father', ageWords: '40, in prison' }] }],
    ['that a mother lives there, or no more', { household: [{ givenName: 'Kerensa', relationship: 'Mother', livesWithChild: 'no' }] }],
    ['what matters of a mother', { household: [{ givenName: 'Kerensa', relationship: 'Mother', notes: 'She is in hospital.' }] }],
    ['who might see a letter to a mother', { household: [{ givenName: 'Kerensa', whoMightSee: 'Her husband' }] }],
    ['a dog that bites whoever visits', { dangerToStaff: 'A dog, loose in the yard.' }],
    ['a child who cannot speak', { children: [{ givenName: 'Maya', communication: 'Non-verbal' }] }],
    ['a child who was found, nobody knows when', { children: [{ foundWords: 'last night' }] }],
    ['who knows of a pregnancy', { children: [{ givenName: 'Baby', unborn: true, pregnancyKnown: 'mother_only' }] }],
    ['how the child sees it', { children: [{ voice: { view: { scale: 0 } } }] }],
  ])('is told: %s', (_, given) => expect(tells(given)).toBe(true));
  it('is nothing where they say who they are, of whom they ask and that nobody is in danger', () => {
    const whom: ReportInput['children'] = [{ givenName: 'Maya', familyName: 'Quill', dateOfBirth: '2018-03-04', sex: 'F', address: '4 Mill Lane', postcode: 'FS1 2AB', school: 'Mill Lane Primary', language: 'Polish' }, { unborn: true, dueDate: '2026-08-01' }];
    // “… and her mother, born …”: a parent who is named with the child, and by whom the police are sure of whom they ask.
    const mother: NonNullable<ReportInput['household']> = [{ kind: 'adult', givenName: 'Kerensa', familyName: 'Quill', dateOfBirth: '1990-02-03', age: { years: 36 }, relationship: 'Mother', address: '4 Mill Lane', phone: '01632 960100' }, { kind: 'adult', givenName: 'Denzil', ageWords: 'about 40', age: { years: 40 }, relationship: 'her dad', fatherOrPartner: true }, { kind: 'adult', givenName: 'Kerensa', bornAbout: '1990', ageWords: 'born in 1990, day and month not known', age: { years: 36 }, relationship: 'Mother' }, { kind: 'adult' }];
    expect(tells({ children: whom, household: mother, firstQuestions: { cannotWait: 'no' }, reporter: { name: 'Sergeant Hale', role: 'Sergeant', phone: '01632 960888', aboutColleague: 'no', mayLeaveMessage: 'yes' } })).toBe(false);
  });
});

describe('by when information is asked for', () => {
  const by = (day: string, time: string) => requestOf({ 'call.request.by.day': day, 'call.request.by.month': '7', 'call.request.by.year': '2026', 'call.request.byTime': time });
  it('a day ends at 17:00 in London; a time is a London time', () => {
    expect(by('6', '').request.dueAt?.toString()).toBe('2026-07-06T16:00:00Z');
    expect(by('6', '9.30').request.dueAt?.toString()).toBe('2026-07-06T08:30:00Z');
  });
  it('what cannot be read is named, and counts as no day or as 17:00', () => {
    expect([by('41', '').request.dueAt, by('41', '').warnings.length]).toEqual([null, 1]);
    expect([by('6', 'noon').request.dueAt?.toString(), by('6', 'noon').warnings.length]).toEqual(['2026-07-06T16:00:00Z', 1]);
    expect(requestOf({})).toEqual({ request: { what: '', purpose: '', authority: '', dueAt: null }, warnings: [] });
  });
});

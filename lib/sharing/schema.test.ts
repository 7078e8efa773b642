import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import type { Openness } from './model';
import { readAgreement, readBasis, readChecksRequest, readOpenness, readSent, type ChildAsked, type SharingForm } from './schema';

const TODAY = Temporal.PlainDate.from('2026-11-18');
const NOW = Temporal.Instant.from('2026-11-18T14:00:00Z');
/** 15 on the day, and 16 on the day. */
const CHILDREN: ChildAsked[] = [{ id: 'fifteen', dateOfBirth: '2010-11-19', saidMonths: null }, { id: 'sixteen', dateOfBirth: '2010-11-18', saidMonths: null }];

/** Asked of both of them; about all where a test says nothing else. */
function asked(form: SharingForm, said: Record<string, string | string[]>): { fields: Fields; form: SharingForm; today: Temporal.PlainDate; children: ChildAsked[] } {
  const typed = { person: 'all', ...said };
  return { fields: Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value])), form, today: TODAY, children: CHILDREN };
}
const gaps = (read: { ok: true } | { ok: false; problem: { field: string }[] }) => (read.ok ? [] : read.problem.map(({ field }) => field));

describe('agreement to a service', () => {
  const given = { service: 'early_help', answer: 'given', givenBy: 'parent', askedOf: 'Mother', how: 'telephone', scope: 'A family worker' };

  test('says who, for what, how', () => {
    expect(gaps(readAgreement(asked('agreement', given)))).toEqual([]);
    expect(gaps(readAgreement(asked('agreement', { service: 'early_help', answer: 'refused' })))).toEqual(['agreement.givenBy', 'agreement.askedOf', 'agreement.how', 'agreement.scope']);
    expect(gaps(readAgreement(asked('agreement', {})))).toEqual(['agreement.service', 'agreement.answer']);
  });

  test('nobody asked is an answer, with who could not be and why', () => {
    expect(gaps(readAgreement(asked('agreement', { service: 'other', answer: 'not_asked' })))).toEqual(['agreement.notAsked']);
    expect(gaps(readAgreement(asked('agreement', { service: 'other', answer: 'not_asked', notAsked: 'Father: nobody knows where he is.' })))).toEqual([]);
  });

  test('under 16 somebody judged that the young person understands enough, on something (Gillick)', () => {
    expect(gaps(readAgreement(asked('agreement', { ...given, givenBy: 'gillick', person: 'fifteen' })))).toEqual(['agreement.judgedBy', 'agreement.judgedOn']);
    expect(gaps(readAgreement(asked('agreement', { ...given, givenBy: 'gillick', person: 'fifteen', judgedBy: 'School nurse', judgedOn: 'She could say what would follow.' })))).toEqual([]);
  });

  test('from 16 a young person is presumed able; the day before they are not', () => {
    expect(gaps(readAgreement(asked('agreement', { ...given, givenBy: 'aged_16', person: 'sixteen' })))).toEqual([]);
    expect(gaps(readAgreement(asked('agreement', { ...given, givenBy: 'aged_16', person: 'fifteen' })))).toEqual(['agreement.givenBy']);
  });

  test('of one child alone nobody is asked which, and their age counts all the same; of all of them each one’s does', () => {
    const young = (child: ChildAsked, more: Record<string, string> = {}) => gaps(readAgreement({ ...asked('agreement', { ...given, givenBy: 'aged_16', person: '', ...more }), children: [child] }));
    expect(young({ id: 'nine', dateOfBirth: '2017-02-03', saidMonths: null })).toEqual(['agreement.givenBy']);
    expect(young({ id: 'sixteen', dateOfBirth: '2010-11-18', saidMonths: null })).toEqual([]);
    expect(gaps(readAgreement(asked('agreement', { ...given, givenBy: 'aged_16', person: 'all' })))).toEqual(['agreement.givenBy']);
    // On the day on which they were asked: the day before, whoever is 16 today was 15.
    expect(young({ id: 'sixteen', dateOfBirth: '2010-11-18', saidMonths: null }, { 'askedOn.day': '17', 'askedOn.month': '11', 'askedOn.year': '2026' })).toEqual(['agreement.givenBy']);
  });

  test('without a date of birth, the age as it was put counts; of whom no age is known nothing is presumed', () => {
    const said = (saidMonths: number | null) => gaps(readAgreement({ ...asked('agreement', { ...given, givenBy: 'aged_16', person: '' }), children: [{ id: 'said', dateOfBirth: null, saidMonths }] }));
    expect([15 * 12 + 11, 0].map(said)).toEqual([['agreement.givenBy'], ['agreement.givenBy']]);
    expect([16 * 12, null].map(said)).toEqual([[], []]);
  });

  test('is not dated tomorrow', () => {
    expect(gaps(readAgreement(asked('agreement', { ...given, 'askedOn.day': '19', 'askedOn.month': '11', 'askedOn.year': '2026' })))).toEqual(['agreement.askedOn.day']);
  });
});

describe('about whom a record is, where there are two children (domain 7.13)', () => {
  const basis = { basis: 'public_task', why: 'x' };
  const readers = { agreement: readAgreement, openness: readOpenness, basis: readBasis, checks: readChecksRequest, sent: (typed: Parameters<typeof readSent>[0]) => readSent(typed, NOW) } as const;

  test.each(['agreement', 'openness', 'basis', 'checks', 'sent'] as const)('nobody chosen, and somebody unknown, is missing in the form of %s; all of them is chosen', (form) => {
    for (const person of ['', 'somebody else', 'null']) expect(gaps(readers[form](asked(form, { person })))[0]).toBe(`${form}.person`);
    for (const person of ['all', 'fifteen']) expect(gaps(readers[form](asked(form, { person })))).not.toContain(`${form}.person`);
  });

  test('what was chosen is kept as that', () => {
    expect(readBasis(asked('basis', { ...basis, person: 'all' }))).toMatchObject({ ok: true, value: { personId: null } });
    expect(readBasis(asked('basis', { ...basis, person: 'sixteen' }))).toMatchObject({ ok: true, value: { personId: 'sixteen' } });
  });

  test('of one child nobody is asked which; of an unknown one it is not about all', () => {
    const ofOne = (person: string) => readBasis({ ...asked('basis', { ...basis, person }), children: CHILDREN.slice(0, 1) });
    expect(ofOne('')).toMatchObject({ ok: true, value: { personId: null } });
    expect(gaps(ofOne('sixteen'))).toEqual(['basis.person']);
  });
});

test('not telling the family has a reason, words and a day on which it is looked at again', () => {
  expect(gaps(readOpenness(asked('openness', { told: 'no' })))).toEqual(['openness.reason', 'openness.reasonWords', 'openness.untilOn.day']);
  expect(gaps(readOpenness(asked('openness', { told: 'no', reason: 'CRIME', reasonWords: 'Police ask us to wait.', 'untilOn.day': '25', 'untilOn.month': '11', 'untilOn.year': '2026' })))).toEqual([]);
  // A year mistyped by a hundred would be looked at by nobody: it is within three months of 18 November.
  const until = (year: string, month: string, day: string) => gaps(readOpenness(asked('openness', { told: 'no', reason: 'CRIME', reasonWords: 'Police ask us to wait.', 'untilOn.day': day, 'untilOn.month': month, 'untilOn.year': year })));
  expect([until('2126', '11', '25'), until('2027', '2', '19'), until('2027', '2', '18')]).toEqual([['openness.untilOn.day'], ['openness.untilOn.day'], []]);
  expect(until('26', '11', '25'), 'said once').toEqual(['openness.untilOn.day']);
  expect(gaps(readOpenness(asked('openness', { told: 'yes' })))).toEqual(['openness.toldWhom', 'openness.toldWhat', 'openness.toldBy', 'openness.checks']);
});

test('whether it is they who objected that agree now is asked only where an objection stands', () => {
  const yes = { told: 'yes', toldWhom: 'Father', toldWhat: 'All', toldBy: 'The worker', checks: 'agree', seen: ['x'] };
  const objection: Openness = { id: 'x', at: NOW, by: 'worker', personId: 'fifteen', told: true, toldWhom: 'Mother', toldWhat: 'All', toldBy: 'The worker', toldOn: null, checks: 'object', objectorsAgree: false, reason: null, reasonWords: '', untilOn: null };
  const read = (more: Record<string, string | string[]>, openness: Openness[] = [objection]) => readOpenness({ ...asked('openness', { ...yes, ...more }), openness });
  expect(gaps(read({}))).toEqual(['openness.objectorsAgree']);
  expect(gaps(read({ objectorsAgree: 'perhaps' }))).toEqual(['openness.objectorsAgree']);
  expect(read({ objectorsAgree: 'yes' })).toMatchObject({ ok: true, value: { objectorsAgree: true } });
  expect(read({ objectorsAgree: 'no' })).toMatchObject({ ok: true, value: { objectorsAgree: false } });
  expect(read({ person: 'sixteen', objectorsAgree: 'yes' }), 'about another child').toMatchObject({ ok: true, value: { objectorsAgree: false } });
  expect(read({ objectorsAgree: 'yes' }, [])).toMatchObject({ ok: true, value: { objectorsAgree: false } });
  // Somebody else objected after the form was opened: whoever wrote "everybody" had not seen them.
  const meanwhile: Openness = { ...objection, id: 'y', toldWhom: 'Father' };
  expect(gaps(read({ objectorsAgree: 'yes' }, [meanwhile, objection]))).toEqual(['openness.objectorsAgree']);
  expect(read({ objectorsAgree: 'no' }, [meanwhile, objection])).toMatchObject({ ok: true, value: { objectorsAgree: false } });
  expect(read({ objectorsAgree: 'yes', seen: ['x', 'y'] }, [meanwhile, objection])).toMatchObject({ ok: true, value: { objectorsAgree: true } });
  expect(gaps(read({ objectorsAgree: 'yes', seen: [] }))).toEqual(['openness.objectorsAgree']);
  expect(read({ checks: 'object', objectorsAgree: 'yes' })).toMatchObject({ ok: true, value: { objectorsAgree: false } });
});

test('a basis is not consent, and says why', () => {
  expect(gaps(readBasis(asked('basis', { basis: 'consent', why: 'x' })))).toEqual(['basis.basis']);
  expect(gaps(readBasis(asked('basis', { basis: 'public_task' })))).toEqual(['basis.why']);
});

test('what goes out says to whom, what, how and on what basis, and has not gone tomorrow', () => {
  const sent = { kind: 'fact', agency: 'GP', recipient: 'Dr Amos', categories: ['worry'], words: 'She was hungry.', how: 'telephone', basisId: '00000000-0000-4000-8000-000000000001', gone: 'no' };
  expect(readSent(asked('sent', sent), NOW)).toMatchObject({ ok: true, value: { sentAt: NOW } });
  expect(gaps(readSent(asked('sent', {}), NOW))).toEqual(['sent.kind', 'sent.agency', 'sent.recipient', 'sent.categories', 'sent.words', 'sent.how', 'sent.gone']);
  expect(gaps(readSent(asked('sent', { ...sent, basisId: '' }), NOW))).toEqual(['sent.basisId']);
  expect(readSent(asked('sent', sent), NOW)).toMatchObject({ ok: true, value: { under: null } });
  expect(readSent(asked('sent', { ...sent, under: 'none' }), NOW)).toMatchObject({ ok: true, value: { under: 'none' } });
  expect(gaps(readSent(asked('sent', { ...sent, under: 'any' }), NOW))).toEqual(['sent.under']);
  expect(readSent(asked('sent', { ...sent, person: 'fifteen' }), NOW)).toMatchObject({ ok: true, value: { personId: 'fifteen', late: null } });
});

test('what has gone already says when, by whose hand and why so late; its basis may be missing, and it has not gone tomorrow', () => {
  const late = { kind: 'fact', agency: 'GP', recipient: 'Dr Amos', categories: ['worry'], words: 'She was hungry.', how: 'telephone', basisId: '', gone: 'yes', sentBy: 'The school nurse', lateWhy: 'Told me this morning.' };
  const on = { 'on.day': '18', 'on.month': '11', 'on.year': '2026' };
  expect(gaps(readSent(asked('sent', { ...late, sentBy: '', lateWhy: ' ' }), NOW))).toEqual(['sent.on.day', 'sent.time', 'sent.sentBy', 'sent.lateWhy']);
  expect(gaps(readSent(asked('sent', { ...late, ...on, time: 'noon' }), NOW))).toEqual(['sent.time']);
  expect(gaps(readSent(asked('sent', { ...late, ...on, time: '15:00' }), NOW))).toEqual(['sent.time']);
  // 13:30 in London in November is 13:30 UTC.
  expect(readSent(asked('sent', { ...late, ...on, time: '13:30' }), NOW)).toMatchObject({ ok: true, value: { sentAt: Temporal.Instant.from('2026-11-18T13:30:00Z'), basisId: null, late: { sentBy: 'The school nurse', why: 'Told me this morning.' } } });
});

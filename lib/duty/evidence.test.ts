import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DUTY_CODES as LAW } from '@/lib/threshold/model';
import { DUTY_CODES } from './codes';
import { chosenIn, evidenceWords, ownQuestions, questionsOf, readEvidence } from './evidence';
import { DUTY_FORMS, dutyForm } from './evidence-questions';
import { ENDS_BY_ITS_ACT, NEEDS_ACCEPTANCE } from './model';

const at = Temporal.Instant.from('2026-11-26T12:00:00Z');
const none = { unborn: false };

/** Domain 7.15 names them: FGM, private fostering, return interview, out of area, open case, medical, MARAC, NRM, homelessness, siblings, LADO, Prevent; 3.1 the transfer-in conference. */
test('each of the thirteen duties that are law asks questions of its own', () => {
  expect(LAW).toHaveLength(13);
  for (const code of LAW) {
    expect(Object.keys(DUTY_FORMS), code).toContain(code);
    expect(questionsOf(code, NEEDS_ACCEPTANCE.includes(code) ? 'accepted' : 'done', none).length, code).toBeGreaterThan(2);
    expect(dutyForm(code)?.mind.length, code).toBeGreaterThan(0);
  }
});

test('no duty ends on words alone, unless an act of its own ends it', () => {
  for (const code of DUTY_CODES) {
    if (ENDS_BY_ITS_ACT[code] !== undefined) expect(dutyForm(code), code).toBeNull();
    else expect(questionsOf(code, 'done', none).length + questionsOf(code, 'accepted', none).length, code).toBeGreaterThan(1);
    const names = (dutyForm(code)?.done ?? []).map(({ name }) => name);
    expect(new Set(names).size, code).toBe(names.length);
    // The form's own boxes: a question under the same name would be read as one of them.
    for (const taken of ['how', 'words']) expect(names, code).not.toContain(taken);
  }
});

test('accepted elsewhere: who, in what role, where, how reached and when (7.15)', () => {
  for (const code of NEEDS_ACCEPTANCE) expect(questionsOf(code, 'accepted', none).map(({ name }) => name)).toEqual(['name', 'role', 'team', 'reached', 'when']);
  expect(NEEDS_ACCEPTANCE).toEqual(expect.arrayContaining(['OUT_OF_AREA', 'OPEN_CASE']));
});

/** 7.15, 3.3: what has no time was not done; nobody accepted who has no name; the three agencies and section 47 make the discussion. */
test('without these answers nothing was done, whatever is said instead', () => {
  for (const code of DUTY_CODES) for (const question of questionsOf(code, 'done', none)) if (question.name === 'when') expect(question.mustAnswer, code).toBe(true);
  const must = (code: Parameters<typeof questionsOf>[0], how: 'done' | 'accepted') => questionsOf(code, how, none).flatMap(({ name, mustAnswer }) => (mustAnswer === true ? name : []));
  for (const code of NEEDS_ACCEPTANCE) expect(must(code, 'accepted')).toEqual(['name', 'when']);
  expect(must('HOLD_STRATEGY', 'done')).toEqual(['when', 'police', 'health', 'section47']);
  expect(must('MEDICAL_TODAY', 'done')).toEqual(['when', 'where']);
  expect(readEvidence(ownQuestions('FGM_POLICE'), { 'when.because': 'Nobody answered.', means: 'Rang 101', reference: 'CAD 7' }, at).notes.map(({ field }) => field)).toEqual(['when.day']);
});

test('the discussion about a child not born yet names midwifery (3.5)', () => {
  expect(questionsOf('HOLD_STRATEGY', 'done', none).map(({ name }) => name)).not.toContain('midwifery');
  expect(questionsOf('HOLD_STRATEGY', 'done', { unborn: true }).map(({ name }) => name)).toContain('midwifery');
});

/** 3.1: never on a weekend (validator rule 8875), nor on another day that is no working day. Boxing Day of 2026 is kept on Monday 28 December; 26 November 2026 is a Thursday. */
test('a conference was held on a working day; entered elsewhere it may have been on any', () => {
  const questions = questionsOf('CONVENE_ICPC', 'done', none);
  const typed = (ended: string, year: string, month: string, day: string) => ({ ended, 'when.year': year, 'when.month': month, 'when.day': day, system: 'The case system, 40213', who: 'R. Okonjo' });
  const fieldsOf = (...said: Parameters<typeof typed>) => readEvidence(questions, typed(...said), Temporal.Instant.from('2027-01-04T12:00:00Z')).notes.map(({ field }) => field);
  for (const [month, day] of [['11', '21'], ['11', '22'], ['12', '28']] as const) {
    expect(fieldsOf('held', '2026', month, day), day).toEqual(['when.day']);
    expect(fieldsOf('elsewhere', '2026', month, day), day).toEqual([]);
  }
  expect(fieldsOf('held', '2026', '11', '26')).toEqual([]);
  // What was chosen is told from the evidence, though it is kept in words.
  for (const ended of ['held', 'elsewhere']) expect(chosenIn('CONVENE_ICPC', 'ended', readEvidence(questions, typed(ended, '2026', '11', '26'), at).evidence)).toBe(ended);
  expect([chosenIn('CONVENE_ICPC', 'ended', []), chosenIn('COUNTERSIGN', 'ended', [])]).toEqual([null, null]);
  // The London day counts: Monday 1 June 2026, 00:30 British Summer Time, is Sunday in UTC.
  expect(readEvidence(questions, { ...typed('held', '2026', '6', '1'), 'when.time': '00:30' }, at).notes).toEqual([]);
  expect(readEvidence(questions, typed('held', '2026', '11', '21'), at).notes.map(({ message }) => message)).toEqual(['When was it held, or entered there? This is a Saturday, a Sunday or a bank holiday, on which it is not held. Look the day up again.']);
});

describe('what was typed', () => {
  const questions = ownQuestions('FGM_POLICE');
  const whole = { 'when.day': '26', 'when.month': '11', 'when.year': '2026', 'when.time': '10:30', means: 'Rang 101', reference: 'CAD 7' };
  test('whole', () => {
    expect(readEvidence(questions, whole, at)).toEqual({ notes: [], evidence: [
      { question: 'When was it reported?', answer: 'Thu 26 Nov 2026 10:30', because: '' },
      { question: 'How was it reported?', answer: 'Rang 101', because: '' },
      { question: 'What reference did the police give?', answer: 'CAD 7', because: '' },
    ] });
  });
  test('"not known because" is an answer; nothing at all is not', () => {
    expect(readEvidence(questions, { ...whole, reference: '', 'reference.because': 'They post it.' }, at).evidence.at(-1)).toEqual({ question: 'What reference did the police give?', answer: '', because: 'They post it.' });
    expect(readEvidence(questions, { ...whole, reference: ' ' }, at).notes.map(({ field }) => field)).toEqual(['reference']);
    expect(readEvidence(questions, {}, at).notes.map(({ field }) => field)).toEqual(['when.day', 'means', 'reference']);
  });
  test('a day without a time is a day; what is no day, or is still to come, is not taken', () => {
    expect(readEvidence(questions, { ...whole, 'when.time': '' }, at).evidence[0]?.answer).toBe('Thu 26 Nov 2026');
    for (const wrong of [{ 'when.day': '31' }, { 'when.year': '26' }, { 'when.time': 'noon' }, { 'when.time': '12:01' }, { 'when.day': '27' }]) expect(readEvidence(questions, { ...whole, ...wrong }, at).notes, JSON.stringify(wrong)).toHaveLength(1);
  });
  test('as one text, for a place that has only words', () => {
    expect(evidenceWords([{ question: 'Who?', answer: '', because: 'She left.' }, { question: 'When?', answer: 'Today', because: '' }])).toBe('Who? Not answered: She left.\nWhen? Today');
  });
});

import { Temporal } from 'temporal-polyfill';
import { londonWords } from '@/lib/clock/evidence';
import { isWorkingDay } from '@/lib/clock/working-days';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { clockTime, LONDON } from '@/lib/platform/time';
import type { DutyCode } from './codes';
import { dutyForm, type Question } from './evidence-questions';
import type { DischargeHow, EvidenceLine } from './model';

/** Why an answer was not taken. */
export interface EvidenceNote {
  field: string;
  message: string;
}

/** The field in which somebody says why a question has no answer. */
export function becauseField(name: string): string {
  return `${name}.because`;
}

/** The questions that end a duty in this way; none where a manager calls it off: the reason is then in words. */
export function questionsOf(code: DutyCode, how: DischargeHow, { unborn }: { unborn: boolean }): readonly Question[] {
  const form = dutyForm(code);
  const asked = how === 'done' ? form?.done : how === 'accepted' ? form?.accepted : [];
  return (asked ?? []).filter(({ ofUnborn }) => ofUnborn !== true || unborn);
}

/** What the owner of a duty that cannot be handed on is asked on their own page: who did it is known. */
export function ownQuestions(code: DutyCode): readonly Question[] {
  return questionsOf(code, 'done', { unborn: false }).filter(({ name }) => name !== 'who');
}

type TypedWhen = { typed: boolean; at: Temporal.ZonedDateTime | null; withTime: boolean };

/** A day in three parts and a London time, as typed; a day alone is taken at its start. */
export function typedWhen(fields: Fields, name: string): TypedWhen {
  const [day = '', month = '', year = '', time = ''] = ['day', 'month', 'year', 'time'].map((part) => textOf(fields, `${name}.${part}`).trim());
  const typed = [day, month, year, time].some((part) => part !== '');
  const clock = clockTime(time);
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year) || (time !== '' && clock === null)) return { typed, at: null, withTime: false };
  try {
    const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
    return { typed, at: date.toZonedDateTime({ timeZone: LONDON, plainTime: clock ?? new Temporal.PlainTime() }), withTime: clock !== null };
  } catch {
    return { typed, at: null, withTime: false };
  }
}

const dayWords = (at: Temporal.ZonedDateTime) => londonWords(at.toInstant()).split(' ').slice(0, 4).join(' ');

type Answered = { answer: string } | { message: string };

/** Is it known to be a day on which nothing of the kind is held? Of a day beyond the calendar that is not known. */
function isDayOff(at: Temporal.ZonedDateTime): boolean {
  const working = isWorkingDay(at.toPlainDate());
  return working.ok && !working.value;
}

function answered({ name, kind, choices = {}, onWorkingDay }: Question, fields: Fields, at: Temporal.Instant): Answered {
  if (kind === 'line' || kind === 'words') return { answer: textOf(fields, name).trim() };
  if (kind === 'one_of') {
    const chosen = textOf(fields, name);
    return { answer: Object.hasOwn(choices, chosen) ? (choices[chosen] ?? '') : '' };
  }
  const { typed, at: moment, withTime } = typedWhen(fields, name);
  if (!typed) return { answer: '' };
  if (moment === null) return { message: 'Give a day, a month and a year of four figures, and the time as 14:30 or not at all.' };
  if (kind === 'past' && Temporal.Instant.compare(moment.toInstant(), at) > 0) return { message: 'This is still to come. Say when it happened.' };
  if (onWorkingDay !== undefined && textOf(fields, onWorkingDay.where) === onWorkingDay.is && isDayOff(moment)) return { message: 'This is a Saturday, a Sunday or a bank holiday, on which it is not held. Look the day up again.' };
  return { answer: withTime ? londonWords(moment.toInstant()) : dayWords(moment) };
}

/** Where the message of a question belongs: its first box. */
const firstField = ({ name, kind }: Question) => (kind === 'past' || kind === 'coming' ? `${name}.day` : name);

/**
 * Reads what was typed for a duty's questions: each is answered, or it is said why there is no answer where one can be missing.
 * @param at now: what has happened does not lie after it.
 */
export function readEvidence(questions: readonly Question[], fields: Fields, at: Temporal.Instant): { evidence: EvidenceLine[]; notes: EvidenceNote[] } {
  const notes: EvidenceNote[] = [];
  const kept: EvidenceLine[] = [];
  for (const question of questions) {
    const because = textOf(fields, becauseField(question.name)).trim();
    const said = answered(question, fields, at);
    if ('message' in said) notes.push({ field: firstField(question), message: `${question.label} ${said.message}` });
    else if (said.answer === '' && question.mustAnswer === true) notes.push({ field: firstField(question), message: `${question.label} Answer it: without this it is not done, and the duty goes on.` });
    else if (said.answer === '' && because === '') notes.push({ field: firstField(question), message: `${question.label} Answer it, or say why there is no answer.` });
    else kept.push({ question: question.label, answer: said.answer, because });
  }
  return { evidence: kept, notes };
}

/** Which choice of a duty's question stands in its evidence; null where none does, or it was asked in other words. */
export function chosenIn(code: DutyCode, name: string, given: readonly EvidenceLine[]): string | null {
  const asked = dutyForm(code)?.done.find((question) => question.name === name);
  const said = given.find(({ question }) => question === asked?.label)?.answer;
  return Object.entries(asked?.choices ?? {}).find(([, words]) => words === said)?.[0] ?? null;
}

/** Evidence as one text, for a place that has only words. */
export function evidenceWords(given: readonly EvidenceLine[]): string {
  return given.map(({ question, answer, because }) => `${question} ${[answer === '' ? 'Not answered' : answer, because].filter(Boolean).join(': ')}`).join('\n');
}

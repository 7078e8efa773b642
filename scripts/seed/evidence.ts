import type { Temporal } from 'temporal-polyfill';
import type { DutyCode } from '@/lib/duty/codes';
import { becauseField, questionsOf } from '@/lib/duty/evidence';
import type { Question } from '@/lib/duty/evidence-questions';
import type { DischargeHow } from '@/lib/duty/model';
import type { Fields } from '@/lib/platform/draft/model';
import { LONDON } from '@/lib/platform/time';

/** Believable answers by the name of the question; a duty whose own word fits better has it below. */
const ANSWERS: Record<string, string> = {
  name: 'Rosalind Okonjo', role: 'Team manager, duty and assessment', team: 'Assessment team of the neighbouring council', reached: 'By telephone, through that council’s switchboard',
  who: 'Priya Nandakumar', chair: 'The duty team manager', police: 'The detective sergeant of the MASH desk', health: 'The named nurse', midwifery: 'The specialist midwife', left: 'The conference chair of the council they left', system: 'The case system, under the child’s number there',
  means: 'By telephone on 101', reference: 'Taken down and filed with the record', channel: 'The Prevent team of the police, by the national form', responder: 'The council, by the duty social worker',
  advice: 'Strategy discussion first; the employer’s safeguarding lead hears from the designated officer.', toldAdult: 'Nobody tells the adult yet.', where: 'The children’s hospital, by the paediatrician on call', taker: 'The mother, with the health visitor',
  result: 'Examined and drawn; follow-up in a week.', safety: 'She answers her sister’s telephone between two and three.', safe: 'Stays with an aunt in another town; the school knows.', tonight: 'A room in supported lodgings',
  adviser: 'A worker of the young people’s advice centre', said: 'With friends by the river. “I wanted quiet.”', children: 'Each child named in the contact; the school nurse was asked for the eldest.', agreed: 'Who does what by when is in the minutes.',
  pattern: 'Three worries about evenings, from two agencies.', next: 'The decision takes it into account.', changed: 'The family has begun to answer.', found: 'Right on what was known.', what: 'Done, and written in the child’s record.',
};

function answer({ name, kind, choices = {} }: Question, at: Temporal.Instant): Fields {
  const first = Object.keys(choices)[0] ?? '';
  // A conference is not held in the minute in which everything is ended, nor at a weekend.
  if (kind === 'one_of') return { [name]: name === 'ended' ? 'elsewhere' : first };
  if (kind === 'line' || kind === 'words') return ANSWERS[name] === undefined ? { [becauseField(name)]: 'Not asked at the time.' } : { [name]: ANSWERS[name] };
  const day = at.toZonedDateTimeISO(LONDON).add({ days: kind === 'coming' ? 7 : 0 });
  const two = (part: number) => String(part).padStart(2, '0');
  return { [`${name}.day`]: String(day.day), [`${name}.month`]: String(day.month), [`${name}.year`]: String(day.year), ...(kind === 'past' ? { [`${name}.time`]: `${two(day.hour)}:${two(day.minute)}` } : {}) };
}

/** What somebody typed when they ended this duty at an instant. */
export function evidenceTyped(code: DutyCode, how: DischargeHow, at: Temporal.Instant): Fields {
  return questionsOf(code, how, { unborn: true }).reduce<Fields>((typed, question) => ({ ...typed, ...answer(question, at) }), {});
}

import { z } from 'zod';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ACTS, OUTCOMES } from './model';

const LONGEST = 20_000;
const words = z.string().max(LONGEST).default('');

/** What an emergency decision holds: what `emergency_decision.document` keeps. An empty string was not asked for. */
export const emergencyDocument = z.strictObject({
  why: words,
  acts: z.array(z.enum(ACTS)).default([]),
  done: words,
  when: words,
  spokenTo: words,
  /** Police, health and others of a strategy discussion held by telephone (domain 3.2). */
  strategyWith: words,
  childWhere: words,
  safeUntil: words,
  safeBecause: words,
  wouldChange: words,
  told: words,
  /** Why it can wait although it is urgent. */
  although: words,
});
export type EmergencyDocument = z.infer<typeof emergencyDocument>;

export interface EmergencyInput {
  outcome: (typeof OUTCOMES)[number];
  document: EmergencyDocument;
}

/** One thing missing, by the name of its field. */
export interface Gap {
  field: string;
  message: string;
}

/** Fields of the form that hold words. */
const WORD_FIELDS = ['why', 'done', 'when', 'spokenTo', 'strategyWith', 'childWhere', 'safeUntil', 'safeBecause', 'wouldChange', 'told', 'although'] as const;
export type WordField = (typeof WORD_FIELDS)[number];

const ASKED_WHEN_ACTED: readonly [WordField, string][] = [
  ['done', 'Say what was done'],
  ['when', 'Say when it was done'],
  ['spokenTo', 'Say who was spoken to'],
  ['childWhere', 'Say where the child is now; “not known” is an answer'],
  ['safeUntil', 'Say until when the child is safe, and why; “not known” is an answer'],
];

const ASKED_WHEN_IT_WAITS: readonly [WordField, string][] = [
  ['safeBecause', 'Say what makes the child safe until then'],
  ['wouldChange', 'Say what would change that'],
  ['told', 'Say who was told'],
];

/**
 * Reads what an emergency duty worker typed, or names each gap. Each of the two outcomes asks its own questions; to let
 * wait what is urgent asks a reason of its own. Words for the outcome not chosen do not go into the record.
 * @param urgent it is immediate or at level 4 now, or rated so.
 */
export function readEmergency(fields: Fields, urgent: boolean): Result<EmergencyInput, Gap[]> {
  const said = Object.fromEntries(WORD_FIELDS.map((name) => [name, textOf(fields, name).trim()])) as Record<WordField, string>;
  const gaps: Gap[] = [];
  const ask = ([field, message]: readonly [WordField, string]) => {
    if (said[field] === '') gaps.push({ field, message });
  };
  const tooLong = WORD_FIELDS.filter((name) => said[name].length > LONGEST);
  for (const field of tooLong) gaps.push({ field, message: `Use ${LONGEST.toLocaleString('en-GB')} characters or fewer` });
  const outcome = OUTCOMES.find((each) => each === textOf(fields, 'outcome'));
  if (outcome === undefined) return refused([{ field: 'outcome', message: 'Choose whether you acted, or why it can wait' }, ...gaps]);
  const acts = outcome === 'acted' ? ACTS.filter((act) => listOf(fields, 'acts').includes(act)) : [];
  if (outcome === 'acted') {
    if (acts.length === 0) gaps.push({ field: 'acts', message: 'Choose what was done' });
    ASKED_WHEN_ACTED.forEach(ask);
    if (acts.includes('strategy_by_telephone')) ask(['strategyWith', 'Say who took part in the strategy discussion: police, health and others, by name']);
  } else {
    ASKED_WHEN_IT_WAITS.forEach(ask);
    if (urgent) ask(['although', 'Say why it can wait although it is immediate or at level 4, or rated so, or may not be able to wait']);
  }
  ask(['why', outcome === 'acted' ? 'Say why this was done' : 'Say why it can wait until the day service']);
  if (gaps.length > 0) return refused(gaps);
  const kept: readonly WordField[] = outcome === 'acted' ? ['why', 'done', 'when', 'spokenTo', 'childWhere', 'safeUntil', ...(acts.includes('strategy_by_telephone') ? (['strategyWith'] as const) : [])] : ['why', 'safeBecause', 'wouldChange', 'told', ...(urgent ? (['although'] as const) : [])];
  return ok({ outcome, document: emergencyDocument.parse({ acts, ...Object.fromEntries(kept.map((name) => [name, said[name]])) }) });
}

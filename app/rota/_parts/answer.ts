import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import type { Result } from '@/lib/platform/result';
import type { RotaForm, RotaProblem } from '@/lib/rota/schema';

export const ROTA_DONE = {
  made: 'It stands on the rota.',
  taken_out: 'It is off the rota.',
  copied: 'The week before has been copied.',
  away: 'The absence is written down.',
} as const;
export type RotaDone = keyof typeof ROTA_DONE;

export function isRotaDone(text: string): text is RotaDone {
  return Object.hasOwn(ROTA_DONE, text);
}

/** Back to the rota's week, which says what was done or why not. */
export function answerRota(week: Temporal.PlainDate | null, result: Result<unknown, RotaProblem>, done: RotaDone): Response {
  const parts = [...(week === null ? [] : [`week=${week.toString()}`]), result.ok ? `done=${done}` : `problem=${result.problem}`];
  return seeOther(`/rota?${parts.join('&')}`);
}

/** The same for one of the two forms; where it was refused what was typed is kept and shown again. */
export async function answerForm(tx: Tx, form: RotaForm, fields: Fields, week: Temporal.PlainDate | null, result: Result<unknown, RotaProblem>, done: RotaDone): Promise<Response> {
  const typed = { kind: 'rota', about: form } as const;
  if (result.ok) {
    await endTyped(tx, typed);
    return answerRota(week, result, done);
  }
  await keepTyped(tx, typed, fields);
  return seeOther(`/rota?${week === null ? '' : `week=${week.toString()}&`}form=${form}&problem=${result.problem}#${form}-form`);
}

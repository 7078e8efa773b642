import type { Temporal } from 'temporal-polyfill';
import { seeOther } from '@/lib/platform/http/answer';
import type { Result } from '@/lib/platform/result';
import type { RotaProblem } from '@/lib/rota/schema';

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

/**
 * A refusal is a value, not an exception: only bugs are thrown.
 * `P` is the room's own union of problem codes.
 */
export type Result<T, P> = { ok: true; value: T } | { ok: false; problem: P };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused<P>(problem: P): { ok: false; problem: P } {
  return { ok: false, problem };
}

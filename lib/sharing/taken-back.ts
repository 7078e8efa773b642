import { Temporal } from 'temporal-polyfill';

/** That a manager's agreement to go without the parents' was taken back: when, by which manager, and why. */
export interface TakenBack {
  at: Temporal.Instant;
  by: string;
  why: string;
}

/** Does a manager's answer open the gate still? One that was taken back opens nothing more, to any agency that it named (domain 7.16). */
export function stillAgrees<T extends { verdict: string; takenBack: TakenBack | null }>(answer: T | null): answer is T {
  return answer?.verdict === 'agreed' && answer.takenBack === null;
}

/** An answer as it stood at an instant: one that was given later was none, and one that was taken back later stood. From the instant in which it is taken back it opens nothing. */
export function answerBy<T extends { at: Temporal.Instant; takenBack: TakenBack | null }>(answer: T | null, at: Temporal.Instant): T | null {
  const by = (each: { at: Temporal.Instant }) => Temporal.Instant.compare(each.at, at) <= 0;
  if (answer === null || !by(answer)) return null;
  return answer.takenBack === null || by(answer.takenBack) ? answer : { ...answer, takenBack: null };
}

import type { Duty } from '@/lib/duty/model';
import type { Unborn } from './unborn-store';

/** A duty that had ended with a pregnancy whose end was undone, and that nobody has said is owed again. */
export interface EndedWithIt {
  duty: Duty;
  /** The end that was undone: what makes the duty owed anew. */
  endId: string;
}

/**
 * Duties that ended in the moment in which an end of this pregnancy was recorded, and are not owed again since it was
 * undone: for a person to choose from.
 * @param duties every duty of the contact, ended ones too.
 */
export function endedWithIt({ entries }: Pick<Unborn, 'entries'>, duties: readonly Duty[]): EndedWithIt[] {
  const undone = entries.filter(({ state, undone: how }) => state === 'pregnancy_ended' && how !== null);
  return undone.flatMap(({ id, at }) =>
    duties
      .filter(({ discharge }) => discharge?.how === 'ended_lawfully' && discharge.at.epochMilliseconds === at.epochMilliseconds)
      .filter((duty) => !duties.some((other) => other.occasionId === id && other.code === duty.code && other.personId === duty.personId && other.decisionId === duty.decisionId))
      .map((duty) => ({ duty, endId: id })),
  );
}

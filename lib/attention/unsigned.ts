import { type Cause } from './alarm';
import { needsSecondPerson, type Watched } from './clocks';

/**
 * What waits for a second person and is late, each once: what somebody is called about, and the decisions below level 4, of which nobody
 * is called but whose duty is past its due. A decision at level 4 is both, and is taken by its clock.
 * @param countersigns the decisions whose duty to be signed is late.
 */
export function waitsForSecond(causes: readonly Cause[], watched: readonly Pick<Watched, 'contactId' | 'awaitingSince'>[], countersigns: readonly Cause[]): (Cause & { id: string })[] {
  const asking = causes.filter(({ kind }) => needsSecondPerson(kind));
  const since = new Map(watched.map(({ contactId, awaitingSince }) => [contactId, awaitingSince?.toString()]));
  const clocked = new Set(asking.filter(({ contactId, occasion }) => contactId !== null && since.get(contactId) === occasion).map(({ contactId }) => contactId));
  return [...asking, ...countersigns.filter(({ contactId }) => !clocked.has(contactId))].map((cause) => ({ ...cause, id: `${cause.contactId} ${cause.occasion}` }));
}

/** That nobody may sign these: an alarm of its own beside each, for those who can let somebody. */
export function nobodySignsCauses(nobodys: readonly Cause[]): Cause[] {
  return nobodys.map(({ contactId, occasion, due }) => ({ kind: 'nobody_signs', contactId, occasion, due }));
}

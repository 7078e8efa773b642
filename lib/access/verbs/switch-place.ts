import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Person } from '../model';
import { openSession } from '../open-session';
import { ownPlaces } from '../people-store';
import { endSession } from '../store';

/**
 * Moves a person to another of their own places of work: a new session there, and the one here ends.
 * @returns the new session's token, for the cookie.
 */
export async function switchPlace(tx: Tx, person: Person, membershipId: string): Promise<Result<{ token: string }, 'not_yours'>> {
  const place = (await ownPlaces(tx)).find(({ id }) => id === membershipId);
  if (!place) return refused('not_yours');
  const token = await openSession(person.actorId, place, 'switched');
  await endSession(tx, person.sessionId);
  tx.ledger({ action: 'session.ended', objectKind: 'session', objectId: person.sessionId, detail: { how: 'switched' } });
  return ok({ token });
}

import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Person } from '../model';
import { openSession, stageOf } from '../open-session';
import { ownPlaces } from '../people-store';
import { askedRoles, stricter } from '../second/model';
import { endSession, readAuthority, readOpening } from '../store';

/**
 * Moves a person to another of their own places of work: a new session there, and the one here ends. What they proved goes with
 * them; where more is asked there the new session waits for it. It is the same sign-in: the provider by which they came can end it as
 * before, and it ends when the one here would have.
 * @returns the new session's token, for the cookie.
 */
export async function switchPlace(tx: Tx, person: Person, membershipId: string): Promise<Result<{ token: string }, 'not_yours'>> {
  const place = (await ownPlaces(tx)).find(({ id }) => id === membershipId);
  if (!place) return refused('not_yours');
  const opening = await readOpening(tx, person.sessionId);
  if (!opening) return refused('not_yours');
  const { amr, agent, provedAt, provider, createdAt, expiresAt } = opening;
  const { settings } = await readAuthority(tx);
  // What is asked here was answered when this session opened wholly; only what is asked there beyond it is still owed.
  const askedHere = askedRoles(stricter(config().secondFactor, settings.secondFactor)).includes(person.role);
  const stage = askedHere ? 'full' : await stageOf(person.actorId, place, amr);
  const token = await openSession(person.actorId, place, amr, { stage, agent, provedAt, provider, goesOn: { createdAt, expiresAt } });
  await endSession(tx, person.sessionId);
  tx.ledger({ action: 'session.ended', objectKind: 'session', objectId: person.sessionId, detail: { how: 'switched' } });
  return ok({ token });
}

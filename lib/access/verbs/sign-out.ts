import { withActor } from '@/lib/platform/db';
import type { Person } from '../model';
import { endSession } from '../store';

/** Ends the person's session on the server: the old cookie opens nothing from now on. */
export async function signOut(person: Person): Promise<void> {
  await withActor(person, async (tx) => {
    await endSession(tx, person.sessionId);
    tx.ledger({ action: 'session.ended', objectKind: 'session', objectId: person.sessionId });
  });
}

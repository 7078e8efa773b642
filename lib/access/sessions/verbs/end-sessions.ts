import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import type { Person } from '../../model';
import { readColleague } from '../../people-store';
import { endSessionsOf } from '../../store';
import { endOwnSessions, endSessionOf } from '../session-store';

/** A person ends one of their own sessions, or every other one. @returns how many ended. */
export async function endMine(tx: Tx, person: Person, which: string): Promise<number> {
  if (which !== 'others' && !isId(which)) return 0;
  const ended = await endOwnSessions(tx, which === 'others' ? { but: person.sessionId } : { id: which });
  tx.ledger({ action: 'session.ended', objectKind: 'session', objectId: which === 'others' ? person.sessionId : which, detail: { how: which === 'others' ? 'others_by_owner' : 'by_owner', ended } });
  return ended;
}

/** An administrator ends one session of somebody's place of work, or all that they have in this area, at whichever place. @returns how many ended. */
export async function endTheirs(tx: Tx, membershipId: string, which: string): Promise<number> {
  if (which !== 'all' && !isId(which)) return 0;
  const colleague = await readColleague(tx, membershipId);
  if (colleague === null) return 0;
  const ended = which === 'all' ? await endSessionsOf(tx, { accountId: colleague.accountId }) : Number(await endSessionOf(tx, membershipId, which));
  tx.ledger({ action: 'session.ended', objectKind: 'membership', objectId: membershipId, detail: { how: 'by_administrator', ended } });
  return ended;
}

import { authorityList, systemOf, withActor } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { openSession } from '../open-session';
import { readColleague } from '../people-store';

/**
 * Opens a session for an invented person. The route that calls it exists only with the embedded demo database.
 * @returns the session's token, for the cookie.
 */
export async function demoSignIn(input: { area: string; membershipId: string; agent?: string }): Promise<Result<{ token: string }, 'nobody'>> {
  const area = (await authorityList()).find((row) => row.id === input.area);
  if (!area || !isId(input.membershipId)) return refused('nobody');
  const found = await withActor(systemOf(area.id), (tx) => readColleague(tx, input.membershipId));
  if (!found || found.disabledAt !== null) return refused('nobody');
  return ok({ token: await openSession(found.accountId, { id: found.membershipId, authorityId: area.id, role: found.role, agencyId: found.agencyId }, 'demo', { agent: input.agent ?? '' }) });
}

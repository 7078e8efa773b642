import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { LINK_HOURS, makeAccountLink } from '../account-link';
import { postAccountMail } from '../link-store';
import { addPlace, ensureAccount, hasPlace, nameHere, readAgencies, readColleague } from '../people-store';
import type { AdminProblem } from '../problems';
import type { Invitation } from '../schema';

const sameWords = (a: string, b: string) => a.trim().replace(/\s+/g, ' ').localeCompare(b.trim().replace(/\s+/g, ' '), 'en-GB', { sensitivity: 'base' }) === 0;

/**
 * Invites somebody to work here. Who has no password yet gets a link to choose one; who signs in already,
 * here or in another area, is told of the new place of work. Nobody invites themself. An address that belongs to
 * a colleague of another name is asked about first: one wrong address would give a school the work of a manager.
 * @param sure the address for which an administrator has said that its colleague is meant.
 * @returns the id of the new place of work, and whether its person has an account already.
 */
export async function invite(tx: Tx, invited: Invitation, sure = ''): Promise<Result<{ membershipId: string; known: boolean }, Extract<AdminProblem, 'already_here' | 'works_here' | 'no_such_agency' | 'own_place'>>> {
  const { name, email, role, agencyId, qualified, jobTitle, phone } = invited;
  if (agencyId !== null && !(await readAgencies(tx)).some((agency) => agency.id === agencyId)) return refused('no_such_agency');
  const accountId = await ensureAccount(tx, email, name);
  if (accountId === tx.actor.actorId) return refused('own_place');
  if (await hasPlace(tx, accountId, { role, agencyId })) return refused('already_here');
  const known = await nameHere(tx, accountId);
  if (known !== null && !sameWords(known, name) && !sameWords(sure, email)) return refused('works_here');
  const membershipId = newId();
  await addPlace(tx, { id: membershipId, accountId, role, agencyId, qualified, jobTitle, phone });
  tx.ledger({ action: 'person.invited', objectKind: 'membership', objectId: membershipId, detail: { role, qualified } });
  const colleague = await readColleague(tx, membershipId);
  await postAccountMail(tx, colleague?.joined ? newPlaceMail(email) : await invitationMail(tx, email, accountId));
  return ok({ membershipId, known: colleague?.joined ?? false });
}

async function invitationMail(tx: Tx, to: string, accountId: string) {
  const link = await makeAccountLink(tx, accountId, 'invitation');
  return { to, subject: 'You are invited to Doorstep', body: `You have been invited to the front door of children’s services. Choose a password here within ${LINK_HOURS} hours:\n\n${link}\n\nThe link works once. If you did not expect this, do nothing.` };
}

function newPlaceMail(to: string) {
  return { to, subject: 'You have a new place of work in Doorstep', body: `A place of work was added to your account. Sign in as always, then choose “Where you work”:\n\n${config().publicOrigin}/workplaces` };
}

import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { LINK_HOURS, makeAccountLink } from '../account-link';
import { endLinks, postAccountMail } from '../link-store';
import { changePlace, readAgencies, readColleague, readPlaces, setDisabled, setPhone, type PlaceOfWork } from '../people-store';
import type { AdminProblem } from '../problems';
import { leadToEnrol } from '../second/factor-store';
import { askedRoles, stricter } from '../second/model';
import { endSessionsOf, readAuthority } from '../store';

/** Closes a place of work: its sessions end at once, and links that were sent for it open nothing more. */
export async function disablePerson(tx: Tx, membershipId: string): Promise<Result<null, Extract<AdminProblem, 'gone' | 'own_place'>>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague) return refused('gone');
  if (colleague.accountId === tx.actor.actorId) return refused('own_place');
  await setDisabled(tx, membershipId, true);
  const sessions = await endSessionsOf(tx, { membershipId });
  await endLinks(tx, colleague.accountId);
  tx.ledger({ action: 'person.disabled', objectKind: 'membership', objectId: membershipId, detail: { sessions } });
  return ok(null);
}

/** Closes every place of work that somebody has here, as of one who leaves: at none of them do they sign in any more. */
export async function disableAllHere(tx: Tx, membershipId: string): Promise<Result<null, Extract<AdminProblem, 'gone' | 'own_place'>>> {
  const found = await readPlaces(tx, membershipId);
  if (found === null) return refused('gone');
  const { colleague, others } = found;
  const open = [...(colleague.disabledAt === null ? [colleague] : []), ...others];
  for (const place of open) {
    const done = await disablePerson(tx, place.membershipId);
    if (!done.ok) return done;
  }
  return ok(null);
}

/** Opens a place of work again; one's own another administrator does. */
export async function enablePerson(tx: Tx, membershipId: string): Promise<Result<null, Extract<AdminProblem, 'gone' | 'own_place'>>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague) return refused('gone');
  if (colleague.accountId === tx.actor.actorId) return refused('own_place');
  await setDisabled(tx, membershipId, false);
  tx.ledger({ action: 'person.enabled', objectKind: 'membership', objectId: membershipId });
  return ok(null);
}

/** Sends a new link to choose a password. The old password works until the link is used. */
export async function resetPassword(tx: Tx, membershipId: string): Promise<Result<null, Extract<AdminProblem, 'gone' | 'disabled_place'>>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague) return refused('gone');
  if (colleague.disabledAt !== null) return refused('disabled_place');
  const link = await makeAccountLink(tx, colleague.accountId, colleague.joined ? 'reset' : 'invitation');
  await postAccountMail(tx, { to: colleague.email, subject: 'Choose a new password', body: `Choose a new password for the front door of children’s services here within ${LINK_HOURS} hours:\n\n${link}\n\nThe link works once. If you did not ask for this, tell your administrator.` });
  tx.ledger({ action: 'person.reset', objectKind: 'membership', objectId: membershipId });
  return ok(null);
}

/** Keeps the number at which somebody else is called: the next alarm goes to it. Empty: they are called by e-mail alone. */
export async function changePhone(tx: Tx, membershipId: string, phone: string): Promise<Result<null, Extract<AdminProblem, 'gone' | 'own_place'>>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague) return refused('gone');
  if (colleague.accountId === tx.actor.actorId) return refused('own_place');
  await setPhone(tx, membershipId, phone);
  tx.ledger({ action: 'person.phone_changed', objectKind: 'membership', objectId: membershipId });
  return ok(null);
}

/** Gives somebody else another role, agency or qualification: it holds from their next request, which first leads to a second factor where the new role asks for one. */
export async function changePerson(tx: Tx, membershipId: string, place: PlaceOfWork): Promise<Result<null, Extract<AdminProblem, 'gone' | 'own_place' | 'no_such_agency'>>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague) return refused('gone');
  if (colleague.accountId === tx.actor.actorId) return refused('own_place');
  if (place.agencyId !== null && !(await readAgencies(tx)).some((agency) => agency.id === place.agencyId)) return refused('no_such_agency');
  await changePlace(tx, membershipId, place);
  const { settings } = await readAuthority(tx);
  // Whoever is asked for a second factor now, and was not before, enrols one first.
  if (askedRoles(stricter(config().secondFactor, settings.secondFactor)).includes(place.role) && place.role !== colleague.role) await leadToEnrol(tx, [place.role], membershipId);
  tx.ledger({ action: 'person.changed', objectKind: 'membership', objectId: membershipId, detail: { from: colleague.role, to: place.role, qualified: place.qualified } });
  return ok(null);
}

import { z } from 'zod';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { postAccountMail } from '../../link-store';
import { readColleague } from '../../people-store';
import { accountsWithFactor, addReset, takeFactorsAway } from '../factor-store';
import { SURE_HOW, type SureHow } from '../model';

/** What a second person says who takes a colleague's lost factor away. */
export const resetForm = z.strictObject({
  membershipId: z.uuid('Choose who lost it'),
  how: z.enum(Object.keys(SURE_HOW) as SureHow[], { error: 'Say how you made sure that it is them. An e-mail is not enough.' }),
  why: z.string().trim().min(1, 'Say why').max(1000, 'Say it in 1,000 letters'),
});
export type ResetForm = z.infer<typeof resetForm>;

export type ResetProblem = 'gone' | 'yourself' | 'no_factor';

/**
 * A second person of the area takes somebody's second factor away, so that they enrol a new one after their password. Only of those who
 * have worked in the area: an invitation alone makes nobody a colleague, and their factor guards what they see elsewhere. It ends
 * their sessions in every area; they are told by e-mail, which itself opens nothing.
 */
export async function resetFactor(tx: Tx, { membershipId, how, why }: ResetForm): Promise<Result<null, ResetProblem>> {
  const colleague = await readColleague(tx, membershipId);
  if (!colleague || colleague.disabledAt !== null) return refused('gone');
  const { accountId, email } = colleague;
  if (accountId === tx.actor.actorId) return refused('yourself');
  const factor = (await accountsWithFactor(tx)).get(accountId);
  if (factor === undefined) return refused('no_factor');
  if (!factor.workedHere) return refused('gone');
  if (!(await takeFactorsAway(tx, accountId))) return refused('no_factor');
  const record = await addReset(tx, { accountId, how, why });
  await postAccountMail(tx, { to: email, subject: 'Your second factor was taken away', body: `A colleague of your area took the second factor of your account away, because it was said to be lost. Every session of yours has ended. Sign in with your password and set up a new one:\n\n${config().publicOrigin}/sign-in\n\nIf you did not ask for this, ring your manager or your administrator now.` });
  tx.ledger({ action: 'second_factor.reset', objectKind: 'account', objectId: accountId, detail: { record, how } });
  return ok(null);
}

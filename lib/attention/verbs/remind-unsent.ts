import { postAccountMail } from '@/lib/access/link-store';
import { readAuthority } from '@/lib/access/store';
import { noticesOwed, type Notice } from '@/lib/contact/unsent/unsent';
import { authorOf, leadsOf, markGiven, openUnsent, type UnsentReport } from '@/lib/contact/unsent/unsent-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { lockLook } from '../alarm-store';
import { readReach } from '@/lib/access/reach-store';
import { callMail } from '@/lib/access/call-words';

async function post(tx: Tx, accountIds: readonly string[], path: '/my/drafts' | '/calls' = '/my/drafts'): Promise<void> {
  const { publicOrigin } = config();
  for (const { email } of (await readReach(tx, accountIds)).values()) await postAccountMail(tx, { to: email, ...callMail(null, publicOrigin, path) });
}

/** Whoever is named and of no agency is a worker who took a call. */
const ofCall = ({ agency, protected: isProtected }: UnsentReport) => agency === null && !isProtected;

/** One message to whoever is reminded; a manager is called by the alarm that follows from it. */
async function give(tx: Tx, report: UnsentReport, owed: readonly Notice[], people: { author: string; leads: readonly string[] }): Promise<void> {
  if (owed.includes('author_again') || owed.includes('author_morning')) await post(tx, [people.author], ofCall(report) ? '/calls' : '/my/drafts');
  if (owed.includes('lead')) await post(tx, people.leads);
  await markGiven(tx, report.id, owed);
  for (const notice of owed) tx.ledger({ action: 'unsent.told', objectKind: 'unsent', objectId: report.id, detail: { notice } });
}

/**
 * Asks of every serious report begun and not sent who is owed what by now, and gives it (safe practice 7.10): the author a
 * message after two hours and on the next working morning, then the agency's lead, and at level 4 the duty manager. Asks
 * about now and nothing of the look before, so that downtime only delays. Runs as the product.
 * @returns of how many somebody was told now.
 */
export async function remindUnsent(tx: Tx): Promise<number> {
  await lockLook(tx);
  const { settings } = await readAuthority(tx);
  const { unsentAuthorMinutes, unsentLeadMinutes } = settings.alarms;
  const figures = { authorMinutes: unsentAuthorMinutes, leadMinutes: unsentLeadMinutes, hours: { opens: settings.dutyHours.from, closes: settings.dutyHours.to } };
  let told = 0;
  for (const report of await openUnsent(tx)) {
    const author = await authorOf(tx, report.id);
    if (author === null) throw new Error('an unsent report of nobody');
    const leads = report.leadExcluded || report.agency === null ? [] : await leadsOf(tx, report.agency.id, author);
    const owed = noticesOwed({ ...report, leadMayBeTold: leads.length > 0 }, figures, tx.at);
    if (owed.length === 0) continue;
    await give(tx, report, owed, { author, leads });
    told += 1;
  }
  if (told > 0) tx.announce('queue');
  return told;
}

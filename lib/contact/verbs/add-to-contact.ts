import { deadlines, due24h } from '@/lib/clock/deadlines';
import { evidence } from '@/lib/clock/evidence';
import { firstDue } from '@/lib/clock/model';
import { openDuty } from '@/lib/duty/store';
import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { guideById } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { addition, saysNothing, withAddition, type AddProblem, type NewAddition } from '../addition';
import { addAddition, additionByKey, hasEnded, latestDecision } from '../addition-store';
import { addEvent } from '../event-store';
import { contactsIn12Months } from '../history-store';
import { lockContacts, refreshQueue } from '../queue-store';
import { openSideDuties } from '../side-duty-store';
import { addProposal, cannotWait, readContact, readProposal } from '../store';

/**
 * Adds to a contact what its referrer, or their agency's lead, says afterwards (safe practice 8). It keeps its own received
 * time and its own two clocks, the guide proposes anew on all facts, and the contact is unread again for everyone; what had
 * been decided is open again. Once for each key. Nothing is added to a contact that has ended.
 */
export async function addToContact(tx: Tx, contactId: string, given: NewAddition): Promise<Result<{ added: boolean; urgent: boolean }, AddProblem>> {
  const read = addition.safeParse(given);
  if (!read.success) return refused(read.error.issues.some((issue) => issue.message === 'too_long') ? 'too_long' : 'not_readable');
  const fresh = read.data;
  if (saysNothing(fresh)) return refused('nothing_said');
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const earlier = await additionByKey(system, fresh.key);
    if (earlier !== null) return earlier.contactId === contactId && same(earlier, fresh) ? ok({ added: false, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) }) : refused('same_key_other_content');
    if (await hasEnded(system, contactId)) return refused('closed');
    if (!(await addAddition(system, contactId, fresh))) return refused('same_key_other_content');
    await addEvent(system, contactId, 'added', { immediate: fresh.immediate });
    const version = await proposeAnew(system, contactId, fresh);
    await decideAgain(system, contactId);
    await refreshQueue(system, contactId);
    tx.ledger({ action: 'contact.added_to', objectKind: 'contact', objectId: contactId, detail: { immediate: fresh.immediate, proposal: version } });
    return ok({ added: true, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) });
  });
}

function same(a: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>, b: NewAddition): boolean {
  return a.text === b.text && a.immediate === b.immediate && canonicalJson(a.indicators) === canonicalJson(b.indicators);
}

/** Under the guide of the proposal before, so that the level of all facts can only be the same or higher. */
async function proposeAnew(tx: Tx, contactId: string, fresh: NewAddition): Promise<number> {
  const before = await readProposal(tx, contactId);
  if (before === null) throw new Error('a contact without a proposal');
  const guide = guideById(before.guideId, before.guideVersion);
  if (guide === undefined) throw new Error(`No guide ${before.guideId} ${before.guideVersion}`);
  const input = withAddition(before.input, fresh, await contactsIn12Months(tx, contactId, tx.at));
  const document = propose(guide, input);
  const version = before.version + 1;
  await addProposal(tx, contactId, version, input, document);
  const contact = await readContact(tx, contactId);
  if (contact !== null) await openSideDuties(tx, contact, { input, document });
  await addEvent(tx, contactId, 'proposed', { version, level: document.level, route: document.route });
  return version;
}

/** What was decided no longer covers everything: a new decision is owed by the addition's own earlier clock. */
async function decideAgain(tx: Tx, contactId: string): Promise<void> {
  const decided = await latestDecision(tx, contactId);
  if (decided === null) return;
  const [due, how] = [deadlines(tx.at), evidence(tx.at)];
  const dueAt = due.ok ? firstDue(due.value) : due24h(tx.at);
  const line = how.ok && due.ok ? (dueAt.equals(due.value.due24h) ? how.value.due24h : how.value.due1wd) : 'Received now. 24 hours (86,400 seconds) later.';
  const opened = await openDuty(tx, { contactId, decisionId: decided.id, code: 'DECIDE_AGAIN', law: 'Working Together to Safeguard Children, chapter 3; safe practice rule 8', dueAt, evidence: line });
  if (opened) await addEvent(tx, contactId, 'duty_opened', { code: 'DECIDE_AGAIN' });
}

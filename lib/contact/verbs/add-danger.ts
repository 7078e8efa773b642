import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import { idOf } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { readConflicts, settleConflict } from '@/lib/platform/draft/store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { withJoined } from '../additions/addition';
import { addWords } from '../additions/add-words';
import { hasEnded, latestDecision } from '../additions/addition-store';
import { keepLateSecrets } from '../additions/late';
import { putFacts } from '../additions/put-facts';
import { recordAgain, toldBy } from '../additions/record-again';
import { readRank, readRatings } from '../queue/rating-store';
import { laterOf } from '../report/later-of';
import { hide } from '../secrecy/protecting';
import { readContact } from '../store';

/** Where somebody is told that a child is in danger, after their report was sent. */
export interface DangerAdded {
  contactId: string;
  reference: string;
  /** `sent`: it had been sent as one that cannot wait, was not decided on or rated lower since, and nothing new was typed. `again`: as a new contact, since the first has ended. */
  how: 'sent' | 'added' | 'again';
  /** Contacts in which something is kept secret that was not so before: the caller cancels their letters that have not gone. */
  hidden: string[];
}

/**
 * Danger now, pressed on a report that is sent already (safe practice 7.1, 7.8): its contact is told at once, with what was typed since
 * on that page, and of one that has ended a new contact is made. However long the words are, and once for the same ones.
 * @param conflictId the page as typed, which was kept beside the report.
 * @throws nothing: `not_added` where the contact is closed to its author by now.
 */
export async function addDanger(tx: Tx, person: Person, authority: Authority, draft: Draft, conflictId?: string): Promise<Result<DangerAdded, 'not_added'>> {
  const contact = draft.closedHow === 'sent' && draft.resultId !== null ? await readContact(tx, draft.resultId) : null;
  if (contact === null) return refused('not_added');
  const { id, reference, immediate, sealed } = contact;
  // Who a protected source is stands in no words of their contact (safe practice 7.14).
  const page = conflictId === undefined ? undefined : (await readConflicts(tx, draft.id)).find((each) => each.id === conflictId && !(sealed && each.step === 'you'));
  const { later: { secrets, cannotWait: _said, ...said }, facts } = laterOf(tx, person, authority, draft, page);
  const done = await tx.asSystem(async (system): Promise<Result<DangerAdded, 'not_added'>> => {
    const ended = await hasEnded(system, id);
    const [decided, [rated], rank] = [await latestDecision(system, id), await readRatings(system, id), await readRank(system, id)];
    if (immediate && !ended && said.text === '' && decided === null && rank === 0) return ok({ contactId: id, reference, how: 'sent', hidden: [] });
    // Without a word it is the same until somebody has answered it: what is pressed after a decision or a lower rating is said anew.
    const answered = said.text === '' ? [decided?.id ?? [], rated?.id ?? []].flat() : [];
    const fresh = { ...said, key: idOf([draft.key, said.text, ...answered]), text: hide(said.text, secrets), mustNotBeTold: hide(said.mustNotBeTold ?? '', secrets), immediate: true };
    const added = ended ? await recordAgain(system, authority, id, fresh, toldBy(person)) : await addWords(system, id, fresh, { facts: (all, count, told) => withJoined(all, facts.facts, facts.children, count, told), named: facts.named });
    if (!added.ok) return refused('not_added');
    const isNew = 'added' in added.value ? added.value.added : added.value.created;
    const of = 'created' in added.value ? { contactId: added.value.contactId, reference: added.value.reference, how: 'again' as const } : { contactId: id, reference, how: 'added' as const };
    if (isNew && ended) await putFacts(system, of.contactId, facts);
    const hidden = isNew ? await keepLateSecrets(system, of.contactId, { key: fresh.key, text: '' }, { later: { ...said, secrets } }, ended ? id : undefined) : [];
    return ok({ ...of, hidden });
  });
  if (!done.ok) return done;
  if (page !== undefined) await settleConflict(tx, page.id);
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return done;
}

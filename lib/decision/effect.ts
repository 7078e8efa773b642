import { sameChildren } from '@/lib/contact/history-store';
import type { Duty } from '@/lib/duty/model';
import { bringForward, dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { DutyCode } from '@/lib/duty/codes';
import type { Tx } from '@/lib/platform/db';
import { isNotKnown, REPLACEABLE, type Following } from './consequences';
import type { ChildDecision } from './model';

/**
 * Opens what follows from a decision. A duty of an earlier decision that is still owed under the same code is kept
 * with its earlier deadline, and no second one is opened (domain 7.8); the duty to tell the referrer is always new.
 * @returns the codes opened now.
 */
export async function openFollowing(tx: Tx, { contactId, decisionId }: { contactId: string; decisionId: string }, following: readonly Following[]): Promise<DutyCode[]> {
  const open = await openDuties(tx, contactId);
  const unknown = new Set(open.filter(({ code }) => code === 'CHILD_NOT_KNOWN').map(({ personId }) => personId));
  const owed = new Set(open.filter(({ code }) => REPLACEABLE.includes(code) && code !== 'TELL_REFERRER').map(({ code }) => code));
  const opened: DutyCode[] = [];
  for (const { code, personId, episode, ofDecision, ownerId, due } of following) {
    if (ofDecision && owed.has(code)) {
      await bringForward(tx, contactId, code, due);
      continue;
    }
    if (code === 'CHILD_NOT_KNOWN' && unknown.has(personId)) continue;
    // A child of whom it was known once may be one of whom it is not known again.
    const occasionId = code === 'CHILD_NOT_KNOWN' ? decisionId : undefined;
    const fresh = await openDuty(tx, { contactId, decisionId: ofDecision ? decisionId : undefined, personId: personId ?? undefined, episode, code, occasionId, ownerId, ...due });
    if (fresh) opened.push(code);
  }
  return opened;
}

/** Ends what earlier decisions owed and the one now in force does not: its reader sees why. */
export async function retireEarlier(tx: Tx, { contactId, decisionId, version }: { contactId: string; decisionId: string; version: number }, stillOwed: readonly DutyCode[]): Promise<void> {
  for (const duty of await openDuties(tx, contactId)) {
    const earlier = duty.decisionId !== null && duty.decisionId !== decisionId && REPLACEABLE.includes(duty.code);
    if (earlier && (duty.code === 'TELL_REFERRER' || !stillOwed.includes(duty.code))) await dischargeDuty(tx, duty.id, 'ended_lawfully', `Decision ${version} took the place of the one that asked for this.`);
  }
}

/** Ends the duty to find out how a child stands, once a decision says it. */
export async function endKnown(tx: Tx, contactId: string, { version, children }: { version: number; children: readonly Pick<ChildDecision, 'personId' | 'standing' | 'riskReaches'>[] }): Promise<void> {
  const known = new Set(children.filter((child) => !isNotKnown(child)).map(({ personId }) => personId));
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code !== 'CHILD_NOT_KNOWN' || duty.personId === null) continue;
    if (known.has(duty.personId) || (await isOneOf(tx, duty, contactId, known))) await dischargeDuty(tx, duty.id, 'done', `Decision ${version} says how this child stands.`);
  }
}

/** Is a child of a contact that was joined in known by now to be one of these children of this contact? */
async function isOneOf(tx: Tx, { occasionId, personId }: Pick<Duty, 'occasionId' | 'personId'>, contactId: string, known: ReadonlySet<string>): Promise<boolean> {
  if (occasionId === null) return false;
  return (await sameChildren(tx, occasionId, tx.at)).some((pair) => pair.contactId === contactId && pair.personId === personId && known.has(pair.otherPersonId));
}

/** Ends the duties by which a decision, or a new one, was being waited for. */
export async function endWaiting(tx: Tx, contactId: string, codes: readonly ('COUNTERSIGN' | 'DECIDE_AGAIN')[], words: string, how: 'done' | 'ended_lawfully' = 'done'): Promise<void> {
  for (const duty of await openDuties(tx, contactId)) {
    if ((codes as readonly DutyCode[]).includes(duty.code)) await dischargeDuty(tx, duty.id, how, words);
  }
}

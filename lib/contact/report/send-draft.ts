import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { closeDraft, replaceSent } from '@/lib/platform/draft/store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { asksToBeProtected } from '../secrecy/sealing';
import { hidesInDraft } from '../secrecy/draft-secrets';
import { recordContact, type ReceivingAuthority, type Recorded } from '../record';
import { handOn } from '../originals/hand-on';
import { hasOriginals } from '../originals/original-store';
import { reportOfFields } from './report-of-fields';
import { findByKey, readHead } from '../store';
import { endUnsentOf } from '../unsent/keep-unsent';
import { unsentOfDraft } from '../unsent/unsent-store';

/**
 * missing: no such draft. changed: it was changed elsewhere since the page was made. too_long: a text is beyond the
 * limit. conflict: something else was sent from it already. put_away: whoever took the call had put it away. name_needed, number_needed: a
 * consultation at level 4 about a child without a name (domain 7.2). taken_over: somebody else types in what a machine sent.
 */
export type SubmitProblem = 'missing' | 'changed' | 'too_long' | 'conflict' | 'put_away' | 'name_needed' | 'number_needed' | 'taken_over';

export const SUBMIT_PROBLEMS: Record<SubmitProblem, string> = {
  missing: 'This report is not here any more.',
  changed: 'Something was changed on another page or in another window after you opened this one. Read it again, then send it.',
  too_long: 'One of your answers is longer than we can take. Nothing was cut. Shorten it, then send the report.',
  conflict: 'This report has been sent already, with other content.',
  name_needed: 'What was said of this child is at the highest level. Ask for the name, or say on the call’s page why there is none. Of a child not born yet it is the mother’s. If a child could be hurt now, say so there: then nothing is waited for.',
  number_needed: 'No name is known, so the number on which the caller can be rung is needed. If it is withheld, write that.',
  taken_over: 'A colleague has taken over what another system sent, and types it in or has typed it in. What you typed is kept: tell them what of it they need.',
  put_away: 'You had put this call away, so that it is no contact. If it should be one after all, take it up again: it stands below, and its clocks run from when it began.',
};

export function isSubmitProblem(text: string): text is SubmitProblem {
  return Object.hasOwn(SUBMIT_PROBLEMS, text);
}

/** What a closed draft answers to being sent again: the same receipt for the same content. */
export async function sentAlready(tx: Tx, draft: Draft, same: boolean): Promise<Result<Recorded, SubmitProblem> | null> {
  if (draft.closedAt === null) return null;
  const { resultId } = draft;
  // A call may have been put to a contact that is there under another key, and is its worker's no longer.
  const put = () => (draft.kind !== 'call' || resultId === null ? null : tx.asSystem((system) => readHead(system, resultId)));
  const there = draft.closedHow === 'sent' ? ((await findByKey(tx, draft.key)) ?? (await put())) : null;
  if (there === null) return refused('put_away');
  return same ? ok({ contactId: there.id, reference: there.reference, created: false }) : refused('conflict');
}

/** Records what a draft says, as the product, since a partner may cause but not see casework, and closes it. */
export async function sendDraft(tx: Tx, person: Person, authority: ReceivingAuthority, draft: Draft, immediate: boolean): Promise<Result<Recorded, SubmitProblem>> {
  const { report, blocking } = reportOfFields(draft.content.fields, person, authority, tx.at);
  if (blocking.length > 0 && !immediate) return refused('too_long');
  if (asksToBeProtected(report)) tx.veil();
  // The draft is locked, so that neither changes any more: they are asked with the rest.
  const [recorded, files, unsent] = await tx.asSystem(async (system) => Promise.all([
    recordContact(
      system,
      {
        report,
        agency: { id: person.agencyId, name: person.agencyName ?? '', kind: person.agencyKind ?? '' },
        referrer: { id: person.actorId, name: person.name, role: report.reporter.role, phone: report.reporter.phone, email: person.email },
        channel: 'form',
        receivedAt: tx.at,
        key: draft.key,
        immediate: immediate || report.firstQuestions.cannotWait === 'yes',
      },
      authority,
    ),
    hasOriginals(system, draft.id),
    unsentOfDraft(system, draft.id),
  ]));
  if (!recorded.ok) return refused('conflict');
  const { contactId } = recorded.value;
  await handOn(tx, draft.id, contactId, { sealed: asksToBeProtected(report) }, files);
  await endUnsentOf(tx, draft.id, { how: 'sent' }, unsent);
  const hides = hidesInDraft(draft.content.fields, report);
  if (hides !== null) await replaceSent(tx, draft, hides);
  // Whoever is on is called at once, not with the next minute, should it be one that cannot wait.
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, resultId: recorded.value.contactId });
  return recorded;
}

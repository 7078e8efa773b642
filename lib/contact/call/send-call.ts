import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Draft, Fields } from '@/lib/platform/draft/model';
import { closeDraft, replaceSent } from '@/lib/platform/draft/store';
import { refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import { saveNote } from '../note-store';
import { recordContact, type ReceivingAuthority, type Recorded } from '../record';
import type { SubmitProblem } from '../report/send-draft';
import { hideInDraft } from '../secrecy/draft-secrets';
import { withoutSecrets } from '../secrecy/protected-store';
import { asksToBeProtected } from '../secrecy/sealing';
import { endUnsentOf } from '../unsent/keep-unsent';
import { readCall, type ReadCall } from './read-call';

const SAYS_WHO = /^(you\.|call\.(callerName|from|agencyName|verified)$)/;

/** What stays in the worker's own copy: nothing that is kept secret, and of a protected caller nothing that says who. */
function keptCopy(fields: Fields, call: ReadCall): Fields | null {
  const hidden = hideInDraft(fields, call.report);
  if (!asksToBeProtected(call.report)) return hidden;
  return Object.fromEntries(Object.entries(hidden ?? fields).filter(([name]) => !SAYS_WHO.test(name)));
}

/** What is ours: a note beside what the caller said, as the product, since it may be closed to its own writer from now on. */
async function keepOurs(tx: Tx, contactId: string, { kind, notes, caller, report }: ReadCall): Promise<void> {
  await tx.asSystem(async (system) => {
    // A protected source is reached by nobody knows which way: that it was a call would say something of it (domain 7.14).
    if (!asksToBeProtected(report)) await addEvent(system, contactId, 'call_taken', { verified: caller.verified, kind });
    if (notes.trim() === '') return;
    await saveNote(system, contactId, 'note', await withoutSecrets(system, contactId, `note.${newId()}`, notes));
    await addEvent(system, contactId, 'note');
  });
}

/**
 * Records a call as a contact: what the caller said is its report, the caller its referrer, and both its clocks run from when
 * the call began (domain 7.2). Our notes go beside it and nowhere else (domain 7.9). A caller has no account by calling.
 */
export async function sendCall(tx: Tx, person: Person, authority: ReceivingAuthority, draft: Draft): Promise<Result<Recorded, SubmitProblem>> {
  const call = await readCall(tx, draft, authority);
  const { report, kind, caller, began } = call;
  const immediate = report.firstQuestions.cannotWait === 'yes';
  if (call.blocking.length > 0 && !immediate) return refused('too_long');
  const recorded = await recordContact(
    tx,
    {
      report,
      agency: caller.agency,
      referrer: { id: null, name: caller.name, role: caller.role, phone: caller.phone, email: '' },
      channel: 'phone',
      kind,
      ...(caller.sourceCode === undefined ? {} : { sourceCode: caller.sourceCode }),
      receivedAt: began,
      key: draft.key,
      immediate,
    },
    authority,
  );
  if (!recorded.ok) return refused('conflict');
  await keepOurs(tx, recorded.value.contactId, call);
  const copy = keptCopy(draft.content.fields, call);
  if (copy !== null) await replaceSent(tx, draft.id, copy);
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, resultId: recorded.value.contactId });
  await endUnsentOf(tx, draft.id, { how: 'sent' });
  tx.ledger({ action: 'call.made_contact', objectKind: 'draft', objectId: draft.id, detail: { by: person.role } });
  return recorded;
}

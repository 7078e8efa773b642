import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { keepWords, KEPT, lockKept } from '@/lib/platform/draft/kept';
import type { Draft, Fields } from '@/lib/platform/draft/model';
import { openDrafts, readConflicts, settleConflict } from '@/lib/platform/draft/store';
import { laterOf } from '../report/later-of';
import { hide } from '../secrecy/protecting';
import { readContact } from '../store';

/**
 * Puts what a page said beyond the report that was sent into the form of additions to its contact, beside whatever is typed there, so
 * that nobody types it again on a telephone. Nothing is sent by it: its author reads it, and sends it. What the page asks to keep secret is
 * left out, since the form has no place for it.
 * @returns the contact, and the filled form, or null where the page says nothing more, or its author is protected; null where the contact is closed to its author by now.
 */
export async function offerLaterText(tx: Tx, person: Person, authority: Authority, draft: Draft, conflictId: string): Promise<{ reference: string; formId: string | null } | null> {
  const contact = draft.closedHow === 'sent' && draft.resultId !== null ? await readContact(tx, draft.resultId) : null;
  if (contact === null) return null;
  const { id, reference, sealed } = contact;
  // What a protected source types for their contact would be kept under their name, beside it (safe practice 7.14).
  const page = sealed ? undefined : (await readConflicts(tx, draft.id)).find((each) => each.id === conflictId);
  const { later } = laterOf(tx, person, authority, draft, page);
  const signs = Object.entries(later.indicators).map(([child, ids]) => [`signs.${child}`, ids] as const);
  if (page === undefined || (later.text === '' && signs.length === 0)) return { reference, formId: null };
  const typed: Fields = { [KEPT]: '', text: hide(later.text, later.secrets), ...Object.fromEntries(signs), ...(later.aboutColleague === undefined ? {} : { aboutColleague: later.aboutColleague }) };
  const there = await lockKept(tx, await openDrafts(tx, 'addition', id), typed);
  const form = there ?? (await keepWords(tx, { kind: 'addition', contactId: id }, null, typed));
  await settleConflict(tx, page.id);
  return { reference, formId: form.id };
}

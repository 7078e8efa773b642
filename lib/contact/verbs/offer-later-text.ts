import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { KEPT } from '@/lib/platform/draft/kept';
import { textOf, type Draft, type Fields } from '@/lib/platform/draft/model';
import { openDrafts, readConflicts } from '@/lib/platform/draft/store';
import { LATE } from '../additions/late';
import { laterOf } from '../report/later-of';
import { hide } from '../secrecy/protecting';
import { readContact } from '../store';
import { keepLaterWords } from '../unsent/later-words';

/**
 * Puts what a page said beyond the report that was sent into the form of additions to its contact, beside whatever is typed there, so
 * that nobody types it again on a telephone. Nothing is sent by it: its author reads it, and sends it, and until then the page waits. What
 * the form does not show goes by the page that it names: what is secret, whom not to tell, and facts. Twice is one form.
 * @returns the contact, whether the form says that a child is in danger, and the filled form, or null where the page says nothing more, or its author is protected; null where the contact is closed to its author by now.
 */
export async function offerLaterText(tx: Tx, person: Person, authority: Authority, draft: Draft, conflictId: string): Promise<{ reference: string; danger: boolean; formId: string | null } | null> {
  const contact = draft.closedHow === 'sent' && draft.resultId !== null ? await readContact(tx, draft.resultId) : null;
  if (contact === null) return null;
  const { id, reference, sealed } = contact;
  // What a protected source types for their contact would be kept under their name, beside it (safe practice 7.14).
  const page = sealed ? undefined : (await readConflicts(tx, draft.id)).find((each) => each.id === conflictId);
  const { later } = laterOf(tx, person, authority, draft, page);
  const signs = Object.entries(later.indicators).map(([child, ids]) => [`signs.${child}`, ids] as const);
  if (page === undefined || (later.text === '' && signs.length === 0)) return { reference, danger: false, formId: null };
  const open = await openDrafts(tx, 'addition', id);
  const danger = later.cannotWait === 'yes';
  const typed: Fields = { [KEPT]: '', [LATE]: page.id, ...(danger ? { immediate: 'yes' } : {}), text: hide(later.text, later.secrets), ...Object.fromEntries(signs), ...(later.aboutColleague === undefined ? {} : { aboutColleague: later.aboutColleague }) };
  const there = open.find(({ content }) => textOf(content.fields, LATE) === page.id);
  const form = there ?? (await keepLaterWords(tx, person, { id, sealed }, 'addition', null, typed));
  return { reference, danger, formId: form.id };
}

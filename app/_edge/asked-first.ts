import { fullDateTime } from '@/components/doorstep/date-time-words';
import type { Person } from '@/lib/access/model';
import { withActor, type Tx } from '@/lib/platform/db';
import type { Draft, Fields } from '@/lib/platform/draft/model';
import { closeDraft, lockDraft, openDrafts } from '@/lib/platform/draft/store';
import { keepTyped } from '@/lib/platform/draft/typed';
import type { TypedAgain } from '@/lib/platform/http/answer';
import type { Form } from '@/lib/platform/http/body';
import { isId } from '@/lib/platform/ids';
import { instantOf } from '@/lib/platform/time';
import type { AskFirst } from './subject';

/**
 * Words that were on their way to a contact when its sender was asked whom they know (domain 7.14). They are kept in a draft of
 * the sender, which nobody else reads, and come back to them when they open the contact.
 */
const KIND: Draft['kind'] = 'asked_first';

/** Begins the names of the fields with which such words come back: they are no part of the form. */
export const CAME_BACK = 'asked-first-';
const OF = `${CAME_BACK}of`;

/** Before each name as it is kept, so that no field of a form is taken for one of a draft. */
const SAID = 'said.';

/** Did somebody type or choose anything? A button that says no more than whom one knows has nothing to keep. */
export const hasWords = (fields: Fields) => Object.entries(fields).some(([name, values]) => name !== 'knows' && [values].flat().some((value) => value.trim() !== '' && !isId(value)));

/**
 * Keeps what was typed for its sender alone; the last words to the same address win.
 * @param path where the form was sent to.
 * @returns whether there was anything to keep.
 */
export async function keepAsked(person: Person, requestId: string, { contactId }: AskFirst, path: string, form: Form): Promise<boolean> {
  const fields = form.without(CAME_BACK).fields();
  if (!hasWords(fields)) return false;
  const said = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${SAID}${name}`, value]));
  await withActor(person, async (tx) => keepTyped(tx, { kind: KIND, contactId, about: path }, said), { requestId });
  return true;
}

/** What waits for its sender behind the question, the newest first; each form ready to be sent to where it went. */
export async function keptAsked(tx: Tx, contactId: string): Promise<TypedAgain[]> {
  return (await openDrafts(tx, KIND, contactId)).map(({ id, content: { fields }, updatedAt }) => ({
    path: [fields['about'] ?? ''].flat()[0] ?? '',
    fields: { ...Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (name.startsWith(SAID) ? [[name.slice(SAID.length), value]] : []))), [OF]: id },
    when: fullDateTime(instantOf(updatedAt)),
  }));
}

/** Ends what was kept, once it has come back to its form: that keeps what it does not take. */
export async function endAsked(tx: Tx, form: Form): Promise<void> {
  const id = form.text(OF);
  const draft = isId(id) ? await lockDraft(tx, id) : null;
  if (draft?.kind === KIND && draft.closedAt === null) await closeDraft(tx, draft.id, { how: 'sent', version: draft.version });
}

import type { Tx } from '../db';
import { textOf, type Draft, type Fields } from './model';
import { closeDraft, openDraft, openDrafts, saveStep } from './store';

/** What names one small form of several on the same contact, such as a duty's; left out where there is one. */
export interface TypedForm {
  kind: Draft['kind'];
  /** Left out where the form is about no single contact. */
  contactId?: string | undefined;
  about?: string | undefined;
}

const ABOUT = 'about';

const draftIn = (drafts: readonly Draft[], { kind, about = '' }: TypedForm) => drafts.find((draft) => draft.kind === kind && textOf(draft.content.fields, ABOUT) === about);

async function find(tx: Tx, form: TypedForm): Promise<Draft | undefined> {
  return draftIn(await openDrafts(tx, form.kind, form.contactId), form);
}

/** The same among drafts that were read with others. */
export function typedIn(drafts: readonly Draft[], form: TypedForm): Fields {
  return draftIn(drafts, form)?.content.fields ?? {};
}

/** What was typed into a small form and not taken, to be shown again. */
export async function typedBefore(tx: Tx, form: TypedForm): Promise<Fields> {
  return (await find(tx, form))?.content.fields ?? {};
}

/** Keeps what was typed into a form of one short page, so that a refusal loses nothing; the last words win. */
export async function keepTyped(tx: Tx, form: TypedForm, fields: Fields): Promise<void> {
  const draft = (await find(tx, form)) ?? (await openDraft(tx, { kind: form.kind, contactId: form.contactId ?? null }));
  await saveStep(tx, draft.id, form.kind, () => true, { ...fields, [ABOUT]: form.about ?? '' }, draft.version);
}

/** Ends it when the words have arrived where they belong, and forgets them here: a name, a birth or a reason in a form about no contact would outlive every record (safe practice 7.18). */
export async function endTyped(tx: Tx, form: TypedForm): Promise<void> {
  const draft = await find(tx, form);
  if (draft !== undefined) await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, forget: true });
}

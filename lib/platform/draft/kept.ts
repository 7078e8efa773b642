import type { Tx } from '../db';
import { listOf, textOf, type Draft, type Fields } from './model';
import { closeDraft, lockDraft, openDraft, saveStep } from './store';

/**
 * What was typed into a form that stands on a page beside others of its kind, such as the answers to several questions, and that may be
 * open in several windows: it is kept for the form into which it was typed, and the sending of another leaves it. A form says from which kept words it
 * was filled, so that no window writes over words, or ends them, that it has not shown.
 */

/** The field by which it says so. */
export const KEPT = 'kept';

/** What stands in that field; empty where a form was filled from nothing. */
export function keptName(draft: Pick<Draft, 'id' | 'version'> | undefined): string {
  return draft === undefined ? '' : `${draft.id}.${draft.version}`;
}

function sameWords(one: Fields, other: Fields, but: readonly string[]): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)].filter((name) => name !== KEPT && !but.includes(name)));
  return [...names].every((name) => listOf(one, name).filter((value) => value !== '').join('\0') === listOf(other, name).filter((value) => value !== '').join('\0'));
}

/**
 * The kept words that a form was filled from, or that say the same, locked until the transaction ends.
 * @param open what is kept of this form, and not sent.
 * @param but fields that are no words, such as an idempotency key.
 * @returns null where there are none, or another window has changed them since: those are not this form's to end.
 */
export async function lockKept(tx: Tx, open: readonly Draft[], typed: Fields, but: readonly string[] = []): Promise<Draft | null> {
  const name = textOf(typed, KEPT);
  // A page from before forms said so knew of one only.
  const filled = Object.hasOwn(typed, KEPT) ? open.find((draft) => keptName(draft) === name) : open.length === 1 ? open[0] : undefined;
  const found = filled ?? open.find(({ content }) => sameWords(content.fields, typed, but));
  const draft = found === undefined ? null : await lockDraft(tx, found.id);
  return draft === null || draft.closedAt !== null || draft.version !== found?.version ? null : draft;
}

/** Keeps what was typed and could not be sent: over what the form was filled from, and beside everything else. */
export async function keepWords(tx: Tx, { kind, contactId }: Pick<Draft, 'kind'> & { contactId: string }, filledFrom: Draft | null, typed: Fields): Promise<Draft> {
  const draft = filledFrom ?? (await openDraft(tx, { kind, contactId }));
  const saved = await saveStep(tx, draft.id, kind, (name) => name !== KEPT, typed, draft.version);
  return saved.ok ? saved.value : draft;
}

/** Why, of what was put away. */
export const PUT_AWAY = 'Put away by whoever typed it.';

/** Puts away what was typed and is not needed, by its author's wish. What another window has changed since stays. @returns what was put away, or null. */
export async function putAwayKept(tx: Tx, open: readonly Draft[], name: string): Promise<Draft | null> {
  const draft = name === '' ? null : await lockKept(tx, open.filter((each) => keptName(each) === name), { [KEPT]: name });
  if (draft !== null) await closeDraft(tx, draft.id, { how: 'not_needed', why: PUT_AWAY });
  return draft;
}

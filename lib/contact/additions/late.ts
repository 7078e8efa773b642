import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { readConflict, readDraft } from '@/lib/platform/draft/store';
import { isId } from '@/lib/platform/ids';
import { laterOf } from '../report/later-of';
import type { FactsLater, SaidLater } from '../report/said-later';
import { hide } from '../secrecy/protecting';
import { addProtected } from '../secrecy/protected-store';
import { keepSecretSince } from '../secrecy/spread-secrets';
import type { NewAddition } from './addition';

/** The field by which the form of additions names the page of the sent report that it was filled from. */
export const LATE = 'late';

/** Why it is kept secret. */
const SAID_LATER = 'Whoever told us asked for it on a page that came after the report.';

/** A page that did not go with a report, and what it says beyond it beside the words that its author reads in the form. */
export interface Late {
  pageId: string;
  later: SaidLater;
  facts: FactsLater;
}

/**
 * The page that a form of additions was filled from, whether or not it still waits; null where it was filled from none, or from one that
 * is not the reader's, or not of the report that became this contact.
 */
export async function readLate(tx: Tx, person: Person, authority: Authority, contactId: string, named: string): Promise<Late | null> {
  const page = isId(named) ? await readConflict(tx, named) : null;
  const draft = page === null ? null : await readDraft(tx, page.draftId);
  if (page === null || draft === null || draft.closedHow !== 'sent' || draft.resultId !== contactId) return null;
  return { pageId: page.id, ...laterOf(tx, person, authority, draft, page) };
}

/** What is added with what the page says beside the words: whom not to tell, and that danger is not ruled out; nothing of it shows what is to be kept secret. */
export function withLate(said: NewAddition, late: Late | null): NewAddition {
  if (late === null) return said;
  const { secrets, mustNotBeTold = '', cannotWait } = late.later;
  return { ...said, text: hide(said.text, secrets), mustNotBeTold: hide(mustNotBeTold, secrets), ...(cannotWait === 'not_known' ? { perhapsImmediate: true } : {}) };
}

/**
 * Keeps sealed what was hidden of the page and of what was typed to it, since whoever gives a reason reads the whole; and what the page asks
 * to keep secret is so in the whole contact from now on, also where the report had said it openly. As the product; the caller cancels the
 * letters that have not gone.
 * @param told the contact of the report itself, where the words went into one that goes on from it: it is secret in both.
 * @returns the contacts in which something is kept secret that was not so before.
 */
export async function keepLateSecrets(system: Tx, contactId: string, { key, text }: Pick<NewAddition, 'key' | 'text'>, late: Pick<Late, 'later'> | null, told?: string): Promise<string[]> {
  if (late === null) return [];
  const { secrets, text: said, mustNotBeTold = '' } = late.later;
  const words = [said, mustNotBeTold, text].filter((each) => hide(each, secrets) !== each).join('\n\n');
  if (words !== '') await addProtected(system, contactId, [{ place: `addition.${key}`, kind: 'words', words }], { by: system.actor.actorId, reason: '' });
  // Whose it is stands in the page and not in the report: the two may name their people in another order.
  const kept = secrets.map((each) => ({ ...each, place: 'later' }));
  const hidden: string[] = [];
  for (const id of told === undefined ? [contactId] : [contactId, told]) hidden.push(...(await keepSecretSince(system, id, kept, SAID_LATER)));
  return hidden;
}

import type { Tx } from '@/lib/platform/db';
import { summaryOf } from '../report/classify';
import type { Report } from '../schema';
import type { Contact } from '../store';
import { hide, type Kept } from './protecting';
import { addProtected, readLaterTexts, rewriteContact } from './protected-store';

/**
 * Takes what is kept secret out of a contact that is here: out of its report, what is made of it and everything written since. Where a text
 * repeats one only the repetition is hidden, and the whole text is kept encrypted. Needs casework rights.
 * @param report without what is taken out of it. @param all what was taken out of it, and what is kept secret besides. @param before what was kept secret already.
 * @returns in how many texts it was repeated.
 */
export async function takeOut(tx: Tx, { id, immediate }: Pick<Contact, 'id' | 'immediate'>, { report, all, before, reason }: { report: Report; all: readonly Kept[]; before: readonly Pick<Kept, 'kind' | 'words'>[]; reason: string }): Promise<number> {
  const secrets = [...before, ...all];
  const later = (await readLaterTexts(tx, id)).map((text) => ({ ...text, hidden: hide(text.text, secrets) })).filter(({ text, hidden }) => text !== hidden);
  const repeated = later.map(({ table, id: textId, text }): Kept => ({ place: `${table}.${textId}`, kind: 'words', words: text }));
  await addProtected(tx, id, [...all, ...repeated], { by: tx.actor.actorId, reason });
  await rewriteContact(tx, id, report, hide(summaryOf(report, immediate), secrets), later.map(({ table, id: textId, hidden }) => ({ table, id: textId, text: hidden })));
  return repeated.length;
}

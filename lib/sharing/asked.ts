import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import type { SharingForm } from './schema';
import { readChildren, readOpenness } from './sharing-store';

/** What one form of the page was asked of, for its reader: what was typed, today, the children it may mean, and of openness what was said before. */
export async function askedOf(tx: Tx, contactId: string, form: SharingForm, fields: Fields) {
  return { fields, form, today: londonDate(tx.at), children: await readChildren(tx, contactId), openness: form === 'openness' ? await readOpenness(tx, contactId) : [] };
}

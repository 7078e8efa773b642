import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import { readAsks, readHeard } from './asks-store';
import { withHeard } from './heard';
import { NOTHING_ASKED } from './reach';
import type { SharingForm } from './schema';
import { readChildren, readOpenness } from './sharing-store';

/** What one form of the page was asked of, for its reader: what was typed, today, the children it may mean, of openness what was said before, also on what was joined in, and of what goes out whom it may not reach. */
export async function askedOf(tx: Tx, contactId: string, form: SharingForm, fields: Fields) {
  return { fields, form, today: londonDate(tx.at), children: await readChildren(tx, contactId), openness: form === 'openness' ? withHeard(await readOpenness(tx, contactId), await readHeard(tx, contactId)) : [], asks: form === 'sent' ? await readAsks(tx, contactId) : NOTHING_ASKED };
}

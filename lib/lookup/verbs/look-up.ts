import type { Person } from '@/lib/access/model';
import { comparable } from '@/lib/people/match/comparable';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { aboutOf } from '../about';
import { readAsked } from '../model';
import { addSearch, readStaffNames } from '../search-store';

/**
 * Looks people up: keeps what was typed, for its author alone and for a short while, with the reason. What could not be looked
 * up is kept just the same, so that the page can say why and nothing is typed twice. Whoever looks up themselves or a
 * colleague is not hindered: managers are told at once.
 * @returns the id of the search.
 */
export async function lookUp(tx: Tx, person: Person, typed: Fields): Promise<string> {
  const { asked } = readAsked(typed, person.role);
  if (asked === null) return addSearch(tx, { typed, ways: [], reasonCode: '', reasonWords: '', about: [] });
  const { terms, ways, reasonCode, reasonWords } = asked;
  const staff = ways.includes('name') ? await readStaffNames(tx) : { own: '', others: [] };
  const about = aboutOf([comparable({ ...terms, sex: '' })], staff.own, staff.others);
  const id = await addSearch(tx, { typed, ways, reasonCode, reasonWords, about });
  tx.ledger({ action: 'people.looked_up', objectKind: 'people_search', objectId: id, detail: { ways, reason: reasonCode, about } });
  if (about.length > 0) await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return id;
}

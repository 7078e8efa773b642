import { authorityList, type Tx } from '@/lib/platform/db';
import { ownNames } from '../link-store';
import { ownPlaces } from '../people-store';
import type { About } from './judge';

/** What is near to the actor: their name, their address and wherever they work. */
export async function aboutOwn(tx: Tx): Promise<About> {
  const [own, places, areas] = await Promise.all([ownNames(tx), ownPlaces(tx), authorityList()]);
  const here = new Set([tx.actor.authorityId, ...places.map(({ authorityId }) => authorityId)]);
  return { ...own, places: [...areas.filter(({ id }) => here.has(id)).flatMap(({ name, short_name }) => [name, short_name]), ...places.flatMap(({ agencyName }) => agencyName ?? [])] };
}

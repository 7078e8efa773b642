import { authorityList, systemOf, withActor } from '@/lib/platform/db';
import { latestMessages, type Message } from '../message-store';

const SHOWN = 50;

/** For the demo, where nothing leaves the machine: the latest messages of each area exactly as sent. */
export async function readPostTray(): Promise<{ area: { id: string; name: string }; messages: Message[] }[]> {
  const areas = await authorityList();
  return Promise.all(areas.map(async ({ id, short_name: name }) => ({ area: { id, name }, messages: await withActor(systemOf(id), (tx) => latestMessages(tx, SHOWN)) })));
}

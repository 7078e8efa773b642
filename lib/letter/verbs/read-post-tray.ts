import { authorityList, systemOf, withActor } from '@/lib/platform/db';
import { config } from '@/lib/platform/config';
import { bodyOf, latestMessages, type Message } from '../message-store';

const SHOWN = 50;

/** What one area sent last: calls to alarms apart, so that a night of them buries no letter. */
export interface PostTray {
  area: { id: string; name: string };
  messages: Message[];
  calls: Message[];
}

/** For the demo, where nothing leaves the machine: the latest messages of each area exactly as sent. */
export async function readPostTray(): Promise<PostTray[]> {
  const areas = await authorityList();
  return Promise.all(
    areas.map(async ({ id, short_name: name }) =>
      withActor(systemOf(id), async (tx) => {
        const asSent = [];
        for (const message of await latestMessages(tx, SHOWN, 'others')) asSent.push({ ...message, body: await bodyOf(tx, message, config().publicOrigin) });
        return { area: { id, name }, messages: asSent, calls: await latestMessages(tx, SHOWN, 'calls') };
      }),
    ),
  );
}

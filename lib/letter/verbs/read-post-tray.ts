import { authorityList, systemOf, withActor } from '@/lib/platform/db';
import { latestMessages, type Message } from '../message-store';

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
      withActor(systemOf(id), async (tx) => ({ area: { id, name }, messages: await latestMessages(tx, SHOWN, 'others'), calls: await latestMessages(tx, SHOWN, 'calls') })),
    ),
  );
}

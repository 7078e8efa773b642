import type { Tx } from '@/lib/platform/db';
import type { NightSettings } from '../schema';
import { readAuthority, saveSettings } from '../store';

/** Sets when this area hands a night over, how often somebody is called (safe practice 7.1) and by when the letter after a call goes. What is owed already keeps its time. */
export async function setNight(tx: Tx, night: NightSettings): Promise<void> {
  const { settings } = await readAuthority(tx);
  await saveSettings(tx, { ...settings, ...night });
  const { alarms, handOver, followUp } = settings;
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { before: JSON.stringify({ alarms, handOver, followUp }), after: JSON.stringify(night) } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
}

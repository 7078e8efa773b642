import type { Tx } from '@/lib/platform/db';
import type { AuthoritySettings, NightSettings } from '../schema';
import { readAuthority, saveSettings } from '../store';

/** What an area has set of its night, as its administrator changes it. */
export function nightOf({ dayPhone, nightPhone, dutyHours, alarms, handOver, followUp }: AuthoritySettings): NightSettings {
  return { lines: { dayPhone, nightPhone, dutyHours }, alarms, handOver, followUp };
}

/**
 * Sets whom to ring by day and by night, when this area hands a night over, how often somebody is called (safe practice 7.1) and by when
 * the letter after a call goes. What is owed already keeps its time.
 */
export async function setNight(tx: Tx, night: NightSettings): Promise<void> {
  const { settings } = await readAuthority(tx);
  const { lines, ...times } = night;
  await saveSettings(tx, { ...settings, ...lines, ...times });
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { before: JSON.stringify(nightOf(settings)), after: JSON.stringify(night) } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
}

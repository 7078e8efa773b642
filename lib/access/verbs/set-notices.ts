import type { Tx } from '@/lib/platform/db';
import { NO_NOTICES, type AreaNotices } from '../schema';
import { saveSettings, settingsToChange } from '../store';

/** Sets what this area tells everybody of privacy and accessibility. The ledger holds what was filled in, and none of its words. */
export async function setNotices(tx: Tx, notices: AreaNotices): Promise<void> {
  const settings = await settingsToChange(tx);
  const before = settings.notices ?? NO_NOTICES;
  const said = Object.values(notices).some((text) => text !== '');
  await saveSettings(tx, { ...settings, notices: said ? notices : undefined });
  const changed = Object.entries(notices).flatMap(([name, text]) => (text === before[name as keyof AreaNotices] ? [] : [name]));
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { notices: changed } });
}

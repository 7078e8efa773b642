import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { saveSettings, settingsToChange } from '../../store';
import { leadToEnrol } from '../factor-store';
import { askedRoles, stricter, type AskedOf } from '../model';

/** Sets of whom this area asks a second factor. Whoever is in without one and is now asked for it is led to enrol at their next click. */
export async function askFactor(tx: Tx, asked: AskedOf): Promise<void> {
  const settings = await settingsToChange(tx);
  await saveSettings(tx, { ...settings, secondFactor: asked });
  const before = askedRoles(stricter(config().secondFactor, settings.secondFactor));
  const fresh = askedRoles(stricter(config().secondFactor, asked)).filter((role) => !before.includes(role));
  const led = fresh.length === 0 ? 0 : await leadToEnrol(tx, fresh);
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { before: settings.secondFactor, after: asked, led } });
}

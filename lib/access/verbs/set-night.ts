import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { AuthoritySettings, NightSettings } from '../schema';
import { readAuthority, saveSettings } from '../store';

/** Whom to ring by day and by night, when the one gives way to the other, and whom the public rings. */
export type Lines = NightSettings['lines'];

/** What an area has set of its night, as its administrator changes it. */
export function nightOf({ dayPhone, nightPhone, publicPhone, dutyHours, alarms, handOver, followUp }: AuthoritySettings): NightSettings {
  return { lines: { dayPhone, nightPhone, publicPhone, dutyHours }, alarms, handOver, followUp };
}

const byLine = ({ dayPhone, nightPhone, publicPhone, dutyHours: { from, to } }: Lines) => ({ dayPhone: dayPhone.trim(), nightPhone: nightPhone.trim(), publicPhone: publicPhone.trim(), 'dutyHours.from': from, 'dutyHours.to': to });
type Line = keyof ReturnType<typeof byLine>;

/**
 * What somebody else changed since a form was shown and this form would put otherwise: “Ring now” would give a number that is rung no
 * more (safe practice 7.1), and whoever sends the form may have come for something else on the page.
 * @param stood what was in force when the form was shown; what is not said of it counts as changed.
 */
export function changedMeanwhile(given: Lines, stood: Lines, now: Lines): { line: Line; given: string; stood: string; now: string }[] {
  const [givens, before, after] = [byLine(given), byLine(stood), byLine(now)];
  return (Object.keys(after) as Line[]).flatMap((line) => (before[line] === after[line] || givens[line] === after[line] ? [] : [{ line, given: givens[line], stood: before[line], now: after[line] }]));
}

/**
 * Sets whom to ring by day and by night, when this area hands a night over, how often somebody is called (safe practice 7.1) and by when
 * the letter after a call goes. What is owed already keeps its time.
 * @param stood the lines that were in force when the form was shown.
 */
export async function setNight(tx: Tx, night: NightSettings, stood: Lines): Promise<Result<null, 'changed_meanwhile'>> {
  const { settings } = await readAuthority(tx);
  if (changedMeanwhile(night.lines, stood, settings).length > 0) return refused('changed_meanwhile');
  const { lines, ...times } = night;
  await saveSettings(tx, { ...settings, ...lines, ...times });
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { before: JSON.stringify(nightOf(settings)), after: JSON.stringify(night) } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}

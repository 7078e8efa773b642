import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { AuthoritySettings, NightSettings } from '../schema';
import { saveSettings, settingsToChange } from '../store';

/** What an area has set of its night, as its administrator changes it. */
export function nightOf({ dayPhone, nightPhone, publicPhone, dutyHours, alarms, handOver, followUp }: AuthoritySettings): NightSettings {
  return { lines: { dayPhone, nightPhone, publicPhone, dutyHours }, alarms, handOver, followUp };
}

/** The name of each number, time and count, with what it says. */
export type NightFields = Readonly<Record<string, string>>;

/** The same by the names of the form's fields. */
export function fieldsOfNight({ lines: { dutyHours, ...phones }, alarms, handOver, followUp }: NightSettings): NightFields {
  const named = (part: string, values: object) => Object.entries(values).map(([name, value]): [string, string] => [`${part}.${name}`, String(value).trim()]);
  return Object.fromEntries([...named('lines', phones), ...named('lines.dutyHours', dutyHours), ...named('alarms', alarms), ...named('handOver', handOver), ...named('followUp', followUp)]);
}

/**
 * What somebody else changed since a form was shown and this form would put otherwise: “Ring now” would give a number that is rung no
 * more (safe practice 7.1), and whoever sends the form may have come for something else on the page.
 * @param stood what was in force when the form was shown; where it does not say whom to ring, that counts as changed.
 */
export function changedMeanwhile(given: NightFields, stood: NightFields, now: NightFields): { field: string; given: string; stood: string; now: string }[] {
  return Object.entries(now).flatMap(([field, stands]) => {
    const before = stood[field] ?? (field.startsWith('lines.') ? '' : stands);
    return before === stands || given[field] === stands ? [] : [{ field, given: given[field] ?? '', stood: before, now: stands }];
  });
}

/**
 * Sets whom to ring by day and by night, when this area hands a night over, how often somebody is called (safe practice 7.1) and by when
 * the letter after a call goes. What is owed already keeps its time.
 * @param stood what was in force when the form was shown.
 */
export async function setNight(tx: Tx, night: NightSettings, stood: NightFields): Promise<Result<null, 'changed_meanwhile'>> {
  const settings = await settingsToChange(tx);
  if (changedMeanwhile(fieldsOfNight(night), stood, fieldsOfNight(nightOf(settings))).length > 0) return refused('changed_meanwhile');
  const { lines, ...times } = night;
  await saveSettings(tx, { ...settings, ...lines, ...times });
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { before: JSON.stringify(nightOf(settings)), after: JSON.stringify(night) } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}

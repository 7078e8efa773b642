import type { Outcome, OwnPeriod } from '@/lib/access/periods/schema';
import { saveSettings, settingsToChange } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';

/** An own period as one text, to tell whether somebody else changed it. */
export const periodText = (own: OwnPeriod | null | undefined): string => (own === null || own === undefined ? '' : `${[...own.longestOf].sort((a, b) => a.from.localeCompare(b.from)).map(({ from, years }) => `${from} ${years}`).join(', ')}; ${own.source}`);

/**
 * Sets how long this area keeps an outcome by its own published schedule, or, with null, that it has said nothing of its own. What is
 * due is reckoned by it from then on, also of what stands on a list already.
 * @param stood what was in force when the form was shown (`periodText`).
 */
export async function setPeriod(tx: Tx, outcome: Outcome, own: OwnPeriod | null, stood: string): Promise<Result<null, 'changed_meanwhile'>> {
  const settings = await settingsToChange(tx);
  const { [outcome]: before, ...others } = settings.retention ?? {};
  if (periodText(before) !== stood && periodText(before) !== periodText(own)) return refused('changed_meanwhile');
  const said = own === null ? others : { ...others, [outcome]: own };
  await saveSettings(tx, { ...settings, retention: Object.keys(said).length === 0 ? undefined : said });
  tx.ledger({ action: 'settings.changed', objectKind: 'list', objectId: 'settings', detail: { retention: outcome, before: periodText(before), after: periodText(own) } });
  return ok(null);
}

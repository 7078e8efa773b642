import type { NightFields } from '@/lib/access/verbs/set-night';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The page’s one form. */
export const NIGHT_FORM = { kind: 'settings', about: 'night' } as const;

/** Under these names the form says what stood there when it was shown. */
export const STOOD = 'stood.';

/** What the form says by the names of its fields: what is typed, and apart from it what stood there when it was shown. */
export function saidIn(fields: Fields): { given: NightFields; stood: NightFields } {
  const said = Object.keys(fields).map((name): [string, string] => [name, textOf(fields, name).trim()]);
  return { given: Object.fromEntries(said), stood: Object.fromEntries(said.flatMap(([name, text]) => (name.startsWith(STOOD) ? [[name.slice(STOOD.length), text]] : []))) };
}

/** What was typed, as the settings have it; what is no number stays none and is named. */
export function nightFrom(fields: Fields) {
  const text = (name: string) => textOf(fields, name).trim();
  const number = (name: string) => (/^\d{1,5}$/.test(text(name)) ? Number(text(name)) : Number.NaN);
  return {
    lines: { dayPhone: text('lines.dayPhone'), nightPhone: text('lines.nightPhone'), publicPhone: text('lines.publicPhone'), dutyHours: { from: text('lines.dutyHours.from'), to: text('lines.dutyHours.to') } },
    alarms: { everyMinutes: number('alarms.everyMinutes'), gapAheadHours: number('alarms.gapAheadHours'), unsentAuthorMinutes: number('alarms.unsentAuthorMinutes'), unsentLeadMinutes: number('alarms.unsentLeadMinutes'), lookedUpPerHour: number('alarms.lookedUpPerHour') },
    followUp: { workingDays: number('followUp.workingDays'), linkDays: number('followUp.linkDays') },
    handOver: { morning: text('handOver.morning'), acceptedBy: text('handOver.acceptedBy'), minutes: number('handOver.minutes') },
  };
}

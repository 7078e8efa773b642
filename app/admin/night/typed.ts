import type { Lines } from '@/lib/access/verbs/set-night';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The page’s one form. */
export const NIGHT_FORM = { kind: 'settings', about: 'night' } as const;

/** Whom to ring as the form has it: what is typed, or under another name what stood there when the form was shown. */
export function linesFrom(fields: Fields, part: 'lines' | 'stood' = 'lines'): Lines {
  const text = (name: string) => textOf(fields, `${part}.${name}`).trim();
  return { dayPhone: text('dayPhone'), nightPhone: text('nightPhone'), publicPhone: text('publicPhone'), dutyHours: { from: text('dutyHours.from'), to: text('dutyHours.to') } };
}

/** What was typed, as the settings have it; what is no number stays none and is named. */
export function nightFrom(fields: Fields) {
  const text = (name: string) => textOf(fields, name).trim();
  const number = (name: string) => (/^\d{1,5}$/.test(text(name)) ? Number(text(name)) : Number.NaN);
  return {
    lines: linesFrom(fields),
    alarms: { everyMinutes: number('alarms.everyMinutes'), gapAheadHours: number('alarms.gapAheadHours'), unsentAuthorMinutes: number('alarms.unsentAuthorMinutes'), unsentLeadMinutes: number('alarms.unsentLeadMinutes'), lookedUpPerHour: number('alarms.lookedUpPerHour') },
    followUp: { workingDays: number('followUp.workingDays'), linkDays: number('followUp.linkDays') },
    handOver: { morning: text('handOver.morning'), acceptedBy: text('handOver.acceptedBy'), minutes: number('handOver.minutes') },
  };
}

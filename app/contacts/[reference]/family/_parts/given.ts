import { textOf, type Fields } from '@/lib/platform/draft/model';

const NAMES = ['recipient', 'child', 'standing', 'standingWords', 'how', 'provedBy', 'wayWords', 'toldBecause', 'wish', 'wishWords', 'language', 'interpreter', 'reading', 'ownWords', 'namesNoOther'] as const;

/** What was typed for a letter to the family, as its schema takes it. */
export function familyGiven(fields: Fields, provedOn: string): Record<string, unknown> {
  return { ...Object.fromEntries(NAMES.map((name) => [name, textOf(fields, name)])), provedOn, noMessage: textOf(fields, 'noMessage') === 'yes' };
}

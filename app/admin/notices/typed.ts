import type { AreaNotices } from '@/lib/access/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The page’s one form. */
export const NOTICES_FORM = { kind: 'settings', about: 'notices' } as const;

/** What was typed, as the settings have it. */
export function noticesFrom(fields: Fields): AreaNotices {
  return { privacy: textOf(fields, 'privacy'), accessibility: textOf(fields, 'accessibility'), audited: textOf(fields, 'audited') };
}

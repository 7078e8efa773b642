import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The ISO date of a day typed as three numbers, or an empty string: the schema says whether there is such a day. */
export function dayTyped(fields: Fields, name: string): string {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) => textOf(fields, `${name}-${part}`).trim());
  return day && month && year ? `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

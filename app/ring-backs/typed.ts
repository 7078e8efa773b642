import type { TypedForm } from '@/lib/platform/draft/typed';

export type LineForm = 'tried' | 'end' | 'talked';

/** What somebody typed about one call or booked time and was not taken. */
export function lineForm(form: LineForm, id: string): TypedForm {
  return { kind: 'ring_back', about: `${form} ${id}` };
}

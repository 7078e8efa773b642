import type { TypedForm } from '@/lib/platform/draft/typed';

/** What somebody typed about one call and was not taken. */
export function callForm(unsentId: string): TypedForm {
  return { kind: 'unsent_call', about: unsentId };
}

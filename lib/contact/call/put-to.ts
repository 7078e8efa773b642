import type { Fields } from '@/lib/platform/draft/model';

/** What is typed, as an update of an open contact: where it goes when the call ends is read from these two fields like any other. */
export function puttingTo(posted: Fields, reference: string): Fields {
  return { ...posted, 'call.kind': 'update', 'call.reference': reference };
}

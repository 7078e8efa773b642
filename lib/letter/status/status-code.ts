import { callerCode } from '@/lib/contact/ending/caller-code';

/** The code of one link to how far a concern is: of the same making as a caller's, and another for each link. */
export function statusCode(linkId: string): string {
  return callerCode(linkId, 0);
}

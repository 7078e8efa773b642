import { isId } from '@/lib/platform/ids';
import type { TypedForm } from '@/lib/platform/draft/typed';
import type { WhichCall } from '@/lib/letter/follow-up/which-call';

/** Of which call of the contact a form or a page of “Agreed with the caller” speaks: null is the one that it came of. */
export function whichCall(text: string): WhichCall {
  return isId(text) ? text : null;
}

/** What was typed to put right where a caller is reached, and was not taken. */
export function correctedForm(contactId: string, call: WhichCall): TypedForm {
  return { kind: 'follow_up', contactId, about: `correct ${call ?? ''}` };
}

/** The card of one call on the page of its contact. */
export function agreedPlace(reference: string, call: WhichCall, query: Record<string, string> = {}, part = 'agreed'): string {
  const asked = new URLSearchParams({ ...query, ...(call === null ? {} : { call }) }).toString();
  return `/contacts/${reference}${asked === '' ? '' : `?${asked}`}#${part}`;
}

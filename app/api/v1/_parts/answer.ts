import type { Temporal } from 'temporal-polyfill';
import { numberNow } from '@/lib/access/lines';
import type { Authority } from '@/lib/access/store';
import type { Filed } from '@/lib/contact/machine/file';
import { NO_STORE } from '@/lib/platform/http/answer';
import { problemJson } from '@/lib/platform/http/problem';
import { problemMembers, receiptAnswer } from './schemas';

/** Of what had come before nothing is said but that: whether it was read is for whoever may see it (safe practice 3, 14, 20). */
const WORDS = {
  typing: 'We have it and cannot read it as it was sent. A person types it in.',
  first: 'We have it. A person has not read it yet.',
  again: 'We have had it before. How far it is can be asked with its reference.',
} as const;

/** What every answer about something filed says of it (safe practice 1, 20). */
export function receiptOf(filed: Exclude<Filed, { how: 'other_content' }>, { settings }: Authority, at: Temporal.Instant) {
  const unread = filed.how === 'typing';
  return {
    reference: filed.reference,
    state: unread ? 'needs_typing' : 'received',
    words: WORDS[filed.how === 'typing' ? 'typing' : filed.created ? 'first' : 'again'],
    /** Set where it cannot wait to be read, or nobody can tell: the number that is answered now. */
    ringNow: unread || filed.urgent ? numberNow(settings, at).number : null,
  };
}

const RING = 'If it cannot wait, ring. If a child is in danger now, ring 999.';

/** What is said where something else came under the same key: alone, and as one of many. */
export function besideOf({ reference, keptAs }: Extract<Filed, { how: 'other_content' }>, { settings }: Authority, at: Temporal.Instant) {
  return { reference, keptAs, words: `Both are kept: a person reads this one, too. ${RING}`, ringNow: numberNow(settings, at).number };
}

/** The answer to one concern: 201 when it became a contact, 200 when it had been one, 202 when a person types it in, 409 beside something else. */
export function answerFiled(filed: Filed, authority: Authority, at: Temporal.Instant): Response {
  if (filed.how === 'other_content') {
    const { words, ...beside } = besideOf(filed, authority, at);
    return problemJson(409, 'other_content', 'Something else was sent under this Idempotency-Key', problemMembers.parse({ detail: words, ...beside, errors: filed.errors }));
  }
  const receipt = receiptOf(filed, authority, at);
  if (filed.how === 'typing') return problemJson(202, 'needs_typing', 'Taken, and to be typed in by a person', problemMembers.parse({ detail: `Its shape is not the one that is read here. It is kept, both clocks run, and a person types it in. ${RING}`, ...receipt, errors: filed.errors }));
  return new Response(JSON.stringify(receiptAnswer.parse(receipt)), { status: filed.created ? 201 : 200, headers: { ...NO_STORE, 'content-type': 'application/json', location: `/api/v1/contacts/${filed.reference}` } });
}

import { keptAsked } from '@/app/_edge/asked-first';
import { route } from '@/app/_edge/route';
import { beforePath, Missing } from '@/app/_edge/subject';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { seeOther, sendAgainPage } from '@/lib/platform/http/answer';

const ELSEWHERE = /^(?:duties|people)\/[0-9a-f-]{36}$/;

/** Where to go on: a page of this contact, by its path inside it; or a duty or somebody who was opened, by their own. */
function onward(reference: string, to: string): string {
  if (ELSEWHERE.test(to)) return `/${to}`;
  return `/contacts/${reference}${/^[a-z-]+(\/[\w-]+)*$/.test(to) ? `/${to}` : ''}`;
}

export const POST = route('POST /contacts/[reference]/open', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const to = onward(contact.reference, form.text('to'));
  // Before the answer: whoever is kept out sees nothing of the contact after it, and their own words about it neither.
  const typed = await keptAsked(tx, contact.id);
  const done = await declareBeforeOpening(tx, contact, { knows: form.text('knows'), reason: form.text('reason') });
  if (!done.ok) {
    const before = beforePath(contact.reference, to, form.text('typed') === 'kept');
    return seeOther(`${before}${before.includes('?') ? '&' : '?'}problem=${done.problem}`);
  }
  if (done.value === 'kept_out') return seeOther(`/queue?kept=out${typed.length > 0 ? '&typed=kept' : ''}`);
  return typed.length > 0 ? sendAgainPage(typed, to) : seeOther(to);
});

import { route } from '@/app/_edge/route';
import { beforePath, Missing } from '@/app/_edge/subject';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { seeOther } from '@/lib/platform/http/answer';

const ELSEWHERE = /^(?:duties|people)\/[0-9a-f-]{36}$/;

/** Where to go on: a page of this contact, by its path inside it; or a duty or somebody who was opened, by their own. */
function onward(reference: string, to: string): string {
  if (ELSEWHERE.test(to)) return `/${to}`;
  return `/contacts/${reference}${/^[a-z-]+(\/[\w-]+)*$/.test(to) ? `/${to}` : ''}`;
}

export const POST = route('POST /contacts/[reference]/open', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const to = onward(contact.reference, form.text('to'));
  const done = await declareBeforeOpening(tx, contact, { knows: form.text('knows'), reason: form.text('reason') });
  if (!done.ok) {
    const before = beforePath(contact.reference, to);
    return seeOther(`${before}${before.includes('?') ? '&' : '?'}problem=${done.problem}`);
  }
  return seeOther(done.value === 'opened' ? to : '/queue?kept=out');
});

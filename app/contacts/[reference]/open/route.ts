import { route } from '@/app/_edge/route';
import { beforePath, Missing } from '@/app/_edge/subject';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { seeOther } from '@/lib/platform/http/answer';

/** Where to go on: a page of this contact, by its path inside it. */
const inside = (to: string) => (/^[a-z-]+(\/[\w-]+)*$/.test(to) ? `/${to}` : '');

export const POST = route('POST /contacts/[reference]/open', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const path = `/contacts/${contact.reference}`;
  const to = inside(form.text('to'));
  const done = await declareBeforeOpening(tx, contact, { knows: form.text('knows'), reason: form.text('reason') });
  if (!done.ok) {
    const before = beforePath(contact.reference, `${path}${to}`);
    return seeOther(`${before}${before.includes('?') ? '&' : '?'}problem=${done.problem}`);
  }
  return seeOther(done.value === 'opened' ? `${path}${to}` : '/queue?kept=out');
});

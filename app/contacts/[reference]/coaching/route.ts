import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordCoaching } from '@/lib/contact/ending/verbs/record-coaching';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/coaching', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await recordCoaching(tx, contact, { discussed: form.text('discussed'), coached: form.text('coached'), feedback: form.text('feedback') });
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=coached' : `coaching=${done.problem}`}#coaching`);
});

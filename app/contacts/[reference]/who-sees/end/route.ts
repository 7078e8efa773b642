import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endLetIn } from '@/lib/contact/verbs/let-in';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/who-sees/end', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await endLetIn(tx, person, contact, form.text('access'));
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? 'done=end' : `problem=end.${done.problem}`}`);
});

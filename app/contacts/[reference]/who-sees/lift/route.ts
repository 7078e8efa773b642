import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { liftBar } from '@/lib/contact/verbs/lift-bar';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/who-sees/lift', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await liftBar(tx, person, contact, { barId: form.text('bar'), reason: form.text('reason') });
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? 'done=lift' : `problem=lift.${done.problem}`}`);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { letIn } from '@/lib/contact/verbs/let-in';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/who-sees/let-in', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await letIn(tx, person, contact, { colleague: form.text('colleague'), days: form.text('days'), reason: form.text('reason') });
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? `done=let-${done.value}` : `problem=let-in.${done.problem}`}`);
});

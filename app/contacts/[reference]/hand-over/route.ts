import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { handOverContact } from '@/lib/contact/verbs/hand-over-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/hand-over', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  return answerWork(contact, await handOverContact(tx, person, contact, { to: form.text('to'), reason }), 'handed_over', [reason]);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/withdraw', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  return answerWork(contact, await withdrawContact(tx, person, contact, reason), 'withdrawn', [reason]);
});

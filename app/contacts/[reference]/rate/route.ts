import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/rate', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const said = { rating: form.text('rating'), reason: form.text('reason') };
  return answerWork(contact, await rateContact(tx, contact, said), 'rated', [said.reason]);
});

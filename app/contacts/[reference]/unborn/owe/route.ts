import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { oweAgain } from '@/lib/contact/verbs/owe-again';
import { answerUnborn } from '../_parts/answer';

/** What is owed again after an end was undone, as a worker chose. */
export const POST = route('POST /contacts/[reference]/unborn/owe', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerUnborn(tx, contact, 'owe', form, await oweAgain(tx, contact, form.text('child'), form.fields()));
});

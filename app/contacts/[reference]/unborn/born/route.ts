import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { answerUnborn } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/unborn/born', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerUnborn(tx, contact, 'born', form, await recordBirth(tx, contact, form.text('child'), form.fields()));
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordPregnancy } from '@/lib/contact/verbs/record-pregnancy';
import { answerUnborn } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/unborn/expected', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerUnborn(tx, contact, 'expected', form, await recordPregnancy(tx, contact, form.text('child'), form.fields()));
});

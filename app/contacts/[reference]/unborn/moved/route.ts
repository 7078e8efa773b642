import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordMove } from '@/lib/contact/verbs/record-move';
import { answerUnborn } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/unborn/moved', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerUnborn(tx, contact, 'moved', form, await recordMove(tx, contact, form.text('child'), form.fields()));
});

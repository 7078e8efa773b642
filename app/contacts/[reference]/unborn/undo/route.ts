import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { undoPregnancyEnd } from '@/lib/contact/verbs/undo-pregnancy-end';
import { answerUnborn } from '../_parts/answer';

/** The end of a pregnancy was recorded by mistake: undone by name, with the reason. */
export const POST = route('POST /contacts/[reference]/unborn/undo', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerUnborn(tx, contact, 'undo', form, await undoPregnancyEnd(tx, contact, form.text('child'), form.fields()));
});

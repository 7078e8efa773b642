import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endPregnancy } from '@/lib/contact/verbs/end-pregnancy';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { answerUnborn } from '../_parts/answer';

/** A pregnancy has ended: its duties, and in the same moment every letter of the contact that has not gone. */
export const POST = route('POST /contacts/[reference]/unborn/ended', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await endPregnancy(tx, contact, form.text('child'), form.fields());
  if (done.ok) await cancelUnsentLetters(tx, contact.id, 'pregnancy_ended');
  return answerUnborn(tx, contact, 'ended', form, done);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { stopPartedLetters } from '@/lib/letter/verbs/stop-parted-letters';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/not-same', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const said = { personId: form.text('person'), otherPersonId: form.text('other'), reason: form.text('reason') };
  const done = await notSameChild(tx, contact, said);
  if (done.ok) await stopPartedLetters(tx, contact.id);
  return answerWork(contact, done, 'told_apart', [said.reason]);
});

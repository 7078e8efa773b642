import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { stopUnjoinedLetters } from '@/lib/letter/verbs/stop-unjoined-letters';
import { answerWork } from '../_parts/answer';

/** A manager takes a contact out again that was joined into another; what was written of the other's decision to its reporter does not go. */
export const POST = route('POST /contacts/[reference]/unjoin', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  const done = await unjoinContact(tx, person, contact, { reason, joinedAt: form.text('joinedAt') });
  if (done.ok) await stopUnjoinedLetters(tx, done.value);
  return answerWork(contact, done, 'unjoined', [reason]);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { stopPartedLetters } from '@/lib/letter/verbs/stop-parted-letters';
import { answerWork, type Done } from '../_parts/answer';

const DONE: Record<string, Done> = { same: 'linked', not_same: 'not_same', not_sure: 'not_sure', new: 'new_child', undone: 'unlinked' };

/** What a person decided of a child of this contact and a child of another, or of the child alone. */
export const POST = route('POST /contacts/[reference]/who', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const said = { childId: form.text('child'), otherId: form.text('other'), outcome: form.text('said'), reason: form.text('reason') };
  const done = await sayWho(tx, contact, said);
  if (done.ok) await stopPartedLetters(tx, contact.id);
  return answerWork(contact, done, DONE[said.outcome] ?? 'not_sure', [said.reason]);
});

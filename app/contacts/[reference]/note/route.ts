import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { addNote } from '@/lib/contact/verbs/add-note';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/note', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerWork(contact, await addNote(tx, contact, form.text('text'), form.text('key') || undefined), 'noted');
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { releaseContact } from '@/lib/contact/verbs/release-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/release', async ({ tx, person, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  return answerWork(contact, await releaseContact(tx, person, contact), 'released');
});

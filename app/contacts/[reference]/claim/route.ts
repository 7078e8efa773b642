import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { seeOther } from '@/lib/platform/http/answer';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/claim', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const claimed = await claimContact(tx, person, contact);
  if (claimed.ok && form.text('return') === 'decision') return seeOther(`/contacts/${contact.reference}/decision`);
  return answerWork(contact, claimed, 'claimed');
});

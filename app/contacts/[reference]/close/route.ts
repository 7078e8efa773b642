import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/close', async ({ tx, person, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await closeContact(tx, person, contact.id);
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=closed' : `ending=${done.problem}`}#ending`);
});

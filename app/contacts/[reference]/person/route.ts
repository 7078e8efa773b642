import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { seeOther } from '@/lib/platform/http/answer';

/** Opens somebody of this contact: all that is known of them, in every contact that may be opened. */
export const POST = route('POST /contacts/[reference]/person', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const opened = await openPerson(tx, form.text('person'), { searchId: null, contactId: contact.id });
  return seeOther(opened.ok ? `/people/${opened.value}` : `/contacts/${contact.reference}#household`);
});

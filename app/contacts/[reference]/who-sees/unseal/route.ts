import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/who-sees/unseal', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await unsealContact(tx, person, contact, { restrictionId: form.text('restriction'), answer: form.text('answer'), reason: form.text('reason') });
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? `done=${done.value}` : `problem=unseal.${done.problem}`}`);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { ASKED_ALREADY } from '@/app/restricted/_parts/words';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import { seeOther } from '@/lib/platform/http/answer';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/who-sees/unseal', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await unsealContact(tx, person, contact, { restrictionId: form.text('restriction'), answer: form.text('answer'), reason: form.text('reason') });
  // Their own reason is not kept, since another's stands: they read it once more.
  if (!done.ok && done.problem === 'asked_already') return answerKept(`/contacts/${contact.reference}/who-sees`, done, '', { asked_already: ASKED_ALREADY }, [form.text('reason')]);
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? `done=${done.value}` : `problem=unseal.${done.problem}`}`);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { UNSEAL_PROBLEM_WORDS } from '@/lib/contact/secrecy/sealing';
import { askUnseal } from '@/lib/contact/verbs/ask-unseal';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/source/unseal', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { ground: form.text('ground'), orderReference: form.text('orderReference'), reason: form.text('reason'), tellSource: form.text('tellSource') };
  return answerKept(`/contacts/${contact.reference}/source`, await askUnseal(tx, contact, typed), 'asked', UNSEAL_PROBLEM_WORDS, [typed.orderReference, typed.reason]);
});

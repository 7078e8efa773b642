import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { SEAL_PROBLEM_WORDS } from '@/lib/contact/secrecy/sealing';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/source/seal', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  return answerKept(`/contacts/${contact.reference}/source`, await sealSource(tx, contact, reason), 'sealed', SEAL_PROBLEM_WORDS, [reason]);
});

import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { PROTECT_PROBLEM_WORDS } from '@/lib/contact/secrecy/protecting';
import { lookAtProtected } from '@/lib/contact/verbs/look-at-protected';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/protected/open', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  return answerKept(`/contacts/${contact.reference}/protected`, await lookAtProtected(tx, person, contact, reason), 'opened', PROTECT_PROBLEM_WORDS, [reason]);
});

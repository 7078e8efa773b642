import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { UNSEAL_PROBLEM_WORDS } from '@/lib/contact/secrecy/sealing';
import { answerUnseal } from '@/lib/contact/verbs/answer-unseal';
import { writeUnsealLetter } from '@/lib/letter/verbs/write-unseal-letter';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/source/answer', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { unsealId: form.text('unseal'), verdict: form.text('verdict'), reason: form.text('reason') };
  const answered = await answerUnseal(tx, person, contact, typed);
  if (answered.ok && answered.value.tellSource) await writeUnsealLetter(tx, contact.id, answered.value.unsealId);
  return answerKept(`/contacts/${contact.reference}/source`, answered, 'answered', UNSEAL_PROBLEM_WORDS, [typed.reason]);
});

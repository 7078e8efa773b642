import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/ask', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const text = form.text('text');
  const asked = await askReferrer(tx, contact, text);
  if (asked.ok) await writeQuestionLetter(tx, person, contact.id, asked.value.questionId);
  return answerWork(contact, asked, 'asked', [text]);
});

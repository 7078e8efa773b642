import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { ofColleague } from '@/lib/contact/additions/addition';
import { recordAnswer } from '@/lib/contact/verbs/record-answer';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/answered', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const answer = form.text('answer');
  const said = { questionId: form.text('question'), answer, immediate: form.text('immediate') === 'yes', ...ofColleague(form.text('aboutColleague')) };
  return answerWork(contact, await recordAnswer(tx, contact, said), 'answered', [answer]);
});

import { route } from '@/app/_edge/route';
import { keepUnlessTaken } from '../../_parts/typed';
import { answerDutyOffer } from '@/lib/duty/verbs/answer-duty-offer';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /duties/[duty]/answer', async ({ tx, person, params, form }) => {
  const duty = params['duty'] ?? '';
  const answer = form.text('answer');
  const done = await answerDutyOffer(tx, person, duty, { answer, reason: form.text('reason') });
  await keepUnlessTaken(tx, duty, 'answer', done.ok, form.fields());
  return seeOther(done.ok ? `/duties/${duty}?done=${answer}` : `/duties/${duty}?problem=${done.problem}`);
});

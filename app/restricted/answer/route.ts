import { route } from '@/app/_edge/route';
import { answerRestricted } from '@/lib/contact/verbs/answer-restricted';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/answer', async ({ tx, person, form }) => {
  const done = await answerRestricted(tx, person, { matchId: form.text('match'), same: form.text('same'), words: form.text('words') });
  return seeOther(done.ok ? '/restricted?done=answer' : `/restricted?problem=answer.${done.problem}#answer`);
});

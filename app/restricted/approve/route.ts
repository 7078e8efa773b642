import { route } from '@/app/_edge/route';
import { answerGlass } from '@/lib/contact/verbs/break-glass';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/approve', async ({ tx, person, form }) => {
  const done = await answerGlass(tx, person, { requestId: form.text('request'), answer: form.text('answer'), why: form.text('why') });
  return seeOther(done.ok ? '/restricted?done=approve' : `/restricted?problem=approve.${done.problem}#approve`);
});

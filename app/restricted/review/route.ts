import { route } from '@/app/_edge/route';
import { reviewGlass } from '@/lib/contact/verbs/break-glass';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/review', async ({ tx, person, form }) => {
  const done = await reviewGlass(tx, person, { requestId: form.text('request'), words: form.text('words') });
  return seeOther(done.ok ? '/restricted?done=review' : `/restricted?problem=review.${done.problem}#review`);
});

import { route } from '@/app/_edge/route';
import { seeOther } from '@/lib/platform/http/answer';
import { nameSecond } from '@/lib/restriction/verbs/name-second';

export const POST = route('POST /restricted/second', async ({ tx, person, form }) => {
  const done = await nameSecond(tx, person, { child: form.text('child'), second: form.text('second') });
  return seeOther(done.ok ? '/restricted?done=second' : `/restricted?problem=second.${done.problem}#children`);
});

import { route } from '@/app/_edge/route';
import { seeOther } from '@/lib/platform/http/answer';
import { takeBackRestricted } from '@/lib/restriction/verbs/take-back-restricted';

export const POST = route('POST /restricted/take-back', async ({ tx, form }) => {
  const done = await takeBackRestricted(tx, { child: form.text('child'), reason: form.text('reason') });
  return seeOther(done.ok ? '/restricted?done=take_back' : `/restricted?problem=take_back.${done.problem}#children`);
});

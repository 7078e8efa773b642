import { route } from '@/app/_edge/route';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/confirm', async ({ tx, person, form }) => {
  const done = await confirmRestricted(tx, person, form.text('child'));
  return seeOther(done.ok ? '/restricted?done=confirm' : `/restricted?problem=confirm.${done.problem}#confirm`);
});

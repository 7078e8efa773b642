import { route } from '@/app/_edge/route';
import { endRestricted } from '@/lib/contact/verbs/end-restricted';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/end', async ({ tx, person, form }) => {
  const done = await endRestricted(tx, person, { childId: form.text('child'), answer: form.text('answer'), reason: form.text('reason') });
  return seeOther(done.ok ? `/restricted?done=end.${done.value}` : `/restricted?problem=end.${done.problem}#end`);
});

import { route } from '@/app/_edge/route';
import { answerKept } from '@/app/contacts/[reference]/_parts/kept-from-others';
import { endRestricted } from '@/lib/contact/verbs/end-restricted';
import { seeOther } from '@/lib/platform/http/answer';
import { ASKED_ALREADY } from '../_parts/words';

export const POST = route('POST /restricted/end', async ({ tx, person, form }) => {
  const done = await endRestricted(tx, person, { childId: form.text('child'), answer: form.text('answer'), reason: form.text('reason') });
  // Their own reason is not kept, since another's stands: they read it once more.
  if (!done.ok && done.problem === 'asked_already') return answerKept('/restricted', done, '', { asked_already: ASKED_ALREADY }, [form.text('reason')]);
  return seeOther(done.ok ? `/restricted?done=end.${done.value}` : `/restricted?problem=end.${done.problem}#end`);
});

import { route } from '@/app/_edge/route';
import { readAuthority } from '@/lib/access/store';
import { breakGlass } from '@/lib/contact/verbs/break-glass';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/ask', async ({ tx, person, form }) => {
  const done = await breakGlass(tx, person, await readAuthority(tx), { reference: form.text('reference'), reason: form.text('reason') });
  return seeOther(done.ok ? `/restricted?done=${done.value}` : `/restricted?problem=ask.${done.problem}#ask`);
});

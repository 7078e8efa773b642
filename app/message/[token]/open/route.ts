import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { openRoute } from '@/app/_edge/route';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /message/[token]/open', async ({ form, params, wrong }) => {
  const token = params['token'] ?? '';
  const here = `/message/${encodeURIComponent(token)}`;
  const opened = await openCallerLink(token, { code: form.text('code'), birth: dayTyped(form.fields(), 'birth') });
  if (!opened.ok) {
    await wrong();
    return seeOther(`${here}?problem=${opened.problem}`);
  }
  const answer = seeOther(here);
  answer.headers.append('set-cookie', opened.value.cookie);
  return answer;
});

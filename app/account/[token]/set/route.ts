import { fromOf } from '@/app/_edge/door';
import { openRoute } from '@/app/_edge/route';
import { choosePassword } from '@/lib/access/password/verbs/choose-password';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /account/[token]/set', async ({ form, request, params, wrong }) => {
  const token = params['token'] ?? '';
  const done = await choosePassword({ token, password: form.text('password'), from: (email) => fromOf(request, email) });
  if (done.ok) return seeOther('/sign-in?ready=1');
  if (done.problem === 'dead_link') await wrong();
  return seeOther(`/account/${encodeURIComponent(token)}?problem=${done.problem}`);
});

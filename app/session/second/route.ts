import { nowKnown } from '@/app/_edge/door';
import { openRoute, pendingOf, signInAgain } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { sessionCookie } from '@/lib/access/session';
import { giveCode } from '@/lib/access/second/verbs/give-code';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /session/second', async ({ form, request, from, wrong }) => {
  const back = safeReturn(form.text('return'));
  const pending = await pendingOf(request, 'second');
  if (pending === null) return signInAgain(back);
  const done = await giveCode(pending, form.text('code'), from);
  if (!done.ok && done.problem !== 'too_late') await wrong();
  if (!done.ok) return done.problem === 'too_late' ? signInAgain(back) : seeOther(`/sign-in/second?problem=${done.problem}&return=${encodeURIComponent(back)}`);
  const answer = seeOther(back);
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  answer.headers.append('set-cookie', nowKnown(request, pending.person.email));
  return answer;
}, { knownBy: async (_, request) => (await pendingOf(request, 'second'))?.person.email ?? null });

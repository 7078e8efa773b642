import { nowKnown } from '@/app/_edge/door';
import { openRoute, pendingOf, signInAgain } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { sessionCookie } from '@/lib/access/session';
import { confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /session/enrol/confirm', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const pending = await pendingOf(request, 'enrol');
  if (pending === null) return signInAgain(back);
  const done = await confirmApp(pending.person, pending.proof, form.text('code'), true);
  if (!done.ok) return done.problem === 'too_late' ? signInAgain(back) : seeOther(`/sign-in/enrol?problem=${done.problem}&return=${encodeURIComponent(back)}`);
  const answer = seeOther(back);
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  answer.headers.append('set-cookie', nowKnown(request, pending.person.email));
  return answer;
});

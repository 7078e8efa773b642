import { route } from '@/app/_edge/route';
import { sessionCookie } from '@/lib/access/session';
import { confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/app/confirm', async ({ person, proof, form }) => {
  const done = await confirmApp(person, proof, form.text('code'), false);
  if (!done.ok) return seeOther(`/account/app?problem=${done.problem}`);
  const answer = seeOther('/account?done=app');
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
}, { back: () => '/account' });

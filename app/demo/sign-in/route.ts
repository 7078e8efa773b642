import { openRoute } from '@/app/_edge/route';
import { sessionCookie } from '@/lib/access/session';
import { demoSignIn } from '@/lib/access/verbs/demo-sign-in';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /demo/sign-in', async ({ form, request }) => {
  const done = await demoSignIn({ area: form.text('area'), membershipId: form.text('membership'), agent: request.headers.get('user-agent') ?? '' });
  if (!done.ok) return seeOther('/demo');
  const answer = seeOther('/home');
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
});

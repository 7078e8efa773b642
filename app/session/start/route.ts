import { endBefore } from '@/app/_edge/before';
import { nowKnown } from '@/app/_edge/door';
import { openRoute } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { credentials } from '@/lib/access/schema';
import { sessionCookie } from '@/lib/access/session';
import { signIn } from '@/lib/access/verbs/sign-in';
import { seeOther } from '@/lib/platform/http/answer';

type Lacking = 'no_email' | 'no_password' | 'neither';

/** What was left empty: no account is tried, and so nothing is said of one. */
function lacking(noEmail: boolean, noPassword: boolean): Lacking | null {
  if (noEmail) return noPassword ? 'neither' : 'no_email';
  return noPassword ? 'no_password' : null;
}

export const POST = openRoute('POST /session/start', async ({ form, request, from, wrong }) => {
  const back = safeReturn(form.text('return'));
  const again = (problem: 'not_recognised' | 'throttled' | 'besieged' | Lacking) => seeOther(`/sign-in?problem=${problem}&return=${encodeURIComponent(back)}`);
  const lacks = lacking(form.text('email').trim() === '', form.text('password') === '');
  if (lacks !== null) return again(lacks);
  const given = credentials.safeParse({ email: form.text('email'), password: form.text('password') });
  if (!given.success) return again('not_recognised');
  const done = await signIn({ ...given.data, agent: request.headers.get('user-agent') ?? '', from });
  if (!done.ok) {
    await wrong();
    return again(done.problem);
  }
  await endBefore(request);
  const { token, stage } = done.value;
  const answer = seeOther(stage === 'full' ? back : `/sign-in/${stage}?return=${encodeURIComponent(back)}`);
  answer.headers.append('set-cookie', await sessionCookie(token));
  // Not before the second factor: else whoever has the password alone could be known as often as they like.
  if (stage === 'full') answer.headers.append('set-cookie', nowKnown(request, given.data.email));
  return answer;
}, { knownBy: (form) => form.text('email') });

import { openRoute } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { credentials } from '@/lib/access/schema';
import { readPending, readSession, SESSION_COOKIE, sessionCookie } from '@/lib/access/session';
import { signIn } from '@/lib/access/verbs/sign-in';
import { signOut } from '@/lib/access/verbs/sign-out';
import { seeOther } from '@/lib/platform/http/answer';
import { now } from '@/lib/platform/time';

export const POST = openRoute('POST /session/start', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const again = (problem: 'not_recognised' | 'throttled') => seeOther(`/sign-in?problem=${problem}&return=${encodeURIComponent(back)}`);
  const given = credentials.safeParse({ email: form.text('email'), password: form.text('password') });
  if (!given.success) return again('not_recognised');
  const done = await signIn({ ...given.data, agent: request.headers.get('user-agent') ?? '' });
  if (!done.ok) return again(done.problem);
  // What was open in this browser is over: nobody goes on as whoever was here before.
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const before = (await readSession(cookie, now())) ?? (await readPending(cookie, now()));
  if (before) await signOut(before.person);
  const { token, stage } = done.value;
  const answer = seeOther(stage === 'full' ? back : `/sign-in/${stage}?return=${encodeURIComponent(back)}`);
  answer.headers.append('set-cookie', await sessionCookie(token));
  return answer;
});

import { openRoute } from '@/app/_edge/route';
import { ENDED_COOKIE, readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { signOut } from '@/lib/access/verbs/sign-out';
import { seeOther } from '@/lib/platform/http/answer';
import { now } from '@/lib/platform/time';

export const POST = openRoute('POST /session/end', async ({ request }) => {
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const session = (await readSession(cookie, now())) ?? (await readPending(cookie, now()));
  if (session) await signOut(session.person);
  const answer = seeOther('/sign-in?ended=1');
  answer.headers.append('set-cookie', ENDED_COOKIE);
  // The next person at a shared computer finds nothing of this one.
  answer.headers.set('clear-site-data', '"cache", "storage"');
  return answer;
});

import { route } from '@/app/_edge/route';
import { ENDED_COOKIE } from '@/lib/access/session';
import { endMine } from '@/lib/access/sessions/verbs/end-sessions';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/sessions/end', async ({ tx, person, form }) => {
  const which = form.text('which');
  await endMine(tx, person, which);
  if (which !== person.sessionId) return seeOther('/account?done=session#sessions');
  const answer = seeOther('/sign-in?ended=1');
  answer.headers.append('set-cookie', ENDED_COOKIE);
  return answer;
}, { back: () => '/account' });

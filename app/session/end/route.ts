import { endBefore } from '@/app/_edge/before';
import { openRoute } from '@/app/_edge/route';
import { ENDED_COOKIE } from '@/lib/access/session';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /session/end', async ({ request }) => {
  await endBefore(request);
  const answer = seeOther('/sign-in?ended=1');
  answer.headers.append('set-cookie', ENDED_COOKIE);
  // The next person at a shared computer finds nothing of this one.
  answer.headers.set('clear-site-data', '"cache", "storage"');
  return answer;
});

import { route } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { sessionCookie } from '@/lib/access/session';
import { switchPlace } from '@/lib/access/verbs/switch-place';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /workplaces/switch', async ({ tx, person, form }) => {
  const done = await switchPlace(tx, person, form.text('membership'));
  if (!done.ok) return seeOther('/workplaces');
  const answer = seeOther(safeReturn(form.text('return')));
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
});

import { openRoute, pendingOf, signInAgain } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { beginApp } from '@/lib/access/second/verbs/set-up-app';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /session/enrol/begin', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const pending = await pendingOf(request, 'enrol');
  if (pending === null) return signInAgain(back);
  await beginApp(pending.person);
  return seeOther(`/sign-in/enrol?return=${encodeURIComponent(back)}`);
});

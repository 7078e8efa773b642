import { openRoute, pendingOf, signInAgain } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { beginPasskey } from '@/lib/access/passkey/verbs/make-passkey';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = openRoute('POST /session/enrol/passkey', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const pending = await pendingOf(request, 'enrol');
  if (pending === null) return signInAgain(back);
  return seeOther(`/sign-in/enrol?asked=${await beginPasskey(pending.person)}&return=${encodeURIComponent(back)}`);
});

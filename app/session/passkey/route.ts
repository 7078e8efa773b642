import { endBefore } from '@/app/_edge/before';
import { openRoute, pendingOf } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { signInByPasskey } from '@/lib/access/passkey/verbs/sign-in-by-passkey';
import { sessionCookie } from '@/lib/access/session';
import { seeOther } from '@/lib/platform/http/answer';

/** A passkey instead of password and code, or after the password: it is both factors by itself. */
export const POST = openRoute('POST /session/passkey', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const done = await signInByPasskey({ challenge: form.text('challenge'), answer: form.text('answer'), agent: request.headers.get('user-agent') ?? '', waiting: await pendingOf(request, 'second') });
  if (!done.ok) return seeOther(`/sign-in?problem=passkey&return=${encodeURIComponent(back)}`);
  await endBefore(request);
  const answer = seeOther(back);
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
});

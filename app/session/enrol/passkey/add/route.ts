import { nowKnown } from '@/app/_edge/door';
import { openRoute, pendingOf, signInAgain } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { makePasskey, passkeyName } from '@/lib/access/passkey/verbs/make-passkey';
import { sessionCookie } from '@/lib/access/session';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = openRoute('POST /session/enrol/passkey/add', async ({ form, request }) => {
  const back = safeReturn(form.text('return'));
  const pending = await pendingOf(request, 'enrol');
  if (pending === null) return signInAgain(back);
  const challenge = form.text('challenge');
  const again = (problem: string, asked = '') => seeOther(`/sign-in/enrol?problem=${problem}&asked=${asked}&return=${encodeURIComponent(back)}`);
  const name = passkeyName.safeParse(form.text('name'));
  if (!name.success) return again('passkey_name', isId(challenge) ? challenge : '');
  const done = await makePasskey(pending.person, pending.proof, { challenge, answer: form.text('answer'), name: name.data }, true);
  if (!done.ok) return done.problem === 'too_late' ? signInAgain(back) : again(done.problem);
  const answer = seeOther(back);
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  answer.headers.append('set-cookie', nowKnown(request, pending.person.email));
  return answer;
});

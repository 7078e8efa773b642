import { route } from '@/app/_edge/route';
import { changePassword } from '@/lib/access/password/verbs/change-password';
import { sessionCookie } from '@/lib/access/session';
import { isFresh } from '@/lib/access/step-up';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/password/change', async ({ tx, person, proof, form }) => {
  // Passwords are no draft: whoever showed themselves too long ago is asked first and types them anew.
  if (!isFresh(proof.provedAt, tx.at)) return seeOther('/account/password?problem=stale');
  const done = await changePassword(person, proof, { current: form.text('current'), password: form.text('password') });
  if (!done.ok) return done.problem === 'too_late' ? seeOther('/sign-in') : seeOther(`/account/password?problem=${done.problem}`);
  const answer = seeOther('/account?done=password');
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
}, { back: () => '/account' });

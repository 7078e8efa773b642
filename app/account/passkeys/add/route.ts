import { route } from '@/app/_edge/route';
import { makePasskey, passkeyName } from '@/lib/access/passkey/verbs/make-passkey';
import { sessionCookie } from '@/lib/access/session';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = route('POST /account/passkeys/add', async ({ person, proof, form }) => {
  const challenge = form.text('challenge');
  const name = passkeyName.safeParse(form.text('name'));
  // Not taken up yet: the name is mended and the same passkey made again.
  if (!name.success) return seeOther(`/account/passkeys?asked=${isId(challenge) ? challenge : ''}&problem=passkey_name`);
  const done = await makePasskey(person, proof, { challenge, answer: form.text('answer'), name: name.data }, false);
  if (!done.ok) return seeOther(`/account?problem=${done.problem}`);
  const answer = seeOther('/account?done=passkey');
  answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
}, { back: () => '/account' });

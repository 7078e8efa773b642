import { route } from '@/app/_edge/route';
import { passkeyName } from '@/lib/access/passkey/verbs/make-passkey';
import { nameAnew } from '@/lib/access/passkey/verbs/keep-passkeys';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/passkeys/rename', async ({ tx, form }) => {
  const name = passkeyName.safeParse(form.text('name'));
  if (!name.success) return seeOther('/account?problem=passkey_name');
  const done = await nameAnew(tx, form.text('passkey'), name.data);
  return seeOther(done.ok ? '/account?done=renamed' : `/account?problem=passkey_${done.problem}`);
}, { back: () => '/account' });

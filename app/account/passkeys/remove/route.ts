import { route } from '@/app/_edge/route';
import { removePasskey } from '@/lib/access/passkey/verbs/keep-passkeys';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/passkeys/remove', async ({ tx, person, form }) => {
  const done = await removePasskey(tx, person, form.text('passkey'));
  return seeOther(done.ok ? '/account?done=passkey_removed' : `/account?problem=passkey_${done.problem}`);
}, { back: () => '/account' });

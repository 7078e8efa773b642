import { route } from '@/app/_edge/route';
import { removeApp } from '@/lib/access/second/verbs/remove-app';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/app/remove', async ({ tx, person }) => {
  const done = await removeApp(tx, person);
  return seeOther(done.ok ? '/account?done=app_removed' : `/account?problem=${done.problem}`);
}, { back: () => '/account' });

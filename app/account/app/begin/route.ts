import { route } from '@/app/_edge/route';
import { beginApp } from '@/lib/access/second/verbs/set-up-app';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/app/begin', async ({ person }) => {
  await beginApp(person);
  return seeOther('/account/app');
}, { back: () => '/account' });

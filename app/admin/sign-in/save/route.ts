import { route } from '@/app/_edge/route';
import { ASKED_OF } from '@/lib/access/second/model';
import { askFactor } from '@/lib/access/second/verbs/ask-factor';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/sign-in/save', async ({ tx, form }) => {
  const asked = ASKED_OF.find((known) => known === form.text('asked'));
  if (asked === undefined) return seeOther('/admin/sign-in');
  await askFactor(tx, asked);
  return seeOther('/admin/sign-in?done=saved');
}, { back: () => '/admin/sign-in' });

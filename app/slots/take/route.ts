import { route } from '@/app/_edge/route';
import { takeSlot } from '@/lib/line/verbs/take-slot';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /slots/take',
  async ({ tx, form }) => {
    const done = await takeSlot(tx, form.text('id'));
    return seeOther(done.ok ? '/slots?done=taken' : `/slots?problem=${done.problem}`);
  },
  { back: () => '/slots' },
);

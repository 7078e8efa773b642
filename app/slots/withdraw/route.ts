import { route } from '@/app/_edge/route';
import { withdrawSlot } from '@/lib/line/verbs/withdraw-slot';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /slots/withdraw',
  async ({ tx, person, form }) => {
    const done = await withdrawSlot(tx, person, form.text('id'));
    return seeOther(done.ok ? `/slots?done=withdrawn_${done.value}` : `/slots?problem=${done.problem}`);
  },
  { back: () => '/slots' },
);

import { route } from '@/app/_edge/route';
import { takeIntake } from '@/lib/contact/machine/verbs/take-intake';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /needs-typing/take',
  async ({ tx, form }) => {
    const taken = await takeIntake(tx, form.text('intake'));
    return seeOther(taken.ok ? `/calls/${taken.value}` : `/needs-typing?problem=${taken.problem}`);
  },
  { back: () => '/needs-typing' },
);

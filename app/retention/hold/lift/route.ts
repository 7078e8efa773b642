import { route } from '@/app/_edge/route';
import { liftHold } from '@/lib/assurance/retention/verbs/lift-hold';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /retention/hold/lift',
  async ({ tx, form }) => {
    const done = await liftHold(tx, form.text('hold'), form.text('why'));
    return seeOther(done.ok ? `/retention?done=${done.value}#holds` : `/retention?problem=lift.${done.problem}#holds`);
  },
  { back: () => '/retention' },
);

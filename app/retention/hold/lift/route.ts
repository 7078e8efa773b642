import { route } from '@/app/_edge/route';
import { liftHold } from '@/lib/assurance/retention/verbs/lift-hold';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { LIFT_FORM } from '../../_parts/words';

export const POST = route(
  'POST /retention/hold/lift',
  async ({ tx, form }) => {
    const done = await liftHold(tx, form.text('hold'), { why: form.text('why'), shown: form.text('shown') });
    if (done.ok) await endTyped(tx, LIFT_FORM);
    else await keepTyped(tx, LIFT_FORM, form.fields());
    return seeOther(done.ok ? `/retention?done=${done.value}#holds` : `/retention?problem=lift.${done.problem}#holds`);
  },
  { back: () => '/retention' },
);

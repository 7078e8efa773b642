import { route } from '@/app/_edge/route';
import { holdForm } from '@/lib/assurance/retention/schema';
import { setHold } from '@/lib/assurance/retention/verbs/set-hold';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { HOLD_FIELDS, HOLD_FORM } from '../_parts/words';

export const POST = route(
  'POST /retention/hold',
  async ({ tx, form }) => {
    const given = holdForm.safeParse(Object.fromEntries(HOLD_FIELDS.map((name) => [name, textOf(form.fields(), name)])));
    const done = given.success ? await setHold(tx, given.data) : ({ ok: false, problem: 'form' } as const);
    if (done.ok) {
      await endTyped(tx, HOLD_FORM);
      return seeOther('/retention?done=hold#holds');
    }
    await keepTyped(tx, HOLD_FORM, form.fields());
    return seeOther(`/retention?problem=hold.${done.problem}`);
  },
  { back: () => '/retention' },
);

import { route } from '@/app/_edge/route';
import { resetFactor, resetForm } from '@/lib/access/second/verbs/reset-factor';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { RESET_FIELDS, RESET_FORM } from '../typed';

export const POST = route(
  'POST /second-factor/reset',
  async ({ tx, form }) => {
    const fields = form.fields();
    const given = resetForm.safeParse(Object.fromEntries(RESET_FIELDS.map((name) => [name, textOf(fields, name)])));
    const again = async (problem: string) => {
      await keepTyped(tx, RESET_FORM, fields);
      return seeOther(`/second-factor?problem=${problem}`);
    };
    if (!given.success) return again('form');
    const done = await resetFactor(tx, given.data);
    if (!done.ok) return again(done.problem);
    await endTyped(tx, RESET_FORM);
    return seeOther('/second-factor?done=reset');
  },
  { back: () => '/second-factor' },
);

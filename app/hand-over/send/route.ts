import { route } from '@/app/_edge/route';
import { directionOf } from '@/lib/emergency/model';
import { handOverShift } from '@/lib/emergency/verbs/hand-over-shift';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId, newId } from '@/lib/platform/ids';
import { handOverForm, linesIn, wayHref } from '../typed';

/** Hands the shift over; where that is not done, or somebody must sign in again, what was typed is shown again. */
export const POST = route(
  'POST /hand-over/send',
  async ({ tx, person, form, idle }) => {
    const direction = directionOf(person.role, form.text('way'));
    const key = isId(form.text('key')) ? form.text('key') : newId();
    const done = idle || direction === null ? null : await handOverShift(tx, person, { key, to: form.text('to'), note: form.text('note'), lines: linesIn(form.fields(), direction), way: direction });
    if (done?.ok) {
      await endTyped(tx, handOverForm(direction));
      return seeOther(wayHref(direction, 'done=handed'));
    }
    await keepTyped(tx, handOverForm(direction), { ...form.fields(), ...(done?.problem === 'same_key_other_content' ? { key: '' } : {}) });
    return seeOther(wayHref(direction, done === null ? '' : `problem=${done.problem}`));
  },
  { handIn: () => '/hand-over' },
);

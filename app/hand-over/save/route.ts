import { route } from '@/app/_edge/route';
import { timeOfDay } from '@/app/report/_parts/words';
import { keepTyped } from '@/lib/platform/draft/typed';
import { json, seeOther } from '@/lib/platform/http/answer';
import { directionOf } from '@/lib/emergency/model';
import { handOverForm, wayHref } from '../typed';

/** Keeps what was typed, right or wrong; the autosave comes here too. */
export const POST = route(
  'POST /hand-over/save',
  async ({ tx, person, form, wantsJson }) => {
    const direction = directionOf(person.role, form.text('way'));
    await keepTyped(tx, handOverForm(direction), form.fields());
    return wantsJson ? json({ savedAt: timeOfDay(tx.at) }) : seeOther(wayHref(direction, 'saved=yes'));
  },
  { handIn: () => '/hand-over' },
);

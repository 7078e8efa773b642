import { route } from '@/app/_edge/route';
import { timeOfDay } from '@/app/report/_parts/words';
import { keepTyped } from '@/lib/platform/draft/typed';
import { json, seeOther } from '@/lib/platform/http/answer';
import { directionOf } from '@/lib/emergency/model';
import { HAND_OVER_FORM, wayHref } from '../typed';

/** Keeps what was typed, right or wrong; the autosave comes here too. */
export const POST = route(
  'POST /hand-over/save',
  async ({ tx, person, form, wantsJson }) => {
    await keepTyped(tx, HAND_OVER_FORM, form.fields());
    return wantsJson ? json({ savedAt: timeOfDay(tx.at) }) : seeOther(wayHref(directionOf(person.role, form.text('way')), 'saved=yes'));
  },
  { handIn: () => '/hand-over' },
);

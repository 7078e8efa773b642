import { route } from '@/app/_edge/route';
import { timeOfDay } from '@/app/report/_parts/words';
import { keepTyped } from '@/lib/platform/draft/typed';
import { json, seeOther } from '@/lib/platform/http/answer';
import { HAND_OVER_FORM } from '../typed';

/** Keeps what was typed, right or wrong; the autosave comes here too. */
export const POST = route(
  'POST /hand-over/save',
  async ({ tx, form, wantsJson }) => {
    await keepTyped(tx, HAND_OVER_FORM, form.fields());
    return wantsJson ? json({ savedAt: timeOfDay(tx.at) }) : seeOther('/hand-over?saved=yes');
  },
  { handIn: () => '/hand-over' },
);

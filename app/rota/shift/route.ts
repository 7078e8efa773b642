import { route } from '@/app/_edge/route';
import { refused } from '@/lib/platform/result';
import { readDay, readShift } from '@/lib/rota/schema';
import { makeShifts } from '@/lib/rota/verbs/make-shifts';
import { answerForm } from '../_parts/answer';

export const POST = route('POST /rota/shift', async ({ tx, form }) => {
  const given = readShift(form.fields());
  return answerForm(tx, 'shift', form.fields(), readDay(form.text('monday')), given.success ? await makeShifts(tx, given.data) : refused('form'), 'made');
}, { back: () => '/rota' });

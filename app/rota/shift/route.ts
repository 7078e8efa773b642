import { route } from '@/app/_edge/route';
import { refused } from '@/lib/platform/result';
import { readDay, shiftForm } from '@/lib/rota/schema';
import { makeShifts } from '@/lib/rota/verbs/make-shifts';
import { answerRota } from '../_parts/answer';

export const POST = route('POST /rota/shift', async ({ tx, form }) => {
  const text = (name: string) => form.text(name);
  const given = shiftForm.safeParse({ monday: text('monday'), post: text('post'), accountId: text('accountId'), coverOrder: text('coverOrder'), days: form.list('days'), from: text('from'), to: text('to'), replaces: text('replaces') });
  return answerRota(readDay(text('monday')), given.success ? await makeShifts(tx, given.data) : refused('form'), 'made');
}, { back: () => '/rota' });

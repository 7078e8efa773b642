import { route } from '@/app/_edge/route';
import { refused } from '@/lib/platform/result';
import { absenceForm, readDay } from '@/lib/rota/schema';
import { recordAbsence } from '@/lib/rota/verbs/record-absence';
import { answerRota } from '../_parts/answer';

export const POST = route('POST /rota/absence', async ({ tx, form }) => {
  const text = (name: string) => form.text(name);
  const given = absenceForm.safeParse({ accountId: text('accountId'), coveredBy: text('coveredBy'), fromDay: text('fromDay'), fromTime: text('fromTime'), toDay: text('toDay'), toTime: text('toTime') });
  return answerRota(readDay(text('monday')), given.success ? await recordAbsence(tx, given.data) : refused('absence_form'), 'away');
}, { back: () => '/rota' });

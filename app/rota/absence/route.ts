import { route } from '@/app/_edge/route';
import { refused } from '@/lib/platform/result';
import { readAbsence, readDay } from '@/lib/rota/schema';
import { recordAbsence } from '@/lib/rota/verbs/record-absence';
import { answerForm } from '../_parts/answer';

export const POST = route('POST /rota/absence', async ({ tx, form }) => {
  const given = readAbsence(form.fields());
  return answerForm(tx, 'absence', form.fields(), readDay(form.text('monday')), given.success ? await recordAbsence(tx, given.data) : refused('form'), 'away');
}, { back: () => '/rota' });

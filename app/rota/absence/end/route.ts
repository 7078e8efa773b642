import { route } from '@/app/_edge/route';
import { readDay } from '@/lib/rota/schema';
import { takeOutAbsence } from '@/lib/rota/verbs/take-out-absence';
import { answerRota } from '../../_parts/answer';

export const POST = route('POST /rota/absence/end', async ({ tx, form }) => answerRota(readDay(form.text('monday')), await takeOutAbsence(tx, form.text('absence')), 'taken_out'), { back: () => '/rota' });

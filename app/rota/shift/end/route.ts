import { route } from '@/app/_edge/route';
import { readDay } from '@/lib/rota/schema';
import { takeOutShift } from '@/lib/rota/verbs/take-out-shift';
import { answerRota } from '../../_parts/answer';

export const POST = route('POST /rota/shift/end', async ({ tx, form }) => answerRota(readDay(form.text('monday')), await takeOutShift(tx, form.text('shift')), 'taken_out'), { back: () => '/rota' });

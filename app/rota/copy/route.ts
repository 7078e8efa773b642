import { route } from '@/app/_edge/route';
import { londonDate } from '@/lib/platform/time';
import { readDay } from '@/lib/rota/schema';
import { copyWeek } from '@/lib/rota/verbs/copy-week';
import { answerRota } from '../_parts/answer';

export const POST = route('POST /rota/copy', async ({ tx, form }) => {
  const week = readDay(form.text('monday')) ?? londonDate(tx.at);
  return answerRota(week, await copyWeek(tx, week), 'copied');
}, { back: () => '/rota' });

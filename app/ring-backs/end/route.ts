import { route } from '@/app/_edge/route';
import { endOwedCall } from '@/lib/line/verbs/end-owed-call';
import { answerLine } from '../_parts/answer';

export const POST = route(
  'POST /ring-backs/end',
  async ({ tx, form }) => {
    const id = form.text('id');
    return answerLine(tx, '/ring-backs', 'end', id, form.fields(), await endOwedCall(tx, id, form.fields()));
  },
  { back: () => '/ring-backs' },
);

import { route } from '@/app/_edge/route';
import { withdrawList } from '@/lib/assurance/retention/verbs/withdraw-list';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /retention/withdraw',
  async ({ tx, form }) => {
    const done = await withdrawList(tx, form.text('list'));
    return seeOther(done.ok ? '/retention?done=withdrawn' : `/retention?problem=${done.problem}#lists`);
  },
  { back: () => '/retention' },
);

import { route } from '@/app/_edge/route';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /retention/list',
  async ({ tx }) => {
    const made = await makeList(tx);
    return seeOther(made.ok ? `/retention?done=list&list=${made.value}#list` : `/retention?problem=${made.problem}`);
  },
  { back: () => '/retention' },
);

import { route } from '@/app/_edge/route';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /retention/release',
  async ({ tx, form }) => {
    const done = await releaseList(tx, form.text('list'));
    return seeOther(done.ok ? '/retention?done=released' : `/retention?problem=${done.problem}#lists`);
  },
  { back: () => '/retention' },
);

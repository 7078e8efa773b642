import { route } from '@/app/_edge/route';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /access-packs/confirm',
  async ({ tx, form }) => {
    const id = form.text('pack');
    const done = await confirmPack(tx, id, form.text('shown'));
    return seeOther(done.ok ? `/access-packs?pack=${id}&done=confirmed` : done.problem === 'gone' ? '/access-packs?problem=gone' : `/access-packs?pack=${id}&problem=${done.problem}`);
  },
  { back: () => '/access-packs' },
);

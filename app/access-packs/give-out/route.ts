import { route } from '@/app/_edge/route';
import { giveOutPack } from '@/lib/assurance/subject-access/verbs/give-out-pack';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { giveOutTyped } from '../_parts/words';

export const POST = route(
  'POST /access-packs/give-out',
  async ({ tx, form }) => {
    const id = form.text('pack');
    const done = await giveOutPack(tx, id, form.text('to'));
    if (done.ok) {
      await endTyped(tx, giveOutTyped(id));
      return seeOther(`/access-packs?pack=${id}&done=given_out`);
    }
    if (done.problem === 'gone') return seeOther('/access-packs?problem=gone');
    await keepTyped(tx, giveOutTyped(id), form.fields());
    return seeOther(`/access-packs?pack=${id}&problem=${done.problem}`);
  },
  { back: () => '/access-packs' },
);

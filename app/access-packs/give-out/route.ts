import { route } from '@/app/_edge/route';
import { readPack } from '@/lib/assurance/subject-access/pack-store';
import { giveOutPack } from '@/lib/assurance/subject-access/verbs/give-out-pack';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { handedBack, plainPage, seeOther } from '@/lib/platform/http/answer';
import { GIVEN_BEFORE, giveOutTyped } from '../_parts/words';

export const POST = route(
  'POST /access-packs/give-out',
  async ({ tx, form }) => {
    const id = form.text('pack');
    const done = await giveOutPack(tx, id, form.text('to'));
    if (done.ok) {
      await endTyped(tx, giveOutTyped(id));
      return seeOther(`/access-packs?pack=${id}&done=given_out`);
    }
    if (done.problem === 'gone') {
      const pack = await readPack(tx, id);
      const onward = pack === null ? { href: '/access-packs', text: 'All packs' } : { href: `/contacts/${pack.reference}`, text: `To ${pack.reference}, from which it was begun` };
      return plainPage(409, 'That was not written down', ['This pack was withdrawn in the meantime, or is not here any more.', GIVEN_BEFORE, ...handedBack([form.text('to')])], onward);
    }
    await keepTyped(tx, giveOutTyped(id), form.fields());
    return seeOther(`/access-packs?pack=${id}&problem=${done.problem}`);
  },
  { back: () => '/access-packs' },
);

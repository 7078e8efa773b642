import { route } from '@/app/_edge/route';
import { readPack } from '@/lib/assurance/subject-access/pack-store';
import { reviewPieces } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { handedBack, plainPage, seeOther } from '@/lib/platform/http/answer';
import { saidAnew, typedOf, typedReview } from '../_parts/typed-review';
import { reviewTyped } from '../_parts/words';

export const POST = route(
  'POST /access-packs/review',
  async ({ tx, form }) => {
    const id = form.text('pack');
    const wrong = await reviewPieces(tx, id, typedReview(form.fields()));
    if (wrong === null) {
      const [pack, said] = [await readPack(tx, id), saidAnew(form.fields())];
      if (pack === null || pack.confirmed !== null || pack.withdrawn) {
        const onward = pack === null ? { href: '/access-packs', text: 'All packs' } : { href: `/access-packs?pack=${id}`, text: 'The pack as it stands' };
        return plainPage(409, 'What you said was not kept', ['This pack was confirmed or withdrawn in the meantime, or is not here any more.', ...handedBack(said.map((piece) => typedReview(form.fields())(piece).reason))], onward);
      }
      // It waits for them: a contact of it has to be opened first. What they said stands there again after that.
      await keepTyped(tx, reviewTyped(id), typedOf(form.fields(), new Set(said)));
      return seeOther(`/access-packs?pack=${id}&problem=open_first`);
    }
    if (wrong.size === 0) {
      await endTyped(tx, reviewTyped(id));
      return seeOther(`/access-packs?pack=${id}&done=reviewed`);
    }
    await keepTyped(tx, reviewTyped(id), typedOf(form.fields(), new Set(wrong.keys())));
    return seeOther(`/access-packs?pack=${id}&problem=pieces`);
  },
  { back: () => '/access-packs' },
);

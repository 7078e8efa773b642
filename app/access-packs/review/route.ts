import { route } from '@/app/_edge/route';
import { reviewPieces } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { typedOf, typedReview } from '../_parts/typed-review';
import { reviewTyped } from '../_parts/words';

export const POST = route(
  'POST /access-packs/review',
  async ({ tx, form }) => {
    const id = form.text('pack');
    const wrong = await reviewPieces(tx, id, typedReview(form.fields()));
    if (wrong === null) return seeOther('/access-packs?problem=gone');
    if (wrong.size === 0) {
      await endTyped(tx, reviewTyped(id));
      return seeOther(`/access-packs?pack=${id}&done=reviewed`);
    }
    await keepTyped(tx, reviewTyped(id), typedOf(form.fields(), new Set(wrong.keys())));
    return seeOther(`/access-packs?pack=${id}&problem=pieces`);
  },
  { back: () => '/access-packs' },
);

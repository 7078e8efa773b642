import { route } from '@/app/_edge/route';
import { SEARCH_FIELDS } from '@/lib/lookup/model';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { seeOther } from '@/lib/platform/http/answer';
import { beginning } from '@/lib/platform/text';

/** Posted, and answered with the id of the search: what was typed stands in no address. */
export const POST = route(
  'POST /search/run',
  async ({ tx, person, form }) => {
    const typed = Object.fromEntries(SEARCH_FIELDS.map((name) => [name, beginning(form.text(name), MOST_TYPED)]));
    return seeOther(`/search/${await lookUp(tx, person, typed)}`);
  },
  { back: () => '/search' },
);

/** More than anybody's name or address is. */
const MOST_TYPED = 300;

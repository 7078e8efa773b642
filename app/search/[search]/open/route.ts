import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { findPeople } from '@/lib/lookup/find-store';
import { readAsked } from '@/lib/lookup/model';
import { readSearch } from '@/lib/lookup/search-store';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { seeOther } from '@/lib/platform/http/answer';

/** Opens one of those whom this search found, and nobody else. */
export const POST = route(
  'POST /search/[search]/open',
  async ({ tx, person, form, params }) => {
    const search = await readSearch(tx, params['search'] ?? '');
    const asked = search?.typed == null ? null : readAsked(search.typed, person.role).asked;
    const found = asked === null ? [] : (await findPeople(tx, asked, (await readAuthority(tx)).prefix)).found;
    const one = found.find(({ personId }) => personId === form.text('found'));
    if (search === null || one === undefined) throw new Missing('search', params['search'] ?? '');
    const opened = await openPerson(tx, one.personId, { searchId: search.id, contactId: null });
    if (!opened.ok) throw new Missing('search', search.id);
    return seeOther(`/people/${opened.value}`);
  },
  { back: () => '/search' },
);

import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Details } from '@/components/govuk';
import { EmptyState, FormErrors, PageHeading } from '@/components/shell';
import { findPeople, type Found, type ToldOfFound } from '@/lib/lookup/find-store';
import { readAsked, WAY_WORDS } from '@/lib/lookup/model';
import { readSearch } from '@/lib/lookup/search-store';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import { SearchForm } from '../_parts/search-form';

export const metadata = { title: 'Search results' };

const atStart = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function Why({ reasons }: { reasons: ToldOfFound['reasons'] }) {
  const [first, second, ...rest] = reasons;
  return (
    <>
      {atStart([first, second].flatMap((reason) => (reason === undefined ? [] : [reason.words])).join(', '))}
      {rest.length > 0 && (
        <Details classes="ds-act" summaryText="All reasons">
          <ul className="govuk-list">
            {reasons.map(({ words, bits }) => (
              <li key={words}>{`${bits < 0 ? 'Against: ' : ''}${words}`}</li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

const UNTOLD = <span className="ds-unknown">–</span>;

/** Who was found, as far as it is told: of somebody in whose contacts the reader may know somebody, when the last one came (decision 30). */
function Results({ search, found, now }: { search: string; found: readonly Found[]; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Who was found, the most like what you typed first"
      columns={[{ heading: 'Who' }, { heading: 'Age' }, { heading: 'What agrees' }, { heading: 'Last contact' }, { heading: 'Open', classes: 'ds-col-narrow' }]}
      rows={found.map(({ personId, lastAt, told }) => ({
        id: `found-${personId}`,
        cells: [
          told === null ? (
            MAY_KNOW_WORDS
          ) : (
            <span key="who">
              <bdi>{told.name || 'Not named'}</bdi>
              <span className="ds-row-detail">{` ${told.adult ? 'Adult' : 'Child'}${told.named ? '' : ', initials only until you have said whether you know the family'}`}</span>
            </span>
          ),
          told === null ? UNTOLD : told.age,
          told === null || told.reasons.length === 0 ? UNTOLD : <Why key="why" reasons={told.reasons} />,
          <span key="last">
            <DateTime at={lastAt} now={now} />
            {told !== null && told.contacts > 1 && <span className="ds-row-detail">{`, in ${told.contacts} contacts`}</span>}
          </span>,
          <form key="open" method="post" action={`/search/${search}/open`}>
            <input type="hidden" name="found" value={personId} />
            <Button preventDoubleClick classes="govuk-button--secondary ds-button--small" html={<>Open<span className="govuk-visually-hidden">{` ${told === null ? 'a contact in which you may know somebody' : told.name || 'somebody not named'}`}</span></>} />
          </form>,
        ],
      }))}
    />
  );
}

/** What was found: looked up anew each time, so that it shows what may be seen now. */
export default page('GET /search/[search]', async ({ tx, person, authority, params }) => {
  const search = await readSearch(tx, params['search'] ?? '');
  if (search?.typed == null) throw new Missing('search', params['search'] ?? '');
  const { asked, errors } = readAsked(search.typed, person.role);
  const { found, more } = asked === null ? { found: [], more: false } : await findPeople(tx, asked, authority.prefix);
  if (asked !== null) tx.ledger({ action: 'people.found', objectKind: 'people_search', objectId: search.id, detail: { ids: found.map(({ personId }) => personId) } });
  const form = <SearchForm typed={{ fields: search.typed, errors }} role={person.role} />;
  return {
    backHref: '/search',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading={asked === null ? 'Search' : 'Search results'} lead={asked === null ? undefined : `Looked up by ${asked.ways.map((way) => WAY_WORDS[way]).join(', ')}. Only contacts that you may open.`} />
        {asked === null ? (
          <div className="ds-narrow">{form}</div>
        ) : (
          <>
            {found.length === 0 ? (
              <EmptyState heading="Nobody was found">
                <p className="govuk-body">Try without the part that you are least sure of: another spelling, the year of birth alone, or the postcode. An address that is kept secret is found by nobody.</p>
              </EmptyState>
            ) : (
              <Results search={search.id} found={found} now={tx.at} />
            )}
            {more && <p className="ds-secondary">{found.length > 0 && `These are the ${found.length} most alike. `}Others share what you typed. Add what else you know to find them.</p>}
            <Details summaryText="Change the search" open={found.length === 0}>
              <div className="ds-narrow">{form}</div>
            </Details>
          </>
        )}
      </>
    ),
  };
});

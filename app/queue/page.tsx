import type { Metadata } from 'next';
import { page } from '@/app/_edge/page';
import { fullDateTime } from '@/components/doorstep';
import { NotificationBanner } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readWatched } from '@/lib/attention/alarm-store';
import { filterQuery, isFiltered, readCursor, readFilter, writeCursor, type Cursor, type QueueFilter } from '@/lib/contact/queue/queue-filter';
import { guideOn } from '@/lib/contact/guide-on';
import { countQueue, listQueue } from '@/lib/contact/queue/queue-list-store';
import { londonDate } from '@/lib/platform/time';
import { capacityLine } from './_parts/capacity-line';
import { QueueFilters, QueueTiles } from './_parts/filters';
import { FindByReference } from './_parts/find';
import { QueueKeys } from './_parts/keys';
import { lineOf } from './_parts/line';
import { LiveLine } from './_parts/live-line';
import { QueueRows } from './_parts/rows';
import { wentBack } from './_parts/went-back';
import { VIEW_LABELS } from './_parts/words';

export const metadata: Metadata = { title: 'Duty queue' };

function addressOf(filter: QueueFilter, after: Cursor | null): string {
  const query = [filterQuery(filter), after === null ? '' : `after=${writeCursor(after)}`].filter((part) => part !== '').join('&');
  return query === '' ? '/queue' : `/queue?${query}`;
}

function eventsAddress(filter: QueueFilter, since: string, shown: readonly string[]): string {
  const parts = new URLSearchParams([['since', since], ...shown.map((id): [string, string] => ['id', id])]);
  return `/queue/events?${[filterQuery(filter), parts.toString()].filter((part) => part !== '').join('&')}`;
}

function NothingHere({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState heading="Nothing matches what is chosen">
        <p className="govuk-body">
          There is open work outside these filters. <a className="govuk-link" href="/queue">Show the whole queue</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState heading="No open contact">
      <p className="govuk-body">
        Every concern that reaches this authority appears here by itself, the most dangerous first, then the one with the least time left. It stays until it is decided and the one who reported it has been told.{' '}
        <a className="govuk-link" href="/closed">
          Closed contacts
        </a>{' '}
        are a list of their own.
      </p>
    </EmptyState>
  );
}

export default page('GET /queue', async ({ tx, person, authority, query, queryAll }) => {
  const filter = readFilter(queryAll);
  const after = readCursor(query('after'));
  const guide = guideOn(authority.settings.guideArea, londonDate(tx.at));
  const counts = await countQueue(tx, filter);
  const { items, next } = await listQueue(tx, filter, after);
  const shown = items.map(({ contactId }) => contactId);
  tx.ledger({ action: 'queue.listed', objectKind: 'list', objectId: 'queue', detail: { ids: shown } });
  const watched = new Map((await readWatched(tx, shown)).map((each) => [each.contactId, each]));
  const beholder = { now: tx.at, guide, me: person.actorId, watched };
  return (
    <>
      {query('kept') === 'out' && <NotificationBanner titleText="Kept out" text={`That contact is hidden from you now, and what you held of it is back in the queue. A manager has been told.${query('typed') === 'kept' ? ' What you had typed was not sent, and nobody reads it: if a child needs it, tell the manager yourself. If you may open the contact again, it comes back to you.' : ''}`} disableAutoFocus />}
      <PageHeading heading="Duty queue" lead={`${fullDateTime(tx.at)} · sorted by risk, then time left`} aside={<FindByReference notFound={query('find') === 'none'} />} />
      {await wentBack(tx, person.actorId)}
      <QueueTiles views={counts.views} />
      {await capacityLine(tx, counts.capacity)}
      <div className="ds-list-page">
        <div className="ds-list-page__list">
          <LiveLine address={eventsAddress(filter, tx.at.toString({ smallestUnit: 'millisecond' }), shown)} showHref={addressOf(filter, null)} shortcut={person.preferences.shortcuts}>
            <strong>{filter.view === null ? (isFiltered(filter) ? 'Chosen contacts' : 'All open contacts') : VIEW_LABELS[filter.view]}</strong> {counts.matching}
            {isFiltered(filter) && ` of ${counts.open}`}
            {isFiltered(filter) && (
              <>
                {' '}
                <a className="govuk-link" href="/queue">
                  Show all
                </a>
              </>
            )}{' '}
            <a className="govuk-link ds-list-line__filter" href="#filter">
              Filter
            </a>
          </LiveLine>
          {items.length === 0 ? <NothingHere filtered={isFiltered(filter) || after !== null} /> : <QueueRows lines={items.map((item) => lineOf(item, beholder))} mayClaim={can(person, 'POST /contacts/[reference]/claim').allowed} shortcuts={person.preferences.shortcuts} />}
          <nav className="ds-paging" aria-label="Pages of the queue">
            {after !== null && (
              <a className="govuk-link" href={addressOf(filter, null)}>
                Back to the top
              </a>
            )}
            {next !== null && (
              <a className="govuk-link" href={addressOf(filter, next)} rel="next">
                Next contacts
              </a>
            )}
          </nav>
          <p className="ds-secondary" id="opening-says">
            To open or claim a contact says: neither I nor anybody close to me knows anybody in this family. If you may, choose “may know them” first.
          </p>
          <p className="ds-secondary">
            {counts.open} open contact{counts.open === 1 ? '' : 's'}.{' '}
            <a className="govuk-link" href="/closed">
              Closed contacts
            </a>{' '}
            are a list of their own.
          </p>
        </div>
        <div className="ds-list-page__side" id="filter">
          <QueueFilters filter={filter} counts={counts} guide={guide} />
          {person.preferences.shortcuts && <QueueKeys />}
        </div>
      </div>
    </>
  );
});

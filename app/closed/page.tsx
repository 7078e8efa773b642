import type { Metadata } from 'next';
import { page } from '@/app/_edge/page';
import { DateTime, fullDate, LevelBadge, londonDate, StackTable, type StackRow } from '@/components/doorstep';
import { EmptyState, PageHeading } from '@/components/shell';
import { ConcernLine, FromLine } from '../queue/_parts/concern';
import { concernWords, fromWords } from '../queue/_parts/concern-words';
import { listClosed, readClosedCursor, readEnds, writeClosedCursor, type ClosedItem } from '@/lib/contact/queue/closed-store';
import { guideOn } from '@/lib/contact/guide-on';
import { CLOSURES, STATE_TABLE, type ClosureHow } from '@/lib/contact/state';
import type { Tx } from '@/lib/platform/db';
import { levelWordsOf } from '@/lib/threshold/level-words';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';

export const metadata: Metadata = { title: 'Closed contacts' };

const END_LABELS: Record<ClosureHow, string> = { told: 'Told and closed', not_told_lawfully: 'Lawfully not told', withdrawn: 'Withdrawn', joined: 'Joined' };
const COLUMNS = [{ heading: 'Ended', classes: 'ds-col-narrow' }, { heading: 'Level, route', classes: 'ds-col-level' }, { heading: 'Concern' }, { heading: 'From', classes: 'ds-col-from' }, { heading: 'How', classes: 'ds-col-from' }];

function rowOf(item: ClosedItem, guide: Guide, now: Tx['at']): StackRow {
  return {
    id: `contact-${item.reference}`,
    cells: [
      <DateTime at={item.closedAt} now={now} key="ended" />,
      <div key="level">
        <p>
          <LevelBadge level={item.level} label={levelWordsOf(guide, item.level, item.route)} />
        </p>
        <p className="ds-row-detail">{routeWordsOf(guide, item.route).name}</p>
      </div>,
      <div key="concern">
        <p className="ds-row-head">
          <a className="govuk-link ds-reference" href={`/contacts/${item.reference}`}>
            {item.reference}
          </a>
          <span>{item.childrenLine}</span>
        </p>
        <ConcernLine {...concernWords(item, guide)} />
      </div>,
      <div key="from">
        <p>
          <FromLine {...fromWords(item)} />
        </p>
        <p className="ds-row-detail">
          <DateTime at={item.receivedAt} now={now} />
        </p>
      </div>,
      <div key="how">
        <p>
          {item.state === 'closed' && !item.told ? END_LABELS.not_told_lawfully : STATE_TABLE[item.state].staff}
          {item.joinedTo !== null && (
            <>
              {' '}
              into{' '}
              <a className="govuk-link ds-reference" href={`/contacts/${item.joinedTo}`}>
                {item.joinedTo}
              </a>
            </>
          )}
        </p>
        <p className="ds-row-detail">
          by <bdi>{item.closedBy}</bdi>
        </p>
      </div>,
    ],
  };
}

/** One table for each day, so that a page of the list reads like a diary. */
function byDay(items: readonly ClosedItem[]): Map<string, ClosedItem[]> {
  const days = new Map<string, ClosedItem[]>();
  for (const item of items) {
    const day = fullDate(londonDate(item.closedAt));
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return days;
}

export default page('GET /closed', async ({ tx, authority, query, queryAll }) => {
  const ends = readEnds(queryAll('how'));
  const after = readClosedCursor(query('after'));
  const { items, next } = await listClosed(tx, ends, after);
  const guide = guideOn(authority.settings.guideArea, londonDate(tx.at));
  tx.ledger({ action: 'closed.listed', objectKind: 'list', objectId: 'closed', detail: { ids: items.map(({ contactId }) => contactId) } });
  const chosen = ends.map((how) => `how=${how}`);
  const address = (more: string[]) => ['/closed', [...chosen, ...more].join('&')].filter((part) => part !== '').join('?');
  return (
    <>
      <PageHeading heading="Closed contacts" lead="The latest first. Nothing re-opens one: what is new about a child is a new contact, and counts in their history." />
      <nav className="ds-parts" aria-label="Which ends are shown">
        <ul>
          <li>{ends.length === 0 ? <strong>All</strong> : <a className="govuk-link" href="/closed">All</a>}</li>
          {CLOSURES.map((how) => (
            <li key={how}>
              {ends.length === 1 && ends[0] === how ? (
                <strong aria-current="true">{END_LABELS[how]}</strong>
              ) : (
                <a className="govuk-link" href={`/closed?how=${how}`}>
                  {END_LABELS[how]}
                </a>
              )}
            </li>
          ))}
        </ul>
      </nav>
      {items.length === 0 && (
        <EmptyState heading={after === null ? 'Nothing has ended here yet' : 'No more'}>
          <p className="govuk-body">A contact comes here when it is decided and the one who reported it has been told, or when it is withdrawn or joined into another. Open work is in the queue.</p>
        </EmptyState>
      )}
      {[...byDay(items)].map(([day, ended]) => (
        <StackTable key={day} caption={day} captionVisible columns={COLUMNS} rows={ended.map((item) => rowOf(item, guide, tx.at))} />
      ))}
      <nav className="ds-paging" aria-label="Pages of closed contacts">
        {after !== null && (
          <a className="govuk-link" href={address([])}>
            Back to the latest
          </a>
        )}
        {next !== null && (
          <a className="govuk-link" href={address([`after=${writeClosedCursor(next)}`])} rel="next">
            Earlier contacts
          </a>
        )}
      </nav>
    </>
  );
});

import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { EmptyState, PageHeading } from '@/components/shell';
import { lagWords, readBatches, readLags, type Lag } from '@/lib/contact/machine/batch-store';

export const metadata = { title: 'Notifications' };

const SHOWN = 50;
const LAG_DAYS = 7;

const said = (lag: Lag['sinceEvent']) => (lag === null ? <span className="ds-unknown">Not said</span> : `${lagWords(lag.median)}; the longest ${lagWords(lag.longest)}`);

/** What other systems send in large numbers: how late it comes, and what came together. */
export default page('GET /notifications', async ({ tx }) => {
  const [batches, lags] = await Promise.all([readBatches(tx, SHOWN), readLags(tx, tx.at.subtract({ hours: LAG_DAYS * 24 }))]);
  tx.ledger({ action: 'notifications.listed', objectKind: 'list', objectId: 'notifications', detail: { ids: batches.map(({ id }) => id) } });
  return {
    layout: 'desk',
    body: (
      <>
        <PageHeading heading="Notifications" lead="What police and others send in large numbers. Each is a contact of its own: held against the guide, counted for each child, and decided like any other." />
        {batches.length === 0 ? (
          <EmptyState heading="No notification has come">
            <p className="govuk-body">When a system sends several together, they show here side by side, with the times at which each happened, was sent and was here.</p>
          </EmptyState>
        ) : (
          <>
            {lags.length > 0 && (
              <StackTable
                caption={`How late they came, last ${LAG_DAYS} days`}
                columns={[{ heading: 'System' }, { heading: 'Came' }, { heading: 'After it happened, the middle one' }, { heading: 'After it was sent, the middle one' }]}
                rows={lags.map(({ systemName, agencyName, count, sinceEvent, sinceSent }) => ({
                  id: `${systemName} ${agencyName}`,
                  cells: [
                    <div key="system">
                      <bdi>{systemName}</bdi>
                      <p className="ds-row-detail"><bdi>{agencyName}</bdi></p>
                    </div>,
                    String(count),
                    said(sinceEvent),
                    said(sinceSent),
                  ],
                }))}
              />
            )}
            <StackTable
              caption="What came together, the last first"
              columns={[{ heading: 'Came' }, { heading: 'From' }, { heading: 'How many' }, { heading: 'Not decided' }, { heading: 'To type in' }]}
              rows={batches.map(({ id, systemName, agencyName, firstAt, count, untyped, undecided }) => ({
                id: `batch-${id}`,
                cells: [
                  <a key="came" className="govuk-link" href={`/notifications/${id}`}>
                    <DateTime at={firstAt} now={tx.at} />
                  </a>,
                  <div key="from">
                    <bdi>{agencyName}</bdi>
                    <p className="ds-row-detail"><bdi>{systemName}</bdi></p>
                  </div>,
                  String(count),
                  String(undecided),
                  String(untyped),
                ],
              }))}
            />
          </>
        )}
      </>
    ),
  };
});

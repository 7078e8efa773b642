import { notFound } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { BackLink, InsetText } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { lagWords, readBatch, type BatchOne } from '@/lib/contact/machine/batch-store';
import { endState, isOpenState, STATE_TABLE } from '@/lib/contact/state';
import { isId } from '@/lib/platform/ids';

export const metadata = { title: 'Notifications that came together' };

const stateWords = (state: string) => STATE_TABLE[isOpenState(state) ? state : endState(state)].staff;

function Standing({ one: { waits, contact } }: { one: BatchOne }) {
  if (waits) return <a className="govuk-link" href="/needs-typing">To be typed in</a>;
  if (contact === null) return <>No contact</>;
  return (
    <>
      {stateWords(contact.state)}
      {contact.level !== null && <p className="ds-row-detail">Level {contact.level}{contact.contactsIn12Months > 1 && `, contact ${contact.contactsIn12Months} in 12 months`}</p>}
    </>
  );
}

/** What came in one batch, side by side. There is nothing to choose here: each child is decided on, and each contact closed, by itself. */
export default page('GET /notifications/[batch]', async ({ tx, params }) => {
  const batchId = params['batch'] ?? '';
  const ones = isId(batchId) ? await readBatch(tx, batchId) : [];
  if (ones.length === 0) notFound();
  tx.ledger({ action: 'batch.listed', objectKind: 'list', objectId: batchId, detail: { ids: ones.map(({ id }) => id) } });
  return {
    layout: 'desk',
    before: <nav aria-label="Back"><BackLink href="/notifications" text="Notifications" /></nav>,
    body: (
      <>
        <PageHeading heading="Notifications that came together" lead="The most dangerous first." />
        <InsetText text="Nothing is decided or closed here. Open each contact: every child is decided on by itself." />
        <StackTable
          caption={`${ones.length} ${ones.length === 1 ? 'notification' : 'notifications'}`}
          columns={[{ heading: 'Contact' }, { heading: 'Happened' }, { heading: 'Sent' }, { heading: 'Here' }, { heading: 'Late by' }, { heading: 'Stands' }]}
          rows={ones.map((one) => ({
            id: `one-${one.id}`,
            cells: [
              <div key="contact">
                {one.contact === null ? <span className="ds-reference">{one.reference}</span> : <a className="govuk-link ds-reference" href={`/contacts/${one.reference}`}>{one.reference}</a>}
                {one.contact !== null && one.contact.childrenLine !== '' && <p className="ds-row-detail">{one.contact.childrenLine}</p>}
              </div>,
              one.eventAt === null ? <span key="event" className="ds-unknown">Not said</span> : <DateTime key="event" at={one.eventAt} now={tx.at} />,
              one.sentAt === null ? <span key="sent" className="ds-unknown">Not said</span> : <DateTime key="sent" at={one.sentAt} now={tx.at} />,
              <DateTime key="here" at={one.receivedAt} now={tx.at} />,
              one.eventAt === null ? '' : lagWords(one.receivedAt.since(one.eventAt).total('minutes')),
              <Standing key="standing" one={one} />,
            ],
          }))}
        />
      </>
    ),
  };
});

import { notFound } from 'next/navigation';
import { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { RingNow } from '@/app/report/_parts/ring-now';
import { Said } from '@/app/report/_parts/said';
import { fullDateTime } from '@/components/doorstep';
import { BackLink, Tag } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { guideOn } from '@/lib/contact/guide-on';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { sayReport } from '@/lib/contact/report/report-words';
import { cannotWait, readContact } from '@/lib/contact/store';
import { instantOf, londonDate } from '@/lib/platform/time';

export const metadata = { title: 'My copy' };

export default page('GET /report/[draft]/copy', async ({ tx, person, authority, draft }) => {
  if (!draft || draft.kind !== 'report') notFound();
  const contact = draft.resultId === null ? null : await readContact(tx, draft.resultId);
  if (contact !== null) tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: contact.id, detail: { route: 'GET /report/[draft]/copy' } });
  // What could not wait when it was sent cannot wait on its copy either, until its first clock has run out.
  const urgent = contact !== null && Temporal.Instant.compare(tx.at, contact.due24h) < 0 && (await cannotWait(tx, contact));
  const report = contact?.report ?? reportOfFields(draft.content.fields, person, authority, tx.at).report;
  const guide = guideOn(authority.settings.guideArea, londonDate(contact?.receivedAt ?? tx.at));
  return {
    before: <nav aria-label="Back"><BackLink href={contact === null ? `/report/${draft.id}/check` : `/report/${draft.id}/sent`} /></nav>,
    body: (
      <>
        {urgent && <RingNow authority={authority} at={tx.at} />}
        <PageHeading
          caption={contact === null ? <Tag text="Not sent" classes="govuk-tag--red" /> : contact.reference}
          heading="What I said"
          lead={contact === null ? `Last saved ${fullDateTime(instantOf(draft.updatedAt))}. Nobody has seen it.` : `Sent to ${authority.serviceName}, ${authority.name}, ${fullDateTime(contact.receivedAt)}. Print this page or save it for the child’s file; it holds private details.`}
        />
        <Said sections={sayReport(report, guide)} />
      </>
    ),
  };
});

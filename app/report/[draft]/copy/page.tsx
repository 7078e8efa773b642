import { notFound } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { Said } from '@/app/report/_parts/said';
import { fullDateTime } from '@/components/doorstep';
import { BackLink, Tag } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { guideOn } from '@/lib/contact/guide-on';
import { reportOfFields } from '@/lib/contact/report-of-fields';
import { sayReport } from '@/lib/contact/report-words';
import { readContact } from '@/lib/contact/store';
import { instantOf, londonDate } from '@/lib/platform/time';

export const metadata = { title: 'My copy' };

export default page('GET /report/[draft]/copy', async ({ tx, person, authority, draft }) => {
  if (!draft || draft.kind !== 'report') notFound();
  const contact = draft.resultId === null ? null : await readContact(tx, draft.resultId);
  if (contact !== null) tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: contact.id, detail: { route: 'GET /report/[draft]/copy' } });
  const report = contact?.report ?? reportOfFields(draft.content.fields, person, authority, tx.at).report;
  const guide = guideOn(authority.settings.guideArea, londonDate(contact?.receivedAt ?? tx.at));
  return {
    before: <nav aria-label="Back"><BackLink href={contact === null ? `/report/${draft.id}/check` : `/report/${draft.id}/sent`} /></nav>,
    body: (
      <>
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

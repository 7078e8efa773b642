import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { NotSent } from '@/app/report/_parts/not-sent';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Tag } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { nameOf } from '@/lib/contact/report/report-words';
import { looksSerious } from '@/lib/contact/serious';
import { resumeAt } from '@/lib/contact/report/steps';
import { openDrafts } from '@/lib/platform/draft/store';
import { instantOf } from '@/lib/platform/time';

export const metadata = { title: 'Not sent yet' };

export default page('GET /my/drafts', async ({ tx, person, authority }) => {
  const drafts = await openDrafts(tx, 'report');
  tx.ledger({ action: 'drafts.listed', objectKind: 'list', objectId: 'drafts', detail: { ids: drafts.map(({ id }) => id) } });
  const reports = drafts.map((draft) => ({ draft, ...reportOfFields(draft.content.fields, person, authority, tx.at) }));
  const anySerious = reports.some(({ report, guide }) => looksSerious(report, guide));
  const rows = reports.map(({ draft, report, guide }) => {
    const who = report.children.map((child, index) => nameOf(child, `Child ${index + 1}`)).join(', ');
    return {
      id: draft.id,
      urgent: looksSerious(report, guide),
      cells: [
        <Tag key="state" text="Not sent" classes="govuk-tag--red" />,
        who === '' ? <span className="ds-unknown">No child named yet</span> : <bdi>{who}</bdi>,
        <DateTime key="at" at={instantOf(draft.updatedAt)} now={tx.at} />,
        <div key="ways" className="flex flex-wrap gap-x-6 gap-y-1">
          <a className="govuk-link" href={`/report/${draft.id}/${resumeAt(draft.content.steps)}`}>
            Go on<span className="govuk-visually-hidden"> with the report on {who || 'a child not named yet'}</span>
          </a>
          <a className="govuk-link" href={`/report/${draft.id}/check`}>
            Check and send, or put away
          </a>
        </div>,
      ],
    };
  });
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        <PageHeading heading="Not sent yet" lead={rows.length > 0 ? 'Nobody but you has seen these. If one is about something serious, send it or ring now.' : undefined} />
        {anySerious && <NotSent authority={authority} at={tx.at} />}
        {rows.length > 0 ? (
          <div className="ds-wide">
            <StackTable caption="Reports not sent yet" columns={[{ heading: 'State' }, { heading: 'About' }, { heading: 'Last saved' }, { heading: 'What you can do' }]} rows={rows} />
          </div>
        ) : (
          <EmptyState heading="Nothing is waiting to be sent">Reports that you begin and do not send stay here, until you send them or say why they are not needed. What you have sent is under “My contacts”.</EmptyState>
        )}
        <Button text="Report a worry" href="/report" classes="govuk-button--secondary" />
      </>
    ),
  };
});

import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { closedAt } from '@/app/report/_parts/closed';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { NotSent } from '@/app/report/_parts/not-sent';
import { BeforeSending } from '@/app/report/_parts/before-sending';
import { fileErrors, FileList } from '@/app/report/_parts/files';
import { Said } from '@/app/report/_parts/said';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { DateTime } from '@/components/doorstep';
import { BackLink, Button, Details, InsetText, Radios, Textarea, WarningText } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { ownOpenAbout } from '@/lib/contact/additions/duplicate-store';
import { originalsOfDraft } from '@/lib/contact/originals/original-store';
import { isSubmitProblem, SUBMIT_PROBLEMS } from '@/lib/contact/report/send-draft';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { sayReport } from '@/lib/contact/report/report-words';
import { howSerious } from '@/lib/contact/serious';
import { stepOf, STEPS } from '@/lib/contact/report/steps';
import { unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { unsettledOf } from '@/lib/contact/unsettled';
import { config } from '@/lib/platform/config';
import { textOf } from '@/lib/platform/draft/model';
import { DISCARD_PROBLEMS } from '@/lib/contact/verbs/discard-draft';
import { londonDate } from '@/lib/platform/time';

export const metadata = { title: 'Check what you say' };

export default page('GET /report/[draft]/check', async ({ tx, person, authority, draft, query }) => {
  if (!draft) notFound();
  const elsewhere = closedAt(draft);
  if (elsewhere !== null) redirect(elsewhere);
  const { report, warnings, blocking, guide } = reportOfFields(draft.content.fields, person, authority, tx.at);
  const serious = howSerious(report, guide, londonDate(tx.at)) !== null;
  const unsent = await unsentOfDraft(tx, draft.id);
  const waiting = (await unsettledOf(tx, draft)).length > 0;
  const own = await ownOpenAbout(tx, report);
  const files = await originalsOfDraft(tx, draft.id);
  const problem = query('problem');
  const errors: FormError[] = [
    ...(isSubmitProblem(problem) ? [{ field: 'send', message: SUBMIT_PROBLEMS[problem] }] : []),
    ...fileErrors(files),
    ...(problem === 'no_reason' ? [{ field: 'discard.how', message: DISCARD_PROBLEMS.no_reason }] : []),
  ];
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back"><BackLink href={`/report/${draft.id}/${STEPS.at(-1) ?? ''}`} /></nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption="Report a worry" heading="Check what you say" lead="Nothing has been sent yet." />
        {serious && <NotSent authority={authority} at={tx.at} since={unsent?.ended === null ? unsent.since : undefined} />}
        <Unsettled what="report" waiting={waiting} href={`/report/${draft.id}/conflict`} />
        {blocking.map(({ field, message }) => (
          <WarningText key={field} html={<>{message} <a className="govuk-link" href={`/report/${draft.id}/${stepOf(field) ?? 'safety'}?from=check&look=1`}>Go to that answer</a></>} />
        ))}
        {warnings.length > 0 && (
          <InsetText>
            <p className="govuk-body">These look mistyped. Correct them if you can; the report can be sent as it is.</p>
            <ul className="govuk-list govuk-list--bullet">
              {warnings.map(({ field, message }) => (
                <li key={field}>
                  {message}{' '}
                  <a className="govuk-link" href={`/report/${draft.id}/${stepOf(field) ?? 'children'}?from=check&look=1`}>
                    Change
                  </a>
                </li>
              ))}
            </ul>
          </InsetText>
        )}
        {own.map(({ reference, receivedAt, name }) => (
          <InsetText key={reference}>
            <p className="govuk-body">
              You told us about <bdi>{name}</bdi>, <DateTime at={receivedAt} now={tx.at} within />, and <span className="ds-reference">{reference}</span> is still open. If this is about the same child, you can add to it: it is read again as unread, with what you said before.
            </p>
            <p className="govuk-body">
              <a className="govuk-link" href={`/my/contacts/${reference}#add`}>
                Add to {reference}
              </a>
              . What you typed here is kept until you say that it is not needed. Or send it as a new report: nothing is refused.
            </p>
          </InsetText>
        ))}
        <BeforeSending report={report} changeAt={(step) => `/report/${draft.id}/${step}?from=check`} />
        <Said sections={sayReport(report, guide)} draftId={draft.id} />
        <h2 className="govuk-heading-m" id="files-heading">
          Files
        </h2>
        {files.length === 0 ? <p className="govuk-body">Nothing is attached. A report needs no file.</p> : <FileList files={files} scanner={config().clamd !== null} />}
        <p className="govuk-body">
          <a className="govuk-link" href={`/report/${draft.id}/files`}>
            {files.length === 0 ? 'Attach a file' : 'Attach another file, or take one away'}
          </a>
        </p>
        <h2 className="govuk-heading-m">Send it</h2>
        <p className="govuk-body">It goes to {authority.serviceName}. You can add to it afterwards. What you wrote stays as you wrote it.</p>
        <form method="post" action={`/report/${draft.id}/submit`} id="send">
          <input type="hidden" name="key" value={draft.key} />
          <input type="hidden" name="version" value={draft.version} />
          <Button text="Send the report" preventDoubleClick />
        </form>
        <p className="govuk-body">
          <a className="govuk-link" href="/my/drafts">
            Not now: keep it and come back later
          </a>
        </p>
        <Details summaryText="I do not need to send it" open={problem === 'no_reason'}>
          <form method="post" action={`/report/${draft.id}/discard`}>
            <Radios
              idPrefix="discard-how"
              name="discard.how"
              value={textOf(draft.content.fields, 'discard.how')}
              fieldset={{ legend: { text: 'What became of it?', classes: 'govuk-fieldset__legend--s' } }}
              items={[
                { value: 'sent_another_way', text: 'I told somebody another way' },
                { value: 'not_needed', text: 'It is not needed' },
              ]}
            />
            <Textarea id="discard-why" name="discard.why" rows={2} value={textOf(draft.content.fields, 'discard.why')} label={{ text: 'Whom did you tell, or why is it not needed?', classes: 'govuk-label--s' }} hint={{ text: 'It is put away with your reason and not deleted.' }} />
            <Button text="Put it away" classes="govuk-button--secondary" />
          </form>
        </Details>
      </>
    ),
  };
});

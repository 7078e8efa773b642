import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { DateTime, TwoTexts } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { ProblemPage } from '@/components/shell';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { sayReport, type SaidSection } from '@/lib/contact/report/report-words';
import { isStep, ownedBy, STEP_TABLE } from '@/lib/contact/report/steps';
import { findByKey } from '@/lib/contact/store';
import { unsettledOf } from '@/lib/contact/unsettled';
import { isPutAway, withStep } from '@/lib/platform/draft/model';
import { instantOf } from '@/lib/platform/time';

export const metadata = { title: 'Two texts' };

/** Where two versions differ: the question, and what each says to it. */
function differences(first: readonly SaidSection[], second: readonly SaidSection[]): { label: string; first: string; second: string }[] {
  const flat = (sections: readonly SaidSection[]) => new Map(sections.flatMap(({ title, rows }) => rows.map(({ label, value }) => [`${title} · ${label}`, value] as const)));
  const [one, other] = [flat(first), flat(second)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((label) => ({ label, first: one.get(label) ?? '', second: other.get(label) ?? '' }))
    .filter((row) => row.first !== row.second);
}

export default page('GET /report/[draft]/conflict', async ({ tx, person, authority, draft }) => {
  if (!draft || draft.kind !== 'report') notFound();
  const sent = draft.closedHow === 'sent' ? await findByKey(tx, draft.key) : null;
  const [conflict] = await unsettledOf(tx, draft);
  const before = <DangerNow authority={authority} at={tx.at} />;
  if (conflict === undefined || !isStep(conflict.step)) {
    if (sent === null) redirect(`/report/${draft.id}/check`);
    return {
      before,
      body: (
        <ProblemPage
          heading="This report was sent already"
          happened={<p>What you just sent was an older or newer copy of a report that we have as <span className="ds-reference">{sent.reference}</span>. Nothing was sent twice.</p>}
          kept={<p><a className="govuk-link" href={`/report/${draft.id}/copy`}>What was sent</a> is kept as it was.</p>}
          next={<p>Is something missing in it? <a className="govuk-link" href={`/my/contacts/${sent.reference}`}>Add it to the report</a>.</p>}
        />
      ),
    };
  }
  const { step, fields, at, id } = conflict;
  const said = (from: typeof fields) => {
    const { report, guide } = reportOfFields(from, person, authority, tx.at);
    return sayReport(report, guide);
  };
  const rows = differences(said(draft.content.fields), said(withStep(draft.content, step, ownedBy(step), fields, 0).fields));
  return {
    before,
    body: (
      <>
        <h1 className="govuk-heading-l">Two texts for “{STEP_TABLE[step].title}”</h1>
        <p className="govuk-body">
          {isPutAway(draft) ? 'You had put this report away when you saved this page. Nothing is lost: use what was typed here, and the report is taken up again, or leave it put away.' : sent === null ? 'This page was saved in another window while you wrote here. Nothing is lost: choose which text the report shall have. The other is kept too.' : `This text did not go with the report that was sent as ${sent.reference}. What was sent stays as it was; this text is kept here.`}
        </p>
        <div className="ds-wide">
          {rows.map((row) => (
            <section key={row.label}>
              <h2 className="govuk-heading-m">
                <bdi>{row.label}</bdi>
              </h2>
              <TwoTexts
                label={row.label}
                first={{ title: sent === null ? 'In the report now' : 'As sent', by: <DateTime at={instantOf(draft.updatedAt)} now={tx.at} />, text: row.first || 'Not said' }}
                second={{ title: 'Typed here', by: <DateTime at={instantOf(at)} now={tx.at} />, text: row.second || 'Not said' }}
              />
            </section>
          ))}
        </div>
        {rows.length === 0 && <p className="govuk-body">Both say the same to the reader.</p>}
        <form method="post" action={`/report/${draft.id}/conflict/settle`} className="mt-8">
          <input type="hidden" name="conflict" value={id} />
          <div className="govuk-button-group">
            <Button text={isPutAway(draft) ? 'Leave it put away' : sent === null ? 'Keep what is in the report now' : 'Leave it as sent'} name="keep" value="saved" classes="govuk-button--secondary" />
            {sent === null ? (
              <Button text={isPutAway(draft) ? 'Use what was typed here, and take it up again' : 'Use what was typed here'} name="keep" value="typed" classes="govuk-button--secondary" />
            ) : (
              <Button text="Add the later text to the report" name="keep" value="add" classes="govuk-button--secondary" />
            )}
          </div>
        </form>
      </>
    ),
  };
});

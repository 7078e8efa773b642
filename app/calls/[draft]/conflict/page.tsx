import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DateTime, TwoTexts } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { CALL_PAGE, ownedByCall } from '@/lib/contact/call/call-fields';
import { readCall } from '@/lib/contact/call/read-call';
import { sayReport } from '@/lib/contact/report/report-words';
import { unsettledOf } from '@/lib/contact/unsettled';
import { isPutAway, withStep, type Draft } from '@/lib/platform/draft/model';
import { instantOf } from '@/lib/platform/time';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';

export const metadata = { title: 'Two texts' };

/** Everything a call says, ours too, by the question it answers. */
async function saidOf(tx: Tx, draft: Draft, authority: Authority): Promise<Map<string, string>> {
  const { report, guide, notes } = await readCall(tx, draft, authority);
  const said = sayReport(report, guide).flatMap(({ title, rows }) => rows.map(({ label, value }): [string, string] => [`${title} · ${label}`, value]));
  return new Map([...said, ['Our notes and history', notes]]);
}

export default page('GET /calls/[draft]/conflict', async ({ tx, authority, draft }) => {
  if (!draft || draft.kind !== 'call') notFound();
  const [conflict] = await unsettledOf(tx, draft);
  if (conflict === undefined) redirect(`/calls/${draft.id}`);
  const { fields, id, at } = conflict;
  const open = draft.closedAt === null;
  const putAway = isPutAway(draft);
  const now = await saidOf(tx, draft, authority);
  const typed = await saidOf(tx, { ...draft, content: withStep(draft.content, CALL_PAGE, ownedByCall, fields, 0) }, authority);
  const labels = [...new Set([...now.keys(), ...typed.keys()])].filter((label) => (now.get(label) ?? '') !== (typed.get(label) ?? ''));
  return (
    <>
      <h1 className="govuk-heading-l">Two texts of this call</h1>
      <p className="govuk-body">{open ? 'The call was saved in another window while you wrote here. Nothing is lost: choose which text it shall have. The other is kept too.' : putAway ? 'You had put this call away when you saved this, so that it is no contact. Your later text is kept here and nobody else reads it. If it is about a child, use it, and the call is taken up again.' : 'The call was a contact already when you saved this. What was recorded stays as it was; your later text is kept here. Add it as a note on the contact.'}</p>
      {labels.map((label) => (
        <section key={label}>
          <h2 className="govuk-heading-m">
            <bdi>{label}</bdi>
          </h2>
          <TwoTexts
            label={label}
            first={{ title: open ? 'In the call now' : putAway ? 'As put away' : 'As recorded', by: <DateTime at={instantOf(draft.updatedAt)} now={tx.at} />, text: now.get(label) || 'Not said' }}
            second={{ title: 'Typed here', by: <DateTime at={instantOf(at)} now={tx.at} />, text: typed.get(label) || 'Not said' }}
          />
        </section>
      ))}
      {labels.length === 0 && <p className="govuk-body">Both say the same to the reader.</p>}
      <form method="post" action={`/calls/${draft.id}/conflict/settle`} className="mt-8">
        <input type="hidden" name="conflict" value={id} />
        <div className="govuk-button-group">
          <Button text={open ? 'Keep what is in the call now' : putAway ? 'Leave it put away' : 'Leave it as recorded'} name="keep" value="saved" classes="govuk-button--secondary" />
          {(open || putAway) && <Button text={putAway ? 'Use what was typed here, and take it up again' : 'Use what was typed here'} name="keep" value="typed" classes="govuk-button--secondary" />}
        </div>
      </form>
    </>
  );
});

import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { NotSent } from '@/app/report/_parts/not-sent';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { BackLink } from '@/components/govuk';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { isStep, ownedBy, stepBefore } from '@/lib/contact/report/steps';
import { unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { unsettledOf } from '@/lib/contact/unsettled';
import { closedAt } from '../../_parts/closed';
import { StepForm } from '../_steps/step-form';

export const metadata = { title: 'Report a worry' };

export default page('GET /report/[draft]/[step]', async ({ tx, person, authority, draft, params, query }) => {
  const step = params['step'] ?? '';
  if (!draft || !isStep(step)) notFound();
  const elsewhere = closedAt(draft);
  if (elsewhere !== null) redirect(elsewhere);
  const { warnings, blocking, guide } = reportOfFields(draft.content.fields, person, authority, tx.at);
  const own = ownedBy(step);
  const notes = query('look') === '1' ? [...blocking, ...warnings].filter(({ field }) => own(field)) : [];
  const fromCheck = query('from') === 'check';
  const unsent = await unsentOfDraft(tx, draft.id);
  const waiting = (await unsettledOf(tx, draft)).length > 0;
  const before = stepBefore(step);
  const back = fromCheck ? `/report/${draft.id}/check` : before === null ? '/report' : `/report/${draft.id}/${before}`;
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back"><BackLink href={back} /></nav>
      </>
    ),
    body: (
      <>
        {unsent?.ended === null && <NotSent authority={authority} at={tx.at} since={unsent.since} />}
        <Unsettled what="report" waiting={waiting} href={`/report/${draft.id}/conflict`} />
        <StepForm step={step} draft={draft} authority={authority} person={person} guide={guide} notes={notes} sure={query('sure')} fromCheck={fromCheck} />
      </>
    ),
  };
});

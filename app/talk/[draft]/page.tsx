import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { OneOf, YES_NO_NOT_SURE, type Typed } from '@/app/report/_parts/questions';
import { BackLink, Button, InsetText } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { askRules } from '@/lib/line/rules';
import { weeksAhead } from '@/lib/line/open-hours';
import { canWait, readAsked } from '@/lib/line/schema';
import { bookableSlots } from '@/lib/line/slot-store';
import { ASK_PROBLEMS } from '@/lib/line/verbs/ask-to-talk';
import { textOf } from '@/lib/platform/draft/model';
import { AskForm } from '../_parts/ask-form';
import { CannotWait } from '../_parts/cannot-wait';

export const metadata = { title: 'Talk to us' };

/** Asked before anything else, each time (safe practice 7.9). */
function WaitForm({ draftId, typed, onBehalf }: { draftId: string; typed: Typed; onBehalf: boolean }) {
  return (
    <form method="post" action={`/talk/${draftId}/save`} noValidate>
      <input type="hidden" name="page" value="wait" />
      <OneOf
        typed={typed}
        name="wait"
        label={onBehalf ? 'Can it wait, in your judgement and theirs?' : 'Can this wait?'}
        hint="Not sure is a reason not to wait. It cannot wait when a child may be hurt, may be without a safe place, or meets somebody you worry about before we would ring."
        items={YES_NO_NOT_SURE}
      />
      <Button text="Go on" preventDoubleClick />
    </form>
  );
}

export default page('GET /talk/[draft]', async ({ tx, person, authority, draft, query }) => {
  if (!draft || draft.kind !== 'talk') notFound();
  if (draft.closedAt !== null) redirect('/talk');
  const { fields } = draft.content;
  const rules = await askRules(tx, person, authority.settings, fields);
  const problem = query('problem');
  const look = problem === 'incomplete';
  const errors: FormError[] = [
    ...(problem === 'taken' ? [{ field: 'how', message: ASK_PROBLEMS.taken }] : []),
    ...(look ? (canWait(fields) ? readAsked(fields, rules).notes : [{ field: 'wait', message: 'Choose one' }]) : []),
  ];
  const typed: Typed = { fields, errors };
  const wait = textOf(fields, 'wait');
  return {
    before: (
      <>
        {!rules.onBehalf && <DangerNow authority={authority} at={tx.at} />}
        <nav aria-label="Back"><BackLink href="/talk" /></nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        {!canWait(fields) ? (
          <>
            <PageHeading heading={rules.onBehalf ? 'A call for somebody' : 'Talk to us'} />
            {(wait === 'no' || wait === 'not_known') && <CannotWait authority={authority} at={tx.at} onBehalf={rules.onBehalf} />}
            <WaitForm draftId={draft.id} typed={typed} onBehalf={rules.onBehalf} />
          </>
        ) : (
          <>
            <PageHeading heading={rules.onBehalf ? 'Who is to be rung, and when?' : 'When shall we ring you?'} lead="Say nothing here about a child. We ask you when we ring." />
            {textOf(fields, 'moves') !== '' && <InsetText>The time you have stays yours until you book another.</InsetText>}
            <AskForm draftId={draft.id} typed={typed} rules={rules} slots={await bookableSlots(tx, weeksAhead(tx.at))} />
            <form method="post" action={`/talk/${draft.id}/save`}>
              <input type="hidden" name="page" value="wait" />
              <input type="hidden" name="wait" value="no" />
              <Button text="It cannot wait after all" classes="govuk-button--secondary" />
            </form>
          </>
        )}
      </>
    ),
  };
});

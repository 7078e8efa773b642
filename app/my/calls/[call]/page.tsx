import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { ANSWER_DONE, answerErrors, CallerReads, Correction } from '@/app/message/_parts/caller-page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { RingNow } from '@/app/report/_parts/ring-now';
import { BackLink, Details, WarningText } from '@/components/govuk';
import { Letter } from '@/components/doorstep/letter';
import { Done, FormErrors, PageHeading } from '@/components/shell';
import { mayAnswerOwnCall } from '@/lib/letter/follow-up/verbs/may-answer-own-call';
import { openOwnCall } from '@/lib/letter/follow-up/verbs/open-own-call';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { isId, newId } from '@/lib/platform/ids';

export const metadata = { title: 'Your call' };

export default page('GET /my/calls/[call]', async ({ tx, authority, params, query }) => {
  const id = params['call'] ?? '';
  const own = isId(id) ? await openOwnCall(tx, id) : null;
  const typed = await typedBefore(tx, { kind: 'answer', about: id });
  // What was typed and not taken is shown again and can be sent, also where the call itself opens no more: it may be of danger.
  if (own === null && (Object.keys(typed).length === 0 || !(await mayAnswerOwnCall(tx, id)))) throw new Missing('letter', id);
  const errors = answerErrors(query('problem'));
  const done = query('done');
  const answering = { action: `/my/calls/${id}/answer`, keyOf: newId(), typed, errors };
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back">
          <BackLink href="/my/contacts" text="My contacts" />
        </nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        {(done === 'urgent' || textOf(typed, 'immediate') === 'yes') && <RingNow authority={authority} at={tx.at} />}
        <Done text={ANSWER_DONE[done] ?? (done === 'urgent' ? ANSWER_DONE['corrected'] : undefined)} />
        {errors.length === 0 && textOf(typed, 'text') !== '' && <WarningText text="NOT SENT. What you wrote is kept below: read it, and send it." />}
        {own === null ? (
          <>
            <PageHeading heading="What you wrote" />
            <Correction {...answering} />
          </>
        ) : (
          <>
            <PageHeading caption={own.page.reference} heading="What we talked about" />
            <CallerReads {...answering} page={own.page} now={tx.at} />
            <Details summaryText="The letter">
              <Letter letter={own.letter.text} titleLevel={2} />
            </Details>
          </>
        )}
      </>
    ),
  };
});

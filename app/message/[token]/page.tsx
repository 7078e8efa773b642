import { cookies } from 'next/headers';
import { openPage } from '@/app/_edge/page';
import { DayField } from '@/app/contacts/[reference]/_parts/day-field';
import { CallerReads, ANSWER_DONE, answerErrors } from '@/app/message/_parts/caller-page';
import { StatusReads, TOLD_DONE } from '@/app/message/_parts/status-page';
import { Telephone } from '@/app/report/_parts/telephone';
import { Button, Input, WarningText } from '@/components/govuk';
import { Done, errorFor, FormErrors, PageHeading, ProblemPage, type FormError } from '@/components/shell';
import { numberNow } from '@/lib/access/lines';
import type { Authority } from '@/lib/access/store';
import { OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { newId } from '@/lib/platform/ids';
import type { Temporal } from 'temporal-polyfill';

export const metadata = { title: 'A message for you', robots: { index: false } };

function Ring({ authority, at }: { authority: Authority; at: Temporal.Instant }) {
  return (
    <p className="govuk-body">
      {authority.name}: ring <Telephone number={numberNow(authority.settings, at).number} />. If a child is in danger now, ring 999.
    </p>
  );
}

export default openPage('GET /message/[token]', async ({ params, query }) => {
  const token = params['token'] ?? '';
  const message = await readCallerMessage(token, (await cookies()).get(OPENED_COOKIE)?.value);
  if (message.state === 'unknown') return <ProblemPage heading="This link leads to nothing" happened="It may have been typed wrong, or cut off." next="Open it again from the letter or message. If a child is in danger now, ring 999." />;
  const { authority, at } = message;
  if (message.state === 'dead') {
    return (
      <>
        <PageHeading heading="This link does not open any more" lead="It opens for some days and can be ended at any time. Ring us, and we tell you what you want to know." />
        <Ring authority={authority} at={at} />
      </>
    );
  }
  const action = `/message/${token}`;
  if (message.state === 'ask') {
    const call = message.about === 'call';
    const errors: FormError[] = query('problem') === 'wrong_code' ? [{ field: 'code', message: call ? 'That is not the code. It has six figures, and we told it to you on the telephone. After five wrong codes the link is ended.' : `That is not right. The code has six figures${message.birth ? '; a date of birth is one that you gave us' : ''}. After five wrong tries the link is ended.` }] : [];
    return (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="A message for you" lead={call ? 'To read it, enter the code that we told you on the telephone.' : `To read it, enter the code${message.birth ? ', or the date of birth of a child about whom you told us' : ''}.`} />
        <form method="post" action={`${action}/open`} noValidate>
          <Input id="code" name="code" label={{ text: 'Code' }} hint={{ text: call ? 'Six figures' : 'Six figures. If you have an account, it stands on your page for this contact; otherwise ring us, and we tell it to you' }} inputmode="numeric" autocomplete="off" classes="govuk-input--width-10" errorMessage={errorFor(errors, 'code')} />
          {!call && message.birth && <DayField name="birth" legend="Or the child’s date of birth" hint="As you told it to us, such as 4 3 2018" fields={{}} errors={[]} />}
          <Button text="Read the message" preventDoubleClick />
        </form>
        <p className="govuk-body">You do not have {call || !message.birth ? 'the code' : 'either'}?</p>
        <Ring authority={authority} at={at} />
      </>
    );
  }
  if (message.state === 'status') {
    const errors = answerErrors(query('problem'));
    const done = query('done');
    return (
      <>
        <FormErrors errors={errors} />
        <Done text={TOLD_DONE[done.replace(/^urgent_/, '')]} />
        {done.startsWith('urgent_') && <WarningText text={`Do not wait for an answer: ring ${numberNow(authority.settings, at).number} now. If a child is in danger at this moment, ring 999.`} />}
        <StatusReads page={message.page} action={`${action}/tell`} keyOf={newId()} errors={errors} now={at} />
        <Ring authority={authority} at={at} />
      </>
    );
  }
  const errors = answerErrors(query('problem'));
  const done = query('done');
  return (
    <>
      <FormErrors errors={errors} />
      <Done text={ANSWER_DONE[done] ?? (done === 'urgent' ? ANSWER_DONE['corrected'] : undefined)} />
      {done === 'urgent' && <WarningText text={`Do not wait for an answer: ring ${numberNow(authority.settings, at).number} now. If a child is in danger at this moment, ring 999.`} />}
      <PageHeading heading="What we talked about" />
      <CallerReads page={message.page} action={`${action}/answer`} keyOf={newId()} typed={{}} errors={errors} now={at} />
      <Ring authority={authority} at={at} />
    </>
  );
});

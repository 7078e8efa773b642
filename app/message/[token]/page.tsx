import { cookies } from 'next/headers';
import { openPage } from '@/app/_edge/page';
import { CallerReads, ANSWER_DONE, answerErrors } from '@/app/message/_parts/caller-page';
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
  if (message.state !== 'open') {
    const errors: FormError[] = query('problem') === 'wrong_code' ? [{ field: 'code', message: 'That is not the code. It has six figures, and we told it to you on the telephone. After five wrong codes the link is ended.' }] : [];
    return (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="A message for you" lead="To read it, enter the code that we told you on the telephone." />
        <form method="post" action={`${action}/open`} noValidate>
          <Input id="code" name="code" label={{ text: 'Code' }} hint={{ text: 'Six figures' }} inputmode="numeric" autocomplete="off" classes="govuk-input--width-10" errorMessage={errorFor(errors, 'code')} />
          <Button text="Read the message" preventDoubleClick />
        </form>
        <p className="govuk-body">You do not have the code?</p>
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
      <CallerReads page={message.page} action={`${action}/answer`} keyOf={newId()} typed="" errors={errors} now={at} />
      <Ring authority={authority} at={at} />
    </>
  );
});

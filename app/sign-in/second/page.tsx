import { redirect } from 'next/navigation';
import { openPage } from '@/app/_edge/page';
import { currentPending, safeReturn } from '@/app/_edge/session';
import { CodeInput } from '@/app/account/_parts/app-setup';
import { PasskeyButton } from '@/app/account/_parts/passkey-button';
import { Button } from '@/components/govuk';
import { FormErrors, PageHeading } from '@/components/shell';
import { RingWithout } from '../_parts/ring-without';
import { StartAgain } from '../_parts/start-again';

export const metadata = { title: 'Enter your code' };

const PROBLEMS: Record<string, string> = {
  wrong_code: 'That code is not right. Each code is good once, for half a minute: wait for the next one and type it.',
  throttled: 'Too many codes were tried. Wait 15 minutes without trying, then type a new one.',
  besieged: 'Too many wrong codes were tried for your account on computers that it does not know. A computer on which you have signed in before lets you in now, and so does a passkey. Otherwise wait up to a day, or ring a manager or administrator of your area: they can take the app away, and you set up a new one.',
};

export default openPage('GET /sign-in/second', async ({ query }) => {
  const back = safeReturn(query('return'));
  const pending = await currentPending();
  if (pending?.stage !== 'second') redirect(`/sign-in?return=${encodeURIComponent(back)}`);
  const problem = PROBLEMS[query('problem')];
  const errors = problem === undefined ? [] : [{ field: 'code', message: problem }];
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Enter your code" lead="The second step of signing in." />
      <form method="post" action="/session/second" noValidate>
        <input type="hidden" name="return" value={back} />
        <CodeInput errors={errors} />
        <Button text="Go on" preventDoubleClick />
      </form>
      <form method="post" action="/session/passkey">
        <input type="hidden" name="return" value={back} />
        <PasskeyButton text="Use a passkey" />
      </form>
      <StartAgain />
      <h2 className="govuk-heading-s">Lost your telephone?</h2>
      <p className="govuk-body">Ring a manager or administrator of your area. After making sure that it is you they take the lost app away, and you set up a new one.</p>
      <RingWithout authorityId={pending.person.authorityId} />
    </>
  );
});

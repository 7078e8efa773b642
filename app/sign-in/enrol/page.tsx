import { redirect } from 'next/navigation';
import { openPage } from '@/app/_edge/page';
import { currentPending, safeReturn } from '@/app/_edge/session';
import { appErrors, AppSetup, BeginApp } from '@/app/account/_parts/app-setup';
import { MakePasskey, passkeyErrors } from '@/app/account/_parts/passkeys';
import { Button } from '@/components/govuk';
import { FormErrors, PageHeading } from '@/components/shell';
import { holderOf } from '@/lib/access/open-session';
import { askedForNew } from '@/lib/access/passkey/verbs/make-passkey';
import { begunIn } from '@/lib/access/second/factor-store';
import { withActor } from '@/lib/platform/db';
import { RingWithout } from '../_parts/ring-without';
import { StartAgain } from '../_parts/start-again';

export const metadata = { title: 'Set up a second factor' };

/** Whoever must have a second factor and has none sets one up before anything else opens. */
export default openPage('GET /sign-in/enrol', async ({ query }) => {
  const back = safeReturn(query('return'));
  const pending = await currentPending();
  if (pending?.stage !== 'enrol') redirect(`/sign-in?return=${encodeURIComponent(back)}`);
  const { actorId, authorityId, email, sessionId } = pending.person;
  const begun = await withActor(holderOf(actorId, authorityId), (tx) => begunIn(tx, sessionId));
  const challenge = query('asked');
  const asked = await askedForNew(actorId, challenge);
  const errors = [...appErrors(query('problem')), ...passkeyErrors(query('problem'))];
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Set up a second factor" lead="What you can see here needs more than a password. You do this once; afterwards it is asked for when you sign in." />
      {asked !== null ? (
        <MakePasskey asked={asked} challenge={challenge} action="/session/enrol/passkey/add" back={back} errors={errors} />
      ) : (
        <>
          <h2 className="govuk-heading-m">Authenticator app</h2>
          {begun === null ? <BeginApp action="/session/enrol/begin" back={back} /> : <AppSetup secret={begun.secret} email={email} action="/session/enrol/confirm" back={back} errors={errors} />}
          <h2 className="govuk-heading-m" id="passkeys">Passkey</h2>
          <p className="govuk-body">Your device, or a key that you plug in, knows you by your finger, face or PIN. Then no password is needed either.</p>
          <form method="post" action="/session/enrol/passkey">
            <input type="hidden" name="return" value={back} />
            <Button text="Make a passkey" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </>
      )}
      <StartAgain />
      <RingWithout authorityId={authorityId} />
    </>
  );
});

import { redirect } from 'next/navigation';
import { openPage } from '@/app/_edge/page';
import { currentPending, safeReturn } from '@/app/_edge/session';
import { appErrors, AppSetup, BeginApp } from '@/app/account/_parts/app-setup';
import { FormErrors, PageHeading } from '@/components/shell';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { withActor } from '@/lib/platform/db';
import { StartAgain } from '../_parts/start-again';

export const metadata = { title: 'Set up a second factor' };

/** Whoever must have a second factor and has none sets one up before anything else opens. */
export default openPage('GET /sign-in/enrol', async ({ query }) => {
  const back = safeReturn(query('return'));
  const pending = await currentPending();
  if (pending?.stage !== 'enrol') redirect(`/sign-in?return=${encodeURIComponent(back)}`);
  const { actorId, authorityId, email } = pending.person;
  const begun = await withActor(holderOf(actorId, authorityId), readBegun);
  const errors = appErrors(query('problem'));
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Set up a second factor" lead="What you can see here needs more than a password. You do this once; afterwards a code is asked for after your password." />
      {begun === null ? <BeginApp action="/session/enrol/begin" back={back} /> : <AppSetup secret={begun.secret} email={email} action="/session/enrol/confirm" back={back} errors={errors} />}
      <StartAgain />
    </>
  );
});

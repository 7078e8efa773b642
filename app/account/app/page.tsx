import { page } from '@/app/_edge/page';
import { FormErrors, PageHeading } from '@/components/shell';
import { begunIn } from '@/lib/access/second/factor-store';
import { appErrors, AppSetup, BeginApp } from '../_parts/app-setup';

export const metadata = { title: 'Set up an authenticator app' };

export default page('GET /account/app', async ({ tx, person, query }) => {
  const begun = await begunIn(tx, person.sessionId);
  const errors = appErrors(query('problem'));
  return {
    backHref: '/account',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="Set up an authenticator app" lead="It shows a code of six figures, a new one every half minute, and needs no signal." />
        {begun === null ? <BeginApp action="/account/app/begin" /> : <AppSetup secret={begun.secret} email={person.email} action="/account/app/confirm" errors={errors} />}
      </>
    ),
  };
});

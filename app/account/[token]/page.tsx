import { openPage } from '@/app/_edge/page';
import { PASSWORD_HINT, WEAK_WORDS } from '@/app/account/_parts/password-words';
import { Providers } from '@/app/account/_parts/providers';
import { Button, PasswordInput } from '@/components/govuk';
import { FormErrors, PageHeading, ProblemPage } from '@/components/shell';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';

export const metadata = { title: 'Choose a password' };

export default openPage('GET /account/[token]', async ({ params, query }) => {
  const token = params['token'] ?? '';
  const link = await accountLinkLookup(tokenHash(token), now());
  if (!link) {
    return <ProblemPage heading="This link does not work any more" happened="A link works once, and for 72 hours. It may also have been replaced by a newer one." next="Ask your administrator for a new link. You need no account to ring the front door." />;
  }
  const problem = Object.entries(WEAK_WORDS).find(([code]) => code === query('problem'))?.[1];
  const errors = problem === undefined ? [] : [{ field: 'password', message: problem }];
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Choose a password" lead={`For ${link.name}.`} />
      <form method="post" action={`/account/${token}/set`}>
        <PasswordInput name="password" label={{ text: 'New password' }} hint={{ text: PASSWORD_HINT }} autocomplete="new-password" errorMessage={problem === undefined ? undefined : { text: problem }} />
        <Button text="Save the password" preventDoubleClick />
      </form>
      <Providers link={token} />
    </>
  );
});

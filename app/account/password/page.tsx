import { page } from '@/app/_edge/page';
import { currentSession } from '@/app/_edge/session';
import { Button, PasswordInput } from '@/components/govuk';
import { FormErrors, PageHeading, ProblemPage } from '@/components/shell';
import { ownPasswordHash } from '@/lib/access/link-store';
import type { ChangeProblem } from '@/lib/access/password/verbs/change-password';
import { isFresh } from '@/lib/access/step-up';
import { PASSWORD_HINT, WEAK_WORDS } from '../_parts/password-words';

export const metadata = { title: 'Change your password' };

const CURRENT: Partial<Record<ChangeProblem, string>> = {
  wrong: 'That is not your password now. Type the one you signed in with.',
  throttled: 'Too many tries. Wait 15 minutes, then try again.',
};
const CHOSEN: Partial<Record<ChangeProblem, string>> = { ...WEAK_WORDS, same: 'That is the password you have. Choose another.' };

function errorsOf(problem: string): { field: string; message: string }[] {
  const find = (words: Partial<Record<string, string>>) => Object.entries(words).find(([code]) => code === problem)?.[1];
  const [current, chosen] = [find(CURRENT), find(CHOSEN)];
  return [...(current === undefined ? [] : [{ field: 'current', message: current }]), ...(chosen === undefined ? [] : [{ field: 'password', message: chosen }])];
}

/** Changing one's own password. Before the form is shown its person has shown that it is them, so that nothing typed in it is kept meanwhile. */
export default page('GET /account/password', async ({ tx, query }) => {
  if ((await ownPasswordHash(tx)) === null) {
    return <ProblemPage heading="Your account has no password" happened="You sign in through your provider or with a passkey." next="You need none. If you want one all the same, ask your administrator for a link." />;
  }
  const proof = (await currentSession())?.proof ?? null;
  const errors = errorsOf(query('problem'));
  const wrong = (field: string) => {
    const error = errors.find((each) => each.field === field);
    return error === undefined ? undefined : { text: error.message };
  };
  const fresh = isFresh(proof?.provedAt ?? null, tx.at);
  return {
    backHref: '/account',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="Change your password" lead="Wherever else you are signed in you are signed out, and an e-mail tells you of it." />
        {fresh ? (
          <form method="post" action="/account/password/change" noValidate>
            <PasswordInput id="current" name="current" label={{ text: 'Password now' }} autocomplete="current-password" errorMessage={wrong('current')} />
            <PasswordInput id="password" name="password" label={{ text: 'New password' }} hint={{ text: PASSWORD_HINT }} autocomplete="new-password" errorMessage={wrong('password')} />
            <Button text="Change the password" preventDoubleClick />
          </form>
        ) : (
          <form method="post" action="/account/password/begin">
            <p className="govuk-body">First you are asked to show that it is you.</p>
            <Button text="Go on" preventDoubleClick />
          </form>
        )}
      </>
    ),
  };
});

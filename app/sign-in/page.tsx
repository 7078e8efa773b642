import { redirect } from 'next/navigation';
import { orWithout } from '@/app/_edge/failure';
import { openPage } from '@/app/_edge/page';
import { currentPending, safeReturn } from '@/app/_edge/session';
import { Providers } from '@/app/account/_parts/providers';
import { PasskeyButton } from '@/app/account/_parts/passkey-button';
import { Button, Input, InsetText, PasswordInput, WarningText } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';

export const metadata = { title: 'Sign in' };

// The same words whether the address is unknown, the password wrong or the account disabled.
const PROBLEMS: Record<string, string> = {
  not_recognised: 'The e-mail address and password do not match an account. Check both and try again.',
  passkey: 'That passkey did not open an account. Try again, or sign in with your password.',
  provider_down: 'Your provider does not answer. Try again in a few minutes. Whoever is signed in stays so. If your account has a password you can sign in with it here.',
  unknown_provider: 'That provider is not known here any more. Choose another way.',
  provider_failed: 'Your provider did not sign you in, or it took too long. Begin again from this page.',
  provider_weak: 'Your provider signed you in without the second factor that is asked for here, or too long ago. Sign in there with it, then try again.',
  provider_unlinked: 'Your provider knows you, and no account here is linked to that. Ask your administrator for a link; an e-mail address alone is not enough.',
  provider_taken: 'That person at the provider is linked to an account here already. Ask your administrator.',
  throttled: 'Too many tries with this address. Wait 15 minutes without trying, then sign in, or ask your administrator for a new link: once you have chosen a password by it you can sign in at once.',
  besieged: 'Too many wrong passwords were tried with this address from places that it does not know. A computer on which you have signed in before lets you in now. On any other wait up to an hour, or ask your administrator for a new link: once you have chosen a password by it you can sign in at once.',
};

const NO_EMAIL: FormError = { field: 'email', message: 'Enter your e-mail address' };
const NO_PASSWORD: FormError = { field: 'password', message: 'Enter your password' };

/** What was left empty; nothing was looked for then. */
const LACKING: Record<string, FormError[]> = { no_email: [NO_EMAIL], no_password: [NO_PASSWORD], neither: [NO_EMAIL, NO_PASSWORD] };

/** They come from a press that said so, and did nothing but keep their words. */
const IN_DANGER = /^\/report\/[^/]+\/danger$|^\/my\/(?:contacts|calls)\/[^/]+\?danger=yes$/;

/** The browser asks for what was left empty and keeps what was typed, also without scripts; the server asks whoever's does not. */
const required = { required: true };

export default openPage('GET /sign-in', async ({ person, query }) => {
  const back = safeReturn(query('return'));
  if (person) redirect(back);
  const pending = await orWithout(currentPending());
  if (pending) redirect(`/sign-in/${pending.stage}?return=${encodeURIComponent(back)}`);
  const told = query('problem');
  const lacks = (Object.hasOwn(LACKING, told) && LACKING[told]) || [];
  const problem = Object.hasOwn(PROBLEMS, told) ? PROBLEMS[told] : undefined;
  return (
    <>
      <FormErrors errors={problem === undefined ? lacks : [{ field: 'email', message: problem }]} />
      <PageHeading heading="Sign in" lead="For professionals who report concerns, and for the staff of the front door." />
      {query('ended') === '1' && <InsetText text="You are signed out. Close the browser window if you share this computer." />}
      {query('ready') === '1' && <InsetText text="Your password is saved. Sign in with it." />}
      {IN_DANGER.test(back) && (
        <WarningText
          html={
            <>
              Nothing has been sent just now. If a child is in danger at this moment, ring <a className="govuk-link" href="tel:999">999</a>, then <a className="govuk-link" href="/">your area’s number</a>. Do not wait to sign in.
            </>
          }
        />
      )}
      {back !== '/home' && <InsetText text="Sign in and you come back to the same page. If you were writing, your draft is kept." />}
      <form method="post" action="/session/start">
        <input type="hidden" name="return" value={back} />
        <Input name="email" type="email" label={{ text: 'E-mail address' }} autocomplete="username" spellcheck={false} autocapitalize="none" attributes={required} errorMessage={errorFor(lacks, 'email')} />
        <PasswordInput name="password" label={{ text: 'Password' }} autocomplete="current-password" attributes={required} errorMessage={errorFor(lacks, 'password')} />
        <Button text="Sign in" preventDoubleClick />
      </form>
      <Providers back={back} />
      <form method="post" action="/session/passkey">
        <input type="hidden" name="return" value={back} />
        <PasskeyButton text="Sign in with a passkey" />
      </form>
      <h2 className="govuk-heading-s">No account, or no password?</h2>
      <p className="govuk-body">
        Your area’s administrator sends you a link to choose one. You need no account to ring: <a className="govuk-link" href="/">find your area’s number</a>. If a child is in danger now, ring 999.
      </p>
    </>
  );
});

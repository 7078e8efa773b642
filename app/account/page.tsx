import { page } from '@/app/_edge/page';
import { DateTime } from '@/components/doorstep';
import { Button, InsetText, SummaryList } from '@/components/govuk';
import { Done, FormErrors, PageHeading } from '@/components/shell';
import { ownPasswordHash } from '@/lib/access/link-store';
import { can } from '@/lib/access/policy';
import { readTotp } from '@/lib/access/second/factor-store';
import { ownSessions } from '@/lib/access/sessions/session-store';
import { readPasskeys } from '@/lib/access/passkey/passkey-store';
import { passkeyErrors, Passkeys } from './_parts/passkeys';
import { Sessions } from './_parts/sessions';

export const metadata = { title: 'Your account' };

const DONE: Record<string, string> = {
  app: 'Your authenticator app is set up. Its code is asked for after your password.',
  passkey: 'The passkey is made. You can sign in with it alone.',
  renamed: 'Renamed.',
  passkey_removed: 'The passkey opens nothing any more. Remove it from your device too.',
  session: 'Signed out there.',
  password: 'Your password is changed. Wherever else you were signed in you are signed out.',
  app_removed: 'The authenticator app is no longer asked for.',
};

const PROBLEMS: Record<string, string> = {
  needed: 'Your area asks for a second factor. Set up another app instead: it takes this one’s place.',
  none: 'There is no authenticator app to remove.',
};

/** How somebody signs in, for themselves. */
export default page('GET /account', async ({ tx, person, query }) => {
  const [app, passkeys, sessions, hash] = await Promise.all([readTotp(tx), readPasskeys(tx), ownSessions(tx), ownPasswordHash(tx)]);
  const hasPassword = hash !== null;
  const problem = PROBLEMS[query('problem')];
  return (
    <>
      <FormErrors errors={problem === undefined ? passkeyErrors(query('problem')) : [{ field: 'app', message: problem }]} />
      <Done text={DONE[query('done')]} />
      {query('done') === 'password' && passkeys.length > 0 && (
        <InsetText>
          {passkeys.length === 1 ? 'This passkey still opens your account, whatever its password is: ' : 'These passkeys still open your account, whatever its password is: '}
          {passkeys.map(({ name }) => name).join(', ')}. You do not know one of them? <a className="govuk-link" href="#passkeys">Remove it</a>.
        </InsetText>
      )}
      <PageHeading heading="Your account" lead="How you sign in. A second factor keeps others out who have learned your password." />
      <h2 className="govuk-heading-m" id="app">Authenticator app</h2>
      <SummaryList
        rows={[
          { key: { text: 'Signs in as' }, value: { text: person.email } },
          { key: { text: 'Authenticator app' }, value: app === null ? { text: 'Not set up' } : { html: <>Asked for since <DateTime at={app.since} now={tx.at} within /></> } },
        ]}
      />
      <div className="govuk-button-group">
        <a className="govuk-button govuk-button--secondary" href="/account/app" role="button" draggable={false}>
          {app === null ? 'Set up an authenticator app' : 'Set up another app instead'}
        </a>
        {app !== null && (
          <form method="post" action="/account/app/remove">
            <Button text="Remove the app" classes="govuk-button--warning" preventDoubleClick />
          </form>
        )}
      </div>
      {hasPassword && (
        <>
          <h2 className="govuk-heading-m" id="password">
            Password
          </h2>
          <form method="post" action="/account/password/begin">
            <Button text="Change your password" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </>
      )}
      <h2 className="govuk-heading-m" id="passkeys">
        Passkeys
      </h2>
      {passkeys.length === 0 ? <p className="govuk-body">None yet. A passkey is kept by your device, which knows you by your finger, face or PIN. With one you sign in without a password.</p> : <Passkeys passkeys={passkeys} now={tx.at} />}
      <form method="post" action="/account/passkeys/begin">
        <Button text={passkeys.length === 0 ? 'Make a passkey' : 'Make another passkey'} classes="govuk-button--secondary" preventDoubleClick />
      </form>
      <h2 className="govuk-heading-m" id="sessions">
        Where you are signed in
      </h2>
      <Sessions sessions={sessions} mine={person.sessionId} action="/account/sessions/end" now={tx.at} where />
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions/end">
          <input type="hidden" name="which" value="others" />
          <Button text="End all the others" classes="govuk-button--warning" preventDoubleClick />
        </form>
      )}
      <p className="govuk-body">You do not know one of them? End it, and {hasPassword ? 'change your password' : 'tell your administrator'}.</p>
      <h2 className="govuk-heading-m">If you lose your telephone</h2>
      <p className="govuk-body">A manager or administrator of your area takes the lost app away after making sure that it is you. Ring them: an e-mail is not enough.</p>
      {can(person, 'GET /second-factor').allowed && (
        <p className="govuk-body">
          A colleague lost theirs? <a className="govuk-link" href="/second-factor">Give them back their way in</a>.
        </p>
      )}
    </>
  );
});

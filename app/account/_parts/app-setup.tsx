import { QrCode } from '@/components/doorstep';
import { Button, Input } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { setupUri, spokenSecret } from '@/lib/access/second/totp';

const PROBLEMS: Record<string, string> = {
  wrong_code: 'That is not the code that your app shows now. Wait for the next one and type it.',
  not_begun: 'Begin again: the picture was replaced by a newer one, or was shown in another sign-in or more than half an hour ago.',
};

/** What was wrong with the first code, as the page's error. */
export function appErrors(problem: string): FormError[] {
  const message = PROBLEMS[problem];
  return message === undefined ? [] : [{ field: 'code', message }];
}

/** The box for six figures: a telephone offers its number pad, and nothing is completed from before. */
export function CodeInput({ errors, name = 'code', label = 'Code', hint = 'Six figures from your authenticator app' }: { errors: readonly FormError[]; name?: string; label?: string; hint?: string }) {
  return <Input id="code" name={name} label={{ text: label }} hint={{ text: hint }} errorMessage={errorFor(errors, 'code')} classes="govuk-input--width-5" inputmode="numeric" autocomplete="one-time-code" spellcheck={false} />;
}

/** Begins an authenticator app: only now is its secret made. */
export function BeginApp({ action, back, again = false }: { action: string; back?: string; again?: boolean }) {
  return (
    <form method="post" action={action}>
      {back !== undefined && <input type="hidden" name="return" value={back} />}
      <Button text={again ? 'Set up another app instead' : 'Set up an authenticator app'} classes={again ? 'govuk-button--secondary' : ''} preventDoubleClick />
    </form>
  );
}

/** The secret as a picture and as text, and the box for the first code. */
export function AppSetup({ secret, email, action, back, errors }: { secret: string; email: string; action: string; back?: string; errors: readonly FormError[] }) {
  return (
    <>
      <ol className="govuk-list govuk-list--number">
        <li>Open an authenticator app on your telephone, such as the one your council gives you. None yet? Any app for “one-time codes” will do.</li>
        <li>Point its camera at this picture.</li>
        <li>Type the six figures that it shows.</li>
      </ol>
      <QrCode holds={setupUri(secret, email)} label="Picture that sets up your authenticator app. The same as text stands below it." />
      <p className="govuk-body">
        No camera? Type this into the app: <strong className="ds-secret" id="secret">{spokenSecret(secret)}</strong>
      </p>
      <p className="govuk-hint">Show neither to anybody. They are shown until the first code is taken, and never again.</p>
      <form method="post" action={action} noValidate>
        {back !== undefined && <input type="hidden" name="return" value={back} />}
        <CodeInput errors={errors} label="First code" />
        <Button text="Use this app from now on" preventDoubleClick />
      </form>
    </>
  );
}

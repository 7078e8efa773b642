import { notFound } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { safeReturn } from '@/app/_edge/session';
import { STEP_UP } from '@/app/_edge/step-up';
import { CodeInput } from '@/app/account/_parts/app-setup';
import { PasskeyButton } from '@/app/account/_parts/passkey-button';
import { Button, PasswordInput } from '@/components/govuk';
import { FormErrors, PageHeading, ProblemPage } from '@/components/shell';
import { meansOf } from '@/lib/access/second/verbs/prove-again';
import { FRESH_MINUTES } from '@/lib/access/step-up';
import { listOf, textOf } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { isId } from '@/lib/platform/ids';

export const metadata = { title: 'Show that it is you' };

const PROBLEMS: Record<string, string> = {
  wrong: 'That is not right. Each code is good once, for half a minute: wait for the next one.',
  throttled: 'Too many tries. Wait 15 minutes, then try again.',
};

/** Asks once more who is there, and sends what was typed to where it was going. */
export default page('GET /confirm', async ({ tx, query }) => {
  const asked = query('asked');
  const draft = isId(asked) ? await readDraft(tx, asked) : null;
  if (draft?.kind !== STEP_UP.kind) notFound();
  if (draft.closedAt !== null) return <ProblemPage heading="That was done" happened="What you confirmed here has been sent." next="Open the page where you began to see it." />;
  const { fields } = draft.content;
  const means = await meansOf(tx);
  const problem = PROBLEMS[query('problem')];
  const field = means.password ? 'password' : means.code ? 'code' : 'passkey';
  const errors = problem === undefined ? [] : [{ field, message: problem }];
  if (!means.code && !means.passkey && !means.password) {
    return (
      <ProblemPage
        heading="Sign in again to do this"
        happened={`What you want to do asks who is there when you signed in longer than ${FRESH_MINUTES} minutes ago, and your account has neither password nor second factor to be asked for.`}
        next="Sign out, and in again as you did before. Then do it once more."
      />
    );
  }
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Show that it is you" lead={`What you are about to do is asked of you again when you last showed it longer than ${FRESH_MINUTES} minutes ago. What you typed is kept.`} />
      <form method="post" action={safeReturn(textOf(fields, STEP_UP.path))} noValidate>
        {Object.keys(fields)
          .filter((name) => name !== STEP_UP.path)
          .flatMap((name) => listOf({ [name]: fields[name] ?? '' }, name).map((value, index) => <input key={`${name}.${index}`} type="hidden" name={name} value={value} />))}
        <input type="hidden" name="proof-asked" value={draft.id} />
        {means.code && <CodeInput errors={errors} name="proof-code" />}
        {means.password && <PasswordInput id="password" name="proof-password" label={{ text: 'Password' }} autocomplete="current-password" errorMessage={problem === undefined ? undefined : { text: problem }} />}
        {(means.code || means.password) && <Button text="Go on" preventDoubleClick />}
        {means.passkey && (
          <div id="passkey">
            <PasskeyButton text="Use a passkey" names={{ challenge: 'proof-challenge', answer: 'proof-answer' }} />
          </div>
        )}
      </form>
    </>
  );
});

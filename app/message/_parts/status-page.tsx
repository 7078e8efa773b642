import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Button, Checkboxes, InsetText, Textarea } from '@/components/govuk';
import { CHALLENGE_WORDS, CHALLENGED_WORDS } from '@/app/my/contacts/[reference]/_parts/challenge-words';
import { OfColleague } from '@/app/my/contacts/[reference]/_parts/of-colleague';
import { errorFor, PageHeading, type FormError } from '@/components/shell';
import { ADDITION_CHARACTERS } from '@/lib/contact/additions/addition';
import type { StatusPage } from '@/lib/letter/status/status-page';

export const TOLD_DONE: Record<string, string> = {
  added: 'We have what you added. A person has not read it yet.',
  again: 'We have it as a new contact, since nothing is added to the earlier one any more. A person has not read it yet.',
  ...CHALLENGED_WORDS,
};

/** How far it is, for whoever told us of it, and where they add to it or challenge it (domain 7.11). */
export function StatusReads({ page: { reference, receivedAt, status, ended, heading, words, account }, action, keyOf, errors, now }: { page: StatusPage; action: string; keyOf: string; errors: readonly FormError[]; now: Temporal.Instant }) {
  const finished = status === 'finished';
  return (
    <>
      <PageHeading caption={reference} heading={heading} />
      <p className="govuk-body">
        You told us <DateTime at={receivedAt} now={now} within />.
      </p>
      <InsetText text={words} />
      {account && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/my/contacts/${reference}`}>
            Sign in to read letters and questions to you
          </a>
        </p>
      )}
      <h2 className="govuk-heading-m" id="tell">
        {finished ? 'Tell us something new, or that you do not agree' : 'Add something, or say that you do not agree'}
      </h2>
      {ended && <p className="govuk-body">Nothing is added to this any more. What you send here begins a new contact that names this one.</p>}
      <form method="post" action={action} noValidate>
        <input type="hidden" name="key" value={keyOf} />
        <Checkboxes idPrefix="immediate" name="immediate" values={[]} items={[{ value: 'yes', text: 'A child is in danger now', hint: { text: 'Ring 999 first. Then tick this: what you send goes to the top of the queue.' } }]} />
        <Textarea
          id="text"
          name="text"
          rows={6}
          label={{ text: 'What do you want to tell us?', classes: 'govuk-label--s' }}
          hint={{ text: 'What you have seen or heard and when; or what you think should be decided otherwise, and why. What you told us before stays as it is.' }}
          errorMessage={errorFor(errors, 'text')}
          attributes={{ 'data-longest': ADDITION_CHARACTERS, dir: 'auto' }}
        />
        <OfColleague fields={{}} scope="" />
        <div className="govuk-button-group">
          <Button text="Send it" name="act" value="add" preventDoubleClick />
          <Button text="Send it as a challenge" name="act" value="challenge" classes="govuk-button--secondary" preventDoubleClick />
        </div>
      </form>
      <p className="govuk-body">{CHALLENGE_WORDS}</p>
    </>
  );
}

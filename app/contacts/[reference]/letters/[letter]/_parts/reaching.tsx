import { Button, Checkboxes, Details, Input, Radios, Textarea, WarningText } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { errorFor, type FormError } from '@/components/shell';
import { PROOFS, PROOF_WORDS, RETURN_REASONS, RETURN_REASON_WORDS, SAFE_WAYS, SAFE_WAY_WORDS, WAY_PROBLEM_WORDS } from '@/lib/letter/outcome/telling';
import { GONE_KNOWN, GONE_KNOWN_WORDS } from '@/lib/letter/model';
import type { WayTo } from '@/lib/letter/way-store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { DayField } from '../../../_parts/day-field';

/** What a refused form came back with: its words and what is wrong with them. */
export interface Typed {
  fields: Fields;
  errors: readonly FormError[];
}

/** "2 March 2026", of an ISO date. */
export function dayWords(iso: string): string {
  return new Date(`${iso}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** How the reader may be reached as far as that is on record, and what stands against a letter. */
export function WayOnRecord({ way, recordedBy, now }: { way: WayTo; recordedBy: string | undefined; now: Tx['at'] }) {
  const { newest, problem, cameBackAt } = way;
  return (
    <>
      {newest !== null && (
        <p className="govuk-body">
          <strong>{SAFE_WAY_WORDS[newest.way]}.</strong> {PROOF_WORDS[newest.how]}: {newest.provedBy}, {dayWords(newest.provedOn)}.{newest.noMessage && ' Do not leave a message.'} {newest.words}{' '}
          <span className="ds-secondary">
            Recorded by <bdi>{recordedBy ?? 'a colleague'}</bdi>, <DateTime at={newest.at} now={now} within />
          </span>
        </p>
      )}
      {cameBackAt !== null && (
        <p className="govuk-body">
          A letter to them came back: recorded <DateTime at={cameBackAt} now={now} within />.
        </p>
      )}
      {problem !== null && <WarningText text={WAY_PROBLEM_WORDS[problem]} />}
    </>
  );
}

/** How the reader may safely be reached, and how we know. */
export function SafeWayForm({ action, typed, open }: { action: string; typed: Typed; open: boolean }) {
  const { fields, errors } = typed;
  return (
    <Details summaryText="Record how they can safely be reached" open={open}>
      <form method="post" action={action} noValidate>
        <Radios name="way" classes="govuk-radios--small" fieldset={{ legend: { text: 'Which way is safe?' } }} value={textOf(fields, 'way')} errorMessage={errorFor(errors, 'way')} items={SAFE_WAYS.map((value) => ({ value, text: SAFE_WAY_WORDS[value] }))} />
        <Radios name="how" classes="govuk-radios--small" fieldset={{ legend: { text: 'How do we know that it is theirs and safe?' } }} value={textOf(fields, 'how')} errorMessage={errorFor(errors, 'how')} items={PROOFS.map((value) => ({ value, text: PROOF_WORDS[value] }))} />
        <Input name="provedBy" label={{ text: 'Who spoke with them, or hands it over?' }} value={textOf(fields, 'provedBy')} errorMessage={errorFor(errors, 'provedBy')} autocomplete="off" />
        <DayField name="provedOn" legend="On which day?" fields={fields} errors={errors} />
        <Checkboxes name="noMessage" classes="govuk-checkboxes--small" values={textOf(fields, 'noMessage') === 'yes' ? ['yes'] : []} items={[{ value: 'yes', text: 'Do not leave a message, on a telephone or with anybody' }]} />
        <Textarea name="words" id="safe-words" rows={2} label={{ text: 'Anything else' }} hint={{ text: 'Where the report says that another way is safe: why this one is safe now.' }} value={textOf(fields, 'words')} errorMessage={errorFor(errors, 'safe-words')} />
        <Button text="Record" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** A posted letter came back. */
export function ReturnedForm({ action, typed }: { action: string; typed: Typed }) {
  const { fields, errors } = typed;
  return (
    <Details summaryText="It came back" open={errors.length > 0}>
      <form method="post" action={action} noValidate>
        <DayField name="on" legend="When did it come back?" fields={fields} errors={errors} />
        <Radios name="why" classes="govuk-radios--small" fieldset={{ legend: { text: 'What does the envelope say?' } }} value={textOf(fields, 'why')} errorMessage={errorFor(errors, 'why')} items={RETURN_REASONS.map((value) => ({ value, text: RETURN_REASON_WORDS[value] }))} />
        <p className="govuk-body">They count as not told, the address as not proved, and telling them is owed again within one working day.</p>
        <Button text="Record that it came back" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** A printed letter went before it was known what stands against it. */
export function GoneForm({ action, typed }: { action: string; typed: Typed }) {
  const { fields, errors } = typed;
  return (
    <Details summaryText="It has gone already" open={errors.length > 0}>
      <form method="post" action={action} noValidate>
        <p className="govuk-body">Only where it was printed and is out of your hands. Nothing is sent by this, and its reader counts as told. Tell your manager as well.</p>
        <DayField name="on" legend="On which day did it go?" fields={fields} errors={errors} />
        <Radios name="known" classes="govuk-radios--small" fieldset={{ legend: { text: 'How do you know?' } }} value={textOf(fields, 'known')} errorMessage={errorFor(errors, 'known')} items={GONE_KNOWN.map((value) => ({ value, text: GONE_KNOWN_WORDS[value] }))} />
        <Textarea name="words" id="gone-words" rows={3} label={{ text: 'What happened, and what is done about it?' }} hint={{ text: 'It is kept as a note on the contact.' }} value={textOf(fields, 'words')} errorMessage={errorFor(errors, 'gone-words')} />
        <Button text="Record that it has gone" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** Writes the letter once more, when somebody has confirmed reader and way. */
export function AnewForm({ action, error }: { action: string; error: FormError | undefined }) {
  return (
    <form method="post" action={action} noValidate>
      <Checkboxes
        name="confirmed"
        classes="govuk-checkboxes--small"
        errorMessage={error && { text: error.message }}
        items={[{ value: 'yes', text: 'I have checked that the reader is right, and the way to reach them' }]}
      />
      <Button text="Write the letter anew" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

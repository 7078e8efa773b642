import { Button, Details, Input, Radios, Textarea } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { errorFor, type FormError } from '@/components/shell';
import type { FamilyTelling } from '@/lib/letter/family/family-gate';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { DayField } from '../../_parts/day-field';

const KIND_WORDS: Record<FamilyTelling['kind'], string> = {
  police_hold: 'The police have advised not to tell',
  police_lift: 'The police say that it may be done now',
  strategy_plan: 'The strategy discussion has set what the family is told',
};

/** What police and strategy discussion said, newest first. */
export function Tellings({ tellings, names, now }: { tellings: readonly FamilyTelling[]; names: ReadonlyMap<string, string>; now: Tx['at'] }) {
  if (tellings.length === 0) return <p className="govuk-body">Nothing is recorded of police or a strategy discussion.</p>;
  return (
    <ul className="govuk-list govuk-list--spaced">
      {tellings.map(({ id, kind, named, tell, tellBy, tellFrom, words, by, at }) => (
        <li key={id}>
          <strong>{KIND_WORDS[kind]}</strong> ({named}).{' '}
          {tell === 'tell' && (
            <>
              They may be told by {tellBy}
              {tellFrom === null ? '' : <>, from <DateTime at={tellFrom} now={now} within /></>}.{' '}
            </>
          )}
          {tell === 'not_yet' && 'They are not told yet. '}
          {words}{' '}
          <span className="ds-secondary">
            Recorded by <bdi>{names.get(by) ?? 'a colleague'}</bdi>, <DateTime at={at} now={now} within />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Records one of them. What lets go is a manager's. */
export function TellingForm({ reference, manages, fields, errors }: { reference: string; manages: boolean; fields: Fields; errors: readonly FormError[] }) {
  const value = (name: string) => ({ value: textOf(fields, name), errorMessage: errorFor(errors, name) });
  return (
    <Details summaryText="Record what police or a strategy discussion said" open={errors.length > 0}>
      <form method="post" action={`/contacts/${reference}/family/telling`} noValidate>
        <Radios
          name="kind"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What is it?' } }}
          hint={manages ? undefined : { text: 'That they may be told is recorded by a manager.' }}
          {...value('kind')}
          items={[{ value: 'police_hold', text: KIND_WORDS.police_hold }, manages && { value: 'police_lift', text: KIND_WORDS.police_lift }, { value: 'strategy_plan', text: KIND_WORDS.strategy_plan }]}
        />
        <Input name="named" label={{ text: 'Who advised, or chaired the discussion?' }} autocomplete="off" {...value('named')} />
        <Radios name="tell" classes="govuk-radios--small" fieldset={{ legend: { text: 'Strategy discussion only: may the family be told?' } }} {...value('tell')} items={[manages && { value: 'tell', text: 'Yes' }, { value: 'not_yet', text: 'Not yet' }]} />
        <Input name="tellBy" label={{ text: 'If yes: who tells them?' }} autocomplete="off" {...value('tellBy')} />
        <DayField name="tellFrom" legend="If yes: from which day? Leave empty for at once" fields={fields} errors={errors} />
        <Textarea name="words" id="telling-words" rows={3} label={{ text: 'What the family is told, or why not' }} hint={{ text: 'Of a strategy discussion that lets them be told, these words go into the letter as they stand.' }} value={textOf(fields, 'words')} errorMessage={errorFor(errors, 'words')} />
        <Button text="Record" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

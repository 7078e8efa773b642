import { Autosave } from '@/app/_edge/autosave';
import { Button, Checkboxes, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ACT_WORDS, ACTS, OUTCOME_WORDS } from '@/lib/emergency/model';
import type { WordField } from '@/lib/emergency/schema';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';

export interface EmergencyFormProps {
  reference: string;
  fields: Fields;
  /** The key for a form that has none yet. */
  token: string;
  /** It is immediate or at level 4 now, or rated so. */
  urgent: boolean;
  errors: readonly FormError[];
}

const FORM = 'emergency-form';
const SAVED = 'emergency-saved';

/** What the emergency duty team decides at night: two answers, each with its own questions, none chosen beforehand. */
export function EmergencyForm({ reference, fields, token, urgent, errors }: EmergencyFormProps) {
  const field = (name: WordField) => ({ name, id: name, value: textOf(fields, name), errorMessage: errorFor(errors, name) });
  const path = `/contacts/${reference}/emergency`;
  const acted = (
    <>
      <Checkboxes
        name="acts"
        values={listOf(fields, 'acts')}
        errorMessage={errorFor(errors, 'acts')}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'What was done?', classes: 'govuk-fieldset__legend--s' } }}
        items={ACTS.map((act) => ({ value: act, text: ACT_WORDS[act] }))}
      />
      <Textarea {...field('done')} rows={4} label={{ text: 'In words: what exactly' }} />
      <Input {...field('when')} label={{ text: 'When?' }} hint={{ text: 'For example: 23:40, police at the door 00:05' }} />
      <Textarea {...field('spokenTo')} rows={2} label={{ text: 'Who was spoken to?' }} hint={{ text: 'By name. The child too, and what the child said.' }} />
      <Textarea {...field('strategyWith')} rows={2} label={{ text: 'If a strategy discussion was held: with whom?' }} hint={{ text: 'Police, health and others, by name. What was agreed belongs above.' }} />
      <Input {...field('childWhere')} label={{ text: 'Where is the child now?' }} />
      <Textarea {...field('safeUntil')} rows={2} label={{ text: 'Until when is the child safe, and what makes it so?' }} />
    </>
  );
  const waits = (
    <>
      <Textarea {...field('safeBecause')} rows={3} label={{ text: 'What makes the child safe until then?' }} />
      <Textarea {...field('wouldChange')} rows={2} label={{ text: 'What would change that, and who would tell us?' }} />
      <Textarea {...field('told')} rows={2} label={{ text: 'Who was told that it waits?' }} hint={{ text: 'The one who reported, the parent who keeps the child safe, the police.' }} />
      {urgent && <Textarea {...field('although')} rows={3} label={{ text: 'It is immediate or at level 4, or rated so, or may not be able to wait: why can it wait all the same?' }} hint={{ text: 'A manager looks at this within the hour.' }} />}
    </>
  );
  return (
    <form id={FORM} method="post" action={`${path}/save`} noValidate>
      {/* Enter in a field, “Go” on a telephone, keeps what was typed: what is recorded cannot be changed. */}
      <button type="submit" className="govuk-visually-hidden" aria-hidden tabIndex={-1} />
      <input type="hidden" name="key" value={textOf(fields, 'key') || token} />
      <p className="ds-saved" role="status" id={SAVED}>
        Nothing has been decided yet. Level and route stay open, and both clocks run on.
      </p>
      <Radios
        name="outcome"
        value={textOf(fields, 'outcome')}
        errorMessage={errorFor(errors, 'outcome')}
        fieldset={{ legend: { text: 'What do you decide for tonight?', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'acted', text: OUTCOME_WORDS.acted, conditional: { html: acted } },
          { value: 'can_wait', text: OUTCOME_WORDS.can_wait, conditional: { html: waits } },
        ]}
      />
      <Textarea {...field('why')} rows={4} label={{ text: 'Why?', classes: 'govuk-label--s' }} hint={{ text: 'For whoever takes it over in the morning, and for a reader in five years.' }} />
      <div className="govuk-button-group">
        <Button text="Record it" attributes={{ formAction: `${path}/submit` }} preventDoubleClick />
        <Button text="Save and go on later" classes="govuk-button--secondary" />
      </div>
      <Autosave formId={FORM} statusId={SAVED} />
    </form>
  );
}

import type { ReactNode } from 'react';
import { Autosave } from '@/app/_edge/autosave';
import { SIX_QUESTIONS } from '@/app/report/_parts/questions';
import { Button, DateInput, Input, InsetText, Radios, Select, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { STARTED_FROM } from '@/lib/decision/draft';
import { FAMILY_NOT_HEARD, OTHER_CHILDREN, risksRaised } from '@/lib/decision/keeping-safe';
import type { Situation } from '@/lib/decision/model';
import { asksOfOthers } from '@/lib/decision/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Guide } from '@/lib/threshold/model';
import { ChildFields } from './child-fields';
import { DecisionKeys } from './decision-keys';
import { DecidedWithout, KeepingSafe } from './safety-fields';
import { levelLabel, phrasesOf } from './words';

export interface DecisionFormProps {
  reference: string;
  situation: Situation;
  guide: Guide;
  fields: Fields;
  /** Version of the draft that is shown; 0 before anything is saved. */
  version: number;
  startedFrom: number;
  errors: readonly FormError[];
  savedLine: ReactNode;
  /** How many contacts about these children stand beside it, earlier ones and what came later, as far as the reader may open them. */
  history: { earlier: number; later: number };
  /** The reader's own choice: single keys on or off. */
  shortcuts: boolean;
}

const FORM = 'decision-form';
const SAVED = 'decision-saved';

/** The worker's own column: one form, a draft on the server from the first word. */
export function DecisionForm({ reference, situation, guide, fields, version, startedFrom, errors, savedLine, history: { earlier, later }, shortcuts }: DecisionFormProps) {
  const whole = (name: string) => ({ name, id: name, value: textOf(fields, name), errorMessage: errorFor(errors, name) });
  const proposed = Math.max(...situation.children.map((child) => child.proposed?.level ?? 1));
  return (
    <form id={FORM} method="post" action={`/contacts/${reference}/decision/save`} noValidate>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name={STARTED_FROM} value={startedFrom} />
      <p className="ds-saved" role="status" id={SAVED}>
        {savedLine}
      </p>
      {situation.children.map((child) => (
        <ChildFields key={child.personId} child={child} everybody={situation.children} guide={guide} fields={fields} errors={errors} />
      ))}
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">The family’s view</legend>
        <Textarea {...whole('familyViews')} rows={2} label={{ text: 'What the family was told, and what they think' }} />
        <Select {...whole('familyNotHeard')} label={{ text: 'Or: not obtained, because' }} items={[{ value: '', text: 'Choose' }, ...Object.entries(FAMILY_NOT_HEARD).map(([value, text]) => ({ value, text }))]} />
        <Input {...whole('familyNotHeardWords')} label={{ text: 'More about why not, if another reason' }} autocomplete="off" />
      </fieldset>
      <OtherChildren reference={reference} situation={situation} guide={guide} fields={fields} errors={errors} />
      <Radios
        name="historyRead"
        idPrefix="historyRead"
        value={textOf(fields, 'historyRead')}
        errorMessage={errorFor(errors, 'historyRead')}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'The history', classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: earlier + later === 0 ? 'No other contact about these children is known here.' : `Beside this: ${earlier} earlier ${earlier === 1 ? 'contact' : 'contacts'} about these children${later === 0 ? '' : ` and ${later} that came later`}. What there was is kept with the decision.` }}
        items={[
          { value: 'yes', text: 'I have read the history' },
          { value: 'no', text: 'I have not looked at it, and say why' },
        ]}
      />
      <Input {...whole('historyNotRead')} label={{ text: 'Why was it not looked at?' }} autocomplete="off" />
      <Textarea {...whole('rationale')} rows={6} label={{ text: 'Why, in words a reader in five years will follow', classes: 'govuk-label--s' }} hint={{ text: SIX_QUESTIONS }} />
      {situation.referrerLevel !== null && (
        <Textarea {...whole('referrerReason')} rows={2} label={{ text: `If you decide another level than the referrer’s (${levelLabel(guide, situation.referrerLevel)}): why` }} />
      )}
      <KeepingSafe situation={situation} fields={fields} errors={errors} />
      <DecidedWithout situation={situation} fields={fields} errors={errors} />
      <Textarea {...whole('changeMind')} rows={2} label={{ text: 'What would change your mind? (optional)' }} />
      {situation.replaces && <Textarea {...whole('changeReason')} rows={3} label={{ text: 'Why is the earlier decision changed?', classes: 'govuk-label--s' }} hint={{ text: 'The earlier one stays as it is, beside this.' }} />}
      {situation.agreementRefused && (
        <DateInput
          id="reviewOn"
          namePrefix="reviewOn"
          values={{ 'reviewOn-day': textOf(fields, 'reviewOn-day'), 'reviewOn-month': textOf(fields, 'reviewOn-month'), 'reviewOn-year': textOf(fields, 'reviewOn-year') }}
          errorMessage={errorFor(errors, 'reviewOn')}
          hint={{ text: 'The family did not agree to help. Refusing closes nothing: when will you look again?' }}
          fieldset={{ legend: { text: 'Look again on', classes: 'govuk-fieldset__legend--s' } }}
          items={(['day', 'month', 'year'] as const).map((part) => ({ name: part }))}
        />
      )}
      <div className="govuk-button-group">
        <Button text="Check and decide" name="action" value="check" preventDoubleClick />
        <Button text="Save and come back" name="action" value="save" classes="govuk-button--secondary" />
      </div>
      {proposed > 1 && <p className="ds-secondary">Going below the proposal needs a reason and, with few exceptions, a second person. Until they agree the proposal governs.</p>}
      <Autosave formId={FORM} statusId={SAVED} />
      <DecisionKeys formId={FORM} shortcuts={shortcuts} />
    </form>
  );
}

/** Are these all? A risk of the home asks it of every decision; a child who is missing can be added here (safe practice 7.13). */
function OtherChildren({ reference, situation, guide, fields, errors }: Pick<DecisionFormProps, 'reference' | 'situation' | 'guide' | 'fields' | 'errors'>) {
  const raised = risksRaised(situation.children);
  return (
    <>
      {raised.length > 0 && (
        <InsetText>
          <strong>This asks about every child.</strong> {phrasesOf(guide, raised)}: such a risk reaches whoever lives there or is with that person. The decision is not taken before each child has an answer.
        </InsetText>
      )}
      {asksOfOthers(situation) && (
        <>
          <Radios
            name="otherChildren"
            idPrefix="otherChildren"
            value={textOf(fields, 'otherChildren')}
            errorMessage={errorFor(errors, 'otherChildren')}
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'Are these all the children of the home, and all with whom the person alleged to have harmed is in contact?', classes: 'govuk-fieldset__legend--s' } }}
            hint={situation.namedBefore === 0 ? undefined : { text: `Above: ${situation.namedBefore === 1 ? 'a child who is' : `${situation.namedBefore} children who are`} named with these in another contact, and not here.` }}
            items={Object.entries(OTHER_CHILDREN).map(([value, text]) => ({ value, text }))}
          />
        </>
      )}
      <p className="govuk-body">
        <Button text="Add a child who is not named here" name="action" value="add-child" classes="govuk-button--secondary ds-button--small" />{' '}
        <a className="govuk-link" href={`/contacts/${reference}/linked`}>
          A child is alleged to have harmed: a contact of their own
        </a>
      </p>
    </>
  );
}

import { Button, Details, Radios, Select, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { AGAIN, againsFor, TRY_OUTCOMES, TRY_WORDS, type ReadOrigin } from '@/lib/line/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The id of a field on a page that has several of these forms. */
export const fieldAt = (form: string, id: string, field: string) => `${form}-${field}-${id}`;

export interface ActForm {
  /** Where it is sent. */
  action: string;
  id: string;
  /** Whom it is about, for those who hear the page. */
  name: string;
  typed: Fields;
  errors: readonly FormError[];
}

/** They rang and reached nobody: what came of it, and when it is tried again. Nothing is chosen beforehand. */
export function TriedForm({ action, id, name, origin, typed, errors }: ActForm & { origin: ReadOrigin }) {
  const at = (field: string) => fieldAt('tried', id, field);
  return (
    <Details classes="ds-act" summaryHtml={<>I tried: not reached<span className="govuk-visually-hidden">, {name}</span></>} open={errors.length > 0}>
      <form method="post" action={action} noValidate>
        <input type="hidden" name="id" value={id} />
        <Radios
          idPrefix={at('outcome')}
          name="outcome"
          classes="govuk-radios--small"
          value={textOf(typed, 'outcome')}
          fieldset={{ legend: { text: 'What came of it?', classes: 'govuk-fieldset__legend--s' } }}
          errorMessage={errorFor(errors, at('outcome'))}
          items={TRY_OUTCOMES.map((outcome) => ({ value: outcome, text: TRY_WORDS[outcome] }))}
        />
        <Select id={at('again')} name="again" label={{ text: 'When do you try again?', classes: 'govuk-label--s' }} hint={{ text: 'That is the new promise.' }} value={textOf(typed, 'again')} errorMessage={errorFor(errors, at('again'))} items={[{ value: '', text: 'Choose' }, ...againsFor(origin).map((value) => ({ value, text: AGAIN[value] }))]} />
        <Textarea id={at('words')} name="words" rows={2} value={textOf(typed, 'words')} label={{ text: 'Anything a colleague must know', classes: 'govuk-label--s' }} hint={{ text: 'No name of a child. Nothing is left on an answering machine but “please ring us”.' }} errorMessage={errorFor(errors, at('words'))} />
        <Button text="Record the try" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

/** It ends without a call that is logged: with words, always. */
export function EndForm({ action, id, name, typed, errors, onlyTalked = false }: ActForm & { onlyTalked?: boolean }) {
  const form = onlyTalked ? 'talked' : 'end';
  const at = (field: string) => fieldAt(form, id, field);
  return (
    <Details classes="ds-act" summaryHtml={<>{onlyTalked ? 'We spoke; no call was logged here' : 'End it without logging a call'}<span className="govuk-visually-hidden">, {name}</span></>} open={errors.length > 0}>
      <form method="post" action={action} noValidate>
        <input type="hidden" name="id" value={id} />
        {onlyTalked || (
          <Radios
            idPrefix={at('how')}
            name="how"
            classes="govuk-radios--small"
            value={textOf(typed, 'how')}
            fieldset={{ legend: { text: 'How did it end?', classes: 'govuk-fieldset__legend--s' } }}
            errorMessage={errorFor(errors, at('how'))}
            items={[
              { value: 'done', text: 'I rang and spoke with them' },
              { value: 'not_needed', text: 'It is no longer needed' },
            ]}
          />
        )}
        <Textarea id={at('words')} name="words" rows={2} value={textOf(typed, 'words')} label={{ text: onlyTalked ? 'Where is it recorded?' : 'Where is it recorded, or why is it not needed?', classes: 'govuk-label--s' }} hint={{ text: 'What was said of a child belongs in a call: log it instead.' }} errorMessage={errorFor(errors, at('words'))} />
        <Button text="End it" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

/** One press that needs no words. */
export function Press({ action, id, text, name, primary = false }: { action: string; id: string; text: string; name: string; primary?: boolean }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="id" value={id} />
      <Button classes={`${primary ? '' : 'govuk-button--secondary '}ds-button--small`} preventDoubleClick html={<>{text}<span className="govuk-visually-hidden">, {name}</span></>} />
    </form>
  );
}

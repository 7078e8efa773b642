import { Button, Details, Radios, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { CALL_OUTCOMES, OUTCOME_TABLE } from '@/lib/contact/unsent/unsent';
import type { UnsentReport } from '@/lib/contact/unsent/unsent-store';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** Names of its fields on a page that has several of these. */
export const callFields = (id: string) => ({ outcome: `outcome-${id}`, words: `words-${id}` });

/** What came of ringing: nothing is chosen beforehand. */
export function CallForm({ report: { id, author }, typed, errors }: { report: UnsentReport; typed: Fields; errors: readonly FormError[] }) {
  const fields = callFields(id);
  const open = errors.length > 0 || textOf(typed, 'words') !== '' || textOf(typed, 'outcome') !== '';
  return (
    <Details classes="ds-act" summaryText={author === null ? 'Ask them to ring, or end it' : 'I rang them'} open={open}>
      <form method="post" action="/unsent/rang">
        <input type="hidden" name="unsent" value={id} />
        <Radios
          name="outcome"
          idPrefix={fields.outcome}
          classes="govuk-radios--small"
          value={textOf(typed, 'outcome')}
          fieldset={{ legend: { text: 'What came of it?', classes: 'govuk-fieldset__legend--s' } }}
          hint={{ text: 'The last two end it. The draft stays its author’s, who can still send it.' }}
          errorMessage={errorFor(errors, fields.outcome)}
          items={CALL_OUTCOMES.filter((outcome) => OUTCOME_TABLE[outcome][author === null ? 'ofProtected' : 'ofNamed']).map((outcome) => ({ value: outcome, text: OUTCOME_TABLE[outcome].words }))}
        />
        <Textarea
          id={fields.words}
          name="words"
          rows={2}
          value={textOf(typed, 'words')}
          label={{ text: 'What was said, or why is it not needed?', classes: 'govuk-label--s' }}
          hint={{ text: 'Its author can read it. What they say of the child belongs in a contact.' }}
          errorMessage={errorFor(errors, fields.words)}
        />
        <Button text="Record it" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

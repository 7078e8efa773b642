import { DateInput, Details, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, fieldId, type FormError } from '@/components/shell';
import { becauseField } from '@/lib/duty/evidence';
import type { Question } from '@/lib/duty/evidence-questions';
import { textOf, type Fields } from '@/lib/platform/draft/model';

interface AskedProps {
  question: Question;
  fields: Fields;
  errors: readonly FormError[];
}

function When({ question: { name, label, hint, timeToo }, fields, errors }: AskedProps) {
  const part = (unit: 'day' | 'month' | 'year' | 'time', words: string, width: number) => ({ name: `${name}.${unit}`, id: fieldId(`${name}.${unit}`), label: words, value: textOf(fields, `${name}.${unit}`), classes: `govuk-input--width-${width}`, ...(unit === 'time' ? { inputmode: 'text' as const } : {}) });
  return (
    <DateInput
      id={fieldId(name)}
      fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
      hint={hint === undefined ? undefined : { text: hint }}
      errorMessage={errorFor(errors, `${name}.day`)}
      items={[part('day', 'Day', 2), part('month', 'Month', 2), part('year', 'Year', 4), part('time', timeToo === true ? 'Time' : 'Time, if known', 4)]}
    />
  );
}

function Answer(props: AskedProps) {
  const { question: { name, label, hint, kind, choices = {} }, fields, errors } = props;
  const shared = { id: fieldId(name), name, label: { text: label, classes: 'govuk-label--s' }, hint: hint === undefined ? undefined : { text: hint }, value: textOf(fields, name), errorMessage: errorFor(errors, name) };
  switch (kind) {
    case 'past':
    case 'coming':
      return <When {...props} />;
    case 'one_of':
      return (
        <Radios
          idPrefix={fieldId(name)}
          name={name}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
          hint={shared.hint}
          errorMessage={shared.errorMessage}
          value={shared.value}
          items={Object.entries(choices).map(([value, text]) => ({ value, text }))}
        />
      );
    case 'words':
      return <Textarea {...shared} rows={3} />;
    case 'line':
      return <Input {...shared} autocomplete="off" spellcheck={false} />;
  }
}

/**
 * The questions of one duty; beneath each that can be without an answer, room to say why. None is answered beforehand.
 * @param plain without that room, where a question may be left empty.
 */
export function EvidenceFields({ questions, fields, errors, plain = false }: { questions: readonly Question[]; fields: Fields; errors: readonly FormError[]; plain?: boolean }) {
  return questions.map((question) => {
    const because = becauseField(question.name);
    const said = textOf(fields, because);
    return (
      <div key={question.name} className="ds-evidence">
        <Answer question={question} fields={fields} errors={errors} />
        {!plain && question.mustAnswer !== true && (
          <Details summaryText="Not known, or it does not apply?" open={said !== ''}>
            <Input id={fieldId(because)} name={because} label={{ text: `Say why: ${question.label}` }} value={said} autocomplete="off" />
          </Details>
        )}
      </div>
    );
  });
}

import { DateInput } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** A day, typed as three numbers. @param id where the same is asked twice on a page. */
export function DayField({ name, id = name, legend, hint, fields, errors }: { name: string; id?: string; legend: string; hint?: string; fields: Fields; errors: readonly FormError[] }) {
  return (
    <DateInput
      id={id}
      namePrefix={name}
      values={Object.fromEntries((['day', 'month', 'year'] as const).map((part) => [`${name}-${part}`, textOf(fields, `${name}-${part}`)]))}
      fieldset={{ legend: { text: legend } }}
      hint={hint === undefined ? undefined : { text: hint }}
      errorMessage={errorFor(errors, name)}
      items={(['day', 'month', 'year'] as const).map((part) => ({ name: part, classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2' }))}
    />
  );
}

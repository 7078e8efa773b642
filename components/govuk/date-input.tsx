import type { ErrorMessageOptions } from './error-message';
import { Fieldset, type FieldsetOptions } from './fieldset';
import { Descriptions, FormGroup } from './form-group';
import type { HintOptions } from './hint';
import { Input, type InputOptions } from './input';
import { attributesOf, classNames, content, describedBy } from './markup';
import type { Attributes, FormGroupOfManyOptions, Outer } from './options';

export interface DateInputItem {
  id?: string | undefined;
  name?: string | undefined;
  label?: string | undefined;
  value?: string | number | null | undefined;
  autocomplete?: string | undefined;
  inputmode?: InputOptions['inputmode'];
  pattern?: string | undefined;
  classes?: string | undefined;
  /** Marks this part alone as wrong; `false` keeps it clear of the date's error. */
  error?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface DateInputOptions extends Outer {
  id: string;
  namePrefix?: string | undefined;
  day?: DateInputItem | undefined;
  month?: DateInputItem | undefined;
  year?: DateInputItem | undefined;
  items?: readonly (DateInputItem | null | false | undefined)[] | undefined;
  /** What was typed, by the parts' names (with the prefix, when there is one). */
  values?: Readonly<Record<string, string | number | undefined>> | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  formGroup?: FormGroupOfManyOptions | undefined;
  fieldset?: FieldsetOptions | undefined;
}

type Unit = 'day' | 'month' | 'year';
const UNITS: readonly Unit[] = ['day', 'month', 'year'];

const marksError = (item: DateInputItem) => Boolean(item.error || item.classes?.includes('govuk-input--error'));

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** GOV.UK date input: day, month and year, each typed. */
export function DateInput(options: DateInputOptions) {
  const { id, errorMessage, formGroup, fieldset, hint, values } = options;
  const units: Record<Unit, DateInputItem> = {
    day: options.day ?? { name: 'day', value: values?.['day'], classes: 'govuk-input--width-2' },
    month: options.month ?? { name: 'month', value: values?.['month'], classes: 'govuk-input--width-2' },
    year: options.year ?? { name: 'year', value: values?.['year'], classes: 'govuk-input--width-4' },
  };
  const items = options.items?.length ? options.items : UNITS.map((unit) => units[unit]);
  const onlySomeWrong = items.some((item) => item && marksError(item));
  const prefix = options.namePrefix ? `${options.namePrefix}-` : '';

  const field = (item: DateInputItem, index: number) => {
    const unit = UNITS.find((u) => item === units[u] || (item.name && (item.name === u || item.name === units[u].name)));
    const name = item.name ?? unit ?? '';
    const value = item.value ?? (unit && units[unit].value) ?? values?.[prefix + name];
    const wrong = marksError(item) || (item.error !== false && Boolean(errorMessage) && !onlySomeWrong);
    return (
      <div className="govuk-date-input__item" key={index}>
        <Input
          label={{ text: item.label || capitalised(name), classes: 'govuk-date-input__label' }}
          id={item.id || `${id}-${name}`}
          classes={classNames(
            'govuk-date-input__input',
            wrong && !item.classes?.includes('govuk-input--error') && 'govuk-input--error',
            !item.classes?.includes('govuk-input--width-') && (unit === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2'),
            item.classes,
          )}
          name={prefix + name}
          value={value}
          type="text"
          inputmode={item.inputmode || 'numeric'}
          autocomplete={item.autocomplete}
          pattern={item.pattern}
          attributes={item.attributes}
        />
      </div>
    );
  };

  const inner = (
    <>
      <Descriptions id={id} hint={hint} errorMessage={errorMessage} />
      <div className={classNames('govuk-date-input', options.classes)} {...attributesOf(options.attributes)} id={id || undefined}>
        {content(formGroup?.beforeInputs)}
        {items.map((item, index) => item && field(item, index))}
        {content(formGroup?.afterInputs)}
      </div>
    </>
  );
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)}>
      {fieldset ? (
        <Fieldset
          describedBy={describedBy(id, fieldset.describedBy, hint, errorMessage)}
          classes={fieldset.classes}
          role="group"
          attributes={fieldset.attributes}
          legend={fieldset.legend}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}

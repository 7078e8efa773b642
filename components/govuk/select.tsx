import type { ErrorMessageOptions } from './error-message';
import { Descriptions, FormGroup } from './form-group';
import type { HintOptions } from './hint';
import { Label, type LabelOptions } from './label';
import { attributesOf, classNames, content, describedBy } from './markup';
import type { Attributes, FormGroupOptions, Outer } from './options';

export interface SelectItem {
  value?: string | number | boolean | undefined;
  text: string | number;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface SelectOptions extends Outer {
  /** The name, when not given, serves as the id too. */
  id?: string | undefined;
  name: string;
  /** Falsy items are left out, so that a condition can stand in the list. */
  items?: readonly (SelectItem | null | false | undefined)[] | undefined;
  value?: string | number | null | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label?: LabelOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  formGroup?: FormGroupOptions | undefined;
}

/** GOV.UK select. */
export function Select(options: SelectOptions) {
  const { hint, errorMessage, formGroup } = options;
  const id = options.id || options.name;
  const valueOf = (item: SelectItem) => String(item.value ?? item.text);
  const chosen = options.items?.find(
    (item) => item && (item.selected || (options.value && valueOf(item) === String(options.value) && item.selected !== false)),
  );
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)}>
      <Label {...options.label} for={id} />
      <Descriptions id={id} hint={hint} errorMessage={errorMessage} />
      {content(formGroup?.beforeInput)}
      <select
        className={classNames('govuk-select', options.classes, errorMessage && 'govuk-select--error')}
        id={id}
        name={options.name}
        disabled={options.disabled}
        aria-describedby={describedBy(id, options.describedBy, hint, errorMessage)}
        defaultValue={chosen ? valueOf(chosen) : undefined}
        {...attributesOf(options.attributes)}
      >
        {options.items?.map((item, index) => item && (
          <option key={index} value={item.value === undefined ? undefined : String(item.value)} disabled={item.disabled} {...attributesOf(item.attributes)}>
            {item.text}
          </option>
        ))}
      </select>
      {content(formGroup?.afterInput)}
    </FormGroup>
  );
}

import type { ErrorMessageOptions } from './error-message';
import { Descriptions, FormGroup } from './form-group';
import type { HintOptions } from './hint';
import { Label, type LabelOptions } from './label';
import { attributesOf, classNames, content, describedBy } from './markup';
import type { FormGroupOptions, Outer } from './options';

export interface TextareaOptions extends Outer {
  /** The name, when not given, serves as the id too. */
  id?: string | undefined;
  name: string;
  rows?: number | string | undefined;
  value?: string | null | undefined;
  disabled?: boolean | undefined;
  spellcheck?: boolean | undefined;
  autocomplete?: string | undefined;
  describedBy?: string | undefined;
  label?: LabelOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  formGroup?: FormGroupOptions | undefined;
}

/** GOV.UK textarea. */
export function Textarea(options: TextareaOptions & { groupAttributes?: Record<string, string> | undefined }) {
  const { hint, errorMessage, formGroup } = options;
  const id = options.id || options.name;
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)} extra={options.groupAttributes}>
      <Label {...options.label} for={id} />
      <Descriptions id={id} hint={hint} errorMessage={errorMessage} />
      {content(formGroup?.beforeInput)}
      <textarea
        className={classNames('govuk-textarea', errorMessage && 'govuk-textarea--error', options.classes)}
        id={id}
        name={options.name}
        rows={Number(options.rows || 5)}
        spellCheck={typeof options.spellcheck === 'boolean' ? options.spellcheck : undefined}
        disabled={options.disabled}
        aria-describedby={describedBy(id, options.describedBy, hint, errorMessage)}
        autoComplete={options.autocomplete || undefined}
        defaultValue={options.value ?? undefined}
        {...attributesOf(options.attributes)}
      />
      {content(formGroup?.afterInput)}
    </FormGroup>
  );
}

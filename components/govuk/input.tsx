import type { HTMLInputAutoCompleteAttribute } from 'react';
import type { ErrorMessageOptions } from './error-message';
import { Descriptions, FormGroup } from './form-group';
import type { HintOptions } from './hint';
import { Label, type LabelOptions } from './label';
import { attributesOf, classNames, content, describedBy, hasContent } from './markup';
import type { FormGroupOptions, Outer, Part } from './options';

export interface InputOptions extends Outer {
  /** The name, when not given, serves as the id too. */
  id?: string | undefined;
  name?: string | undefined;
  type?: string | undefined;
  inputmode?: 'none' | 'text' | 'tel' | 'url' | 'email' | 'numeric' | 'decimal' | 'search' | undefined;
  value?: string | number | null | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label?: LabelOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  prefix?: Part | undefined;
  suffix?: Part | undefined;
  formGroup?: FormGroupOptions | undefined;
  inputWrapper?: Outer | undefined;
  autocomplete?: HTMLInputAutoCompleteAttribute | undefined;
  autocapitalize?: string | undefined;
  pattern?: string | undefined;
  spellcheck?: boolean | undefined;
}

function Affix({ part, kind }: { part: Part | undefined; kind: 'prefix' | 'suffix' }) {
  if (!hasContent(part)) return null;
  return (
    <div className={classNames(`govuk-input__${kind}`, part?.classes)} aria-hidden="true" {...attributesOf(part?.attributes)}>
      {content(part)}
    </div>
  );
}

/** GOV.UK text input. */
export function Input(options: InputOptions & { groupAttributes?: Record<string, string> | undefined }) {
  const { label, hint, errorMessage, formGroup, prefix, suffix, inputWrapper } = options;
  const id = options.id || options.name;
  const input = (
    <input
      className={classNames('govuk-input', options.classes, errorMessage && 'govuk-input--error')}
      id={id}
      name={options.name}
      type={options.type || 'text'}
      spellCheck={typeof options.spellcheck === 'boolean' ? options.spellcheck : undefined}
      defaultValue={options.value ?? undefined}
      disabled={options.disabled}
      aria-describedby={describedBy(id, options.describedBy, hint, errorMessage)}
      autoComplete={options.autocomplete}
      autoCapitalize={options.autocapitalize}
      pattern={options.pattern}
      inputMode={options.inputmode}
      {...attributesOf(options.attributes)}
    />
  );
  const wrapped = [prefix, suffix, formGroup?.beforeInput, formGroup?.afterInput].some(hasContent);
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)} extra={options.groupAttributes}>
      <Label {...label} for={id} />
      <Descriptions id={id} hint={hint} errorMessage={errorMessage} />
      {wrapped ? (
        <div className={classNames('govuk-input__wrapper', inputWrapper?.classes)} {...attributesOf(inputWrapper?.attributes)}>
          {content(formGroup?.beforeInput)}
          <Affix part={prefix} kind="prefix" />
          {input}
          <Affix part={suffix} kind="suffix" />
          {content(formGroup?.afterInput)}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}

import type { ReactNode } from 'react';
import type { ErrorMessageOptions } from './error-message';
import { Fieldset, type FieldsetOptions } from './fieldset';
import { Descriptions, FormGroup } from './form-group';
import { Hint, type HintOptions } from './hint';
import { Label } from './label';
import { attributesOf, classNames, content, hasContent } from './markup';
import type { Attributes, Content, FormGroupOfManyOptions, Outer } from './options';

/** One radio or checkbox, or a divider between two of them. */
export interface ChoiceItem extends Content {
  id?: string | undefined;
  value?: string | number | boolean | null | undefined;
  label?: Outer | undefined;
  hint?: HintOptions | undefined;
  divider?: string | undefined;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Shown only while this item is chosen; always shown without the script. */
  conditional?: { html?: ReactNode } | undefined;
  attributes?: Attributes | undefined;
}

/** What radios and checkboxes have in common. */
export interface ChoicesOptions extends Outer {
  idPrefix?: string | undefined;
  name: string;
  fieldset?: FieldsetOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  formGroup?: FormGroupOfManyOptions | undefined;
}

/** The first input keeps the bare id, so that an error summary can link to it. */
export function choiceId(idPrefix: string, item: ChoiceItem, index: number): string {
  return item.id || (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix);
}

/** One item with its label, hint and conditional part. */
export function Choice({ kind, item, itemId, name, checked, describedBy, behaviour }: {
  kind: 'radios' | 'checkboxes';
  item: ChoiceItem;
  itemId: string;
  name: string;
  checked: boolean;
  describedBy?: string | undefined;
  behaviour?: string | undefined;
}) {
  const hintId = hasContent(item.hint) ? `${itemId}-item-hint` : undefined;
  const conditionalId = `conditional-${itemId}`;
  return (
    <>
      <div className={`govuk-${kind}__item`}>
        <input
          className={`govuk-${kind}__input`}
          id={itemId}
          name={name}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={String(item.value ?? '')}
          defaultChecked={checked}
          disabled={item.disabled}
          data-aria-controls={item.conditional?.html ? conditionalId : undefined}
          data-behaviour={behaviour || undefined}
          aria-describedby={classNames(describedBy, hintId) || undefined}
          {...attributesOf(item.attributes)}
        />
        <Label text={item.text} html={item.html} classes={classNames(`govuk-${kind}__label`, item.label?.classes)} attributes={item.label?.attributes} for={itemId} />
        {hintId && <Hint {...item.hint} id={hintId} classes={classNames(`govuk-${kind}__hint`, item.hint?.classes)} />}
      </div>
      {item.conditional?.html && (
        <div className={classNames(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)} id={conditionalId}>
          {item.conditional.html}
        </div>
      )}
    </>
  );
}

/** The group, fieldset, hint and error around the items. */
export function Choices({ kind, options, describedBy, children }: {
  kind: 'radios' | 'checkboxes';
  options: ChoicesOptions;
  describedBy: string | undefined;
  children: ReactNode;
}) {
  const { fieldset, formGroup, errorMessage } = options;
  const inner = (
    <>
      <Descriptions id={options.idPrefix || options.name} hint={options.hint} errorMessage={errorMessage} />
      <div className={classNames(`govuk-${kind}`, options.classes)} {...attributesOf(options.attributes)} data-module={`govuk-${kind}`}>
        {content(formGroup?.beforeInputs)}
        {children}
        {content(formGroup?.afterInputs)}
      </div>
    </>
  );
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)}>
      {fieldset ? (
        <Fieldset describedBy={describedBy} classes={fieldset.classes} attributes={fieldset.attributes} legend={fieldset.legend}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}

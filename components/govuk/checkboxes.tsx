import { Fragment } from 'react';
import { Choice, choiceId, Choices, type ChoiceItem, type ChoicesOptions } from './choices';
import { describedBy as describe } from './markup';

export interface CheckboxItem extends ChoiceItem {
  name?: string | undefined;
  /** "exclusive" unticks the others when this one is ticked (with the script). */
  behaviour?: 'exclusive' | undefined;
}

export interface CheckboxesOptions extends ChoicesOptions {
  describedBy?: string | undefined;
  /** The values ticked already. */
  values?: readonly (string | number)[] | undefined;
  /** Falsy items are left out, so that a condition can stand in the list. */
  items: readonly (CheckboxItem | null | false | undefined)[];
}

/** GOV.UK checkboxes. */
export function Checkboxes(options: CheckboxesOptions) {
  const idPrefix = options.idPrefix || options.name;
  const values = options.values?.map(String);
  const ticked = (item: CheckboxItem) =>
    Boolean(item.checked || (values?.includes(String(item.value)) && item.checked !== false));
  const described = describe(idPrefix, options.fieldset?.describedBy || options.describedBy, options.hint, options.errorMessage);
  return (
    <Choices kind="checkboxes" options={options} describedBy={described}>
      {options.items.map((item, index) => (
        <Fragment key={index}>
          {item && (item.divider ? (
            <div className="govuk-checkboxes__divider">{item.divider}</div>
          ) : (
            <Choice
              kind="checkboxes"
              item={item}
              itemId={choiceId(idPrefix, item, index)}
              name={item.name || options.name}
              checked={ticked(item)}
              describedBy={options.fieldset ? undefined : described}
              behaviour={item.behaviour}
            />
          ))}
        </Fragment>
      ))}
    </Choices>
  );
}

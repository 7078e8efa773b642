import { Fragment } from 'react';
import { Choice, choiceId, Choices, type ChoiceItem, type ChoicesOptions } from './choices';
import { describedBy } from './markup';

export interface RadiosOptions extends ChoicesOptions {
  /** The value chosen already, if any. */
  value?: string | number | null | undefined;
  /** Falsy items are left out, so that a condition can stand in the list. */
  items: readonly (ChoiceItem | null | false | undefined)[];
}

/** GOV.UK radios. */
export function Radios(options: RadiosOptions) {
  const idPrefix = options.idPrefix || options.name;
  const chosen = (item: ChoiceItem) =>
    Boolean(item.checked || (options.value && String(item.value) === String(options.value) && item.checked !== false));
  return (
    <Choices kind="radios" options={options} describedBy={describedBy(idPrefix, options.fieldset?.describedBy, options.hint, options.errorMessage)}>
      {options.items.map((item, index) => (
        <Fragment key={index}>
          {item && (item.divider ? (
            <div className="govuk-radios__divider">{item.divider}</div>
          ) : (
            <Choice kind="radios" item={item} itemId={choiceId(idPrefix, item, index)} name={options.name} checked={chosen(item)} />
          ))}
        </Fragment>
      ))}
    </Choices>
  );
}

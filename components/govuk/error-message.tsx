import type { Part } from './options';
import { attributesOf, classNames, content } from './markup';

/** `visuallyHiddenText` is the unseen word before the message, "Error" unless told; `false` or empty leaves it out. */
export interface ErrorMessageOptions extends Part {
  id?: string | undefined;
  visuallyHiddenText?: string | false | undefined;
}

/** GOV.UK error message. */
export function ErrorMessage(options: ErrorMessageOptions) {
  const { id, classes, attributes, visuallyHiddenText = 'Error' } = options;
  return (
    <p id={id || undefined} className={classNames('govuk-error-message', classes)} {...attributesOf(attributes)}>
      {visuallyHiddenText ? (
        <>
          <span className="govuk-visually-hidden">{visuallyHiddenText}:</span> {content(options)}
        </>
      ) : (
        content(options)
      )}
    </p>
  );
}

import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface WarningTextOptions extends Part {
  iconFallbackText?: string | undefined;
}

/** GOV.UK warning text. */
export function WarningText(options: WarningTextOptions) {
  return (
    <div className={classNames('govuk-warning-text', options.classes)} {...attributesOf(options.attributes)}>
      <span className="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>{' '}
      <strong className="govuk-warning-text__text">
        <span className="govuk-visually-hidden">{options.iconFallbackText || 'Warning'}</span> {content(options)}
      </strong>
    </div>
  );
}

import type { ReactNode } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Attributes, Content, Outer } from './options';

export interface ErrorSummaryItem extends Content {
  /** `#id` of the field at fault. */
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface ErrorSummaryOptions extends Outer {
  titleText?: string | undefined;
  titleHtml?: ReactNode;
  descriptionText?: string | undefined;
  descriptionHtml?: ReactNode;
  errorList?: readonly ErrorSummaryItem[] | null | undefined;
  disableAutoFocus?: boolean | undefined;
  children?: ReactNode;
}

/** GOV.UK error summary; its script moves focus to it when the page opens. */
export function ErrorSummary(options: ErrorSummaryOptions) {
  const { errorList } = options;
  const description = options.children ?? content({ text: options.descriptionText, html: options.descriptionHtml });
  return (
    <div
      className={classNames('govuk-error-summary', options.classes)}
      data-disable-auto-focus={options.disableAutoFocus}
      {...attributesOf(options.attributes)}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 className="govuk-error-summary__title">{content({ text: options.titleText, html: options.titleHtml })}</h2>
        <div className="govuk-error-summary__body">
          {description && <p>{description}</p>}
          {errorList && errorList.length > 0 && (
            <ul className="govuk-list govuk-error-summary__list">
              {errorList.map((item, index) => (
                <li key={index}>
                  {item.href ? (
                    <a href={item.href} {...attributesOf(item.attributes)}>
                      {content(item)}
                    </a>
                  ) : (
                    content(item)
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface DetailsOptions extends Part {
  id?: string | undefined;
  summaryText?: string | undefined;
  summaryHtml?: ReactNode;
  open?: boolean | undefined;
  children?: ReactNode;
}

/** GOV.UK details. */
export function Details(options: DetailsOptions) {
  return (
    <details id={options.id || undefined} className={classNames('govuk-details', options.classes)} {...attributesOf(options.attributes)} open={Boolean(options.open)}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{content({ text: options.summaryText, html: options.summaryHtml })}</span>
      </summary>
      <div className="govuk-details__text">{options.children ?? content(options)}</div>
    </details>
  );
}

import { createElement } from 'react';
import { attributesOf, classNames, content, hasContent, translations } from './markup';
import type { Content, Outer } from './options';

export interface AccordionItem {
  heading: Content;
  summary?: Content | undefined;
  content?: Content | undefined;
  expanded?: boolean | undefined;
}

export interface AccordionOptions extends Outer {
  id: string;
  headingLevel?: number | undefined;
  items: readonly (AccordionItem | null | false | undefined)[];
  rememberExpanded?: boolean | undefined;
  hideAllSectionsText?: string | undefined;
  hideSectionText?: string | undefined;
  hideSectionAriaLabelText?: string | undefined;
  showAllSectionsText?: string | undefined;
  showSectionText?: string | undefined;
  showSectionAriaLabelText?: string | undefined;
}

/** GOV.UK accordion; all open without the script. */
export function Accordion(options: AccordionOptions) {
  const { id } = options;
  return (
    <div
      className={classNames('govuk-accordion', options.classes)}
      data-module="govuk-accordion"
      id={id}
      {...translations('hide-all-sections', options.hideAllSectionsText)}
      {...translations('hide-section', options.hideSectionText)}
      {...translations('hide-section-aria-label', options.hideSectionAriaLabelText)}
      {...translations('show-all-sections', options.showAllSectionsText)}
      {...translations('show-section', options.showSectionText)}
      {...translations('show-section-aria-label', options.showSectionAriaLabelText)}
      data-remember-expanded={options.rememberExpanded}
      {...attributesOf(options.attributes)}
    >
      {options.items.map((item, index) => item && (
        <div className={classNames('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')} key={index}>
          <div className="govuk-accordion__section-header">
            {createElement(
              `h${options.headingLevel || 2}`,
              { className: 'govuk-accordion__section-heading' },
              <span className="govuk-accordion__section-button" id={`${id}-heading-${index + 1}`}>
                {content(item.heading)}
              </span>,
            )}
            {hasContent(item.summary) && (
              <div className="govuk-accordion__section-summary govuk-body" id={`${id}-summary-${index + 1}`}>
                {content(item.summary)}
              </div>
            )}
          </div>
          <div id={`${id}-content-${index + 1}`} className="govuk-accordion__section-content">
            {item.content?.html ? item.content.html : item.content?.text ? <p className="govuk-body">{item.content.text}</p> : null}
          </div>
        </div>
      ))}
    </div>
  );
}

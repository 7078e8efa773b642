import { createElement, type ReactNode } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface NotificationBannerOptions extends Part {
  titleText?: string | undefined;
  titleHtml?: ReactNode;
  titleHeadingLevel?: number | undefined;
  titleId?: string | undefined;
  type?: string | undefined;
  role?: string | undefined;
  disableAutoFocus?: boolean | undefined;
  children?: ReactNode;
}

/** GOV.UK notification banner; a success banner takes focus when the page opens. */
export function NotificationBanner(options: NotificationBannerOptions) {
  const success = options.type === 'success';
  const titleId = options.titleId || 'govuk-notification-banner-title';
  const body = options.children ?? options.html;
  return (
    <div
      className={classNames('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes)}
      role={options.role || (success ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={options.disableAutoFocus}
      {...attributesOf(options.attributes)}
    >
      <div className="govuk-notification-banner__header">
        {createElement(
          `h${options.titleHeadingLevel || 2}`,
          { className: 'govuk-notification-banner__title', id: titleId },
          content({ html: options.titleHtml, text: options.titleText || (success ? 'Success' : 'Important') }),
        )}
      </div>
      <div className="govuk-notification-banner__content">
        {body || (options.text && <p className="govuk-notification-banner__heading">{options.text}</p>)}
      </div>
    </div>
  );
}

import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface SkipLinkOptions extends Part {
  href?: string | undefined;
}

/** GOV.UK skip link. */
export function SkipLink(options: SkipLinkOptions) {
  return (
    <a href={options.href || '#content'} className={classNames('govuk-skip-link', options.classes)} {...attributesOf(options.attributes)} data-module="govuk-skip-link">
      {content(options)}
    </a>
  );
}

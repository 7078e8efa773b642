import { attributesOf, classNames } from './markup';
import type { Part } from './options';

export interface BackLinkOptions extends Part {
  href?: string | undefined;
}

/** GOV.UK back link, saying "Back" unless told otherwise. */
export function BackLink({ href, text, html, classes, attributes }: BackLinkOptions) {
  return (
    <a href={href || '#'} className={classNames('govuk-back-link', classes)} {...attributesOf(attributes)}>
      {html ? html : text || 'Back'}
    </a>
  );
}

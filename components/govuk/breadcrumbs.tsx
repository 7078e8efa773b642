import { attributesOf, classNames, content } from './markup';
import type { Attributes, Content, Outer } from './options';

export interface BreadcrumbsOptions extends Outer {
  /** The last, without an address, is this page. */
  items: readonly (Content & { href?: string | undefined; attributes?: Attributes | undefined })[];
  collapseOnMobile?: boolean | undefined;
  labelText?: string | undefined;
}

/** GOV.UK breadcrumbs. */
export function Breadcrumbs({ items, collapseOnMobile, labelText = 'Breadcrumb', classes, attributes }: BreadcrumbsOptions) {
  return (
    <nav
      className={classNames('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}
      {...attributesOf(attributes)}
      aria-label={labelText}
    >
      <ol className="govuk-breadcrumbs__list">
        {items.map((item, index) =>
          item.href ? (
            <li className="govuk-breadcrumbs__list-item" key={index}>
              <a className="govuk-breadcrumbs__link" href={item.href} {...attributesOf(item.attributes)}>
                {content(item)}
              </a>
            </li>
          ) : (
            <li className="govuk-breadcrumbs__list-item" aria-current="page" key={index}>
              {content(item)}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

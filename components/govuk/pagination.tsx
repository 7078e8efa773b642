import { attributesOf, classNames, content, hasContent } from './markup';
import type { Attributes, Content, Outer } from './options';

export interface PaginationLink extends Content {
  href?: string | undefined;
  /** What the page linked to holds; shown only without page numbers. */
  labelText?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationItem {
  number?: string | number | undefined;
  href?: string | undefined;
  current?: boolean | undefined;
  ellipsis?: boolean | undefined;
  visuallyHiddenText?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationOptions extends Outer {
  items?: readonly (PaginationItem | null)[] | undefined;
  previous?: PaginationLink | undefined;
  next?: PaginationLink | undefined;
  landmarkLabel?: string | undefined;
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const;

function Arrow({ type }: { type: 'prev' | 'next' }) {
  return (
    <svg className={`govuk-pagination__icon govuk-pagination__icon--${type}`} xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
      <path d={ARROWS[type]} />
    </svg>
  );
}

function ArrowLink({ link, type, blockLevel }: { link: PaginationLink; type: 'prev' | 'next'; blockLevel: boolean }) {
  return (
    <div className={`govuk-pagination__${type}`}>
      <a className="govuk-link govuk-pagination__link" href={link.href} rel={type} {...attributesOf(link.attributes)}>
        {(blockLevel || type === 'prev') && <Arrow type={type} />}
        <span className={classNames('govuk-pagination__link-title', blockLevel && !link.labelText && 'govuk-pagination__link-title--decorated')}>
          {hasContent(link) ? (
            content(link)
          ) : (
            <>
              {type === 'prev' ? 'Previous' : 'Next'}
              <span className="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {link.labelText && blockLevel && (
          <>
            {' '}
            <span className="govuk-visually-hidden">:</span> <span className="govuk-pagination__link-label">{link.labelText}</span>
          </>
        )}
        {!blockLevel && type === 'next' && <Arrow type={type} />}
      </a>
    </div>
  );
}

/** GOV.UK pagination. */
export function Pagination({ items, previous, next, landmarkLabel, classes, attributes }: PaginationOptions) {
  const blockLevel = Boolean(!items && (next || previous));
  return (
    <nav className={classNames('govuk-pagination', blockLevel && 'govuk-pagination--block', classes)} aria-label={landmarkLabel || 'Pagination'} {...attributesOf(attributes)}>
      {previous?.href && <ArrowLink link={previous} type="prev" blockLevel={blockLevel} />}
      {items && (
        <ul className="govuk-pagination__list">
          {items.map((item, index) => item && Object.keys(item).length > 0 && (
            <li
              key={index}
              className={classNames('govuk-pagination__item', item.current && 'govuk-pagination__item--current', item.ellipsis && 'govuk-pagination__item--ellipsis')}
            >
              {item.ellipsis ? (
                '⋯'
              ) : (
                <a
                  className="govuk-link govuk-pagination__link"
                  href={item.href}
                  aria-label={item.visuallyHiddenText ?? `Page ${item.number}`}
                  aria-current={item.current ? 'page' : undefined}
                  {...attributesOf(item.attributes)}
                >
                  {item.number}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {next?.href && <ArrowLink link={next} type="next" blockLevel={blockLevel} />}
    </nav>
  );
}

import type { ReactNode } from 'react';
import { attributesOf, classNames, content, hasContent } from './markup';
import type { Attributes, Content, Outer } from './options';

export interface ServiceNavigationItem extends Content {
  href?: string | undefined;
  /** This page is below the item. */
  active?: boolean | undefined;
  /** This page is the item. */
  current?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface ServiceNavigationOptions extends Outer {
  serviceName?: string | undefined;
  serviceUrl?: string | undefined;
  navigation?: readonly (ServiceNavigationItem | null | false | '' | undefined)[] | undefined;
  navigationClasses?: string | undefined;
  navigationId?: string | undefined;
  navigationLabel?: string | undefined;
  menuButtonText?: string | undefined;
  menuButtonLabel?: string | undefined;
  collapseNavigationOnMobile?: boolean | undefined;
  ariaLabel?: string | undefined;
  slots?: {
    start?: ReactNode;
    end?: ReactNode | { html: ReactNode; align?: string };
    navigationStart?: ReactNode;
    navigationEnd?: ReactNode;
  } | undefined;
}

type EndSlot = NonNullable<ServiceNavigationOptions['slots']>['end'];

const isAligned = (end: EndSlot): end is { html: ReactNode; align?: string } =>
  typeof end === 'object' && end !== null && 'html' in end;

function Item({ item }: { item: ServiceNavigationItem }) {
  const active = item.active || item.current;
  const current = active ? (item.current ? 'page' : 'true') : undefined;
  const words = active ? <strong className="govuk-service-navigation__active-fallback">{content(item)}</strong> : content(item);
  return (
    <li className={classNames('govuk-service-navigation__item', active && 'govuk-service-navigation__item--active')}>
      {item.href ? (
        <a className="govuk-service-navigation__link" href={item.href} aria-current={current} {...attributesOf(item.attributes)}>
          {words}
        </a>
      ) : (
        hasContent(item) && (
          <span className="govuk-service-navigation__text" aria-current={current}>
            {words}
          </span>
        )
      )}
    </li>
  );
}

function Navigation({ options }: { options: ServiceNavigationOptions }) {
  const { slots } = options;
  const items = (options.navigation ?? []).filter((item) => Boolean(item)) as ServiceNavigationItem[];
  if (items.length === 0 && !slots?.navigationStart && !slots?.navigationEnd) return null;
  const menuButtonText = options.menuButtonText || 'Menu';
  const navigationId = options.navigationId || 'navigation';
  const collapses = options.collapseNavigationOnMobile ?? items.length > 1;
  return (
    <nav aria-label={options.navigationLabel || menuButtonText} className={classNames('govuk-service-navigation__wrapper', options.navigationClasses)}>
      {collapses && (
        <button
          type="button"
          className="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={navigationId}
          aria-label={options.menuButtonLabel && options.menuButtonLabel !== menuButtonText ? options.menuButtonLabel : undefined}
          hidden
          aria-hidden="true"
        >
          {menuButtonText}
        </button>
      )}
      <ul className="govuk-service-navigation__list" id={navigationId}>
        {slots?.navigationStart}
        {items.map((item, index) => (
          <Item item={item} key={index} />
        ))}
        {slots?.navigationEnd}
      </ul>
    </nav>
  );
}

/** GOV.UK service navigation; a section of its own when it names the service. */
export function ServiceNavigation(options: ServiceNavigationOptions) {
  const { serviceName, serviceUrl, slots } = options;
  const end = slots?.end;
  const endHtml = isAligned(end) ? end.html : end;
  const inner = (
    <div className={classNames('govuk-width-container', isAligned(end) && end.align === 'inline' && 'govuk-service-navigation__inlining-container')}>
      {slots?.start}
      <div className="govuk-service-navigation__container">
        {serviceName && (
          <span className="govuk-service-navigation__service-name">
            {serviceUrl ? (
              <a href={serviceUrl} className="govuk-service-navigation__link">
                {serviceName}
              </a>
            ) : (
              <span className="govuk-service-navigation__text">{serviceName}</span>
            )}
          </span>
        )}
        <Navigation options={options} />
      </div>
      {endHtml}
    </div>
  );
  const outer = {
    className: classNames('govuk-service-navigation', options.classes),
    'data-module': 'govuk-service-navigation',
    ...attributesOf(options.attributes),
  };
  return serviceName || slots?.start || endHtml ? (
    <section aria-label={options.ariaLabel ?? 'Service information'} {...outer}>
      {inner}
    </section>
  ) : (
    <div {...outer}>{inner}</div>
  );
}

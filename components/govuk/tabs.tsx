import { attributesOf, classNames } from './markup';
import type { Attributes, Content, Outer } from './options';

export interface TabItem {
  id?: string | undefined;
  label: string;
  attributes?: Attributes | undefined;
  panel: Content & { attributes?: Attributes | undefined };
}

export interface TabsOptions extends Outer {
  id?: string | undefined;
  idPrefix?: string | undefined;
  title?: string | undefined;
  items?: readonly (TabItem | null | false | undefined)[] | undefined;
}

/** GOV.UK tabs: sections one below the other until the script makes tabs of them. */
export function Tabs(options: TabsOptions) {
  const items = options.items ?? [];
  const panelId = (item: TabItem, index: number) => item.id || `${options.idPrefix ?? ''}-${index + 1}`;
  return (
    <div id={options.id || undefined} className={classNames('govuk-tabs', options.classes)} {...attributesOf(options.attributes)} data-module="govuk-tabs">
      <h2 className="govuk-tabs__title">{options.title ?? 'Contents'}</h2>
      {items.length > 0 && (
        <ul className="govuk-tabs__list">
          {items.map((item, index) => item && (
            <li className={classNames('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')} key={index}>
              <a className="govuk-tabs__tab" href={`#${panelId(item, index)}`} {...attributesOf(item.attributes)}>
                {item.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {items.map((item, index) => item && (
        <div className={classNames('govuk-tabs__panel', index > 0 && 'govuk-tabs__panel--hidden')} id={panelId(item, index)} key={index} {...attributesOf(item.panel.attributes)}>
          {item.panel.html ? item.panel.html : item.panel.text ? <p className="govuk-body">{item.panel.text}</p> : null}
        </div>
      ))}
    </div>
  );
}

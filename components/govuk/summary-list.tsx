import { createElement } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Outer, Part } from './options';

export interface SummaryListAction extends Part {
  href: string;
  visuallyHiddenText?: string | undefined;
}

export interface SummaryListActions {
  classes?: string | undefined;
  items?: readonly SummaryListAction[] | null | undefined;
  attributes?: Outer['attributes'];
}

export interface SummaryListRow {
  classes?: string | undefined;
  key: Part;
  value: Part;
  actions?: SummaryListActions | undefined;
}

export interface SummaryCard extends Outer {
  title?: (Part & { headingLevel?: number | undefined }) | undefined;
  actions?: SummaryListActions | undefined;
}

export interface SummaryListOptions extends Outer {
  rows: readonly (SummaryListRow | null | false | undefined)[];
  card?: SummaryCard | undefined;
}

function ActionLink({ action, cardTitle }: { action: SummaryListAction; cardTitle: Part | undefined }) {
  return (
    <a className={classNames('govuk-link', action.classes)} href={action.href} {...attributesOf(action.attributes)}>
      {content(action)}
      {(action.visuallyHiddenText || cardTitle) && (
        <span className="govuk-visually-hidden">
          {action.visuallyHiddenText && ` ${action.visuallyHiddenText}`}
          {cardTitle && <> ({content(cardTitle)})</>}
        </span>
      )}
    </a>
  );
}

function Row({ row, anyRowHasActions, cardTitle }: { row: SummaryListRow; anyRowHasActions: boolean; cardTitle: Part | undefined }) {
  const actions = row.actions?.items ?? [];
  const [only] = actions;
  return (
    <div className={classNames('govuk-summary-list__row', anyRowHasActions && !row.actions?.items && 'govuk-summary-list__row--no-actions', row.classes)}>
      <dt className={classNames('govuk-summary-list__key', row.key.classes)}>{content(row.key)}</dt>
      <dd className={classNames('govuk-summary-list__value', row.value.classes)}>{content(row.value)}</dd>
      {only && (
        <dd className={classNames('govuk-summary-list__actions', row.actions?.classes)}>
          {actions.length === 1 ? (
            <ActionLink action={only} cardTitle={cardTitle} />
          ) : (
            <ul className="govuk-summary-list__actions-list">
              {actions.map((action, index) => (
                <li className="govuk-summary-list__actions-list-item" key={index}>
                  <ActionLink action={action} cardTitle={cardTitle} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      )}
    </div>
  );
}

/** GOV.UK summary list, in a summary card when `card` is given. */
export function SummaryList({ rows, card, classes, attributes }: SummaryListOptions) {
  const anyRowHasActions = rows.some((row) => row && row.actions?.items && row.actions.items.length > 0);
  const list = (
    <dl className={classNames('govuk-summary-list', classes)} {...attributesOf(attributes)}>
      {rows.map((row, index) => row && <Row key={index} row={row} anyRowHasActions={Boolean(anyRowHasActions)} cardTitle={card?.title} />)}
    </dl>
  );
  if (!card) return list;
  const actions = card.actions?.items ?? [];
  const [only] = actions;
  const actionsClass = classNames('govuk-summary-card__actions', card.actions?.classes);
  return (
    <div className={classNames('govuk-summary-card', card.classes)} {...attributesOf(card.attributes)}>
      <div className="govuk-summary-card__title-wrapper">
        {card.title &&
          createElement(`h${card.title.headingLevel || 2}`, { className: classNames('govuk-summary-card__title', card.title.classes) }, content(card.title))}
        {only &&
          (actions.length === 1 ? (
            <div className={actionsClass}>
              <ActionLink action={only} cardTitle={card.title} />
            </div>
          ) : (
            <ul className={actionsClass}>
              {actions.map((action, index) => (
                <li className="govuk-summary-card__action" key={index}>
                  <ActionLink action={action} cardTitle={card.title} />
                </li>
              ))}
            </ul>
          ))}
      </div>
      <div className="govuk-summary-card__content">{list}</div>
    </div>
  );
}

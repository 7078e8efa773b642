import { createElement, Fragment, type ReactNode } from 'react';
import { Button } from './button';
import { attributesOf, classNames, content } from './markup';
import type { Attributes, Outer, Part } from './options';

export interface PanelAction {
  text: string;
  type?: 'submit' | 'button' | 'reset' | undefined;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PanelOptions extends Part {
  titleText?: string | undefined;
  titleHtml?: ReactNode;
  headingLevel?: number | undefined;
  /** For a panel with the class `govuk-panel--interruption` only. */
  actions?: (Outer & { items?: readonly PanelAction[] | undefined }) | undefined;
  children?: ReactNode;
}

function Action({ action }: { action: PanelAction }) {
  if (!action.href || action.type === 'button') {
    return (
      <Button
        text={action.text}
        type={action.type || 'button'}
        classes={classNames('govuk-button--inverse', action.classes)}
        href={action.href}
        attributes={action.attributes}
      />
    );
  }
  return (
    <a className={classNames('govuk-link govuk-link--inverse', action.classes)} href={action.href} {...attributesOf(action.attributes)}>
      {action.text}
    </a>
  );
}

/** GOV.UK panel: a confirmation unless its classes make it an interruption. */
export function Panel(options: PanelOptions) {
  const { actions } = options;
  const interruption = options.classes?.includes('govuk-panel--interruption');
  const body = options.children ?? content(options);
  return (
    <div className={classNames('govuk-panel', !interruption && 'govuk-panel--confirmation', options.classes)} {...attributesOf(options.attributes)}>
      {createElement(`h${options.headingLevel || 1}`, { className: 'govuk-panel__title' }, content({ text: options.titleText, html: options.titleHtml }))}
      {body && <div className="govuk-panel__body">{body}</div>}
      {interruption && actions && (
        <div className={classNames('govuk-panel__actions', actions.classes)} {...attributesOf(actions.attributes)}>
          {actions.items && actions.items.length > 0 && (
            <div className="govuk-button-group">
              {actions.items.map((action, index) => (
                <Fragment key={index}>
                  {index > 0 && ' '}
                  <Action action={action} />
                </Fragment>
              ))}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

import type { ReactNode } from 'react';
import { attributesOf, classNames, content, hasContent } from './markup';
import type { Content, Outer } from './options';

export interface LegendOptions extends Content {
  classes?: string | undefined;
  isPageHeading?: boolean | undefined;
}

export interface FieldsetOptions extends Outer {
  describedBy?: string | undefined;
  role?: string | undefined;
  legend?: LegendOptions | undefined;
  html?: ReactNode;
  children?: ReactNode;
}

/** GOV.UK fieldset; the fields are its children (or `html`). */
export function Fieldset({ describedBy, role, legend, html, children, classes, attributes }: FieldsetOptions) {
  return (
    <fieldset
      className={classNames('govuk-fieldset', classes)}
      role={role || undefined}
      aria-describedby={describedBy || undefined}
      {...attributesOf(attributes)}
    >
      {hasContent(legend) && (
        <legend className={classNames('govuk-fieldset__legend', legend?.classes)}>
          {legend?.isPageHeading ? <h1 className="govuk-fieldset__heading">{content(legend)}</h1> : content(legend)}
        </legend>
      )}
      {children ?? html}
    </fieldset>
  );
}

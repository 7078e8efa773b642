'use client';

import type { ReactNode } from 'react';
import { Button, Checkboxes } from '@/components/govuk';

export interface FilterGroup {
  legend: string;
  name: string;
  options: readonly { value: string; label: string; count?: number | undefined; checked?: boolean | undefined }[];
}

export interface FilterPanelProps {
  /** Where the list is. The choices become its query; they must never be names or words searched for. */
  action: string;
  groups: readonly FilterGroup[];
  /** What the list must keep: its order, its size. */
  hidden?: Readonly<Record<string, string>> | undefined;
  clearHref?: string | undefined;
  open?: boolean | undefined;
  /** Below the form: saved views, key hints. */
  children?: ReactNode;
}

/**
 * Filters of a list: ticked, then applied. A plain form, with the button at both ends for the keyboard. It is drawn from its words in the
 * browser too, which spares every page of a list a second copy of its markup.
 */
export function FilterPanel({ action, groups, hidden = {}, clearHref, open = true, children }: FilterPanelProps) {
  return (
    <search className="ds-filter">
      <details className="ds-filter__details" open={open}>
        <summary className="ds-filter__summary">
          <h2 className="ds-filter__heading">Filter</h2>
        </summary>
        <form method="get" action={action}>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <div className="ds-filter__top">
            <Button text="Apply" classes="govuk-button--secondary ds-button--small" />
            {clearHref && (
              <a className="govuk-link" href={clearHref}>
                Clear<span className="govuk-visually-hidden"> filters</span>
              </a>
            )}
          </div>
          {groups.map(({ legend, name, options }) => (
            <Checkboxes
              key={name}
              name={name}
              idPrefix={`filter-${name}`}
              classes="govuk-checkboxes--small"
              fieldset={{ legend: { text: legend, classes: 'ds-filter__legend' } }}
              items={options.map(({ value, label, count, checked }) => ({
                value,
                checked,
                html: (
                  <span className="ds-filter__choice">
                    <span>{label}</span>
                    {count !== undefined && (
                      <span className="ds-filter__count">
                        {count}
                        <span className="govuk-visually-hidden"> in the list</span>
                      </span>
                    )}
                  </span>
                ),
              }))}
            />
          ))}
          <Button text="Apply" classes="govuk-button--secondary ds-button--small" />
        </form>
        {children}
      </details>
    </search>
  );
}

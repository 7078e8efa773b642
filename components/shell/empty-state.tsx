import type { ReactNode } from 'react';

/** An empty list that teaches: what it is for and what will appear in it. */
export function EmptyState({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="ds-empty">
      <h2 className="govuk-heading-s">{heading}</h2>
      <div className="govuk-body">{children}</div>
    </div>
  );
}

import type { ReactNode } from 'react';

export interface ProblemPageProps {
  heading: string;
  /** What happened, in plain words. */
  happened: ReactNode;
  /** What was kept of the person's work. */
  kept?: ReactNode;
  /** What to do next. */
  next: ReactNode;
  /** What to quote when asking for help. */
  reference?: string | undefined;
}

/** A page for when something went wrong: what happened, what was kept, what to do next. */
export function ProblemPage({ heading, happened, kept, next, reference }: ProblemPageProps) {
  return (
    <div className="ds-problem">
      <h1 className="govuk-heading-l">{heading}</h1>
      <div className="govuk-body">{happened}</div>
      {kept && (
        <>
          <h2 className="govuk-heading-s">What was kept</h2>
          <div className="govuk-body">{kept}</div>
        </>
      )}
      <h2 className="govuk-heading-s">What to do next</h2>
      <div className="govuk-body">{next}</div>
      {reference && (
        <p className="ds-secondary">
          If you ask for help, quote <span className="ds-reference">{reference}</span>.
        </p>
      )}
    </div>
  );
}

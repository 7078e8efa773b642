import { Card } from '@/components/doorstep';
import type { Withheld } from '@/lib/letter/outcome/withheld';

/** What the letter does not say, and why: computed from what is on record, for the worker only. */
export function WithheldCard({ rows }: { rows: readonly Withheld[] }) {
  return (
    <Card heading="What this letter does not say, and why" id="withheld">
      <dl className="govuk-summary-list govuk-summary-list--no-border">
        {rows.map(({ what, why, rule }) => (
          <div className="govuk-summary-list__row" key={what}>
            <dt className="govuk-summary-list__key">{what}</dt>
            <dd className="govuk-summary-list__value">
              {why} <span className="ds-secondary">{rule}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

import { Narrative } from '@/components/doorstep';
import { SummaryList } from '@/components/govuk';
import type { SaidSection } from '@/lib/contact/report-words';

/** What is left out is shown as such: not said is an answer too. */
const NOT_SAID = <span className="ds-unknown">Not said</span>;

interface SaidProps {
  sections: readonly SaidSection[];
  /** With links back to the questions; left out, it is only read. */
  draftId?: string;
  /** Leave out questions to which nothing was said. */
  onlySaid?: boolean;
}

/** Everything a report says, page by page. */
export function Said({ sections, draftId, onlySaid = false }: SaidProps) {
  return sections.map(({ step, title, rows }, index) => {
    const shown = onlySaid ? rows.filter(({ value }) => value !== '') : rows;
    if (shown.length === 0) return null;
    return (
      <section key={index}>
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <h2 className="govuk-heading-m">
            <bdi>{title}</bdi>
          </h2>
          {draftId !== undefined && (
            <a className="govuk-link" href={`/report/${draftId}/${step}?from=check`}>
              Change<span className="govuk-visually-hidden"> {title}</span>
            </a>
          )}
        </div>
        <SummaryList rows={shown.map(({ label, value, narrative }) => ({ key: { text: label }, value: { html: value === '' ? NOT_SAID : narrative ? <Narrative text={value} /> : <bdi>{value}</bdi> } }))} />
      </section>
    );
  });
}

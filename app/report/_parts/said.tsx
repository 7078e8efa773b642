import { Narrative } from '@/components/doorstep';
import { SummaryList } from '@/components/govuk';
import type { SaidSection } from '@/lib/contact/report/report-words';
import { STEP_TABLE } from '@/lib/contact/report/steps';
import { toldOf } from '@/lib/contact/report/third-person';

interface SaidProps {
  sections: readonly SaidSection[];
  /** With links back to the questions; left out, it is only read. */
  draftId?: string;
  /** Pages of which nothing was said stand in one line at the end: where it is read back in a hurry. */
  gathered?: boolean;
}

/** A label in the middle of a sentence; abbreviations such as GP stay as they are. */
const withinSentence = (label: string) => (/^\p{Lu}\p{Ll}/u.test(label) || /^\p{Lu} /u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);

/** A page within a sentence: what it is called, or the name of whom it is about, which keeps its letters. */
const pageWithin = ({ step, title }: SaidSection) => ([STEP_TABLE[step].title, toldOf(STEP_TABLE[step].title)].some((called) => title.startsWith(called)) ? withinSentence(title) : title);

/** Everything a report says, page by page; questions passed over stand in one line, for they are many. */
export function Said({ sections, draftId, gathered = false }: SaidProps) {
  const silent = gathered ? sections.filter(({ rows }) => rows.every(({ value }) => value === '')) : [];
  const pages = sections.filter((section) => !silent.includes(section)).map(({ step, title, rows }, index) => {
    const said = rows.filter(({ value }) => value !== '');
    const notSaid = rows.filter(({ value }) => value === '').map(({ label }) => label);
    return (
      <section key={index} className="mb-8">
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
        {said.length > 0 && <SummaryList rows={said.map(({ label, value, narrative }) => ({ key: { text: label }, value: { html: narrative ? <Narrative text={value} /> : <bdi>{value}</bdi> } }))} />}
        {notSaid.length > 0 && <p className="ds-secondary">Not said: {notSaid.map(withinSentence).join('; ')}.</p>}
      </section>
    );
  });
  return (
    <>
      {pages}
      {silent.length > 0 && <p className="ds-secondary">Nothing said on: {[...new Set(silent.map(pageWithin))].join('; ')}.</p>}
    </>
  );
}

import { Checkboxes, Details } from '@/components/govuk';
import { FindSign } from '@/app/report/_parts/find-sign';
import { OneOf, type Typed } from '@/app/report/_parts/questions';
import { fieldId } from '@/components/shell';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { DOMAIN_TITLES, REST_WORDS } from '@/lib/contact/report/report-words';
import { keysOf } from '@/lib/contact/report/steps';
import { listOf } from '@/lib/platform/draft/model';
import { DOMAINS, type Domain, type Guide, type IndicatorKind } from '@/lib/threshold/model';
import type { StepProps } from './step-page';

/** What cannot be overlooked comes first; strengths count too, and never against the child. */
const KINDS: readonly { kind: IndicatorKind; title: string }[] = [
  { kind: 'HR', title: 'Signs of serious harm' },
  { kind: 'UR', title: 'Risks' },
  { kind: 'UN', title: 'Needs that are not met' },
  { kind: 'ST', title: 'What protects the child' },
];

function Signs({ typed, guide, childKey, domain, kind, title }: { typed: Typed; guide: Guide; childKey: string; domain: Domain; kind: IndicatorKind; title: string }) {
  const signs = guide.indicators.filter((sign) => sign.domain === domain && sign.kind === kind);
  const name = `seen.${childKey}`;
  if (signs.length === 0) return null;
  return (
    <div data-signs={kind}>
      <Checkboxes
        idPrefix={fieldId(`${name}.${domain}.${kind}`)}
        name={name}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: title, classes: 'govuk-fieldset__legend--s' } }}
        values={listOf(typed.fields, name)}
        items={signs.map(({ id, phrase }) => ({ value: id, text: phrase }))}
      />
      <Details summaryText="What these look like">
        <dl className="govuk-body">
          {signs.map(({ id, phrase, help }) => (
            <div key={id} className="mb-3">
              <dt className="font-bold">{phrase}</dt>
              <dd className="m-0">{help}</dd>
            </div>
          ))}
        </dl>
      </Details>
    </div>
  );
}

function OfChild({ typed, guide, childKey, who }: { typed: Typed; guide: Guide; childKey: string; who: string | null }) {
  return DOMAINS.map((domain) => (
    <section key={domain} aria-labelledby={`signs-${childKey}-${domain}`} className="mb-8">
      <h2 className="govuk-heading-m" id={`signs-${childKey}-${domain}`}>
        {DOMAIN_TITLES[domain]}
        {who !== null && (
          <>
            : <bdi>{who}</bdi>
          </>
        )}
      </h2>
      {KINDS.map(({ kind, title }) => (
        <Signs key={kind} typed={typed} guide={guide} childKey={childKey} domain={domain} kind={kind} title={title} />
      ))}
      <OneOf
        typed={typed}
        name={`rest.${childKey}.${domain}`}
        label={`Everything you have not ticked under “${DOMAIN_TITLES[domain]}” is:`}
        hint="“Not known” is a good answer. It is never taken to mean that all is well."
        items={(['absent', 'not_known', 'not_asked'] as const).map((value) => ({ value, text: REST_WORDS[value] }))}
      />
    </section>
  ));
}

/** The signs of this area's guide: tick what was seen, then one answer for the rest of each part. */
export function Indicators({ typed, guide, authority }: StepProps) {
  const keys = keysOf(typed.fields, 'children');
  const whoOf = (key: string, index: number) => nameOrPlace(typed.fields, `child.${key}`, 'Child', index + 1);
  return (
    <>
      <p className="govuk-body">
        Tick what you have seen, heard or know. Leave the rest: at the end of each part one answer covers it. These are the signs of{' '}
        <a className="govuk-link" href={`/areas/${authority.id}/guide`} target="_blank" rel="noreferrer">
          {authority.shortName}’s guide (opens in a new tab)
        </a>
        .
      </p>
      <FindSign within="signs" />
      <div id="signs">
        {keys.map((key, index) =>
          keys.length === 1 ? (
            <OfChild key={key} typed={typed} guide={guide} childKey={key} who={null} />
          ) : (
            <details key={key} className="mb-8 border-b border-[var(--ds-line)]" open={index === 0 || listOf(typed.fields, `seen.${key}`).length > 0}>
              <summary className="mb-4 cursor-pointer text-[1.5rem] font-bold">
                <bdi>{whoOf(key, index)}</bdi>
              </summary>
              <OfChild typed={typed} guide={guide} childKey={key} who={whoOf(key, index)} />
            </details>
          ),
        )}
      </div>
    </>
  );
}

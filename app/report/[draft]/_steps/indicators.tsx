import { Checkboxes, Details } from '@/components/govuk';
import { FindSign } from '@/app/report/_parts/find-sign';
import { OneOf, YesNo, type Typed } from '@/app/report/_parts/questions';
import { fieldId } from '@/components/shell';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { DOMAIN_TITLES, REST_WORDS } from '@/lib/contact/report/report-words';
import { keysOf } from '@/lib/contact/report/steps';
import { listOf, textOf } from '@/lib/platform/draft/model';
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

interface OfChildProps {
  typed: Typed;
  guide: Guide;
  childKey: string;
  who: string | null;
}

/** One part of the guide: its signs, and one answer for what is not ticked. */
function Part({ typed, guide, childKey, domain, small = false }: Omit<OfChildProps, 'who'> & { domain: Domain; small?: boolean }) {
  return (
    <>
      {KINDS.map(({ kind, title }) => (
        <Signs key={kind} typed={typed} guide={guide} childKey={childKey} domain={domain} kind={kind} title={title} />
      ))}
      {domain === 'CD' && (
        <YesNo
          typed={typed}
          name={`seen.${childKey}.under13Then`}
          label="If it is about sexual activity or a pregnancy, and they are 13 or older now: were they under 13 when it happened?"
          hint="A child under 13 cannot consent to sexual activity."
          small={small}
        />
      )}
      <OneOf
        typed={typed}
        name={`rest.${childKey}.${domain}`}
        label={`Everything you have not ticked under “${DOMAIN_TITLES[domain]}” is:`}
        hint="“Not known” is a good answer. It is never taken to mean that all is well."
        items={(['absent', 'not_known', 'not_asked'] as const).map((value) => ({ value, text: REST_WORDS[value] }))}
        small={small}
      />
    </>
  );
}

function PartTitle({ domain, who }: Pick<OfChildProps, 'who'> & { domain: Domain }) {
  return (
    <>
      {DOMAIN_TITLES[domain]}
      {who !== null && (
        <>
          : <bdi>{who}</bdi>
        </>
      )}
    </>
  );
}

function OfChild({ who, ...rest }: OfChildProps) {
  return DOMAINS.map((domain) => (
    <section key={domain} aria-labelledby={`signs-${rest.childKey}-${domain}`} className="mb-8">
      <h2 className="govuk-heading-m" id={`signs-${rest.childKey}-${domain}`}>
        <PartTitle domain={domain} who={who} />
      </h2>
      <Part {...rest} domain={domain} />
    </section>
  ));
}

/** The same, each part behind its name: what is ticked or answered in it stands open, and its name says how much. */
function OfChildFolded({ who, ...rest }: OfChildProps) {
  const { typed, guide, childKey } = rest;
  const ticked = new Set(listOf(typed.fields, `seen.${childKey}`));
  return DOMAINS.map((domain) => {
    const count = guide.indicators.filter((sign) => sign.domain === domain && ticked.has(sign.id)).length;
    const answered = textOf(typed.fields, `rest.${childKey}.${domain}`) !== '' || (domain === 'CD' && textOf(typed.fields, `seen.${childKey}.under13Then`) !== '');
    return (
      <Details key={domain} classes="ds-act" attributes={{ 'data-fold': '' }} open={count > 0 || answered} summaryHtml={<><PartTitle domain={domain} who={who} />{count > 0 && ` (${count} ticked)`}</>}>
        <Part {...rest} domain={domain} small />
      </Details>
    );
  });
}

/**
 * The signs of this area's guide: tick what was seen, then one answer for the rest of each part.
 * @param folded each part behind its name: where the signs are one part of a longer page.
 */
export function Indicators({ typed, guide, authority, folded = false }: StepProps & { folded?: boolean }) {
  const keys = keysOf(typed.fields, 'children');
  const whoOf = (key: string, index: number) => nameOrPlace(typed.fields, `child.${key}`, 'Child', index + 1);
  return (
    <>
      <p className="govuk-body">
        Tick what {folded ? 'the caller has' : 'you have'} seen, heard or know{folded && 's'}. Leave the rest: at the end of each part one answer covers it. These are the signs of{' '}
        <a className="govuk-link" href={`/areas/${authority.id}/guide`} target="_blank" rel="noreferrer">
          {authority.shortName}’s guide (opens in a new tab)
        </a>
        .
      </p>
      <FindSign within="signs" />
      <div id="signs">
        {keys.map((key, index) =>
          folded ? (
            <OfChildFolded key={key} typed={typed} guide={guide} childKey={key} who={keys.length === 1 ? null : whoOf(key, index)} />
          ) : keys.length === 1 ? (
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

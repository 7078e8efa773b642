import { Button, Radios } from '@/components/govuk';
import { LevelBadge } from '@/components/doorstep';
import { DOMAIN_NAMES, type DomainIndicators, type IndicatorsAtLevel } from '@/lib/threshold/read-guide';
import { DOMAINS, isRange, LEVELS, type Guide, type Indicator } from '@/lib/threshold/model';
import type { Choice } from './choice';
import { ownNames } from './levels';

/** Which signs to show: a plain form that works by itself. */
export function SignFilter({ guide, action, choice, edition }: { guide: Guide; action: string; choice: Choice; edition: string }) {
  return (
    <search>
      <form method="get" action={`${action}#signs`} className="ds-choose">
        {edition && <input type="hidden" name="edition" value={edition} />}
        <Radios
          name="domain"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What is the worry about?', classes: 'govuk-fieldset__legend--s' } }}
          value={choice.domain ?? 'all'}
          items={[...DOMAINS.map((code) => ({ value: code, text: DOMAIN_NAMES[code] })), { value: 'all', text: 'Anything' }]}
        />
        <Radios
          name="level"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'At which level?', classes: 'govuk-fieldset__legend--s' } }}
          value={choice.level ?? 'all'}
          items={[...LEVELS.map((level) => ({ value: String(level), text: `${level}. ${ownNames(guide, level)}` })), { value: 'all', text: 'Every level' }]}
        />
        <Button text="Show the signs" classes="govuk-button--secondary" />
      </form>
    </search>
  );
}

function Sign({ guide, sign }: { guide: Guide; sign: Indicator }) {
  return (
    <div className="ds-sign">
      <dt className="ds-sign__phrase">{sign.phrase}</dt>
      <dd className="ds-sign__help">
        {sign.help} <span className="ds-secondary">{`${guide.vocabulary[sign.kind]}${isRange(sign.level) ? `, met at levels ${String(sign.level).replace('-', ' to ')}` : ''}${sign.emphasis ? ', looked at with particular care here' : ''}`}</span>
      </dd>
    </div>
  );
}

function AtLevel({ guide, at }: { guide: Guide; at: IndicatorsAtLevel }) {
  return (
    <section>
      <h4 className="govuk-heading-s">
        <LevelBadge level={at.canonical} label={ownNames(guide, at.canonical)} />
      </h4>
      <dl className="ds-signs">
        {at.indicators.map((sign) => (
          <Sign key={sign.id} guide={guide} sign={sign} />
        ))}
      </dl>
    </section>
  );
}

/** Signs by domain, then level, in the area's own words. */
export function Signs({ guide, groups }: { guide: Guide; groups: readonly DomainIndicators[] }) {
  return groups.map((group) => (
    <section key={group.domain} aria-labelledby={`domain-${group.domain}`}>
      <h3 className="govuk-heading-m" id={`domain-${group.domain}`}>
        {group.name}
      </h3>
      {group.levels.map((at) => (
        <AtLevel key={at.canonical} guide={guide} at={at} />
      ))}
    </section>
  ));
}

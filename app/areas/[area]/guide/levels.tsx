import { SummaryList, Table } from '@/components/govuk';
import { LevelBadge } from '@/components/doorstep';
import type { AreaLevel, Guide } from '@/lib/threshold/model';

function Level({ guide, level }: { guide: Guide; level: AreaLevel }) {
  const routes = guide.routes.filter((route) => level.routes.includes(route.code));
  return (
    <section className="ds-level-page">
      <h3 className="govuk-heading-m">
        <LevelBadge level={level.canonical} label={`${level.label}: ${level.name}`} size="large" /> <span className={`ds-swatch ds-swatch--${level.colour}`}>{level.colour} in the area’s own guide</span>
      </h3>
      <p className="govuk-body">{level.description}</p>
      <SummaryList
        rows={[
          { key: { text: 'Who leads' }, value: { text: level.lead } },
          { key: { text: 'In law' }, value: { text: level.legalBasis } },
          { key: { text: 'Agreement' }, value: { text: level.consent } },
          { key: { text: 'What happens' }, value: { html: <ul className="govuk-list">{routes.map((route) => <li key={route.code}>{`${route.name}: ${route.destination}`}</li>)}</ul> } },
        ]}
      />
    </section>
  );
}

/** Each level with who leads, in which law it stands, and what can follow. */
export function Levels({ guide }: { guide: Guide }) {
  return guide.levels.map((level) => <Level key={level.label} guide={guide} level={level} />);
}

/** How soon a person looks, as the guide promises. */
export function Attention({ guide }: { guide: Guide }) {
  const { attention, repeat } = guide;
  return (
    <Table
      caption="How soon somebody looks"
      captionClasses="govuk-table__caption--s"
      firstCellIsHeader
      rows={[
        [{ text: 'A child in immediate danger' }, { text: `A person has read it within ${attention.immediateSeenMinutes} minutes, day and night` }],
        [{ text: 'The highest level' }, { text: `A worker has taken it on within ${attention.level4ClaimedMinutes} minutes, day and night` }],
        [{ text: 'Everything else' }, { text: 'Decided within 24 hours and one working day, whichever is sooner' }],
        [{ text: `${repeat.contacts} contacts in ${repeat.months} months` }, { text: 'A manager looks at all of them together' }],
      ]}
    />
  );
}

import { SummaryList, Table } from '@/components/govuk';
import type { WindscreenLevel } from '@/components/doorstep';
import { LEVELS, type AreaLevel, type CanonicalLevel, type Guide } from '@/lib/threshold/model';

/** The area's own names of a canonical level; beside a number, "Level 2" is not said twice. */
export function ownNames(guide: Guide, level: CanonicalLevel): string {
  return guide.levels
    .filter((own) => own.canonical === level)
    .map(({ label, name }) => (label === `Level ${level}` ? name : `${label}: ${name}`))
    .join('; ');
}

/** The windscreen's four panes. Two of the area's own levels may share one. */
export function panesOf(guide: Guide): WindscreenLevel[] {
  return LEVELS.map((level) => {
    const own = guide.levels.filter(({ canonical }) => canonical === level);
    return { level, label: ownNames(guide, level), meaning: own.map(({ description }) => description).join(' ') };
  });
}

function Level({ guide, level }: { guide: Guide; level: AreaLevel }) {
  const routes = guide.routes.filter((route) => level.routes.includes(route.code));
  return (
    <section className="ds-level-page">
      <h3 className="govuk-heading-m">
        {`${level.label}: ${level.name}`} <span className={`ds-swatch ds-swatch--${level.colour}`}>{level.colour}</span>
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

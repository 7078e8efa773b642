import { areaPage } from '@/app/_edge/page';
import { BackLink, Details, InsetText, WarningText } from '@/components/govuk';
import { fullDate, Windscreen } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { londonDate, now } from '@/lib/platform/time';
import { ILLUSTRATIVE_NOTICE, paragraphsOf } from '@/lib/threshold/read-guide';
import type { Guide } from '@/lib/threshold/model';
import { Temporal } from 'temporal-polyfill';
import { choiceFrom, chosenSigns, editionOf } from './choice';
import { Attention, Levels, panesOf } from './levels';
import { SignFilter, Signs } from './signs';
import { Telephone } from '../telephone';

export const metadata = { title: 'Threshold guide' };

const day = (date: string) => fullDate(Temporal.PlainDate.from(date));

function inForceWords({ inForceFrom, inForceTo }: Guide): string {
  return inForceTo === null ? `in force since ${day(inForceFrom)}` : `in force from ${day(inForceFrom)} to ${day(inForceTo)}`;
}

function Editions({ path, shown, editions }: { path: string; shown: Guide; editions: readonly Guide[] }) {
  return (
    <ul className="govuk-list">
      {editions.map((guide) => (
        <li key={guide.version}>
          {guide.version === shown.version ? (
            <strong>{guide.title}</strong>
          ) : (
            <a className="govuk-link" href={guide.inForceTo === null ? path : `${path}?edition=${guide.version}`}>
              {guide.title}
            </a>
          )}
          {` (${guide.version}), ${inForceWords(guide)}`}
        </li>
      ))}
    </ul>
  );
}

function Paragraphs({ guide }: { guide: Guide }) {
  return (
    <dl className="ds-paragraphs">
      {paragraphsOf(guide).map((paragraph) => (
        <div key={paragraph.id} className="ds-paragraphs__one" id={`paragraph-${paragraph.paragraph}`}>
          <dt>
            <span className="ds-secondary">{paragraph.paragraph}</span> {paragraph.title}
          </dt>
          <dd>
            {paragraph.reason} <span className="ds-secondary">{paragraph.basis}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export default areaPage('GET /areas/[area]/guide', async ({ authority, query }) => {
  const path = `/areas/${authority.id}/guide`;
  const { guide, editions } = editionOf(authority.settings.guideArea, query('edition'), londonDate(now()));
  if (!guide) return <PageHeading heading="No guide is in force today" lead="Ring the front door: a conversation needs no guide." />;
  const choice = choiceFrom(query('domain'), query('level'));
  const groups = chosenSigns(guide, choice);
  const count = groups.reduce((sum, group) => sum + group.levels.reduce((inner, at) => inner + at.indicators.length, 0), 0);
  return {
    before: <nav aria-label="Back"><BackLink text={`Whom to ring in ${authority.shortName}`} href={`/areas/${authority.id}`} /></nav>,
    body: (
      <div className="ds-wide">
        <PageHeading caption={`${authority.name} · edition ${guide.version}`} heading="Is this serious enough?" lead="What front-door workers look for, how serious they think it is, and what follows." />
        {guide.inForceTo !== null && <WarningText text={`This is an earlier edition. It stopped being used after ${day(guide.inForceTo)}.`} iconFallbackText="Warning" />}
        <InsetText html={<p>You do not have to find the right level. If something here is near what you see, or nothing is and you are still worried, ring <Telephone number={authority.settings.dayPhone} /> or report it. If a child is in danger now, ring 999.</p>} />
        {guide.illustrative && <p className="ds-illustrative"><strong>{ILLUSTRATIVE_NOTICE}</strong></p>}
        <Windscreen label="Levels of need" levels={panesOf(guide)} />

        <h2 className="govuk-heading-l" id="signs">What do you see?</h2>
        <SignFilter guide={guide} action={path} choice={choice} edition={guide.inForceTo === null ? '' : guide.version} />
        <p className="govuk-body" role="status">{`${count} ${count === 1 ? 'sign' : 'signs'}. One sign alone rarely says all; tell us everything you see.`}</p>
        <Signs guide={guide} groups={groups} />

        <h2 className="govuk-heading-l">The levels</h2>
        <Levels guide={guide} />
        <Attention guide={guide} />

        <h2 className="govuk-heading-l">The rules, in plain words</h2>
        <p className="govuk-body">When a report arrives these rules propose a level. A qualified social worker decides, and says why when the decision is another.</p>
        <Paragraphs guide={guide} />

        <h2 className="govuk-heading-l">Editions and sources</h2>
        <Editions path={path} shown={guide} editions={editions} />
        <Details summaryText="Where this comes from">
          <ul className="govuk-list govuk-list--bullet">
            {guide.citations.map((citation) => (
              <li key={citation}>{citation}</li>
            ))}
          </ul>
        </Details>
      </div>
    ),
  };
});

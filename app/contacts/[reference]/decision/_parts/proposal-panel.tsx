import { Temporal } from 'temporal-polyfill';
import { fullDate, Reason, Windscreen, type WindscreenMark } from '@/components/doorstep';
import { Details } from '@/components/govuk';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { childName } from '@/lib/decision/situation';
import type { DecisionContact } from '@/lib/decision/store';
import { areaLevelOf, LEVELS, routeWordsOf, type ChildProposal, type Guide, type Proposal, type Reason as EngineReason } from '@/lib/threshold/model';
import { routeLabel } from './words';

export interface ProposalPanelProps {
  guide: Guide;
  proposal: Proposal;
  contact: Pick<DecisionContact, 'children' | 'referrerLevel'>;
  /** Where the referrer may be asked for what is not known. */
  askHref?: string | undefined;
}

/** What the guide proposes: the levels with this contact on them, then for each child why, what is not known and what would change it. */
export function ProposalPanel({ guide, proposal, contact, askHref }: ProposalPanelProps) {
  const marks: WindscreenMark[] = LEVELS.filter((level) => level === contact.referrerLevel).map((level) => ({ level, text: 'The referrer said' }));
  return (
    <>
      <Windscreen label="Levels of need, and where the guide puts this contact" current={proposal.level} marks={marks} levels={LEVELS.map((level) => ({ level, label: areaLevelOf(guide, level, level === proposal.level ? proposal.route : undefined).name }))} />
      {(proposal.children.length === 0 || proposal.because.some(({ child }) => child === null)) && <WholeContact guide={guide} proposal={proposal} />}
      {proposal.children.map((child) => (
        <ChildPart key={child.id} guide={guide} child={child} name={nameOf(contact, child)} alone={proposal.children.length === 1} askHref={askHref} />
      ))}
      <p className="ds-secondary">
        {guide.title}, version {guide.version}, in force since {longDay(guide.inForceFrom)}. {guide.illustrative && 'Illustrative until the partnership replaces it.'}
      </p>
    </>
  );
}

function nameOf({ children }: ProposalPanelProps['contact'], { id }: ChildProposal): string {
  const named = children.find(({ ordinal }) => String(ordinal) === id);
  return named ? childName(named) : `Child ${id}`;
}

function WholeContact({ guide, proposal }: { guide: Guide; proposal: Proposal }) {
  return (
    <>
      <p className="govuk-body">
        <strong>{routeWordsOf(guide, proposal.route).name}</strong>, for the contact{proposal.children.length === 0 ? ': no child is named' : ' itself: other children may be concerned, who are not named'}.
      </p>
      <Reasons guide={guide} because={proposal.because.filter(({ child }) => child === null)} />
      {proposal.children.length === 0 && <Duties codes={proposal.duties} />}
    </>
  );
}

function ChildPart({ guide, child, name, alone, askHref }: { guide: Guide; child: ChildProposal; name: string; alone: boolean; askHref?: string | undefined }) {
  const route = routeWordsOf(guide, child.route);
  return (
    <section className="ds-proposed" aria-label={`Proposed for ${name}`}>
      {!alone && (
        <h3 className="govuk-heading-s">
          <bdi>{name}</bdi>: {routeLabel(guide, child.route)}
        </h3>
      )}
      <p className="govuk-body">
        <strong>{route.name}</strong>: {lowerFirst(route.destination)}.
      </p>
      <Reasons guide={guide} because={child.because} />
      {child.strengths.length > 0 && (
        <p className="govuk-body">
          <strong>Strengths noted:</strong> {child.strengths.map(({ phrase }) => lowerFirst(phrase)).join('; ')}. <span className="ds-secondary">They guide the plan; they do not lower the level.</span>
        </p>
      )}
      {child.couldRaise.length > 0 && (
        <p className="govuk-body">
          <strong>Not known, could matter:</strong>{' '}
          {child.couldRaise
            .slice(0, 4)
            .map(({ phrase }) => lowerFirst(phrase))
            .join('; ')}
          {child.couldRaise.length > 4 && ` and ${child.couldRaise.length - 4} more`}.{' '}
          {askHref && (
            <a className="govuk-link" href={askHref}>
              Ask the referrer
            </a>
          )}
        </p>
      )}
      <Duties codes={child.duties} />
      {child.nearest.length > 0 && (
        <Details summaryText="What would change this">
          <ul className="govuk-list govuk-list--bullet">
            {child.nearest.map(({ change, toRoute }) => (
              <li key={change}>
                {change}: {routeLabel(guide, toRoute)}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
}

/** Rules that lead to a level stand first, the highest at the top and in its colour; those that only add a duty or a mark follow in plain words. */
function Reasons({ guide, because }: { guide: Guide; because: readonly EngineReason[] }) {
  return (
    <>
      {because.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0)).map(({ rule, title, level, paragraph, indicators, reason }) =>
        level === undefined ? null : <Reason key={rule} title={title} level={level} source={`Paragraph ${paragraph}${signs(guide, indicators)}`} quote={reason} />,
      )}
      {because.map(({ rule, title, level, paragraph, indicators, reason }) =>
        level !== undefined ? null : (
          <p key={rule} className="govuk-body">
            <strong>{title}.</strong> {reason}{' '}
            <span className="ds-secondary">
              Paragraph {paragraph}
              {signs(guide, indicators)}
            </span>
          </p>
        ),
      )}
    </>
  );
}

function Duties({ codes }: { codes: Proposal['duties'] }) {
  if (codes.length === 0) return null;
  return (
    <>
      <p className="govuk-body">
        <strong>Whatever is decided:</strong>
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {codes.map((code) => (
          <li key={code}>
            {DUTY_KINDS[code].title}. <span className="ds-secondary">{DUTY_KINDS[code].clockWords}.</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const longDay = (isoDate: string) => fullDate(Temporal.PlainDate.from(isoDate));

const lowerFirst = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

function signs(guide: Guide, ids: readonly string[]): string {
  const phrases = ids.flatMap((id) => guide.indicators.find((indicator) => indicator.id === id)?.phrase ?? []);
  return phrases.length === 0 ? '' : ` · ${phrases.join('; ')}`;
}

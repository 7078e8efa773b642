import type { Temporal } from 'temporal-polyfill';
import { DateTime, LevelBadge, Narrative } from '@/components/doorstep';
import { InsetText, SummaryList } from '@/components/govuk';
import { COUNTERSIGN_REASONS, COUNTERSIGN_SOURCE, decidedForItself, PRIMARY_NEEDS, type ChildInView } from '@/lib/decision/model';
import { standingOfDecision, type DecidedChild, type Decision } from '@/lib/decision/record';
import type { Guide } from '@/lib/threshold/model';
import { DIRECTION_WORDS, routeLabel, SEEN_WORDS, STANDING_WORDS } from './words';

export interface DecidedPanelProps {
  decision: Decision;
  guide: Guide;
  inView: readonly Pick<ChildInView, 'personId' | 'name'>[];
  /** Names of the people in it, by account. */
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

const STANDING_LINES = { in_force: 'In force', awaiting: 'Waiting for a second person. What governed before still governs.', returned: 'Returned by the second person. What governed before still governs.' } as const;

/** A decision as it was made, standing alone: who, when, against which guide, why, and what the second person said. */
export function DecidedPanel({ decision, guide, inView, names, now }: DecidedPanelProps) {
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who no longer works here';
  const childName = (id: string) => inView.find(({ personId }) => personId === id)?.name ?? 'A child';
  const { countersign } = decision;
  return (
    <>
      <p className="govuk-body">
        <LevelBadge level={decision.level} label={routeLabel(guide, decision.route)} size="large" />
      </p>
      <p className="govuk-body">
        Decision {decision.version}, by <bdi>{nameOf(decision.by)}</bdi>, <DateTime at={decision.at} now={now} />. <strong>{STANDING_LINES[standingOfDecision(decision)]}</strong>
      </p>
      <p className="ds-secondary">
        {DIRECTION_WORDS[decision.direction]} Held against {guide.title}, version {guide.version}.
      </p>
      {inView.flatMap(({ personId, name }) =>
        decision.children.filter((child) => child.personId === personId).map((child) => <ChildLines key={personId} child={child} name={name} guide={guide} />),
      )}
      <Words label="Why" text={decision.rationale} />
      <Words label="Why another level than the referrer’s" text={decision.document.referrerReason} />
      <Words label="If nobody acted" text={decision.ifNothing} />
      <Words label="What would change the decision" text={decision.changeMind} />
      <Words label="The family" text={decision.familyViews} none="Nothing recorded of what the family was told or thinks." />
      <Words label="Why the earlier decision was changed" text={decision.changeReason} />
      {decision.countersignReasons.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Why a second person was asked</h3>
          <ul className="govuk-list govuk-list--bullet">
            {decision.countersignReasons.map(({ code, personId }) => (
              <li key={`${code}${personId}`}>
                {COUNTERSIGN_REASONS[code]} (<bdi>{childName(personId)}</bdi>).
              </li>
            ))}
          </ul>
          <p className="ds-secondary">{COUNTERSIGN_SOURCE}.</p>
        </>
      )}
      {countersign && (
        <InsetText>
          <p className="govuk-body">
            <strong>{countersign.verdict === 'agreed' ? 'Agreed' : 'Returned'}</strong> by <bdi>{nameOf(countersign.by)}</bdi>, <DateTime at={countersign.at} now={now} />
          </p>
          <Narrative text={countersign.comment} />
        </InsetText>
      )}
    </>
  );
}

function Words({ label, text, none }: { label: string; text: string; none?: string }) {
  if (text === '' && none === undefined) return null;
  return (
    <>
      <h3 className="govuk-heading-s">{label}</h3>
      {text === '' ? <p className="ds-unknown">{none}</p> : <Narrative text={text} />}
    </>
  );
}

function ChildLines({ child, name, guide }: { child: DecidedChild; name: string; guide: Guide }) {
  const own = decidedForItself(child.standing);
  const row = (label: string, value: string) => ({ key: { text: label }, value: { html: <Narrative text={value} /> } });
  const rows = [
    ...(child.standing === 'own' ? [] : [row('Standing', STANDING_WORDS[child.standing])]),
    ...(own ? [row('Level and route', routeLabel(guide, child.route)), row('Primary need', `${child.primaryNeed} ${PRIMARY_NEEDS[child.primaryNeed]}`)] : []),
    ...(own ? [row('Child seen', child.childSeen === 'yes' ? `Yes: ${child.seenBy}` : SEEN_WORDS[child.childSeen])] : []),
    ...(child.proposed === null ? [] : [row('The guide proposed', routeLabel(guide, child.proposed.route))]),
    ...([['Why different', child.standingReason], ['Why differently from the guide', child.proposalReason], ['Why no strategy discussion', child.noStrategyReason]] as const).filter(([, text]) => text !== '').map(([label, text]) => row(label, text)),
    ...(own ? [row('The child’s view', child.childViews === '' ? 'Nothing recorded' : child.childViews)] : []),
  ];
  return (
    <section aria-label={name}>
      <h3 className="govuk-heading-s">
        <bdi>{name}</bdi>
      </h3>
      <SummaryList rows={rows} />
    </section>
  );
}

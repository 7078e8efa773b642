import type { Temporal } from 'temporal-polyfill';
import { DateTime, LevelBadge, Narrative } from '@/components/doorstep';
import { InsetText, SummaryList } from '@/components/govuk';
import { CHILD_TIES, familyWords, NOT_HEARD, OTHER_CHILDREN, PLAN_PARTS, RISK_ANSWERS } from '@/lib/decision/keeping-safe';
import { COUNTERSIGN_REASONS, COUNTERSIGN_SOURCE, decidedForItself, PRIMARY_NEEDS, WHOLE_CONTACT, type ChildInView } from '@/lib/decision/model';
import { standingOfDecision, type DecidedChild, type Decision } from '@/lib/decision/record';
import type { Guide } from '@/lib/threshold/model';
import { DIRECTION_WORDS, PLAN_LABELS, routeLabel, SEEN_WORDS, STANDING_WORDS } from './words';

export interface DecidedPanelProps {
  decision: Decision;
  guide: Guide;
  inView: readonly Pick<ChildInView, 'personId' | 'name' | 'tie'>[];
  /** Names of the people in it, by account. */
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

const STANDING_LINES = { in_force: 'In force', awaiting: 'Waiting for a second person. What governed before still governs.', returned: 'Returned by the second person. What governed before still governs.' } as const;

/** A decision as it was made, standing alone: who, when, against which guide, why, and what the second person said. */
export function DecidedPanel({ decision, guide, inView, names, now }: DecidedPanelProps) {
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who no longer works here';
  const childName = (id: string) => inView.find(({ personId }) => personId === id)?.name ?? 'A child';
  const { countersign, document } = decision;
  return (
    <>
      <p className="govuk-body">
        <LevelBadge level={decision.level} label={routeLabel(guide, decision.route)} size="large" />
      </p>
      <p className="govuk-body">
        Decision {decision.version}, by <bdi>{nameOf(decision.by)}</bdi>, <DateTime at={decision.at} now={now} within />. <strong>{STANDING_LINES[standingOfDecision(decision)]}</strong>
      </p>
      <p className="ds-secondary">
        {DIRECTION_WORDS[decision.direction]} Held against {guide.title}, version {guide.version}.
      </p>
      {inView.flatMap(({ personId, name, tie }) =>
        decision.children.filter((child) => child.personId === personId).map((child) => <ChildLines key={personId} child={child} name={name} tie={CHILD_TIES[tie]} guide={guide} />),
      )}
      <Words label="The history was not looked at, because" text={document.historyNotRead} />
      <Words label="Why" text={decision.rationale} />
      <Words label="Why another level than the referrer’s" text={decision.document.referrerReason} />
      <Words label="Danger of delay: what could happen if nothing is done" text={[decision.ifNothing, document.delayUntil === '' ? '' : `It can wait until: ${document.delayUntil}`].filter((text) => text !== '').join('\n')} />
      {document.plan && (
        <>
          <h3 className="govuk-heading-s">The safety plan until the next contact</h3>
          <SummaryList rows={PLAN_PARTS.map((part) => ({ key: { text: PLAN_LABELS[part] }, value: { html: <Narrative text={document.plan?.[part] || 'Nothing written'} /> } }))} />
        </>
      )}
      {document.without.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Decided without</h3>
          <ul className="govuk-list govuk-list--bullet">
            {document.without.map(({ what, asked }) => (
              <li key={what}>
                {what} <span className="ds-secondary">Asked: {asked}</span>
              </li>
            ))}
          </ul>
          <Narrative text={document.withoutReason} />
        </>
      )}
      {document.checksUntold && <Words label="Agencies were asked and the parents not told, because" text={document.untoldReason} />}
      {document.otherChildren && <Words label="All children of the home, and all in contact with the person alleged to have harmed" text={OTHER_CHILDREN[document.otherChildren]} />}
      <Words label="What would change the decision" text={decision.changeMind} />
      <Words label="The family" text={familyWords({ ...document, familyViews: decision.familyViews })} none="Nothing recorded of what the family was told or thinks." />
      <Words label="Why the earlier decision was changed" text={decision.changeReason} />
      {decision.countersignReasons.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Why a second person was asked</h3>
          <ul className="govuk-list govuk-list--bullet">
            {decision.countersignReasons.map(({ code, personId }) => (
              <li key={`${code}${personId}`}>
                {COUNTERSIGN_REASONS[code]}
                {personId !== WHOLE_CONTACT && (
                  <>
                    {' '}
                    (<bdi>{childName(personId)}</bdi>)
                  </>
                )}
                .
              </li>
            ))}
          </ul>
          <p className="ds-secondary">{COUNTERSIGN_SOURCE}.</p>
        </>
      )}
      {countersign && (
        <InsetText>
          <p className="govuk-body">
            <strong>{countersign.verdict === 'agreed' ? 'Agreed' : 'Returned'}</strong> by <bdi>{nameOf(countersign.by)}</bdi>, <DateTime at={countersign.at} now={now} within />
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

/** Who saw the child, when, where and whether alone; or that nobody has, and who will. */
export function seenWords({ childSeen, seenBy, seenAlone, seenWhere, seePlan }: Pick<DecidedChild, 'childSeen' | 'seenBy' | 'seenAlone' | 'seenWhere' | 'seePlan'>): string {
  if (childSeen !== 'yes') return [childSeen === 'no' ? 'Nobody yet' : 'Not known', seePlan === '' ? '' : `To be seen: ${seePlan}`].filter((part) => part !== '').join('. ');
  const alone = seenAlone === null ? '' : `alone: ${SEEN_WORDS[seenAlone].toLowerCase()}`;
  return `Yes: ${[seenBy, seenWhere, alone].filter((part) => part !== '').join('; ')}`;
}

/** The child's view, or why the child was not heard. */
export function heardWords({ childViews, notHeard, notHeardWords }: Pick<DecidedChild, 'childViews' | 'notHeard' | 'notHeardWords'>): string {
  if (childViews !== '') return childViews;
  return notHeard === null ? 'Nothing recorded' : ['Not heard', NOT_HEARD[notHeard].toLowerCase(), notHeardWords].filter((part) => part !== '').join(': ');
}

function riskWords({ riskReaches, riskReason }: Pick<DecidedChild, 'riskReaches' | 'riskReason'>): string {
  return riskReaches === null ? '' : [RISK_ANSWERS[riskReaches], riskReason].filter((part) => part !== '').join('. ');
}

function ChildLines({ child, name, tie, guide }: { child: DecidedChild; name: string; tie: string; guide: Guide }) {
  const own = decidedForItself(child.standing);
  const row = (label: string, value: string) => ({ key: { text: label }, value: { html: <Narrative text={value} /> } });
  const rows = [
    ...(child.standing === 'own' ? [] : [row('Standing', `${STANDING_WORDS[child.standing]} (${tie.toLowerCase()})`)]),
    ...(own ? [row('Level and route', routeLabel(guide, child.route)), row('Primary need', `${child.primaryNeed} ${PRIMARY_NEEDS[child.primaryNeed]}`)] : []),
    ...(own ? [row('Who has seen the child', seenWords(child))] : []),
    ...(child.proposed === null ? [] : [row('The guide proposed', routeLabel(guide, child.proposed.route))]),
    ...([['Why different', child.standingReason], ['Why differently from the guide', child.proposalReason], ['Why no strategy discussion', child.noStrategyReason], ['Does the household risk reach this child?', riskWords(child)]] as const).filter(([, text]) => text !== '').map(([label, text]) => row(label, text)),
    ...(own ? [row('The child’s view', heardWords(child))] : []),
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

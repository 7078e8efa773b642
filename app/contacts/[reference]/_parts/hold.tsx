import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { SummaryList, Tag } from '@/components/govuk';
import { HOLD_REASONS, holdStanding, PARENTS_TOLD, type Hold } from '@/lib/decision/hold';
import { PLAN_PARTS } from '@/lib/decision/keeping-safe';
import { PLAN_LABELS } from '../decision/_parts/words';

interface HoldProps {
  hold: Hold;
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

const HOW_ENDED = { decided: 'Ended by a decision', refused: 'Refused by a manager', ended: 'Ended with a reason' } as const;

function standingLine({ hold, now }: HoldProps) {
  const standing = holdStanding(hold);
  if (standing === 'asked') return <Tag text="A manager is asked; until they agree it is not held" classes="govuk-tag--yellow" />;
  if (standing === 'over') return <Tag text={HOW_ENDED[hold.end?.how ?? 'ended']} classes="govuk-tag--grey" />;
  const overdue = now.epochMilliseconds >= hold.until.epochMilliseconds;
  return <Tag text={overdue ? 'The time is up: decide now' : 'Held for checks'} classes={overdue ? 'govuk-tag--red' : 'govuk-tag--yellow'} />;
}

/** One hold as it was asked for, with the manager's answer and how it ended. */
export function HoldLines(props: HoldProps) {
  const { hold, names, now } = props;
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who no longer works here';
  const row = (label: string, text: string) => ({ key: { text: label }, value: { html: <Narrative text={text} /> } });
  return (
    <>
      <div className="ds-marks">{standingLine(props)}</div>
      <SummaryList
        rows={[
          { key: { text: 'Until' }, value: { html: <DateTime at={hold.until} now={now} /> } },
          { key: { text: 'Asked for' }, value: { html: <><bdi>{nameOf(hold.by)}</bdi>, <DateTime at={hold.at} now={now} within />, level {hold.level} governed</> } },
          row('What is found out', hold.checking),
          row('With whom', hold.withWhom),
          row('Why it is safe to wait', hold.whySafe),
          ...PLAN_PARTS.map((part) => row(PLAN_LABELS[part], hold.plan[part])),
          row('Were the parents told?', [PARENTS_TOLD[hold.parentsTold], hold.untoldReason].filter((text) => text !== '').join(': ')),
          ...(hold.reasons.length === 0 ? [] : [row('Why a manager is asked', hold.reasons.map((code) => HOLD_REASONS[code]).join('\n'))]),
          ...(hold.answer === null ? [] : [{ key: { text: hold.answer.verdict === 'agreed' ? 'Agreed' : 'Refused' }, value: { html: <><bdi>{nameOf(hold.answer.by)}</bdi>, <DateTime at={hold.answer.at} now={now} within />: {hold.answer.comment}</> } }]),
          ...(hold.end === null ? [] : [{ key: { text: HOW_ENDED[hold.end.how] }, value: { html: <><bdi>{nameOf(hold.end.by)}</bdi>, <DateTime at={hold.end.at} now={now} within />: {hold.end.words}</> } }]),
        ]}
      />
    </>
  );
}

/** Everybody named in holds, for a look-up of their names. */
export function peopleOfHolds(holds: readonly Hold[]): string[] {
  return holds.flatMap(({ by, answer, end }) => [by, answer?.by, end?.by]).filter((id) => typeof id === 'string');
}

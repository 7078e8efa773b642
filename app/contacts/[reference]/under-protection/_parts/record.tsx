import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { SummaryList, Tag } from '@/components/govuk';
import { endOf, PROTECTION_ENDINGS, PROTECTION_KINDS, protectionStanding, timeLeftWords, type Protection } from '@/lib/contact/protection/model';

export interface RecordProps {
  one: Protection;
  all: readonly Protection[];
  /** How the child is called. */
  child: string;
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

/** How long it runs still, as a word that is seen from afar; past its end it is red until somebody records what followed. */
export function TimeLeft({ endsAt, now }: { endsAt: Temporal.Instant; now: Temporal.Instant }) {
  return <Tag text={timeLeftWords(endsAt, now)} classes={endsAt.epochMilliseconds - now.epochMilliseconds < 24 * 3_600_000 ? 'govuk-tag--red' : 'govuk-tag--yellow'} />;
}

/** Before its end or after it, in words: both are kept. */
function endedWords(endsAt: Temporal.Instant, endedAt: Temporal.Instant): string {
  const order = endedAt.epochMilliseconds - endsAt.epochMilliseconds;
  return order === 0 ? 'as its time ended' : order < 0 ? 'before its time ended' : 'after its time had ended';
}

function StandingTag({ one, all, now }: Pick<RecordProps, 'one' | 'all' | 'now'>) {
  switch (protectionStanding(one, all)) {
    case 'put_right':
      return <Tag text="Put right by a later record" classes="govuk-tag--grey" />;
    case 'ended':
      return <Tag text="Ended" classes="govuk-tag--grey" />;
    case 'asked':
      return (
        <>
          <TimeLeft endsAt={one.endsAt} now={now} /> <Tag text="A manager is asked whether the child goes home" classes="govuk-tag--yellow" />
        </>
      );
    case 'runs':
      return <TimeLeft endsAt={one.endsAt} now={now} />;
  }
}

/** One record as it was made, with every ending that was written of it and what a manager answered. */
export function ProtectionRecord({ one, all, child, names, now }: RecordProps) {
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who no longer works here';
  const row = (label: string, value: ReactNode) => ({ key: { text: label }, value: { html: value } });
  const police = one.kind === 'police';
  const end = endOf(one);
  return (
    <>
      <div className="ds-marks">
        <StandingTag one={one} all={all} now={now} />
      </div>
      <SummaryList
        rows={[
          row('Child', <bdi>{child}</bdi>),
          row('Under', PROTECTION_KINDS[one.kind]),
          row(police ? 'Taken or kept' : 'Made', <DateTime at={one.beganAt} now={now} />),
          row(police ? 'Ends, after 72 hours' : 'Ends, as the court said', <DateTime at={one.endsAt} now={now} />),
          row(police ? 'Force' : 'Court', <bdi>{one.agency}</bdi>),
          row(police ? 'Officer' : 'Number of the case', <bdi>{one.named}</bdi>),
          row('Where the child is', <Narrative text={one.place} />),
          row('Recorded', <><bdi>{nameOf(one.by)}</bdi>, <DateTime at={one.at} now={now} within /></>),
          ...(one.reason === '' ? [] : [row('What was wrong before', <Narrative text={one.reason} />)]),
          ...one.ends.flatMap((each) => [
            row(each === end || !each.needsAgreement ? 'What followed' : 'Asked of a manager', <>{PROTECTION_ENDINGS[each.how]}, <DateTime at={each.endedAt} now={now} within />{each === end && <>, {endedWords(one.endsAt, each.endedAt)}</>}. <bdi>{nameOf(each.by)}</bdi>, <DateTime at={each.at} now={now} within />: {each.words}</>),
            ...(each.answer === null ? [] : [row(each.answer.verdict === 'agreed' ? 'Agreed' : 'Refused', <><bdi>{nameOf(each.answer.by)}</bdi>, <DateTime at={each.answer.at} now={now} within />: {each.answer.comment}</>)]),
          ]),
        ]}
      />
    </>
  );
}

/** Everybody named in these records, for a look-up of their names. */
export function peopleOfProtections(all: readonly Protection[]): string[] {
  return all.flatMap(({ by, ends }) => [by, ...ends.flatMap((end) => [end.by, ...(end.answer === null ? [] : [end.answer.by])])]);
}

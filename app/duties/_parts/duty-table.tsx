import type { Temporal } from 'temporal-polyfill';
import { DateTime, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { dutyState, ENDS_BY_ITS_ACT, mayOweIt, type Duty } from '@/lib/duty/model';
import { timeLeftWords } from '@/lib/contact/protection/model';
import { ROLE_NAMES, type Person } from '@/lib/access/model';

const STATE_TAGS = {
  running: null,
  due_soon: <Tag text="Due soon" classes="govuk-tag--yellow" />,
  breached: <Tag text="Overdue" classes="govuk-tag--red" />,
} as const;

export interface DutyTableProps {
  caption: string;
  duties: readonly Duty[];
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
  /** The reader, when they may take duties. */
  taker?: Pick<Person, 'actorId' | 'role' | 'qualified'> | undefined;
}

/** How a duty stands, in a word where it matters. */
export function DutyTag({ duty, now }: { duty: Duty; now: Temporal.Instant }) {
  return duty.discharge === null ? STATE_TAGS[dutyState(duty, now)] : <Tag text="Ended" classes="govuk-tag--grey" />;
}

function ownerWords({ ownerId, ownerRole, discharge }: Duty, names: ReadonlyMap<string, string>): string {
  if (ownerId !== null) return names.get(ownerId) ?? 'Somebody outside the duty service';
  return discharge === null ? `${ROLE_NAMES[ownerRole]}: not taken` : ROLE_NAMES[ownerRole];
}

/** Duties, soonest first: what, for which contact, under which law, by when, whose. */
export function DutyTable({ caption, duties, names, now, taker }: DutyTableProps) {
  return (
    <StackTable
      caption={caption}
      columns={[{ heading: 'Duty' }, { heading: 'Contact', classes: 'ds-col-narrow' }, { heading: 'Due', classes: 'ds-col-clock' }, { heading: 'Whose', classes: 'ds-col-narrow' }]}
      rows={duties.map((duty) => ({
        id: duty.id,
        urgent: duty.discharge === null && dutyState(duty, now) === 'breached',
        cells: [
          <>
            <a className="govuk-link" href={`/duties/${duty.id}`}>
              {DUTY_KINDS[duty.code].title}
            </a>
            <p className="ds-secondary">{duty.law}</p>
          </>,
          <a className="govuk-link ds-reference" href={`/contacts/${duty.reference}`} key="contact">
            {duty.reference}
          </a>,
          <>
            {duty.dueAt === null ? 'No instant can be given' : <DateTime at={duty.dueAt} now={now} due />} <DutyTag duty={duty} now={now} />
            {duty.code === 'PROTECTION_ENDS' && duty.discharge === null && duty.dueAt !== null && <p className="ds-secondary">{timeLeftWords(duty.dueAt, now)}</p>}
          </>,
          <>
            <bdi>{ownerWords(duty, names)}</bdi>
            {taker && duty.ownerId === null && mayOweIt(duty, taker) === null && ENDS_BY_ITS_ACT[duty.code] === undefined && (
              <form method="post" action={`/duties/${duty.id}/take`}>
                <button className="govuk-button govuk-button--secondary ds-button--small" type="submit">
                  Take it<span className="govuk-visually-hidden">: {DUTY_KINDS[duty.code].title}, {duty.reference}</span>
                </button>
              </form>
            )}
          </>,
        ],
      }))}
    />
  );
}

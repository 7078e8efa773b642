import { Temporal } from 'temporal-polyfill';
import { DateTime, StackTable } from '@/components/doorstep';
import { ROLE_NAMES } from '@/lib/access/model';
import { DUTY_CODES, DUTY_KINDS } from '@/lib/duty/codes';
import type { Duty } from '@/lib/duty/model';
import type { Shown } from '@/lib/restriction/model';
import type { DutyNote } from '@/lib/duty/note-store';
import { DutyTag } from './duty-table';

export interface BoardProps {
  duties: readonly Duty[];
  notes: ReadonlyMap<string, readonly DutyNote[]>;
  names: ReadonlyMap<string, string>;
  /** How much of each contact the reader may be shown. */
  shown: ReadonlyMap<string, Shown>;
  now: Temporal.Instant;
}

const MINUTES_IN_HOUR = 60;
const HOURS_IN_DAY = 24;

/** "3 days 4 hours late", in whole hours from the second hour on. */
export function lateWords(dueAt: Temporal.Instant, now: Temporal.Instant): string {
  const minutes = Math.max(0, Math.floor((now.epochMilliseconds - dueAt.epochMilliseconds) / 60_000));
  if (minutes < 2 * MINUTES_IN_HOUR) return `${minutes} minutes late`;
  const hours = Math.floor(minutes / MINUTES_IN_HOUR);
  if (hours < 2 * HOURS_IN_DAY) return `${hours} hours late`;
  const rest = hours % HOURS_IN_DAY;
  return `${Math.floor(hours / HOURS_IN_DAY)} days${rest === 0 ? '' : ` ${rest} hours`} late`;
}

function ownerWords({ ownerId, ownerRole, discharge }: Duty, names: BoardProps['names']): string {
  if (ownerId !== null) return names.get(ownerId) ?? 'Somebody outside the duty service';
  return discharge === null ? `${ROLE_NAMES[ownerRole]}: not taken` : ROLE_NAMES[ownerRole];
}

function Stands({ duty, now }: { duty: Duty; now: Temporal.Instant }) {
  if (duty.discharge !== null) return <>Ended <DateTime at={duty.discharge.at} now={now} within /></>;
  if (duty.dueAt === null) return <>Waits for a fact</>;
  return Temporal.Instant.compare(duty.dueAt, now) <= 0 ? <strong>{lateWords(duty.dueAt, now)}</strong> : <><DateTime at={duty.dueAt} now={now} due /> <DutyTag duty={duty} now={now} /></>;
}

function Meanwhile({ duty, notes, names, shown, now }: BoardProps & { duty: Duty }) {
  const [last, ...earlier] = notes.get(duty.id) ?? [];
  if (last === undefined) return <span className="ds-unknown">Nothing recorded</span>;
  return (
    <>
      {/* Somebody's words about a family: read after the question whether one knows them (domain 7.14). */}
      {shown.get(duty.contactId) === 'words' ? last.words : 'Recorded; its words show once you open it.'}
      <p className="ds-secondary">
        <bdi>{names.get(last.by) ?? 'A colleague'}</bdi>, <DateTime at={last.at} now={now} within />
        {earlier.length > 0 && ` and ${earlier.length} before`}
      </p>
    </>
  );
}

/** Duties by kind: which contact, whose, how late with how the time came about, and what was done meanwhile. */
export function Board(props: BoardProps) {
  const { duties, names, now } = props;
  const kinds = DUTY_CODES.map((code) => ({ code, rows: duties.filter((duty) => duty.code === code) })).filter(({ rows }) => rows.length > 0);
  return kinds.map(({ code, rows }) => (
    <section key={code} aria-labelledby={`kind-${code}`}>
      <h2 className="govuk-heading-m" id={`kind-${code}`}>
        {DUTY_KINDS[code].title} <span className="ds-secondary">{rows.length}</span>
      </h2>
      <p className="ds-secondary">
        {DUTY_KINDS[code].law}. {DUTY_KINDS[code].clockWords}.
      </p>
      <StackTable
        caption={DUTY_KINDS[code].title}
        columns={[{ heading: 'Contact', classes: 'ds-col-narrow' }, { heading: 'Whose', classes: 'ds-col-narrow' }, { heading: 'How late', classes: 'ds-col-clock' }, { heading: 'How the time came about' }, { heading: 'Done meanwhile' }]}
        rows={rows.map((duty) => ({
          id: duty.id,
          urgent: duty.discharge === null && duty.dueAt !== null && Temporal.Instant.compare(duty.dueAt, now) <= 0,
          cells: [
            <a className="govuk-link ds-reference" href={`/duties/${duty.id}`} key="contact">
              {duty.reference}
            </a>,
            <bdi key="whose">{ownerWords(duty, names)}</bdi>,
            <Stands duty={duty} now={now} key="late" />,
            duty.evidence,
            <Meanwhile {...props} duty={duty} key="meanwhile" />,
          ],
        }))}
      />
    </section>
  ));
}

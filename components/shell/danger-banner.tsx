/** An area's telephone lines, as its people would read them out. */
export interface DangerLines {
  /** Shown as written; spaces are dropped from the link. */
  day: string;
  /** When the day line is answered: "Monday to Friday, 9am to 5pm". */
  dayHours?: string | undefined;
  /** The emergency duty team. The same number as by day, or none, is said once. */
  night?: string | undefined;
}

function Telephone({ number }: { number: string }) {
  return (
    <a className="govuk-link ds-danger__number" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      {number}
    </a>
  );
}

/** What to do first when a child is in danger, before any question is asked. */
export function DangerBanner({ lines }: { lines: DangerLines }) {
  const { day, dayHours, night } = lines;
  const always = !night || night === day;
  return (
    <aside className="ds-danger" aria-label="If a child is in danger now">
      <p className="ds-danger__words">
        <strong>Is a child in danger right now?</strong> Ring <Telephone number="999" />, then{' '}
        {always ? (
          <>
            <Telephone number={day} />.{night || !dayHours ? ' We answer day and night.' : ` We answer ${dayHours}.`}
          </>
        ) : (
          <>
            <Telephone number={day} />
            {dayHours && ` (${dayHours})`} or, at any other time, <Telephone number={night} />.
          </>
        )}
      </p>
    </aside>
  );
}

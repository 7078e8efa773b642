/** An instant or a date in the words it is shown by. */
export interface TimeShown {
  /** As a machine reads it. */
  dateTime: string;
  /** As people say it: "Today 14:32". */
  short: string;
  /** On hover and in print: "Sunday 22 November 2026, 14:32". */
  full: string;
  /** Its words are too many for one line of a telephone. */
  wraps?: boolean;
}

/** A time whose words are made already; `DateTime` and `CalendarDate` make them. */
export function Time({ dateTime, short, full, wraps = false }: TimeShown) {
  return (
    <time dateTime={dateTime} title={full} className={wraps ? 'ds-time ds-time--wraps' : 'ds-time'}>
      <span className="ds-time__short">{short}</span>
      <span className="ds-time__full">{full}</span>
    </time>
  );
}

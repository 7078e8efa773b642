/** An instant or a date in the words it is shown by. */
export interface TimeShown {
  /** As a machine reads it. */
  dateTime: string;
  /** As people say it: "Today 14:32". */
  short: string;
  /** On hover and in print: "Sunday 22 November 2026, 14:32". */
  full: string;
}

/** A time whose words are made already; `DateTime` and `CalendarDate` make them. */
export function Time({ dateTime, short, full }: TimeShown) {
  return (
    <time dateTime={dateTime} title={full} className="ds-time">
      <span className="ds-time__short">{short}</span>
      <span className="ds-time__full">{full}</span>
    </time>
  );
}

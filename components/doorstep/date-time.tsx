import { Temporal } from 'temporal-polyfill';
import { fullDate, fullDateTime, londonDate, shortDate, shortDateTime, withinSentence } from './date-time-words';

function Time({ dateTime, short, full }: { dateTime: string; short: string; full: string }) {
  return (
    <time dateTime={dateTime} title={full} className="ds-time">
      <span className="ds-time__short">{short}</span>
      <span className="ds-time__full">{full}</span>
    </time>
  );
}

/**
 * An instant as people say it, "Today 14:32", with the full date on hover and in print.
 * @param within it stands in the middle of a sentence: "today 14:32".
 */
export function DateTime({ at, now, within = false }: { at: Temporal.Instant | string; now: Temporal.Instant; within?: boolean }) {
  const instant = typeof at === 'string' ? Temporal.Instant.from(at) : at;
  const short = shortDateTime(instant, now);
  return <Time dateTime={instant.toString({ smallestUnit: 'second' })} short={within ? withinSentence(short) : short} full={fullDateTime(instant)} />;
}

/** A calendar date as people say it, with the full date on hover and in print. */
export function CalendarDate({ date, now }: { date: Temporal.PlainDate | string; now: Temporal.Instant }) {
  const day = typeof date === 'string' ? Temporal.PlainDate.from(date) : date;
  return <Time dateTime={day.toString()} short={shortDate(day, londonDate(now))} full={fullDate(day)} />;
}

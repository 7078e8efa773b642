import type { Temporal } from 'temporal-polyfill';
import { readClock, type Clock } from './clock-reading';
import { DateTime } from './date-time';

/** The clocks of a queue row: what is left of each, its deadline, and a bar of the one that has most gone by. */
export function ClockCell({ clocks, now }: { clocks: readonly Clock[]; now: Temporal.Instant }) {
  const readings = clocks.map((clock) => ({ clock, ...readClock(clock, now) }));
  const tightest = readings.reduce((most, reading) => Math.max(most, reading.gone), 0);
  const worst = readings.find((reading) => reading.gone === tightest)?.state ?? 'running';
  return (
    <div className="ds-clocks">
      <ul className="ds-clocks__list">
        {readings.map(({ clock, state, short, words }) => (
          <li className={`ds-clocks__line ds-clocks__line--${state}`} key={clock.name}>
            <span className="ds-clocks__left">
              <span aria-hidden="true">{short}</span>
              <span className="govuk-visually-hidden">{words}</span>
            </span>{' '}
            <span className="ds-clocks__due">
              <span className="ds-clocks__name">{clock.name}</span> <DateTime at={clock.due} now={now} />
            </span>
          </li>
        ))}
      </ul>
      <svg className={`ds-clocks__bar ds-clocks__bar--${worst}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="ds-clocks__track" width="100" height="4" />
        <rect className="ds-clocks__gone" width={Math.round(tightest * 100)} height="4" />
      </svg>
    </div>
  );
}

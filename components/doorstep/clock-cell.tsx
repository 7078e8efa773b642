import type { Temporal } from 'temporal-polyfill';
import { readClock, type Clock } from './clock-reading';
import { DateTime } from './date-time';

/** A row without clocks, which draws an empty bar. */
const NOTHING = { clock: undefined, gone: 0, state: 'running', warning: null } as const;

/** The clocks of a queue row: what is left of each, a bar of the one that has most gone by, and when that one ends. */
export function ClockCell({ clocks, now }: { clocks: readonly Clock[]; now: Temporal.Instant }) {
  const readings = clocks.map((clock) => ({ clock, ...readClock(clock, now) }));
  const tightest = readings.reduce((most, reading) => (reading.gone > most.gone ? reading : most), readings[0] ?? NOTHING);
  return (
    <div className="ds-clocks">
      <ul className="ds-clocks__list">
        {readings.map(({ clock, state, short, words }) => (
          <li className={`ds-clocks__line ds-clocks__line--${state}`} key={clock.name}>
            <span className="ds-clocks__left">
              <span aria-hidden="true">{short}</span>
              <span className="govuk-visually-hidden">{words}</span>
            </span>{' '}
            <span className="ds-clocks__name">{clock.name}</span>
          </li>
        ))}
      </ul>
      <svg className={`ds-clocks__bar ds-clocks__bar--${tightest.state}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="ds-clocks__track" width="100" height="4" />
        <rect className="ds-clocks__gone" width={Math.round(tightest.gone * 100)} height="4" />
      </svg>
      {tightest.clock && (
        <p className="ds-clocks__due">
          {tightest.state === 'breached' ? 'was due' : 'by'} <DateTime at={tightest.clock.due} now={now} />
          {tightest.warning !== null && ` · over ${tightest.warning} % gone`}
        </p>
      )}
    </div>
  );
}

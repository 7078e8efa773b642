import type { Temporal } from 'temporal-polyfill';
import { readClock, type Clock } from './clock-reading';
import { DateTime } from './date-time';

/** The radius that makes a circumference of 100, so that a dash is a per cent. */
const RADIUS = 15.9155;

/** One clock as a ring of the time that is left, with its deadline in words. */
export function ClockRing({ clock, now }: { clock: Clock; now: Temporal.Instant }) {
  const { state, gone, words, short } = readClock(clock, now);
  const left = Math.round((1 - gone) * 100);
  const drawn = state === 'breached' ? 100 : left;
  return (
    <div className={`ds-ring ds-ring--${state}`}>
      <div className="ds-ring__face">
        <svg className="ds-ring__picture" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
          <circle className="ds-ring__track" cx="18" cy="18" r={RADIUS} />
          <circle className="ds-ring__left" cx="18" cy="18" r={RADIUS} strokeDasharray={`${drawn} 100`} transform="rotate(-90 18 18)" />
        </svg>
        <span className="ds-ring__short" aria-hidden="true">
          {short}
        </span>
      </div>
      <p className="ds-ring__words">
        <strong>{clock.name}</strong> <span className="govuk-visually-hidden">{words}, due </span>
        <DateTime at={clock.due} now={now} />
      </p>
    </div>
  );
}

export interface ClockRingsProps {
  clocks: readonly Clock[];
  now: Temporal.Instant;
  /** Where the evidence for the deadlines is shown. */
  howHref?: string | undefined;
}

/** All the clocks of a contact beside each other: they always all run. */
export function ClockRings({ clocks, now, howHref }: ClockRingsProps) {
  return (
    <div className="ds-rings">
      {clocks.map((clock) => (
        <ClockRing key={clock.name} clock={clock} now={now} />
      ))}
      {howHref && (
        <a className="govuk-link ds-rings__how" href={howHref}>
          How?<span className="govuk-visually-hidden"> How these deadlines came about</span>
        </a>
      )}
    </div>
  );
}

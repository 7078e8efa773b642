import type { ClocksShown } from './clock-reading';
import { Time } from './time';

/** The clocks of a queue row: what is left of each, a bar of the one that has most gone by, and when that one ends. */
export function ClockCell({ shown: { lines, bar, due } }: { shown: ClocksShown }) {
  return (
    <div className="ds-clocks">
      <ul className="ds-clocks__list">
        {lines.map(({ name, state, short, words }) => (
          <li className={`ds-clocks__line ds-clocks__line--${state}`} key={name}>
            <span className="ds-clocks__left">
              <span aria-hidden="true">{short}</span>
              <span className="govuk-visually-hidden">{words}</span>
            </span>{' '}
            <span className="ds-clocks__name">{name}</span>
          </li>
        ))}
      </ul>
      <svg className={`ds-clocks__bar ds-clocks__bar--${bar.state}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="ds-clocks__track" width="100" height="4" />
        <rect className="ds-clocks__gone" width={bar.gone} height="4" />
      </svg>
      {due !== null && (
        <p className="ds-clocks__due">
          {bar.state === 'breached' ? 'was due' : 'by'} <Time {...due.at} />
          {due.warning !== null && ` · over ${due.warning} % gone`}
        </p>
      )}
    </div>
  );
}

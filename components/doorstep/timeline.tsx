import type { ReactNode } from 'react';

/** Something that happened. */
export interface TimelineEvent {
  kind: 'event';
  /** A `DateTime` or `CalendarDate`, or words when only the month is known. */
  when: ReactNode;
  title: ReactNode;
  /** Who it came from or who did it. */
  by?: ReactNode;
  detail?: ReactNode;
  /** The contact being looked at. */
  current?: boolean | undefined;
}

/** A stretch with nothing recorded, which is a finding of its own: "8 months with nothing recorded". */
export interface TimelineGap {
  kind: 'gap';
  text: string;
  /** How long it was, where that is counted in months: the longer, the more room it is given. */
  months?: number | undefined;
}

export type TimelineItem = TimelineEvent | TimelineGap;

/** Months from which a gap is drawn longer, and longer still. */
const LONG = [6, 12, 24];

function gapClass(months = 0): string {
  const size = LONG.filter((from) => months >= from).length;
  return size === 0 ? 'ds-timeline__gap' : `ds-timeline__gap ds-timeline__gap--${size}`;
}

/** A chronology, newest first or oldest first as given, with its gaps drawn. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol className="moj-timeline ds-timeline" aria-label={label}>
      {items.map((item, index) =>
        item.kind === 'gap' ? (
          <li className={`moj-timeline__item ${gapClass(item.months)}`} key={index}>
            {item.text}
          </li>
        ) : (
          <li className="moj-timeline__item" key={index} aria-current={item.current ? 'true' : undefined}>
            <p className="ds-timeline__head">
              <span className="moj-timeline__date">{item.when}</span> <span className="moj-timeline__title">{item.title}</span>
              {item.by && <> <span className="moj-timeline__byline">{item.by}</span></>}
            </p>
            {item.detail && <div className="moj-timeline__description">{item.detail}</div>}
          </li>
        ),
      )}
    </ol>
  );
}

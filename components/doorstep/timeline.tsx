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
}

export type TimelineItem = TimelineEvent | TimelineGap;

/** A chronology, newest first or oldest first as given, with its gaps drawn. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol className="moj-timeline ds-timeline" aria-label={label}>
      {items.map((item, index) =>
        item.kind === 'gap' ? (
          <li className="moj-timeline__item ds-timeline__gap" key={index}>
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

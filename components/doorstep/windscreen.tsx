import type { ReactNode } from 'react';
import type { Level } from './level-badge';

export interface WindscreenLevel {
  level: Level;
  /** What this area calls it. */
  label: string;
  /** A few words on what it means, for the guide's own pages. */
  meaning?: ReactNode;
}

/** Whose view puts the contact at a level: "The guide proposes", "The referrer said". */
export interface WindscreenMark {
  level: Level;
  text: string;
}

export interface WindscreenProps {
  levels: readonly WindscreenLevel[];
  /** The level the contact is drawn at; none on a page that only shows the guide. */
  current?: Level | undefined;
  marks?: readonly WindscreenMark[] | undefined;
  /** What the picture shows: "Levels of need, and where this contact stands". */
  label: string;
}

/** The levels of need as a windscreen with a contact on it. It is a list: what is drawn is also said. */
export function Windscreen({ levels, current, marks = [], label }: WindscreenProps) {
  return (
    <ol className="ds-windscreen" aria-label={label}>
      {levels.map(({ level, label: name, meaning }) => (
        <li key={level} className={`ds-windscreen__level ds-windscreen__level--${level}`} aria-current={level === current ? 'true' : undefined}>
          <span className="ds-windscreen__pane">
            <span className="ds-windscreen__number">
              <span className="govuk-visually-hidden">Level </span>
              {level}
            </span>{' '}
            <span className="ds-windscreen__name">{name}</span>
          </span>
          {meaning && <span className="ds-windscreen__meaning">{meaning}</span>}
          {marks.filter((mark) => mark.level === level).map((mark) => (
            <span className="ds-windscreen__mark" key={mark.text}>
              {mark.text}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}

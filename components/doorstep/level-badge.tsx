import type { ReactNode } from 'react';

/** The four canonical levels of need, 1 universal to 4 significant harm (domain 2.2). */
export type Level = 1 | 2 | 3 | 4;

export interface LevelBadgeProps {
  level: Level;
  /** What this area calls the level, or the route: "Child in need". */
  label?: ReactNode;
  size?: 'normal' | 'large' | undefined;
}

/** A level as a number on its colour, with its words: the colour never speaks alone. */
export function LevelBadge({ level, label, size = 'normal' }: LevelBadgeProps) {
  return (
    <span className={`ds-level ds-level--${size}`}>
      <span className={`ds-level__number ds-level__number--${level}`}>
        <span className="govuk-visually-hidden">Level </span>
        {level}
      </span>
      {label && <> <span className="ds-level__label">{label}</span></>}
    </span>
  );
}

/** Marks a contact that cannot wait for the queue. */
export function DangerBadge({ label = 'Now · danger' }: { label?: string | undefined }) {
  return <strong className="ds-danger-badge">{label}</strong>;
}

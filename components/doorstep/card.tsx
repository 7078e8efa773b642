import { createElement, type ReactNode } from 'react';

export interface CardProps {
  heading: ReactNode;
  headingLevel?: 2 | 3 | undefined;
  /** Beside the heading, quietly: "saved 10:51". */
  aside?: ReactNode;
  id?: string | undefined;
  children: ReactNode;
}

/** One panel of a desk screen. */
export function Card({ heading, headingLevel = 2, aside, id, children }: CardProps) {
  return (
    <section className="ds-card" id={id} aria-labelledby={id ? `${id}-heading` : undefined}>
      <div className="ds-card__head">
        {createElement(`h${headingLevel}`, { className: 'ds-card__heading', id: id ? `${id}-heading` : undefined }, heading)}
        {aside && <span className="ds-card__aside">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** Panels beside each other, as many as there is room for. */
export function Cards({ columns, children }: { columns: 2 | 3; children: ReactNode }) {
  return <div className={`ds-cards ds-cards--${columns}`}>{children}</div>;
}

export interface ReasonProps {
  title: ReactNode;
  /** The rule and its paragraph: "Rule N-4.2 · one high-risk indicator is enough". */
  source?: ReactNode;
  /** The guide's own words. */
  quote?: ReactNode;
  level: 1 | 2 | 3 | 4;
}

/** One reason for a proposal, barred in the colour of the level it leads to, which its words also say. */
export function Reason({ title, source, quote, level }: ReasonProps) {
  return (
    <div className={`ds-reason ds-reason--${level}`}>
      <p className="ds-reason__title">{title}</p>
      <p className="ds-reason__source">
        Level {level}
        {source && <> · {source}</>}
      </p>
      {quote && <blockquote className="ds-reason__quote">{quote}</blockquote>}
    </div>
  );
}

import type { ReactNode } from 'react';

export interface IdentityFact {
  title: ReactNode;
  detail?: ReactNode;
}

export interface IdentityBarProps {
  /** "Contact". */
  caption: string;
  /** The reference, never a name: this bar is seen on shared screens. */
  reference: string;
  facts?: readonly IdentityFact[] | undefined;
  /** `ClockRings`, usually. */
  clocks?: ReactNode;
  /** Buttons and forms. */
  actions?: ReactNode;
}

/** Which contact this is and how it stands, in sight while its page scrolls (where the screen is tall enough). */
export function IdentityBar({ caption, reference, facts = [], clocks, actions }: IdentityBarProps) {
  return (
    <section className="ds-identity" aria-label={`${caption} ${reference}`}>
      <div className="ds-identity__bar ds-width">
        <p className="ds-identity__who">
          <span className="ds-identity__caption">{caption}</span>
          <span className="ds-identity__reference">{reference}</span>
        </p>
        {facts.map((fact, index) => (
          <p className="ds-identity__fact" key={index}>
            <strong>{fact.title}</strong>
            {fact.detail && <span className="ds-identity__detail">{fact.detail}</span>}
          </p>
        ))}
        {clocks && <div className="ds-identity__clocks">{clocks}</div>}
        {actions && <div className="ds-identity__actions">{actions}</div>}
      </div>
    </section>
  );
}

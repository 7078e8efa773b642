import { Fragment, type ReactNode } from 'react';

export interface KeyHint {
  /** Each key as it is printed: `["j", "k"]`, `["Enter"]`. */
  keys: readonly string[];
  does: string;
}

/** A key as it is printed. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className="ds-key">{children}</kbd>;
}

/** The single-key shortcuts of a page, and the switch that turns them off (WCAG 2.1.4). */
export function KeyHints({ hints, toggle }: { hints: readonly KeyHint[]; toggle?: ReactNode }) {
  return (
    <section className="ds-keys" aria-label="Keyboard shortcuts">
      <h2 className="ds-keys__heading">Keys</h2>
      <ul className="ds-keys__list">
        {hints.map(({ keys, does }) => (
          <li key={does}>
            {keys.map((key) => (
              <Fragment key={key}>
                <Key>{key}</Key>{' '}
              </Fragment>
            ))}
            {does}
          </li>
        ))}
      </ul>
      {toggle && <div className="ds-keys__toggle">{toggle}</div>}
    </section>
  );
}

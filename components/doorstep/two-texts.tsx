import type { ReactNode } from 'react';
import { Narrative } from './narrative';

/** One of two texts that met in the same place. */
export interface OneText {
  /** "Yours, not saved", "Saved by Asha Pereira". */
  title: ReactNode;
  /** Who and when: usually words and a `DateTime`. */
  by?: ReactNode;
  text: string;
  /** What can be done with this text: a button of a form. */
  action?: ReactNode;
}

/** Two texts side by side, each whole: nobody's words are overwritten or mixed. */
export function TwoTexts({ first, second, label }: { first: OneText; second: OneText; label: string }) {
  return (
    <section className="ds-two-texts" aria-label={label}>
      {[first, second].map(({ title, by, text, action }, index) => (
        <article className="ds-card" key={index}>
          <h2 className="govuk-heading-s ds-two-texts__title">{title}</h2>
          {by && <p className="ds-secondary">{by}</p>}
          <Narrative text={text} />
          {action && <div className="ds-two-texts__action">{action}</div>}
        </article>
      ))}
    </section>
  );
}

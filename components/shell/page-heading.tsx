import type { ReactNode } from 'react';

export interface PageHeadingProps {
  /** Where the page stands, above its name: "Report a worry · 1 of 11". */
  caption?: ReactNode;
  heading: ReactNode;
  /** One sentence under the name. */
  lead?: ReactNode;
  /** Set at the far side on a wide screen: a button, a saved line. */
  aside?: ReactNode;
}

/** The name of a page. */
export function PageHeading({ caption, heading, lead, aside }: PageHeadingProps) {
  return (
    <div className="ds-heading">
      <div className="ds-heading__words">
        {caption && <span className="ds-heading__caption">{caption}</span>}
        <h1 className="ds-heading__name">{heading}</h1>
        {lead && <p className="ds-heading__lead">{lead}</p>}
      </div>
      {aside && <div className="ds-heading__aside">{aside}</div>}
    </div>
  );
}

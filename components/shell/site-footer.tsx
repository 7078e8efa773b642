import type { ReactNode } from 'react';

export interface SiteFooterProps {
  /** Help, accessibility, privacy: the same, in the same order, on every page (WCAG 3.2.6). */
  links: readonly { href: string; text: string }[];
  /** A line of words under the links. */
  children?: ReactNode;
}

/** The foot of every page. */
export function SiteFooter({ links, children }: SiteFooterProps) {
  return (
    <footer className="ds-footer">
      <div className="ds-width">
        <h2 className="govuk-visually-hidden">Help and about this service</h2>
        <ul className="ds-footer__links">
          {links.map(({ href, text }) => (
            <li key={href}>
              <a className="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
        {children && <div className="ds-footer__words">{children}</div>}
      </div>
    </footer>
  );
}

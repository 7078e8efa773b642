import type { ReactNode } from 'react';
import { BackLink, ServiceNavigation, SkipLink } from '@/components/govuk';
import { SiteFooter, type SiteFooterProps } from './site-footer';

export interface NavigationItem {
  href: string;
  text: string;
  /** The page shown is this one, or below it. */
  active?: boolean | undefined;
}

export interface SignedInPerson {
  name: string;
  role: string;
}

export interface ShellProps {
  /** The authority's own name: "Norfolk". */
  area?: string | undefined;
  /** The service within it: "Children's Advice and Duty Service". */
  service?: string | undefined;
  /** Where the product's name leads. */
  homeHref?: string | undefined;
  navigation?: readonly NavigationItem[] | undefined;
  /** Lists that stand beside the one shown, under one word of the header. */
  beside?: { label: string; items: readonly NavigationItem[] } | undefined;
  person?: SignedInPerson | undefined;
  /** Where a person who is not signed in may sign in; left out, nothing is offered. */
  signInHref?: string | undefined;
  /** "page" reads like a letter; "desk" uses the width of a screen and is denser. */
  layout?: 'page' | 'desk' | undefined;
  /** Across the whole width under the header: an `IdentityBar`. */
  bar?: ReactNode;
  /** Above the main content and outside it, in its width: a `DangerBanner`. */
  before?: ReactNode;
  /** The page before this one. */
  backHref?: string | undefined;
  footer: SiteFooterProps;
  children: ReactNode;
}

/** Where the person stands: who is signed in, and the way out, which works without the script. */
function Person({ person }: { person: SignedInPerson }) {
  return (
    <div className="ds-header__person">
      <span>
        <bdi>{person.name}</bdi> <span className="ds-header__role">· {person.role}</span>
      </span>
      <form method="post" action="/session/end">
        <button type="submit" className="ds-header__button">
          Sign out
        </button>
      </form>
    </div>
  );
}

/** The frame of every page: skip link, header, navigation, main landmark and footer. */
export function Shell({ area, service, homeHref = '/', navigation = [], beside, person, signInHref, layout = 'page', bar, before, backHref, footer, children }: ShellProps) {
  return (
    <div className={`ds-shell ds-shell--${layout}`}>
      <SkipLink href="#main" text="Skip to main content" />
      <header className="ds-header">
        <div className="ds-header__bar ds-width">
          <div className="ds-header__name">
            <a className="ds-header__product" href={homeHref}>
              Doorstep
            </a>
            {(area || service) && (
              <span className="ds-header__area">
                {area}
                {service && <span className={area ? 'ds-header__service' : undefined}>{area ? ` · ${service}` : service}</span>}
              </span>
            )}
          </div>
          {navigation.length > 0 && (
            <ServiceNavigation classes="ds-header__navigation" navigationLabel="Main" navigation={navigation.map(({ href, text, active }) => ({ href, text, active }))} />
          )}
          {person && <Person person={person} />}
          {!person && signInHref && (
            <a className="ds-header__link" href={signInHref}>
              Sign in
            </a>
          )}
        </div>
      </header>
      {beside && (
        <div className="ds-width">
          <nav className="moj-sub-navigation ds-lists" aria-label={beside.label}>
            <ul className="moj-sub-navigation__list">
              {beside.items.map(({ href, text, active }) => (
                <li key={href} className="moj-sub-navigation__item">
                  <a className="moj-sub-navigation__link" href={href} aria-current={active ? 'page' : undefined}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      )}
      {bar}
      {(before || backHref) && (
        <div className="ds-before ds-width">
          {before}
          {backHref && (
            <nav aria-label="Back">
              <BackLink href={backHref} />
            </nav>
          )}
        </div>
      )}
      <div className="ds-width ds-shell__body">
        <main id="main" className="ds-main">
          {children}
        </main>
      </div>
      <SiteFooter {...footer} />
    </div>
  );
}

'use client';

import { Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs } from 'govuk-frontend';
import { useEffect } from 'react';
import { putBackTyped } from './typed-early';

/** ARIA knows no `aria-expanded` on a radio button (axe: aria-allowed-attr). What it opens comes right after it in the page. */
class PlainRadios extends Radios {
  override syncConditionalRevealWithInputState(input: Element): void {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute('aria-expanded');
  }
}

/** Somebody types, or holds a button down, while the scripts come. */
const somebodyIsAtIt = () => (document.activeElement !== null && document.activeElement !== document.body) || document.querySelector(':active') !== null;

/** Moves the focus as GOV.UK's does, but from nobody who was there before it: their next key would go nowhere, and the page move under their press. */
class PatientErrorSummary extends ErrorSummary {
  constructor(root: Element) {
    super(root, { disableAutoFocus: somebodyIsAtIt() });
  }
}

const COMPONENTS = [Accordion, Button, CharacterCount, Checkboxes, PatientErrorSummary, NotificationBanner, PasswordInput, PlainRadios, ServiceNavigation, SkipLink, Tabs];

/** Starts the script of each component in the page that has not been started yet. */
function startComponents(): void {
  for (const Component of COMPONENTS) {
    const name = Component.moduleName;
    for (const element of document.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`)) {
      new Component(element);
    }
  }
}

/**
 * Improves the plain pages once the browser has taken them over: conditional questions, character counts, focus on
 * the error summary. Put once in the root layout, after the page. Everything works without it.
 */
export function Enhance() {
  useEffect(() => {
    putBackTyped();
    // The class is what tells the style sheet, too, that hidden parts can be shown again.
    document.body.classList.add('js-enabled', 'govuk-frontend-supported');
    startComponents();
    const observer = new MutationObserver(startComponents);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return null;
}

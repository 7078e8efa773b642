/** The parts of govuk-frontend's scripts that we start; the package has no types of its own. */
declare module 'govuk-frontend' {
  interface FrontendComponent {
    new (root: Element, config?: Record<string, unknown>): unknown;
    readonly moduleName: string;
  }
  export const Accordion: FrontendComponent;
  export const Button: FrontendComponent;
  export const CharacterCount: FrontendComponent;
  export const Checkboxes: FrontendComponent;
  export class ErrorSummary {
    static readonly moduleName: string;
    constructor(root: Element, config?: { disableAutoFocus: boolean });
  }
  export const NotificationBanner: FrontendComponent;
  export const PasswordInput: FrontendComponent;
  export class Radios {
    static readonly moduleName: string;
    constructor(root: Element);
    /** Shows or hides what a radio button opens. */
    syncConditionalRevealWithInputState(input: Element): void;
  }
  export const ServiceNavigation: FrontendComponent;
  export const SkipLink: FrontendComponent;
  export const Tabs: FrontendComponent;
}

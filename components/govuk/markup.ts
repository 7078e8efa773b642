import type { ReactNode } from 'react';
import type { Attributes, Content, PluralMessages } from './options';

/** Joins class names, leaving out the empty ones. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** What a part says: its `html` when given, otherwise its `text`. */
export function content(part: Content | null | undefined): ReactNode {
  return part?.html ? part.html : part?.text;
}

/** Whether a part says anything. */
export function hasContent(part: Content | null | undefined): boolean {
  return Boolean(part?.html) || Boolean(part?.text);
}

const REACT_NAMES: Readonly<Record<string, string>> = {
  autocapitalize: 'autoCapitalize',
  autocomplete: 'autoComplete',
  autofocus: 'autoFocus',
  class: 'className',
  colspan: 'colSpan',
  enterkeyhint: 'enterKeyHint',
  for: 'htmlFor',
  formaction: 'formAction',
  formmethod: 'formMethod',
  formnovalidate: 'formNoValidate',
  inputmode: 'inputMode',
  maxlength: 'maxLength',
  minlength: 'minLength',
  novalidate: 'noValidate',
  readonly: 'readOnly',
  rowspan: 'rowSpan',
  spellcheck: 'spellCheck',
  tabindex: 'tabIndex',
};

const BOOLEAN_NAMES: ReadonlySet<string> = new Set([
  'autofocus', 'checked', 'disabled', 'formnovalidate', 'hidden', 'multiple', 'novalidate', 'open', 'readonly', 'required',
]);

/**
 * React props for a set of HTML attributes. `null` and `undefined` leave an
 * attribute out; `false` does too where the attribute is a boolean one, since
 * `required="false"` would mean required.
 */
export function attributesOf(attributes: Attributes | null | undefined): Record<string, string | boolean> {
  const props: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined) continue;
    const key = REACT_NAMES[name] ?? name;
    if (BOOLEAN_NAMES.has(name)) props[key] = value !== false;
    else props[key] = String(value);
  }
  return props;
}

/** The `data-i18n.*` attributes that carry a component's words to its script. */
export function translations(key: string, message: string | PluralMessages | null | undefined): Record<string, string> {
  if (!message) return {};
  if (typeof message === 'string') return { [`data-i18n.${key}`]: message };
  return Object.fromEntries(Object.entries(message).map(([rule, words]) => [`data-i18n.${key}.${rule}`, words]));
}

/** The ids an input is described by: what it had, then its hint, then its error. */
export function describedBy(id: string | undefined, before: string | undefined, hint: unknown, error: unknown): string | undefined {
  const ids = [before, hint ? `${id}-hint` : undefined, error ? `${id}-error` : undefined].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

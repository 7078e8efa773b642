import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface ButtonOptions extends Part {
  /** A button with an address is a link dressed as one. */
  href?: string | undefined;
  type?: 'submit' | 'button' | 'reset' | undefined;
  name?: string | undefined;
  value?: string | number | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  /** Ignore a second press within a second (needs the script; the server must not rely on it). */
  preventDoubleClick?: boolean | undefined;
  isStartButton?: boolean | undefined;
}

function StartIcon() {
  return (
    <svg className="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}

/** GOV.UK button. */
export function Button(options: ButtonOptions) {
  const { href, isStartButton, preventDoubleClick } = options;
  const common = {
    className: classNames('govuk-button', options.classes, isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
    ...attributesOf(options.attributes),
    ...(options.id ? { id: options.id } : {}),
  };
  const words = options.html && isStartButton ? <span>{options.html}</span> : content(options);
  if (href) {
    return (
      <a href={href} role="button" draggable="false" {...common}>
        {words}
        {isStartButton && <StartIcon />}
      </a>
    );
  }
  return (
    <button
      type={options.type || 'submit'}
      value={options.value || undefined}
      name={options.name || undefined}
      {...(options.disabled ? { disabled: true, 'aria-disabled': 'true' as const } : {})}
      data-prevent-double-click={preventDoubleClick}
      {...common}
    >
      {words}
      {isStartButton && <StartIcon />}
    </button>
  );
}

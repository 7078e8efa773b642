import { Button } from './button';
import { Input, type InputOptions } from './input';
import { classNames, content, translations } from './markup';

export interface PasswordInputOptions extends Omit<InputOptions, 'type' | 'inputmode' | 'spellcheck' | 'autocapitalize' | 'pattern' | 'prefix' | 'suffix' | 'inputWrapper'> {
  button?: { classes?: string | undefined } | undefined;
  showPasswordText?: string | undefined;
  hidePasswordText?: string | undefined;
  showPasswordAriaLabelText?: string | undefined;
  hidePasswordAriaLabelText?: string | undefined;
  passwordShownAnnouncementText?: string | undefined;
  passwordHiddenAnnouncementText?: string | undefined;
}

/** GOV.UK password input, with a button to show what was typed where the script runs. */
export function PasswordInput(options: PasswordInputOptions) {
  const id = options.id || options.name;
  return (
    <Input
      groupAttributes={{
        'data-module': 'govuk-password-input',
        ...translations('show-password', options.showPasswordText),
        ...translations('hide-password', options.hidePasswordText),
        ...translations('show-password-aria-label', options.showPasswordAriaLabelText),
        ...translations('hide-password-aria-label', options.hidePasswordAriaLabelText),
        ...translations('password-shown-announcement', options.passwordShownAnnouncementText),
        ...translations('password-hidden-announcement', options.passwordHiddenAnnouncementText),
      }}
      formGroup={{
        classes: classNames('govuk-password-input', options.formGroup?.classes),
        attributes: options.formGroup?.attributes,
        beforeInput: options.formGroup?.beforeInput,
        afterInput: {
          html: (
            <>
              <Button
                type="button"
                classes={classNames('govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle', options.button?.classes)}
                text={options.showPasswordText ?? 'Show'}
                attributes={{ 'aria-controls': id, 'aria-label': options.showPasswordAriaLabelText ?? 'Show password', hidden: true }}
              />
              {content(options.formGroup?.afterInput)}
            </>
          ),
        },
      }}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      label={options.label}
      hint={options.hint}
      classes={classNames('govuk-password-input__input govuk-js-password-input-input', options.classes)}
      errorMessage={options.errorMessage}
      id={id}
      name={options.name}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={options.autocomplete || 'current-password'}
      value={options.value}
      disabled={options.disabled}
      describedBy={options.describedBy}
      attributes={options.attributes}
    />
  );
}

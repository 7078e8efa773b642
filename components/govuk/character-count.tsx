import { Hint } from './hint';
import { classNames, content, translations } from './markup';
import type { PluralMessages } from './options';
import { Textarea, type TextareaOptions } from './textarea';

export interface CharacterCountOptions extends Omit<TextareaOptions, 'disabled' | 'autocomplete' | 'describedBy'> {
  /** The most characters welcome. It counts and warns; it never cuts. */
  maxlength?: number | string | undefined;
  maxwords?: number | string | undefined;
  countType?: 'characters' | 'words' | undefined;
  /** Per cent of the limit after which the count shows. */
  threshold?: number | string | undefined;
  countMessage?: { classes?: string | undefined } | undefined;
  /** The unscripted words, with `%{count}` for the limit. */
  textareaDescriptionText?: string | undefined;
  charactersUnderLimitText?: PluralMessages | undefined;
  charactersAtLimitText?: string | undefined;
  charactersOverLimitText?: PluralMessages | undefined;
  wordsUnderLimitText?: PluralMessages | undefined;
  wordsAtLimitText?: string | undefined;
  wordsOverLimitText?: PluralMessages | undefined;
}

const given = (name: string, value: number | string | undefined): Record<string, string> =>
  value === undefined || value === null ? {} : { [name]: String(value) };

/** GOV.UK character count: a textarea that says how much room is left. */
export function CharacterCount(options: CharacterCountOptions) {
  const id = options.id || options.name;
  const countType = options.countType || (options.maxwords ? 'words' : undefined);
  const limit = options.maxwords || options.maxlength;
  const description = options.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  return (
    <Textarea
      id={id}
      name={options.name}
      describedBy={`${id}-info`}
      rows={options.rows}
      spellcheck={options.spellcheck}
      value={options.value}
      groupAttributes={{
        'data-module': 'govuk-character-count',
        ...given('data-maxlength', options.maxlength),
        ...given('data-maxwords', options.maxwords),
        ...given('data-threshold', options.threshold),
        ...given('data-count-type', countType),
        ...(limit ? {} : translations('textarea-description', options.textareaDescriptionText && { other: options.textareaDescriptionText })),
        ...translations('characters-under-limit', options.charactersUnderLimitText),
        ...translations('characters-at-limit', options.charactersAtLimitText),
        ...translations('characters-over-limit', options.charactersOverLimitText),
        ...translations('words-under-limit', options.wordsUnderLimitText),
        ...translations('words-at-limit', options.wordsAtLimitText),
        ...translations('words-over-limit', options.wordsOverLimitText),
      }}
      formGroup={{
        classes: classNames('govuk-character-count', options.formGroup?.classes),
        attributes: options.formGroup?.attributes,
        beforeInput: options.formGroup?.beforeInput,
        afterInput: {
          html: (
            <>
              <Hint
                text={limit ? description.replace('%{count}', String(limit)) : undefined}
                id={`${id}-info`}
                classes={classNames('govuk-character-count__message', options.countMessage?.classes)}
              />
              {content(options.formGroup?.afterInput)}
            </>
          ),
        },
      }}
      classes={classNames('govuk-js-character-count', options.classes)}
      label={options.label}
      hint={options.hint}
      errorMessage={options.errorMessage}
      attributes={options.attributes}
    />
  );
}

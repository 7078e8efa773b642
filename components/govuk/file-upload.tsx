import type { ErrorMessageOptions } from './error-message';
import { Descriptions, FormGroup } from './form-group';
import type { HintOptions } from './hint';
import { Label, type LabelOptions } from './label';
import { attributesOf, classNames, content, describedBy, translations } from './markup';
import type { Attributes, FormGroupOptions, Outer, PluralMessages } from './options';

export interface FileUploadOptions extends Outer {
  /** The name, when not given, serves as the id too. */
  id?: string | undefined;
  name: string;
  disabled?: boolean | undefined;
  multiple?: boolean | undefined;
  describedBy?: string | undefined;
  label?: LabelOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
  formGroup?: FormGroupOptions | undefined;
  /** Whether the script may make a drop zone of it. */
  javascript?: boolean | undefined;
  wrapperClasses?: string | undefined;
  wrapperAttributes?: Attributes | undefined;
  chooseFilesButtonText?: string | undefined;
  noFileChosenText?: string | undefined;
  multipleFilesChosenText?: PluralMessages | undefined;
  dropInstructionText?: string | undefined;
  enteredDropZoneText?: string | undefined;
  leftDropZoneText?: string | undefined;
}

/** GOV.UK file upload. */
export function FileUpload(options: FileUploadOptions) {
  const { hint, errorMessage, formGroup } = options;
  const id = options.id || options.name;
  const input = (
    <input
      className={classNames('govuk-file-upload', options.classes, errorMessage && 'govuk-file-upload--error')}
      id={id}
      name={options.name}
      type="file"
      disabled={options.disabled}
      multiple={options.multiple}
      aria-describedby={describedBy(id, options.describedBy, hint, errorMessage)}
      {...attributesOf(options.attributes)}
    />
  );
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)}>
      <Label {...options.label} for={id} />
      <Descriptions id={id} hint={hint} errorMessage={errorMessage} />
      {content(formGroup?.beforeInput)}
      {options.javascript ? (
        <div
          className={classNames('govuk-file-upload-wrapper', options.wrapperClasses)}
          data-module="govuk-file-upload"
          {...translations('choose-files-button', options.chooseFilesButtonText)}
          {...translations('no-file-chosen', options.noFileChosenText)}
          {...translations('multiple-files-chosen', options.multipleFilesChosenText)}
          {...translations('drop-instruction', options.dropInstructionText)}
          {...translations('entered-drop-zone', options.enteredDropZoneText)}
          {...translations('left-drop-zone', options.leftDropZoneText)}
          {...attributesOf(options.wrapperAttributes)}
        >
          {input}
        </div>
      ) : (
        input
      )}
      {content(formGroup?.afterInput)}
    </FormGroup>
  );
}

import type { ReactNode } from 'react';
import { ErrorMessage, type ErrorMessageOptions } from './error-message';
import { Hint, type HintOptions } from './hint';
import { attributesOf, classNames } from './markup';
import type { Outer } from './options';

/** The element around a field, red-barred when the field has an error. */
export function FormGroup({ group, hasError, extra, children }: {
  group?: Outer | undefined;
  hasError: boolean;
  extra?: Record<string, string> | undefined;
  children: ReactNode;
}) {
  return (
    <div
      className={classNames('govuk-form-group', hasError && 'govuk-form-group--error', group?.classes)}
      {...extra}
      {...attributesOf(group?.attributes)}
    >
      {children}
    </div>
  );
}

/** A field's hint and error message, with the ids its input is described by. */
export function Descriptions({ id, hint, errorMessage }: {
  id: string | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | false | undefined;
}) {
  return (
    <>
      {hint && <Hint {...hint} id={`${id}-hint`} />}
      {errorMessage && <ErrorMessage {...errorMessage} id={`${id}-error`} />}
    </>
  );
}

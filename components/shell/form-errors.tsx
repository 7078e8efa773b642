import { ErrorSummary } from '@/components/govuk';

/** One thing wrong with a form. `field` is its name, as a path with dots: `children.0.dateOfBirth`. */
export interface FormError {
  field: string;
  message: string;
}

/** The id of a field: its name with dashes for dots. Give inputs this id, and the summary's links find them. */
export function fieldId(field: string): string {
  return field.replace(/[.[\]]+/g, '-').replace(/-$/, '');
}

/** The first message for a field, as a component's `errorMessage` takes it; undefined when nothing is wrong. */
export function errorFor(errors: readonly FormError[], field: string): { text: string } | undefined {
  const found = errors.find((error) => error.field === field);
  return found && { text: found.message };
}

/** The error summary of a form; nothing when nothing is wrong. */
export function FormErrors({ errors, title = 'There is a problem' }: { errors: readonly FormError[]; title?: string | undefined }) {
  if (errors.length === 0) return null;
  return <ErrorSummary titleText={title} errorList={errors.map(({ field, message }) => ({ text: message, href: `#${fieldId(field)}` }))} />;
}

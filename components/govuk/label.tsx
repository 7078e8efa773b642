import type { Part } from './options';
import { attributesOf, classNames, content, hasContent } from './markup';

export interface LabelOptions extends Part {
  for?: string | undefined;
  isPageHeading?: boolean | undefined;
}

/** GOV.UK label; nothing at all when it has no words. */
export function Label(options: LabelOptions) {
  if (!hasContent(options)) return null;
  const label = (
    <label className={classNames('govuk-label', options.classes)} {...attributesOf(options.attributes)} htmlFor={options.for || undefined}>
      {content(options)}
    </label>
  );
  return options.isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label;
}

import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

/** GOV.UK tag. */
export function Tag(options: Part) {
  return (
    <strong className={classNames('govuk-tag', options.classes)} {...attributesOf(options.attributes)}>
      {content(options)}
    </strong>
  );
}

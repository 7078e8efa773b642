import type { Part } from './options';
import { attributesOf, classNames, content } from './markup';

export interface HintOptions extends Part {
  id?: string | undefined;
}

/** GOV.UK hint. */
export function Hint(options: HintOptions) {
  return (
    <div id={options.id || undefined} className={classNames('govuk-hint', options.classes)} {...attributesOf(options.attributes)}>
      {content(options)}
    </div>
  );
}

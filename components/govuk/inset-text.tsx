import type { ReactNode } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';

export interface InsetTextOptions extends Part {
  id?: string | undefined;
  children?: ReactNode;
}

/** GOV.UK inset text. */
export function InsetText(options: InsetTextOptions) {
  return (
    <div id={options.id || undefined} className={classNames('govuk-inset-text', options.classes)} {...attributesOf(options.attributes)}>
      {options.children ?? content(options)}
    </div>
  );
}

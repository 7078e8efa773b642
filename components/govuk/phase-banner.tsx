import { attributesOf, classNames, content } from './markup';
import type { Part } from './options';
import { Tag } from './tag';

export interface PhaseBannerOptions extends Part {
  tag?: Part | undefined;
}

/** GOV.UK phase banner. */
export function PhaseBanner(options: PhaseBannerOptions) {
  return (
    <div className={classNames('govuk-phase-banner govuk-width-container', options.classes)} {...attributesOf(options.attributes)}>
      <p className="govuk-phase-banner__content">
        <Tag text={options.tag?.text} html={options.tag?.html} classes={classNames('govuk-phase-banner__content__tag', options.tag?.classes)} />{' '}
        <span className="govuk-phase-banner__text">{content(options)}</span>
      </p>
    </div>
  );
}

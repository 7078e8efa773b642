import { createElement, type ReactNode } from 'react';
import { Button, WarningText } from '@/components/govuk';
import { MOST_OF_A_LIST } from '@/lib/contact/report/steps';

interface SeveralProps {
  /** The field that lists the keys. */
  list: string;
  keys: readonly string[];
  titleOf: (key: string, place: number) => string;
  /** "Add another child". */
  addText: string;
  /** Several lists stand on one page, each in a panel of its own: each button says which it means, and each thing is headed below its panel. */
  named?: boolean;
  /** Which of them its author wants to take away, and is asked about first: list and key. */
  sure: string | undefined;
  children: (key: string, place: number) => ReactNode;
}

/** Things of which there may be any number: each whole, one after another, added and taken away by plain buttons. */
export function Several({ list, keys, titleOf, addText, named = false, sure, children }: SeveralProps) {
  return (
    <>
      {keys.map((key, index) => {
        const title = titleOf(key, index + 1);
        return (
          <section key={key} aria-labelledby={`${list}-${key}`} className={`${named ? 'mb-4' : 'mb-8'} border-b border-[var(--ds-line)] pb-4`}>
            <input type="hidden" name={list} value={key} />
            {createElement(named ? 'h3' : 'h2', { className: named ? 'govuk-heading-s' : 'govuk-heading-m', id: `${list}-${key}` }, <bdi>{title}</bdi>)}
            {children(key, index + 1)}
            {keys.length > 1 && sure !== `${list}:${key}` && (
              <Button html={<>Take away<span className="govuk-visually-hidden"> {title}</span></>} name="act" value={named ? `remove:${list}:${key}` : `remove:${key}`} classes="govuk-button--secondary" />
            )}
            {keys.length > 1 && sure === `${list}:${key}` && (
              <div id={`${list}-${key}-sure`}>
                <WarningText html={<>Take away <bdi>{title}</bdi>? What you typed here goes with it, and does not come back.</>} />
                <div className="govuk-button-group">
                  <Button text="Yes, take it away" name="act" value={named ? `remove:${list}:${key}:sure` : `remove:${key}:sure`} classes="govuk-button--warning" />
                  <Button text="No, keep it" name="act" value="leave" classes="govuk-button--secondary" />
                </div>
              </div>
            )}
          </section>
        );
      })}
      {keys.length < MOST_OF_A_LIST ? (
        <Button text={addText} name="act" value={named ? `add:${list}` : 'add'} classes="govuk-button--secondary" />
      ) : (
        <p className="govuk-body">No more than {MOST_OF_A_LIST} stand here. Write whoever and whatever is left where you say what happened.</p>
      )}
    </>
  );
}

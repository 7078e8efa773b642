'use client';

import { Card, LevelBadge } from '@/components/doorstep';
import { KNOWS_FIELD, whoField, whyField } from '@/lib/contact/call/known-fields';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import type { CandidateNow, KnownChildNow, KnownNow, LineNow } from './known-now';

interface Choice {
  value: string;
  text: string;
}

/** Choices that stay as the worker left them while the list beside them is drawn anew. Nothing is chosen beforehand. */
function Choices({ name, legend, choices, chosen }: { name: string; legend: string; choices: readonly Choice[]; chosen: string | null }) {
  return (
    <fieldset className="govuk-fieldset mb-2">
      <legend className="govuk-fieldset__legend mb-1">{legend}</legend>
      <div className="govuk-radios govuk-radios--small" data-module="govuk-radios">
        {choices.map(({ value, text }) => (
          <div className="govuk-radios__item" key={value}>
            <input className="govuk-radios__input" id={`${name}-${value}`} name={name} type="radio" value={value} defaultChecked={chosen === value} />
            <label className="govuk-label govuk-radios__label" htmlFor={`${name}-${value}`}>
              {text}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

const KNOWING: readonly Choice[] = [
  { value: 'no', text: 'No, I know nobody in it' },
  { value: 'yes', text: 'Yes' },
  { value: 'not_sure', text: 'I am not sure' },
];
const saying = (who: string): readonly Choice[] => [
  { value: 'same', text: `The same ${who}` },
  { value: 'not_same', text: `Not the same ${who}` },
  { value: 'not_sure', text: 'Not sure' },
];

/** The history of somebody in short, newest first, with its gaps. */
function Line({ line }: { line: readonly LineNow[] }) {
  return (
    <ol className="moj-timeline ds-timeline" aria-label="Their history in short, newest first">
      {line.map((row, index) =>
        'gap' in row ? (
          <li className="moj-timeline__item ds-timeline__gap" key={`gap-${index}`}>
            {row.gap}
          </li>
        ) : (
          <li className="moj-timeline__item" key={`${row.reference}-${row.what}-${index}`}>
            <p className="ds-timeline__head">
              <span className="moj-timeline__date">{row.when}</span> <span className="moj-timeline__title">{row.what}</span> <span className="moj-timeline__byline whitespace-nowrap">{row.reference}</span>
            </p>
            {row.level !== null && <div className="moj-timeline__description"><LevelBadge level={row.level} label={row.words || undefined} /></div>}
          </li>
        ),
      )}
    </ol>
  );
}

function Possible({ of: { key: childKey, mother, sayable }, candidate }: { of: KnownChildNow; candidate: CandidateNow }) {
  const { otherId, likelihood, said, why, mayKnow, named, reasons, line } = candidate;
  const whyName = whyField(childKey, otherId);
  const who = mother ? 'person' : 'child';
  return (
    <li className="mb-4" data-candidate={otherId}>
      <p className="govuk-body mb-1">
        <strong>{likelihood}</strong>
      </p>
      {named !== '' && <p className="ds-row-detail">{named}</p>}
      {reasons.length > 0 && <p className="ds-secondary">{reasons.map(({ weight, words }) => `${words} (${weight})`).join(', ')}</p>}
      <Line line={line} />
      {mayKnow ? (
        <p className="ds-secondary">{MAY_KNOW_WORDS}</p>
      ) : !sayable ? null : (
        <>
          <Choices name={whoField(childKey, otherId)} legend={`Are they the same ${who}?`} choices={saying(who)} chosen={said} />
          <label className="govuk-label" htmlFor={whyName}>
            How do you know? Needed for “not the same”, or it stays as “not sure”.
          </label>
          <input className="govuk-input" id={whyName} name={whyName} type="text" defaultValue={why} autoComplete="off" />
        </>
      )}
    </li>
  );
}

function Child({ child }: { child: KnownChildNow }) {
  const { name, mother, sayable, candidates, more } = child;
  return (
    <section aria-label={`Who may be ${name}`}>
      <h3 className="govuk-heading-s">
        {mother && 'Mother of the child not born yet: '}
        <bdi>{name}</bdi>
      </h3>
      {!sayable && <p className="ds-secondary">Only the child’s name names her. Write her down among the adults, with her date of birth: then it can be said who she is.</p>}
      <ul className="m-0 list-none p-0">
        {candidates.map((candidate) => (
          <Possible key={candidate.otherId} of={child} candidate={candidate} />
        ))}
      </ul>
      {more > 0 && <p className="ds-secondary">{more} less likely: they stand on the contact, once it is one.</p>}
    </section>
  );
}

const countOf = ({ children }: KnownNow) => children.reduce((sum, { candidates }) => sum + candidates.length, 0);

/** What a screen reader hears by itself: that there is something, and how much. The rest is read on demand. */
function spoken(known: KnownNow): string {
  if (!known.any) return '';
  if (known.knows === null) return 'There may be an earlier contact.';
  const count = countOf(known);
  return count === 0 ? '' : `${count} possible ${count === 1 ? 'match' : 'matches'}.`;
}

/**
 * Whether the family might be known, while somebody still speaks of it (domain 7.14: asked before anything is read). It appears
 * by itself, takes no focus, and nothing in it is linked before there is a contact.
 */
export function Known({ known }: { known: KnownNow }) {
  return (
    <>
      <p className="govuk-visually-hidden" aria-live="polite" data-known={known.any ? countOf(known) : 'none'}>
        {spoken(known)}
      </p>
      {known.any && (
        <Card heading="Might be known" id="known">
          {known.knows === null && <p className="govuk-body">There may be an earlier contact about this family. Before anything of it is shown:</p>}
          {/* It stays where it is once it was answered: what has the focus is not taken away. */}
          <Choices name={KNOWS_FIELD} legend="Do you, or does somebody close to you, know anybody in this family?" choices={KNOWING} chosen={known.knows} />
          {(known.knows === 'yes' || known.knows === 'not_sure') && (
            <p className="govuk-body">What you said stays, and nothing of it is shown to you: that you may know them is no fault. Take down what is said. When it is a contact it is hidden from you at once, and a manager is told.</p>
          )}
          {known.children.map((child) => (
            <Child key={child.key} child={child} />
          ))}
          {known.open.map((reference) => (
            <div key={reference}>
              <p className="govuk-body mb-1">
                <strong>{reference} is open.</strong> What the caller says can be added to it, for the reasons above: unread again for everyone, held against the guide with what it has, by the earlier of both clocks.
              </p>
              <button type="submit" name="act" value={`put:${reference}`} className="govuk-button govuk-button--secondary ds-button--small">
                Add this call to {reference}
              </button>
            </div>
          ))}
          {known.knows === 'no' && <p className="ds-secondary">It proposes, you say. Nothing is linked before it is a contact, and every link can be undone.</p>}
        </Card>
      )}
    </>
  );
}

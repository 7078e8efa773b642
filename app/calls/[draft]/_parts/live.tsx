'use client';

import { Card, LevelBadge } from '@/components/doorstep';
import { STANDING_WORDS, TEN_STEPS, type StepStanding } from '@/lib/contact/call/ten-steps';
import { useCallNow, type CallNow } from './call-now';
import { Known } from './known';

const MARKS: Record<StepStanding, string> = { done: '✓', asked: '?', open: '○' };

function Step({ id, title, part, standing, asked }: { id: string; title: string; part: string; standing: StepStanding; asked: boolean }) {
  return (
    <li className="mb-2 grid grid-cols-[1.25rem_1fr] gap-x-2" data-step={id} data-standing={standing}>
      <span aria-hidden="true">{MARKS[standing]}</span>
      <span>
        <a className="govuk-link" href={`#${part}`}>
          {title}
        </a>
        <span className="govuk-visually-hidden">: {STANDING_WORDS[standing]}</span>
        <label className="ds-secondary mt-1 flex items-center gap-x-2">
          <input type="checkbox" name="call.asked" value={id} defaultChecked={asked} />
          <span>
            Asked, not known<span className="govuk-visually-hidden">: {title}</span>
          </span>
        </label>
      </span>
    </li>
  );
}

/** The conversation in ten steps: each ticks itself by what is filled, or was asked and is not known. */
function Steps({ steps, asked }: { steps: CallNow['steps']; asked: readonly string[] }) {
  return (
    <Card heading="The conversation" id="steps" aside={`${Object.values(steps).filter((standing) => standing !== 'open').length} of ${TEN_STEPS.length}`}>
      <ol className="m-0 list-none p-0">
        {TEN_STEPS.map(({ id, title, part }) => (
          <Step key={id} id={id} title={title} part={part} standing={steps[id]} asked={asked.includes(id)} />
        ))}
      </ol>
    </Card>
  );
}

/** What the guide proposes as it stands. Only the first line is spoken, and only when it changes; nothing takes the focus. */
function Guide({ guide: { level, levelName, routeName, because, couldRaise, toWeigh, duties }, name }: Pick<CallNow, 'guide' | 'name'>) {
  return (
    <Card heading="Guide, as it stands" id="guide-now">
      <div aria-live="polite" data-level={level}>
        <p className="govuk-body">
          <LevelBadge level={level} label={levelName} />
        </p>
        <p className="govuk-body">
          <strong>{routeName}</strong>
        </p>
        {level >= 3 && <p className="govuk-body">This call cannot end without a decision: make it a contact.</p>}
        {name.answer !== null && (
          <p className="govuk-body">
            <strong>A manager says:</strong> <bdi>{name.answer}</bdi>
          </p>
        )}
        {name.ask && name.answer === null && (
          <p className="govuk-body">
            <strong>Ask for the child’s name now.</strong> Of a child not born yet it is the mother’s. If they do not give it, say so <a className="govuk-link" href="#kind">at the top</a>: a manager is called while they are on the line.
          </p>
        )}
      </div>
      {because.map(({ title, reason }) => (
        <p className="govuk-body" key={title}>
          <strong>{title}.</strong> <span className="ds-secondary">{reason}</span>
        </p>
      ))}
      {toWeigh.length > 0 && (
        <p className="govuk-body">
          <strong>{toWeigh.join(', ')}:</strong> said of the home. What does it do to the child? Tick the sign that fits.
        </p>
      )}
      {couldRaise.length > 0 && (
        <>
          <p className="govuk-body">
            <strong>Not known, could matter. Ask:</strong>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {couldRaise.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </>
      )}
      {duties.length > 0 && (
        <>
          <p className="govuk-body">
            <strong>Whatever is decided:</strong>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {duties.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </>
      )}
      <p className="ds-secondary">It proposes; people decide. Of earlier contacts it counts those that you said are about the same child; others are looked up when it is a contact.</p>
    </Card>
  );
}

/** What changes by itself while somebody writes: the guide, who may be known, and the ten steps, from the answer to each saving. */
export function Live({ formId, made, asked }: { formId: string; made: Pick<CallNow, 'guide' | 'steps' | 'known' | 'name'>; asked: readonly string[] }) {
  const { guide, steps, known, name } = useCallNow(formId) ?? made;
  return (
    <>
      <Guide guide={guide} name={name} />
      <Known known={known} />
      <Steps steps={steps} asked={asked} />
    </>
  );
}

import { OwnView } from '@/app/report/_parts/own-view';
import { Details } from '@/components/govuk';
import { isAnswered, Words, YesNo } from '@/app/report/_parts/questions';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { keysOf } from '@/lib/contact/report/steps';
import type { StepProps } from './step-page';

/** Each child's own voice and what life is like for them. */
export function Voice({ typed }: StepProps) {
  const keys = keysOf(typed.fields, 'children');
  return keys.map((key, index) => (
    <section key={key} aria-labelledby={keys.length > 1 ? `voice-${key}` : undefined}>
      {keys.length > 1 && (
        <h2 className="govuk-heading-m" id={`voice-${key}`}>
          <bdi>{nameOrPlace(typed.fields, `child.${key}`, 'Child', index + 1)}</bdi>
        </h2>
      )}
      <Words typed={typed} name={`voice.${key}.said`} label="What does the child say, show or do?" hint="A baby or a child without speech tells us too: how they look, sleep, play, cling or pull away." />
      <Words typed={typed} name={`voice.${key}.aDay`} label="What is a day like for this child?" hint="Waking, food, school, home, night" />
      <Words typed={typed} name={`voice.${key}.wants`} label="What do they want to happen?" rows={3} />
      <YesNo typed={typed} name={`voice.${key}.knows`} label="Do they know that you are telling us?" />
      <Details summaryText="How the child sees it: works well, worries, a number, wishes" open={isAnswered(typed, `voice.${key}.view.`)}>
        <OwnView typed={typed} name={`voice.${key}.view`} whose="the child" />
      </Details>
    </section>
  ));
}

import { Several } from '@/app/report/[draft]/_steps/several';
import { Day, Line, OneOf, Words, type Typed } from '@/app/report/_parts/questions';
import { STEP_OWNER_WORDS, STEP_OWNERS, STEPS_LIST } from '@/lib/contact/ending/agreed';
import { keysOf } from '@/lib/contact/report/steps';
import { LEVELS, type Guide } from '@/lib/threshold/model';

/** The levels of the guide in the area's own words. */
export function levelItems(guide: Guide): { value: string; text: string }[] {
  return LEVELS.map((canonical) => ({ value: String(canonical), text: guide.levels.filter((level) => level.canonical === canonical).map(({ label, name }) => `${label}: ${name}`).join(' or ') }));
}

/** Next steps: each with what, who and by when. Nothing is chosen beforehand. */
export function StepFields({ typed }: { typed: Typed }) {
  return (
    <Several named sure={typed.sure} list={STEPS_LIST.list} keys={keysOf(typed.fields, STEPS_LIST.list)} titleOf={(_key, place) => `Next step ${place}`} addText="Add another step">
      {(key) => (
        <>
          <Line typed={typed} name={`${STEPS_LIST.prefix}.${key}.what`} label="What is to be done?" />
          <OneOf typed={typed} name={`${STEPS_LIST.prefix}.${key}.owner`} label="Who does it?" items={STEP_OWNERS.map((value) => ({ value, text: STEP_OWNER_WORDS[value] }))} small />
          <Line typed={typed} name={`${STEPS_LIST.prefix}.${key}.ownerName`} label="Name or team, if it is not the caller" />
          <Day typed={typed} name={`${STEPS_LIST.prefix}.${key}.by`} label="By when?" />
        </>
      )}
    </Several>
  );
}

/** The level that was agreed, or what each thought; and what to do if it gets worse. */
export function LevelAndWorse({ typed, guide, asksCallerLevel = false }: { typed: Typed; guide: Guide; asksCallerLevel?: boolean }) {
  const levels = levelItems(guide);
  return (
    <>
      <OneOf typed={typed} name="call.agreedLevel" label="Which level did you agree on?" items={[...levels, { value: 'not_agreed', text: 'We did not agree' }]} small />
      <OneOf typed={typed} name="call.ourLevel" label="If you did not agree: which level do you think right?" items={levels} small />
      {asksCallerLevel && <OneOf typed={typed} name="call.callerLevel" label="And which does the caller?" items={levels} small />}
      <Line typed={typed} name="call.levelWords" label="Why, as you said it to each other" />
      <Words typed={typed} name="call.ifHappens" label="If this happens:" rows={2} />
      <Words typed={typed} name="call.thenDo" label="do that:" rows={2} />
      <Line typed={typed} name="call.ring" label="and ring:" hint="A number that is answered then, by day or by night" width="govuk-input--width-20" />
    </>
  );
}

import { Checkboxes } from '@/components/govuk';
import { fieldId } from '@/components/shell';
import { WISH_WORDS } from '@/lib/contact/report/report-words';
import { WISHES } from '@/lib/contact/schema';
import { listOf } from '@/lib/platform/draft/model';
import { Day, Line, OneOf, Words, YesNo, type Typed } from './questions';

/** 0 to 10, each a choice: nothing is between and nothing is chosen beforehand. */
export const SCALE = Array.from({ length: 11 }, (_, step) => ({ value: String(step), text: String(step) }));

/**
 * The four questions of Signs of Safety as one person answers them, with a number of their own and what they wish for
 * (domain 5.6; requirement C12).
 * @param whose "Maya", "this person".
 */
export function OwnView({ typed, name, whose }: { typed: Typed; name: string; whose: string }) {
  return (
    <>
      <Words typed={typed} name={`${name}.workingWell`} label={`What works well, as ${whose} sees it?`} rows={2} />
      <Words typed={typed} name={`${name}.worriedAbout`} label={`What worries ${whose}?`} rows={2} />
      <Words typed={typed} name={`${name}.needsToHappen`} label={`What needs to happen, as ${whose} sees it?`} rows={2} />
      <OneOf typed={typed} name={`${name}.scale`} label={`How safe, from 0 to 10, by ${whose}’s own number?`} hint="Only if they gave one. Numbers differ from person to person, and that tells something." items={SCALE} small inOneRow />
      <Checkboxes
        idPrefix={fieldId(`${typed.scope ?? ''}${name}.wishes`)}
        name={`${name}.wishes`}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: `What does ${whose} wish for?`, classes: 'govuk-fieldset__legend--s' } }}
        values={listOf(typed.fields, `${name}.wishes`)}
        items={WISHES.map((wish) => ({ value: wish, text: WISH_WORDS[wish] }))}
      />
    </>
  );
}

/** Hidden harm of one adult, drugs and alcohol apart (requirement S03). */
export function HiddenHarm({ typed, prefix }: { typed: Typed; prefix: string }) {
  return (
    <>
      <YesNo typed={typed} name={`${prefix}.harm.domesticAbuse`} label="Domestic abuse: suffered or done by this person?" small />
      <YesNo typed={typed} name={`${prefix}.harm.mentalIllHealth`} label="Mental ill-health?" small />
      <YesNo typed={typed} name={`${prefix}.harm.drugs`} label="Drug misuse?" small />
      <YesNo typed={typed} name={`${prefix}.harm.alcohol`} label="Alcohol misuse?" small />
      <Words typed={typed} name={`${prefix}.harm.words`} label="Who does what to whom, since when, and what help is there?" rows={2} />
    </>
  );
}

/** Something that protects: with its dates and how it is known, since safety is a strength shown as protection over time. */
export function Protects({ typed, prefix }: { typed: Typed; prefix: string }) {
  return (
    <>
      <Line typed={typed} name={`${prefix}.what`} label="What protects the child, and who does it?" />
      <Day typed={typed} name={`${prefix}.since`} label="Since when?" />
      <Day typed={typed} name={`${prefix}.until`} label="Until when, if it has ended?" />
      <Words typed={typed} name={`${prefix}.evidence`} label="How is it known?" hint="Who saw it, how often, and did it hold when it mattered?" rows={2} />
    </>
  );
}

import { Line, OneOf, Words, YES_NO_NOT_SURE } from '@/app/report/_parts/questions';
import { WHERE_NOW_WORDS } from '@/lib/contact/report/report-words';
import { WHERE_NOW } from '@/lib/contact/schema';
import type { StepProps } from './step-page';

/** Before any name: where the child is, and whether this can wait (domain 7, first questions). */
export function Safety({ typed }: StepProps) {
  return (
    <>
      <OneOf
        typed={typed}
        name="safety.whereNow"
        label="Where are they at this moment?"
        items={WHERE_NOW.map((value) => ({
          value,
          text: WHERE_NOW_WORDS[value],
          ...(value === 'elsewhere' ? { then: <Line typed={typed} name="safety.whereNowWords" label="Where?" /> } : {}),
        }))}
      />
      <Line typed={typed} name="safety.safeUntil" label="Until when are they safe?" hint="For example, 15:30 when school ends" width="govuk-input--width-20" />
      <Line typed={typed} name="safety.collected" label="Is anyone you worry about collecting them today?" hint="Who, and when. Leave it empty if nobody is." />
      <OneOf
        typed={typed}
        name="safety.cannotWait"
        label="Could a child be hurt before somebody can read this and ring you?"
        inline
        items={YES_NO_NOT_SURE}
      />
      <Line typed={typed} name="safety.whoMustNotBeTold" label="Who must not be told about this?" hint="Because it could put the child or somebody else in danger" />
      <Words typed={typed} name="safety.planUntilCalled" label="What happens until somebody rings you?" hint="Who stays with the child, what you have agreed, what you do if nobody has rung" rows={3} />
    </>
  );
}

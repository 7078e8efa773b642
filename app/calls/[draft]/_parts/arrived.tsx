import { Line, type Typed } from '@/app/report/_parts/questions';
import { Input } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import { textOf } from '@/lib/platform/draft/model';

/** When an e-mail or a letter reached the authority: it may have lain, and both clocks run from there (domain 3.2). */
export function Arrived({ typed }: { typed: Typed }) {
  return (
    <>
      <Input
        id={fieldId('call.arrivedOn')}
        name="call.arrivedOn"
        type="date"
        label={{ text: 'On which day did it reach the authority?', classes: 'govuk-label--s' }}
        hint={{ text: 'Post, mailbox or another desk, whichever was first. Both clocks run from there, however long it lay.' }}
        value={textOf(typed.fields, 'call.arrivedOn')}
        errorMessage={errorFor(typed.errors, 'call.arrivedOn')}
        classes="govuk-input--width-10"
      />
      <Line typed={typed} name="call.arrivedAt" label="At what time, if it is known?" hint="As on a clock, such as 09:15. Without a time the day counts from its beginning." width="govuk-input--width-5" />
    </>
  );
}

import type { Temporal } from 'temporal-polyfill';
import { Day, Line, OneOf, Words, type Typed } from '@/app/report/_parts/questions';
import { dateTimeWithin } from '@/components/doorstep';
import { Button, Details, Select } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import { textOf } from '@/lib/platform/draft/model';
import { SENT_HOW, SENT_HOW_WORDS, type ChecksRequest, type SharingBasis } from '@/lib/sharing/model';
import { lastSaid, neverSent, type PutRight } from '@/lib/sharing/put-right';
import { stillAgrees } from '@/lib/sharing/taken-back';
import { Categories, itemsOf, OnBasis, Under, type FormProps } from './forms';

interface RightFormProps extends FormProps {
  one: PutRight;
  bases: readonly SharingBasis[];
  requests: readonly ChecksRequest[];
  now: Temporal.Instant;
}

/** The form of one record of what was sent: it says what stands, and what is typed over it is what was different. */
export function RightForm({ reference, typed, among, one, bases, requests, now }: RightFormProps) {
  const { agency, sentAt, kind } = lastSaid(one);
  return (
    <form method="post" action={`/contacts/${reference}/sharing/right`} id="right" className="ds-no-print" noValidate>
      <h3 className="ds-said__title">
        Put right: {kind === 'question' ? 'the question to' : 'the fact to'} <bdi>{agency}</bdi>, {dateTimeWithin(sentAt, now)}
        {neverSent(one) && ', which is recorded as never sent'}
      </h3>
      <p className="govuk-body">Nothing is deleted: what was recorded stays readable under it. About another child it is another record: say here that it was never sent, and record it below.</p>
      <input type="hidden" name="right.fact" value={one.recorded.id} />
      <input type="hidden" name="right.last" value={one.corrections.at(-1)?.id ?? ''} />
      <OneOf
        typed={typed}
        name="right.what"
        label="What is different?"
        small
        items={[
          { value: 'different', text: 'It went, but not as it is recorded', then: <Restated typed={typed} among={among} bases={bases} requests={requests} now={now} /> },
          { value: 'never', text: 'This was never sent', hint: 'A request for information that it had answered is open again.' },
        ]}
      />
      <Words typed={typed} name="right.why" label="What was wrong, and how is it known?" hint="Kept beside it for good." rows={2} />
      <Button text="Put it right" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
    </form>
  );
}

function Restated({ typed, among, bases, requests, now }: Omit<RightFormProps, 'reference' | 'one'>) {
  return (
    <>
      <Line typed={typed} name="right.agency" label="To which agency did it go?" />
      <Line typed={typed} name="right.recipient" label="To whom there?" hint="The person’s name" />
      <Line typed={typed} name="right.recipientRole" label="Their work" />
      <Categories typed={typed} form="right" />
      <Words typed={typed} name="right.words" label="What was told or asked, in its words" rows={3} />
      <OnBasis typed={typed} form="right" among={among} bases={bases} now={now} />
      <Under typed={typed} among={among} requests={requests} now={now} form="right" />
      <OneOf typed={typed} name="right.how" label="How did it go?" small items={itemsOf(SENT_HOW, SENT_HOW_WORDS)} />
      <Day typed={typed} name="right.on" label="On which day did it go?" />
      <Line typed={typed} name="right.time" label="At what time?" hint="For example, 14:30. At another time, or to another agency, it stands on the ground there was for that." width="govuk-input--width-5" />
    </>
  );
}

/** A manager takes an agreement back; nothing where none stands. */
export function TakeBackForm({ reference, typed, requests, now }: Omit<FormProps, 'among'> & { requests: readonly ChecksRequest[]; now: Temporal.Instant }) {
  const standing = requests.flatMap(({ id, agencies, answer }) => (stillAgrees(answer) ? [{ value: id, text: `${agencies}: agreed ${dateTimeWithin(answer.at, now)}` }] : []));
  if (standing.length === 0) return null;
  const name = 'back.request';
  return (
    <Details classes="ds-act ds-no-print" summaryText="Take an agreement back" open={Object.keys(typed.fields).length > 0}>
      <form method="post" action={`/contacts/${reference}/sharing/take-back`} id="back" noValidate>
        <Select
          id={fieldId(name)}
          name={name}
          label={{ text: 'Which agreement?', classes: 'govuk-label--s' }}
          hint={{ text: 'Your own or another manager’s. From now on it opens nothing more; what went before stays as it was.' }}
          value={textOf(typed.fields, name)}
          errorMessage={errorFor(typed.errors, name)}
          items={[{ value: '', text: 'Choose' }, ...standing]}
        />
        <Words typed={typed} name="back.why" label="Why?" hint="Kept beside the agreement for good." rows={2} />
        <Button text="Take it back" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

/** What a form shows where nothing was typed into it. */
export const typedOr = (typed: Typed, fields: Typed['fields']): Typed => (Object.keys(typed.fields).length > 0 ? typed : { ...typed, fields });

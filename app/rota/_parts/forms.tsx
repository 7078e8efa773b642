import type { Temporal } from 'temporal-polyfill';
import { Button, Checkboxes, Details, Input, Select } from '@/components/govuk';
import { LONDON } from '@/lib/platform/time';
import { COVER_ORDERS, COVER_WORDS, POST_TABLE, POSTS, type Shift } from '@/lib/rota/model';
import type { RotaPerson } from '@/lib/rota/rota-store';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const required = { required: true };

interface FormProps {
  monday: Temporal.PlainDate;
  people: readonly RotaPerson[];
}

function PersonSelect({ id, name, label, people, empty }: { id: string; name: string; label: string; people: readonly RotaPerson[]; empty: string }) {
  return <Select id={id} name={name} label={{ text: label }} items={[{ value: '', text: empty }, ...people.map(({ accountId, name: text, posts }) => ({ value: accountId, text: `${text}, ${posts.map((post) => POST_TABLE[post].name.toLowerCase()).join(' or ')}` }))]} />;
}

/** A new shift on one or more days; or one that stands in the place of another, whose times are filled in. */
export function ShiftForm({ monday, people, shift }: FormProps & { shift: Shift | null }) {
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON);
  const time = (at: Temporal.Instant) => local(at).toPlainTime().toString({ smallestUnit: 'minute' });
  return (
    <Details summaryText={shift === null ? 'Put somebody on' : 'Change this shift'} open={shift !== null} id="shift-form">
      <form method="post" action="/rota/shift" className="ds-narrow">
        <input type="hidden" name="monday" value={monday.toString()} />
        <input type="hidden" name="replaces" value={shift?.id ?? ''} />
        <Select name="post" label={{ text: 'Post' }} value={shift?.post} items={[{ value: '', text: 'Choose' }, ...POSTS.map((post) => ({ value: post, text: POST_TABLE[post].name }))]} />
        <PersonSelect id="shift-person" name="accountId" label="Who?" people={people} empty="Choose" />
        <Select name="coverOrder" label={{ text: 'Order of cover' }} hint={{ text: 'The first is called first, then the second, then the third' }} value={shift?.coverOrder} items={[{ value: '', text: 'Choose' }, ...COVER_ORDERS.map((order) => ({ value: order, text: COVER_WORDS[order] }))]} />
        <Checkboxes
          name="days"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Days of this week', classes: 'govuk-fieldset__legend--s' } }}
          values={shift === null ? [] : [local(shift.from).dayOfWeek]}
          items={DAYS.map((text, index) => ({ value: index + 1, text: `${text} ${monday.add({ days: index }).day}` }))}
        />
        <Input id="shift-from" name="from" label={{ text: 'From' }} hint={{ text: 'As on a clock, such as 08:45' }} value={shift === null ? '' : time(shift.from)} classes="govuk-input--width-5" attributes={required} autocomplete="off" />
        <Input id="shift-to" name="to" label={{ text: 'To' }} hint={{ text: 'An earlier time is the next day’s' }} value={shift === null ? '' : time(shift.to)} classes="govuk-input--width-5" attributes={required} autocomplete="off" />
        <Button text={shift === null ? 'Put on the rota' : 'Change the shift'} preventDoubleClick />
      </form>
    </Details>
  );
}

/** Somebody is away, and who stands in. */
export function AbsenceForm({ monday, people }: FormProps) {
  const when = (id: string, text: string, day: string, time: string) => (
    <>
      <Input id={`${id}-day`} name={day} type="date" label={{ text: `${text}, day` }} classes="govuk-input--width-10" attributes={required} />
      <Input id={`${id}-time`} name={time} label={{ text: `${text}, time` }} hint={{ text: 'Such as 08:45' }} classes="govuk-input--width-5" attributes={required} autocomplete="off" />
    </>
  );
  return (
    <Details summaryText="Somebody is away">
      <form method="post" action="/rota/absence" className="ds-narrow">
        <input type="hidden" name="monday" value={monday.toString()} />
        <PersonSelect id="away-person" name="accountId" label="Who is away?" people={people} empty="Choose" />
        <PersonSelect id="away-cover" name="coveredBy" label="Who stands in?" people={people} empty="The next in the order" />
        {when('away-from', 'From', 'fromDay', 'fromTime')}
        {when('away-to', 'Until', 'toDay', 'toTime')}
        <Button text="Keep the absence" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

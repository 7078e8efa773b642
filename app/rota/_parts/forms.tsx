import type { Temporal } from 'temporal-polyfill';
import { Button, Checkboxes, Details, Input, Select } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { LONDON } from '@/lib/platform/time';
import { COVER_ORDERS, COVER_WORDS, POST_TABLE, POSTS, type Shift } from '@/lib/rota/model';
import type { RotaPerson } from '@/lib/rota/rota-store';
import type { RotaForm } from '@/lib/rota/schema';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface FormProps {
  monday: Temporal.PlainDate;
  people: readonly RotaPerson[];
  /** What was typed before and not taken; empty where nothing was. */
  typed: Fields;
  errors: readonly FormError[];
}

interface PersonSelectProps {
  form: RotaForm;
  name: string;
  label: string;
  people: readonly RotaPerson[];
  empty: string;
  typed: Fields;
  errors: readonly FormError[];
}

function PersonSelect({ form, name, label, people, empty, typed, errors }: PersonSelectProps) {
  return <Select id={`${form}-${name}`} name={name} label={{ text: label }} value={textOf(typed, name)} errorMessage={errorFor(errors, `${form}.${name}`)} items={[{ value: '', text: empty }, ...people.map(({ accountId, name: text, posts }) => ({ value: accountId, text: `${text}, ${posts.map((post) => POST_TABLE[post].name.toLowerCase()).join(' or ')}` }))]} />;
}

/** A shift as the form's fields say it. */
export function fieldsOf({ id, post, accountId, coverOrder, from, to }: Shift): Fields {
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON);
  const time = (at: Temporal.Instant) => local(at).toPlainTime().toString({ smallestUnit: 'minute' });
  return { replaces: id, post, accountId, coverOrder: String(coverOrder), days: [String(local(from).dayOfWeek)], from: time(from), to: time(to) };
}

/** A new shift on one or more days; or one that stands in the place of another, whose times are filled in. */
export function ShiftForm({ monday, people, typed, errors }: FormProps) {
  const replaces = textOf(typed, 'replaces');
  const shown = { people, typed, errors };
  return (
    <Details summaryText={replaces === '' ? 'Put somebody on' : 'Change this shift'} open={Object.keys(typed).length > 0} id="shift-form">
      <form method="post" action="/rota/shift" className="ds-narrow" noValidate>
        <input type="hidden" name="monday" value={monday.toString()} />
        <input type="hidden" name="replaces" value={replaces} />
        <Select id="shift-post" name="post" label={{ text: 'Post' }} value={textOf(typed, 'post')} errorMessage={errorFor(errors, 'shift.post')} items={[{ value: '', text: 'Choose' }, ...POSTS.map((post) => ({ value: post, text: POST_TABLE[post].name }))]} />
        <PersonSelect {...shown} form="shift" name="accountId" label="Who?" empty="Choose" />
        <Select id="shift-coverOrder" name="coverOrder" label={{ text: 'Order of cover' }} hint={{ text: 'The first is called first, then the second, then the third' }} value={textOf(typed, 'coverOrder')} errorMessage={errorFor(errors, 'shift.coverOrder')} items={[{ value: '', text: 'Choose' }, ...COVER_ORDERS.map((order) => ({ value: order, text: COVER_WORDS[order] }))]} />
        <Checkboxes
          idPrefix="shift-days"
          name="days"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Days of this week', classes: 'govuk-fieldset__legend--s' } }}
          values={listOf(typed, 'days')}
          errorMessage={errorFor(errors, 'shift.days')}
          items={DAYS.map((text, index) => ({ value: String(index + 1), text: `${text} ${monday.add({ days: index }).day}` }))}
        />
        <Input id="shift-from" name="from" label={{ text: 'From' }} hint={{ text: 'As on a clock, such as 08:45' }} value={textOf(typed, 'from')} errorMessage={errorFor(errors, 'shift.from')} classes="govuk-input--width-5" autocomplete="off" />
        <Input id="shift-to" name="to" label={{ text: 'To' }} hint={{ text: 'An earlier time is the next day’s' }} value={textOf(typed, 'to')} errorMessage={errorFor(errors, 'shift.to')} classes="govuk-input--width-5" autocomplete="off" />
        <Button text={replaces === '' ? 'Put on the rota' : 'Change the shift'} preventDoubleClick />
      </form>
    </Details>
  );
}

/** Somebody is away, and who stands in. */
export function AbsenceForm({ monday, people, typed, errors }: FormProps) {
  const shown = { people, typed, errors };
  const when = (text: string, day: string, time: string) => (
    <>
      <Input id={`absence-${day}`} name={day} type="date" label={{ text: `${text}, day` }} value={textOf(typed, day)} errorMessage={errorFor(errors, `absence.${day}`)} classes="govuk-input--width-10" />
      <Input id={`absence-${time}`} name={time} label={{ text: `${text}, time` }} hint={{ text: 'Such as 08:45' }} value={textOf(typed, time)} errorMessage={errorFor(errors, `absence.${time}`)} classes="govuk-input--width-5" autocomplete="off" />
    </>
  );
  return (
    <Details summaryText="Somebody is away" open={Object.keys(typed).length > 0} id="absence-form">
      <form method="post" action="/rota/absence" className="ds-narrow" noValidate>
        <input type="hidden" name="monday" value={monday.toString()} />
        <PersonSelect {...shown} form="absence" name="accountId" label="Who is away?" empty="Choose" />
        <PersonSelect {...shown} form="absence" name="coveredBy" label="Who stands in?" empty="The next in the order" />
        {when('From', 'fromDay', 'fromTime')}
        {when('Until', 'toDay', 'toTime')}
        <Button text="Keep the absence" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

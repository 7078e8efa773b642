import { Line, type Typed } from '@/app/report/_parts/questions';
import { fullDate } from '@/components/doorstep';
import { Button, Input, Radios, Select } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import { clockOf } from '@/lib/line/model';
import { RING, slotChoice, type AskRules } from '@/lib/line/schema';
import type { FreeSlot } from '@/lib/line/slot-store';
import { textOf } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';

/** Times offered at once: the nearest. */
const SLOTS_SHOWN = 12;
/** Days offered to be rung on: the nearest with hours of which something is left. */
const DAYS_SHOWN = 5;

function Who({ typed, agencies }: { typed: Typed; agencies: AskRules['agencies'] }) {
  return (
    <>
      <Line typed={typed} name="who.name" label="Name of whoever is to be rung" />
      <Line typed={typed} name="who.role" label="Their work" />
      <Select
        id={fieldId('who.agency')}
        name="who.agency"
        label={{ text: 'Where they work', classes: 'govuk-label--s' }}
        value={textOf(typed.fields, 'who.agency')}
        items={[{ value: '', text: 'None of these, or not said' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Line typed={typed} name="who.agencyName" label="Its name, if it is none of these" />
    </>
  );
}

/** The stretch in which somebody can be reached; the promise is its end. */
function Between({ typed, rules }: { typed: Typed; rules: AskRules }) {
  const days = rules.open.filter(({ to }) => to.epochMilliseconds > rules.now.epochMilliseconds).slice(0, DAYS_SHOWN);
  const time = (name: 'from' | 'to', text: string) => <Input id={fieldId(name)} name={name} label={{ text }} hint={{ text: 'As on a clock, such as 09:30' }} classes="govuk-input--width-5" autocomplete="off" value={textOf(typed.fields, name)} errorMessage={errorFor(typed.errors, name)} />;
  return (
    <>
      <Select
        id={fieldId('day')}
        name="day"
        label={{ text: 'On which day?' }}
        value={textOf(typed.fields, 'day')}
        errorMessage={errorFor(typed.errors, 'day')}
        items={[{ value: '', text: 'Choose' }, ...days.map(({ from, to }) => ({ value: londonDate(from).toString(), text: `${fullDate(londonDate(from))}, ${clockOf(from)} to ${clockOf(to)}` }))]}
      />
      {time('from', 'Between')}
      {time('to', 'and')}
    </>
  );
}

/** Everything else that is asked: the number, and a booked time or a stretch. Nothing is chosen beforehand. */
export function AskForm({ draftId, typed, rules, slots }: { draftId: string; typed: Typed; rules: AskRules; slots: readonly FreeSlot[] }) {
  const minutes = ({ from, to }: FreeSlot) => Math.round(from.until(to).total('minutes'));
  return (
    <form method="post" action={`/talk/${draftId}/ask`} noValidate>
      {rules.onBehalf && <Who typed={typed} agencies={rules.agencies} />}
      <Line typed={typed} name="phone" label="Which number shall we ring?" hint="One that only you answer, where you can speak. We leave no word about a child with anybody else, and keep the number only until we have rung." type="tel" width="govuk-input--width-20" autocomplete={rules.onBehalf ? 'off' : 'tel'} />
      {rules.onBehalf ? (
        <Line typed={typed} name="about" label="About a report of theirs: its reference" hint="Leave it empty where there is none, or where who told us is protected." width="govuk-input--width-10" capitals />
      ) : (
        rules.mine.length > 0 && (
          <Select
            id={fieldId('about')}
            name="about"
            label={{ text: 'Is it about a report of yours?', classes: 'govuk-label--s' }}
            value={textOf(typed.fields, 'about')}
            errorMessage={errorFor(typed.errors, 'about')}
            items={[{ value: '', text: 'No, or I would rather not say here' }, ...rules.mine.map((reference) => ({ value: reference, text: reference }))]}
          />
        )
      )}
      <Radios
        idPrefix={fieldId('how')}
        name="how"
        value={textOf(typed.fields, 'how')}
        fieldset={{ legend: { text: 'When?', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: slots.length === 0 ? 'There are no times to book just now.' : 'London time. A booked time is yours alone.' }}
        errorMessage={errorFor(typed.errors, 'how')}
        items={[
          ...slots.slice(0, SLOTS_SHOWN).map((slot) => ({ value: slotChoice(slot.id), text: `${fullDate(londonDate(slot.from))}, ${clockOf(slot.from)}`, hint: { text: `${minutes(slot)} minutes` } })),
          { value: RING, text: 'Ring me back between two times', conditional: { html: <Between typed={typed} rules={rules} /> } },
        ]}
      />
      <Button text={rules.onBehalf ? 'Put it on the list' : 'Ask for it'} preventDoubleClick />
    </form>
  );
}

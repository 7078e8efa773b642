import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { EndForm, fieldAt, Press, TriedForm } from '@/app/ring-backs/_parts/forms';
import { Whom } from '@/app/ring-backs/_parts/whom';
import { lineForm, type LineForm } from '@/app/ring-backs/typed';
import { DateTime, fullDate, StackTable } from '@/components/doorstep';
import { Button, Input, Select } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { BOOKING_END_WORDS, isOnFor, isOpenFor, SLOT_MINUTES } from '@/lib/line/model';
import { openHours, weeksAhead } from '@/lib/line/open-hours';
import { visibleReferences } from '@/lib/line/reference-store';
import { endForm, notesOf, slotForm, TRY_FIELDS, tryForm, typedInto } from '@/lib/line/schema';
import { slotsIn, type SlotShown } from '@/lib/line/slot-store';
import { isPublishProblem, PUBLISH_PROBLEMS } from '@/lib/line/verbs/publish-slots';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { londonDate } from '@/lib/platform/time';
import type { Stretch } from '@/lib/rota/model';
import { readRota, readRotaPeople, type Rota, type RotaPerson } from '@/lib/rota/rota-store';
import { PUBLISH_FIELDS, PUBLISH_FORM } from './typed';

export const metadata = { title: 'Times to talk' };

const DONE_WORDS: Record<string, string> = {
  published: 'The times are published: partners can book them.',
  withdrawn_free: 'The time is taken back.',
  withdrawn_booked: 'The time is taken back. Whoever had booked it is owed a call at that time, and is told that there is a message.',
  taken: 'The time is yours.',
  tried: 'The try is recorded. The call is still owed, and stands on the list to ring back.',
  talked: 'It is recorded that you spoke.',
};

const REFUSED: Record<string, string> = { gone: 'It is over, or somebody was first: it shows below how.', others: 'Only whose time it is, or a manager, takes it back.', taken: 'You have a time of your own then.' };

function errorsOf(form: LineForm, id: string, typed: Fields): FormError[] {
  const read = form === 'tried' ? tryForm('not_reached').safeParse(typedInto(typed, TRY_FIELDS)) : endForm.safeParse({ how: 'done', words: textOf(typed, 'words') });
  return read.success ? [] : notesOf(read.error).map(({ field, message }) => ({ field: fieldAt(form, id, field), message }));
}

/** What is wrong with times that were not published. */
function publishErrors(problem: string, typed: Fields): FormError[] {
  const read = slotForm.safeParse(typedInto(typed, PUBLISH_FIELDS));
  if (problem === 'form') return read.success ? [] : notesOf(read.error);
  return isPublishProblem(problem) && Object.keys(typed).length > 0 ? [{ field: problem === 'not_on' || problem === 'others' ? 'accountId' : 'from', message: PUBLISH_PROBLEMS[problem] }] : [];
}

function PublishForm({ people, days, typed, errors }: { people: readonly RotaPerson[]; days: readonly Temporal.PlainDate[]; typed: Fields; errors: readonly FormError[] }) {
  const time = (name: 'from' | 'to', text: string) => <Input id={name} name={name} label={{ text }} hint={{ text: 'As on a clock, such as 10:00' }} classes="govuk-input--width-5" autocomplete="off" value={textOf(typed, name)} errorMessage={errorFor(errors, name)} />;
  return (
    <form method="post" action="/slots/publish" className="ds-narrow" noValidate>
      <Select id="accountId" name="accountId" label={{ text: 'Whose time?' }} value={textOf(typed, 'accountId')} errorMessage={errorFor(errors, 'accountId')} items={[{ value: '', text: 'Choose' }, ...people.map(({ accountId, name }) => ({ value: accountId, text: name }))]} />
      <Select id="day" name="day" label={{ text: 'Day' }} hint={{ text: 'Working days; the person must be on the rota' }} value={textOf(typed, 'day')} errorMessage={errorFor(errors, 'day')} items={[{ value: '', text: 'Choose' }, ...days.map((day) => ({ value: day.toString(), text: fullDate(day) }))]} />
      {time('from', 'From')}
      {time('to', 'To')}
      <Select id="minutes" name="minutes" label={{ text: 'How long is each?' }} value={textOf(typed, 'minutes')} errorMessage={errorFor(errors, 'minutes')} items={[{ value: '', text: 'Choose' }, ...SLOT_MINUTES.map((minutes) => ({ value: minutes, text: `${minutes} minutes` }))]} />
      <Button text="Publish the times" preventDoubleClick />
    </form>
  );
}

interface RowProps {
  slot: SlotShown;
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

function Acts({ slot, actorId, manages, forms, now }: Pick<RowProps, 'slot' | 'now'> & { actorId: string; manages: boolean; forms: (form: LineForm, id: string) => { typed: Fields; errors: readonly FormError[] } }) {
  const { booking, id } = slot;
  if (booking !== null && booking.ended !== null) return BOOKING_END_WORDS[booking.ended.how];
  const own = slot.accountId === actorId;
  const ahead = slot.to.epochMilliseconds > now.epochMilliseconds;
  const what = booking?.name ?? 'a free time';
  return (
    <>
      <div className="ds-act-row">
        {booking !== null && <Press action="/slots/call" id={booking.id} text={booking.draftId === null ? 'Ring: log a call' : 'Go on with the call'} name={what} primary={own} />}
        {!own && ahead && <Press action="/slots/take" id={id} text="I take it" name={what} />}
        {(own || manages) && ahead && <Press action="/slots/withdraw" id={id} text="Take it back" name={what} />}
      </div>
      {booking !== null && (
        <>
          <TriedForm origin="not_reached" action="/slots/tried" id={booking.id} name={what} {...forms('tried', booking.id)} />
          <EndForm action="/slots/talked" id={booking.id} name={what} onlyTalked {...forms('talked', booking.id)} />
        </>
      )}
    </>
  );
}

function Whose({ slot, names, rota: { shifts, absences }, open, now }: RowProps & { rota: Rota; open: readonly Stretch[] }) {
  const ahead = slot.booking?.ended == null && slot.to.epochMilliseconds > now.epochMilliseconds;
  const off = ahead && !isOnFor(slot.accountId, slot, shifts, absences);
  return (
    <>
      <bdi>{names.get(slot.accountId) ?? 'A colleague'}</bdi>
      {off && <strong className="ds-mark">not on the rota then: somebody must take it</strong>}
      {ahead && !isOpenFor(slot, open) && <strong className="ds-mark">the office is closed then</strong>}
    </>
  );
}

export default page('GET /slots', async ({ tx, person, authority, query }) => {
  const ahead = weeksAhead(tx.at);
  const slots = await slotsIn(tx, ahead);
  const rota = await readRota(tx, ahead);
  const manages = person.role === 'manager';
  const acts = can(person, 'POST /slots/publish').allowed;
  const everybody = acts ? await readRotaPeople(tx) : [];
  const people = manages ? everybody : everybody.filter(({ accountId }) => accountId === person.actorId);
  const booked = slots.flatMap(({ booking }) => (booking === null ? [] : [booking]));
  const names = await readNames(tx, slots.map(({ accountId }) => accountId));
  const visible = await visibleReferences(tx, booked.map(({ about }) => about));
  tx.ledger({ action: 'slots.listed', objectKind: 'list', objectId: 'slots', detail: { ids: booked.map(({ id }) => id) } });
  const [problem, of] = [query('problem'), query('of')];
  const refused: LineForm | null = (problem === 'tried' || problem === 'talked') && booked.some(({ id }) => id === of) ? problem : null;
  const typed = refused === null ? {} : await typedBefore(tx, lineForm(refused, of));
  const publishing = await typedBefore(tx, PUBLISH_FORM);
  const publishWrong = publishErrors(problem, publishing);
  const errors: FormError[] = refused !== null ? errorsOf(refused, of, typed) : publishWrong.length > 0 ? publishWrong : REFUSED[problem] === undefined ? [] : [{ field: 'mine', message: REFUSED[problem] }];
  const forms = (form: LineForm, id: string) => (refused === form && of === id ? { typed, errors } : { typed: {}, errors: [] });
  const open = openHours(authority.settings, tx.at);
  const days = open.filter(({ to }) => to.epochMilliseconds > tx.at.epochMilliseconds).map(({ from }) => londonDate(from));
  const rows = (shown: readonly SlotShown[]) =>
    shown.map((slot) => ({
      id: `slot-${slot.id}`,
      urgent: slot.booking?.ended === null && slot.from.epochMilliseconds <= tx.at.epochMilliseconds,
      cells: [
        <DateTime key="at" at={slot.from} now={tx.at} />,
        <Whose key="whose" slot={slot} names={names} rota={rota} open={open} now={tx.at} />,
        slot.booking === null ? <span key="free" className="ds-unknown">Free</span> : <Whom key="whom" whom={slot.booking} visible={visible} />,
        acts ? <Acts key="acts" slot={slot} actorId={person.actorId} manages={manages} forms={forms} now={tx.at} /> : slot.booking === null ? 'Free' : slot.booking.ended === null ? 'Booked' : BOOKING_END_WORDS[slot.booking.ended.how],
      ],
    }));
  const columns = [{ heading: 'When', classes: 'ds-col-time' }, { heading: 'Who rings', classes: 'w-1/4' }, { heading: 'Whom' }, { heading: 'What is to be done', classes: 'w-1/3' }];
  const list = (caption: string, shown: readonly SlotShown[], empty: ReactNode) => (shown.length === 0 ? empty : <StackTable caption={caption} columns={columns} rows={rows(shown)} />);
  const mine = slots.filter(({ accountId }) => accountId === person.actorId);
  const others = slots.filter(({ accountId }) => accountId !== person.actorId);
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} title={errors.length > 0 && REFUSED[problem] !== undefined && publishWrong.length === 0 ? 'That was not done' : undefined} />
        <Done text={DONE_WORDS[query('done')]} />
        <PageHeading heading="Times to talk" lead="Times that partners book, from the rota. Whose time it is rings. A booked time at which nobody rang is owed within ten minutes." aside={<a className="govuk-link" href="/ring-backs">Ring back</a>} />
        <h2 className="govuk-heading-m" id="mine">
          Yours
        </h2>
        {list('Your times, the next first', mine, <EmptyState heading="You have no times published"><p className="govuk-body">Times of yours show here, with whoever has booked them and one press to log the call.</p></EmptyState>)}
        <h2 className="govuk-heading-m">Everybody’s</h2>
        {list('Times of colleagues, the next first', others, <EmptyState heading="No colleague has times published"><p className="govuk-body">Times of the whole desk for the coming three weeks show here, also of somebody who is not on the rota any more.</p></EmptyState>)}
        {people.length > 0 && (
          <>
            <h2 className="govuk-heading-m" id="publish">
              Publish times
            </h2>
            <PublishForm people={people} days={days} typed={publishing} errors={publishWrong} />
          </>
        )}
      </>
    ),
  };
});

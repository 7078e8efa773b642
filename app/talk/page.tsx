import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading } from '@/components/shell';
import { BOOKING_END_WORDS, RING_BACK_END_WORDS } from '@/lib/line/model';
import { ownRingBacks, type RingBack } from '@/lib/line/ring-back-store';
import { asksOnBehalf } from '@/lib/line/rules';
import { ownBookings, type Booking } from '@/lib/line/slot-store';
import { openDrafts } from '@/lib/platform/draft/store';
import { instantOf } from '@/lib/platform/time';

export const metadata = { title: 'Talk to us' };

const SHOWN = 30;

const DONE_WORDS: Record<string, string> = {
  ring: 'You are on the list to be rung back. If it cannot wait after all, ring now.',
  slot: 'The time is booked: we ring you then. If it cannot wait after all, ring now.',
  taken_back: 'It is taken back.',
};

function Act({ action, name, id, text, what }: { action: string; name: string; id: string; text: string; what: string }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name={name} value={id} />
      <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>{text}<span className="govuk-visually-hidden"> {what}</span></>} />
    </form>
  );
}

function Reported({ about }: { about: string }) {
  return about === '' ? <span className="ds-unknown">No report named</span> : <a className="govuk-link ds-reference" href={`/my/contacts/${about}`}>{about}</a>;
}

function Bookings({ bookings, now }: { bookings: readonly Booking[]; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Times you have booked, the latest first"
      columns={[{ heading: 'We ring you' }, { heading: 'About' }, { heading: 'How it stands' }, { heading: 'Change' }]}
      rows={bookings.map(({ id, slot, about, ended }) => ({
        id: `booking-${id}`,
        cells: [
          <DateTime key="at" at={slot.from} now={now} />,
          <Reported key="about" about={about} />,
          ended === null ? 'Booked' : BOOKING_END_WORDS[ended.how],
          ended === null && slot.from.epochMilliseconds > now.epochMilliseconds ? (
            <div className="ds-act-row" key="change">
              <a className="govuk-link" href={`/talk/calendar/${id}`}>
                For your calendar<span className="govuk-visually-hidden">: the time that you booked</span>
              </a>
              <Act action="/talk/start" name="moving" id={id} text="Move it" what="to another time" />
              <Act action="/talk/end" name="id" id={id} text="Cancel" what="the booked time" />
            </div>
          ) : null,
        ],
      }))}
    />
  );
}

function RingBacks({ ringBacks, now }: { ringBacks: readonly RingBack[]; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Calls you asked for, the newest first"
      columns={[{ heading: 'Between' }, { heading: 'About' }, { heading: 'How it stands' }, { heading: 'Change' }]}
      rows={ringBacks.map(({ id, reachable, about, ended, tries, ownerId, promisedAt }) => ({
        id: `ring-back-${id}`,
        cells: [
          <span key="when">
            <DateTime at={reachable.from} now={now} /> and <DateTime at={reachable.to} now={now} within />
          </span>,
          <Reported key="about" about={about} />,
          <span key="how">
            {ended !== null ? RING_BACK_END_WORDS[ended.how] : tries.length > 0 ? <>We tried, {tries.length === 1 ? 'once' : `${tries.length} times`}; again by <DateTime at={promisedAt} now={now} within /></> : ownerId === null ? 'On the list' : 'A worker has taken it'}
          </span>,
          ended === null ? <Act key="end" action="/talk/end" name="id" id={id} text="Take it back" what="the call you asked for" /> : null,
        ],
      }))}
    />
  );
}

export default page('GET /talk', async ({ tx, person, authority, query }) => {
  const [drafts, bookings, ringBacks] = await Promise.all([openDrafts(tx, 'talk'), ownBookings(tx, SHOWN), ownRingBacks(tx, SHOWN)]);
  const onBehalf = asksOnBehalf(person);
  return {
    before: onBehalf ? undefined : <DangerNow authority={authority} at={tx.at} />,
    ...(onBehalf ? { layout: 'desk' as const } : {}),
    body: (
      <>
        <FormErrors errors={query('problem') === 'gone' ? [{ field: 'main', message: 'It is over already: it shows below how.' }] : []} title="That was not done" />
        <Done text={DONE_WORDS[query('done')]} />
        <PageHeading
          heading={onBehalf ? 'A call for somebody' : 'Talk to us'}
          lead={onBehalf ? 'For somebody who is to be rung back, or who wants a time. What they have to say now belongs in a call.' : 'Be rung back, or book a time at which a social worker rings you. For advice, and for anything that can wait: you need not be sure that it is serious.'}
        />
        <form method="post" action="/talk/start">
          <Button text="Begin: can it wait?" isStartButton preventDoubleClick />
        </form>
        {drafts.length > 0 && (
          <ul className="govuk-list">
            {drafts.map(({ id, createdAt }) => (
              <li key={id}>
                <a className="govuk-link" href={`/talk/${id}`}>
                  Go on with what you began <DateTime at={instantOf(createdAt)} now={tx.at} within />
                </a>
                : nothing is booked yet
              </li>
            ))}
          </ul>
        )}
        {onBehalf ? (
          <p className="govuk-body">
            Everybody who is owed a call: <a className="govuk-link" href="/ring-backs">Ring back</a>. The times that can be booked: <a className="govuk-link" href="/slots">Times to talk</a>.
          </p>
        ) : (
          <>
            <h2 className="govuk-heading-m">Times you have booked</h2>
            {bookings.length === 0 ? <EmptyState heading="None yet"><p className="govuk-body">A time that you book shows here: you can move it or cancel it until it begins.</p></EmptyState> : <Bookings bookings={bookings} now={tx.at} />}
            <h2 className="govuk-heading-m">Calls you asked for</h2>
            {ringBacks.length === 0 ? <EmptyState heading="None yet"><p className="govuk-body">When you ask to be rung back, you see here whether a worker has taken it, and each time we tried.</p></EmptyState> : <RingBacks ringBacks={ringBacks} now={tx.at} />}
          </>
        )}
      </>
    ),
  };
});

import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DutyTable } from '@/app/duties/_parts/duty-table';
import { Card } from '@/components/doorstep';
import { NotificationBanner } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames, type Authority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { guideOn } from '@/lib/contact/guide-on';
import { acceptors, handOversNow, offeredTo, type HandOver, type OpenToHandOver } from '@/lib/emergency/hand-over-store';
import { acceptanceDue, acceptingRoles, acceptsFrom, directionOf, EMERGENCY_PROBLEMS, isEmergencyProblem, type Direction, type EmergencyProblem } from '@/lib/emergency/model';
import { NEEDED_TODAY } from '@/lib/duty/model';
import { everyOpenDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { newId } from '@/lib/platform/ids';
import { londonDate } from '@/lib/platform/time';
import { HandedOver } from './_parts/handed-over';
import { HandOverForm } from './_parts/hand-over-form';
import { handOverForm, wayHref, wayTyped } from './typed';

export const metadata = { title: 'Hand-over' };

const DONE_WORDS: Record<string, string> = {
  handed: 'Handed over. Each contact stays with you until a named person accepts it.',
  accepted: 'Accepted. You answer for it now.',
};
const FIELD_OF: Partial<Record<EmergencyProblem, string>> = { to_missing: 'to', no_colleague: 'to', note_missing: 'note', line_missing: 'line.' };
const FORM_WORDS: Record<Direction, { heading: string; empty: string }> = {
  to_day: { heading: 'Hand the night over', empty: 'Nothing came in since the front door closed, and emergency duty has nothing. What you take up or what comes in shows here, to be handed over in the morning.' },
  to_night: { heading: 'Hand over for tonight', empty: 'You hold nothing that could be watched tonight. What you hold shows here; choose what emergency duty must watch, and say what for.' },
  next_shift: { heading: 'Hand over to the next shift', empty: 'You hold nothing, and owe nothing in your own name. What you take up shows here.' },
};

/** For emergency duty: the other end of a shift, while the night goes on or as it ends. */
function OtherWay({ direction }: { direction: Direction }) {
  if (direction === 'to_night') return null;
  return direction === 'to_day' ? (
    <p className="govuk-body">
      You go off and the night goes on?{' '}
      <a className="govuk-link" href={`${wayHref('next_shift')}#handing`}>
        Hand what you hold to the next shift
      </a>
      .
    </p>
  ) : (
    <p className="govuk-body">
      Everything that you hold, or owe in your own name, goes to whoever comes on. Is the night over?{' '}
      <a className="govuk-link" href={`${wayHref('to_day')}#handing`}>
        Hand the night over to the day service
      </a>
      .
    </p>
  );
}

function isLate({ direction, at }: HandOver, { settings }: Authority, now: Temporal.Instant): boolean {
  return now.epochMilliseconds >= acceptanceDue(direction, settings, at).dueAt.epochMilliseconds;
}

/** What can be handed this way, to whom, and what was typed before. */
async function readHanding(tx: Tx, person: Person, { settings }: Authority, direction: Direction) {
  return Promise.all([offeredTo(tx, direction, person.role, settings), acceptors(tx, acceptingRoles(direction)), typedBefore(tx, handOverForm(direction))]);
}

interface Handing {
  contacts: readonly OpenToHandOver[];
  colleagues: Awaited<ReturnType<typeof acceptors>>;
  fields: Fields;
  errors: readonly FormError[];
}

function handing(tx: Tx, person: Person, { settings }: Authority, direction: Direction, { contacts, colleagues, fields, errors }: Handing) {
  const { heading, empty } = FORM_WORDS[direction];
  // A line that is missing is named by the contact it belongs to.
  const first = contacts.find(({ contactId }) => String(fields[`line.${contactId}`] ?? '').trim() === '');
  const named = errors.map((error) => (error.field === 'line.' ? { ...error, field: `line.${first?.contactId ?? ''}` } : error));
  return {
    ids: contacts.map(({ contactId }) => contactId),
    errors: named,
    part: (
      <Card heading={heading} aside={contacts.length === 0 ? undefined : `${contacts.length} ${contacts.length === 1 ? 'contact' : 'contacts'}`} id="handing">
        <OtherWay direction={direction} />
        {contacts.length === 0 ? (
          <p className="govuk-body">{empty}</p>
        ) : (
          <HandOverForm direction={direction} contacts={contacts} colleagues={colleagues.filter(({ accountId }) => accountId !== person.actorId)} fields={fields} token={newId()} errors={named} guide={guideOn(settings.guideArea, londonDate(tx.at))} now={tx.at} />
        )}
      </Card>
    ),
  };
}

/** What a child needs today and nobody has done, soonest first: the night does not find it among the duties of its own role. */
async function everyNeededToday(tx: Tx) {
  return (await Promise.all(NEEDED_TODAY.map(async (code) => everyOpenDuty(tx, code)))).flat();
}

/** Where night and day hand their contacts to each other, each accepted by a named person (safe practice 1). */
export default page('GET /hand-over', async ({ tx, person, authority, query }) => {
  const direction = directionOf(person.role, query('way') || (await wayTyped(tx)));
  const [{ waiting, accepted: recent }, strategies, today, read] = await Promise.all([
    handOversNow(tx, tx.at.subtract({ hours: 24 })), everyOpenDuty(tx, 'HOLD_STRATEGY'), everyNeededToday(tx),
    direction === null ? null : readHanding(tx, person, authority, direction),
  ]);
  // Decided after 15:00 or out of hours: on no list of what came in tonight, and the night's all the same (domain 3.2).
  const nights = strategies.filter(({ ownerRole }) => ownerRole === 'emergency_duty_worker');
  const problem = query('problem');
  const wrong: FormError[] = isEmergencyProblem(problem) ? [{ field: FIELD_OF[problem] ?? 'main', message: EMERGENCY_PROBLEMS[problem] }] : [];
  const form = direction === null || read === null ? null : handing(tx, person, authority, direction, { contacts: read[0], colleagues: read[1], fields: read[2], errors: wrong });
  const all = [...waiting, ...recent];
  const names = await readNames(tx, [...[...nights, ...today].flatMap(({ ownerId }) => ownerId ?? []), ...all.flatMap(({ by, toId, contacts }) => [by, ...(toId === null ? [] : [toId]), ...contacts.flatMap(({ accepted }) => (accepted === null ? [] : [accepted.by]))])]);
  tx.ledger({ action: 'hand_overs.listed', objectKind: 'list', objectId: 'hand-over', detail: { ids: [...new Set([...all.flatMap(({ contacts }) => contacts.map(({ contactId }) => contactId)), ...[...nights, ...today].map(({ contactId }) => contactId), ...(form?.ids ?? [])])] } });
  const done = Object.hasOwn(DONE_WORDS, query('done')) ? DONE_WORDS[query('done')] : undefined;
  const shown = (handOvers: readonly HandOver[]) =>
    handOvers.map((handOver) => <HandedOver key={handOver.id} handOver={handOver} names={names} accepts={acceptsFrom(handOver.direction, person, handOver.by)} overdue={isLate(handOver, authority, tx.at)} now={tx.at} />);
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={form?.errors ?? wrong} />
        <Done text={done} />
        {query('saved') === 'yes' && <NotificationBanner text="Saved. Nothing is handed over yet." disableAutoFocus />}
        <PageHeading heading="Hand-over" lead="From night to day, from day to night, and from one shift of the night to the next. A contact stays with the one who hands it over until a named person accepts it." />
        <div className="ds-column">
          {nights.length > 0 && (
            <Card heading="Emergency duty holds by telephone" aside={`${nights.length} strategy discussion${nights.length === 1 ? '' : 's'}`} id="strategy">
              <p className="govuk-body">Decided after 15:00 or while the front door was closed. Take it in your own name: until somebody has, somebody is called.</p>
              <DutyTable caption="Strategy discussions of emergency duty" duties={nights} names={names} now={tx.at} taker={can(person, 'POST /duties/[duty]/take').allowed ? person : undefined} />
            </Card>
          )}
          {today.length > 0 && (
            <Card heading="To be done today" aside={`${today.length} dut${today.length === 1 ? 'y' : 'ies'}`} id="today">
              <p className="govuk-body">A doctor, or somewhere safe at 16 or 17: before midnight, by day or by night. While the front door is closed and nobody has taken one, somebody is called.</p>
              <DutyTable caption="Duties to be done today" duties={today} names={names} now={tx.at} taker={can(person, 'POST /duties/[duty]/take').allowed ? person : undefined} />
            </Card>
          )}
          {waiting.length > 0 ? shown(waiting) : <EmptyState heading="Nothing waits to be accepted">What one service hands to the other shows here until a named person has accepted it.</EmptyState>}
          {form?.part}
          {recent.length > 0 && <h2 className="govuk-heading-m">Accepted in the last 24 hours</h2>}
          {shown(recent)}
        </div>
      </>
    ),
  };
});

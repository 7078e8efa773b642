import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading } from '@/components/shell';
import { secondPersonProblem, type SecondPersonProblem } from '@/lib/access/second-person';
import { lastLook } from '@/lib/assurance/service/look-store';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { callingAlarms, CALLS_SHOWN, listAlarms, type AlarmShown, type CallShown } from '@/lib/attention/alarm-store';
import { senderOf } from '@/lib/contact/many-store';
import { waitingIntakes } from '@/lib/contact/machine/intake-store';
import { troubleWords } from '@/lib/contact/machine/trouble-store';
import { ACCEPT_PROBLEMS, ALARM_TABLE, isLookedUpAlarm, isRingersAlarm, isUnsentAlarm, needsSecondPerson } from '@/lib/attention/clocks';
import { readActs } from '@/lib/attention/settler-store';
import type { JobName } from '@/lib/platform/jobs';
import { waitingBehind } from '@/lib/attention/typing-alarms';
import { ringsUnsent } from '@/lib/attention/unsent-alarms';
import { explainLookedUp } from '@/lib/lookup/alarm-store';
import { isPost, POST_TABLE } from '@/lib/rota/model';
import { NobodyLooks } from './nobody-looks';

export const metadata = { title: 'Alarms' };

const SHOWN = 50;
const STATE_WORDS: Record<CallShown['channels'][number]['state'], string> = { pending: 'on its way', sent: 'sent', failed: 'not taken, tried again', bounced: 'did not arrive' };
/** What kind of work was given up. */
const GIVEN_UP_WORDS: Record<JobName, string> = { 'post.deliver': 'Messages', 'webhook.deliver': 'Messages to another system', 'file.scan': 'Files that wait for the virus scanner', 'attention.look': 'The look at what is due' };
const CHANNEL_WORDS = { email: 'e-mail', text: 'text' } as const;
type Names = ReadonlyMap<string, string>;

/** Who looked somebody up, and why, by the occasion of the alarm. */
interface Told {
  looked: ReadonlyMap<string, { by: string; words: string }>;
  /** Which other system did what. */
  troubles: Names;
  names: Names;
  /** How many wait behind one alarm, by its occasion. */
  behind: ReadonlyMap<string, number>;
}

/** Where an alarm is seen to: the contact, the rota, or for those who may ring the author the unsent reports. */
function Where({ alarm: { reference, kind, occasion }, rings, looked, troubles, names, behind }: Told & { alarm: AlarmShown; rings: boolean }) {
  if (reference !== null)
    return (
      <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
        {reference}
      </a>
    );
  if (kind === 'not_answered' || kind === 'no_guardian' || kind === 'not_confirmed' || kind === 'glass_waits')
    return (
      <a className="govuk-link" href="/restricted">
        Restricted
      </a>
    );
  if (kind === 'ring_back')
    return (
      <a className="govuk-link" href="/ring-backs">
        Ring back
      </a>
    );
  if (kind === 'machine_trouble') return <bdi>{troubles.get(occasion) ?? 'Another system'}</bdi>;
  if (kind === 'sign_in_many') return 'Signing in';
  if (kind === 'job_given_up') return GIVEN_UP_WORDS[occasion.split(' ')[0] as JobName] ?? 'The service';
  if (kind === 'concerns_many') return <bdi>{names.get(senderOf(occasion) ?? '') ?? 'Several people'}</bdi>;
  if (kind === 'needs_typing')
    return (
      <>
        <a className="govuk-link" href="/needs-typing">
          To type in
        </a>
        {(behind.get(occasion) ?? 0) > 1 && <span className="ds-row-detail">{` ${behind.get(occasion)} that came together`}</span>}
      </>
    );
  if (kind === 'name_refused') return rings ? <a className="govuk-link" href="/calls#no-name">Log a call</a> : 'A call';
  if (isUnsentAlarm(kind)) return rings ? <a className="govuk-link" href="/unsent">Unsent reports</a> : 'Unsent reports';
  if (isLookedUpAlarm(kind)) {
    const told = looked.get(occasion);
    return (
      <>
        <bdi>{names.get(told?.by ?? '') ?? 'A colleague'}</bdi>
        {told !== undefined && told.words !== '' && <span className="ds-row-detail">{` ${told.words}`}</span>}
      </>
    );
  }
  const [post = ''] = occasion.split(' ');
  return (
    <a className="govuk-link" href="/rota">
      {isPost(post) ? POST_TABLE[post].name : 'The rota'}
    </a>
  );
}

function About({ alarm, rings, now, ...told }: Told & { alarm: AlarmShown; rings: boolean; now: Temporal.Instant }) {
  const { words, asks } = ALARM_TABLE[alarm.kind];
  return (
    <>
      <Where alarm={alarm} rings={rings} {...told} />
      <p>{words}</p>
      <p className="ds-row-detail">
        {asks} Due <DateTime at={alarm.due} now={now} within due />
        {alarm.round > 1 && `, raised ${alarm.round} times`}
      </p>
    </>
  );
}

function Call({ call: { at, accountId, post, channels }, kind, names, now }: { call: CallShown; kind: AlarmShown['kind']; names: Names; now: Temporal.Instant }) {
  const unposted = kind === 'not_answered' ? 'named for it, or manager' : kind === 'ring_back' ? 'whose call it is, or manager' : isLookedUpAlarm(kind) || kind === 'no_guardian' || kind === 'not_confirmed' || kind === 'glass_waits' ? 'manager' : kind === 'nobody_signs' ? 'administrator of the area' : 'manager, since nobody was on';
  return (
    <li>
      <DateTime at={at} now={now} /> <bdi>{names.get(accountId) ?? 'A colleague'}</bdi>, {post === null ? unposted : POST_TABLE[post].name.toLowerCase()}: {channels.map(({ channel, state }) => `${CHANNEL_WORDS[channel]} ${STATE_WORDS[state]}`).join(', ')}
    </li>
  );
}

/** @param spokenFor another open alarm about the same contact calls those who would be called about this one. */
function Calls({ alarm: { calls, ended, kind }, spokenFor, names, now }: { alarm: AlarmShown; spokenFor: boolean; names: Names; now: Temporal.Instant }) {
  const last = calls.at(-1);
  if (last === undefined && kind === 'nobody_signs') return <p className="ds-row-detail">No administrator of the area signs in here. Ring whoever runs the service.</p>;
  if (last === undefined && ended !== null) return <p className="ds-row-detail">No call of its own was made.</p>;
  if (last === undefined && spokenFor) return <p className="ds-row-detail">Another alarm about the same contact does the calling.</p>;
  if (last === undefined) return <p><strong>Nobody has been called:</strong> there is nobody here who can be reached about it. See to it yourself or find somebody, and look at the rota.</p>;
  return (
    <>
      <ul className="govuk-list">
        <Call call={last} kind={kind} names={names} now={now} />
      </ul>
      {calls.length > 1 && (
        <details className="ds-more">
          <summary>{last.number <= CALLS_SHOWN ? `${last.number} calls` : `The last ${calls.length} of ${last.number} calls`}</summary>
          <ul className="govuk-list">
            {calls.map((call) => (
              <Call key={call.number} call={call} kind={kind} names={names} now={now} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Accept({ alarm }: { alarm: AlarmShown }) {
  return (
    <form method="post" action="/alarms/accept">
      <input type="hidden" name="alarm" value={alarm.id} />
      <Button preventDoubleClick classes="ds-button--small" html={<>Accept<span className="govuk-visually-hidden"> {alarm.reference ?? (alarm.kind === 'not_answered' ? 'the question that waits' : alarm.kind === 'no_guardian' ? 'the child without a guardian' : alarm.kind === 'not_confirmed' ? 'the restriction that waits for its second manager' : alarm.kind === 'glass_waits' ? 'the wish to see what is closed' : alarm.kind === 'ring_back' ? 'the call that is owed' : alarm.kind === 'name_refused' ? 'the call without a name' : alarm.kind === 'machine_trouble' ? 'what another system sends' : alarm.kind === 'sign_in_many' ? 'the wrong passwords' : alarm.kind === 'concerns_many' ? 'the many concerns' : alarm.kind === 'job_given_up' ? 'what was given up' : alarm.kind === 'needs_typing' ? 'what waits to be typed in' : isUnsentAlarm(alarm.kind) ? 'the unsent report' : isLookedUpAlarm(alarm.kind) ? 'what was looked up' : 'the gap in the rota')}</span></>} />
    </form>
  );
}

function Ended({ alarm, names, now }: { alarm: AlarmShown; names: Names; now: Temporal.Instant }) {
  if (alarm.ended === null) return null;
  return (
    <>
      {alarm.ended.how === 'met' ? (alarm.kind === 'strategy_untaken' ? 'Taken or held; or the office opened or closed, and whoever is on now is called' : alarm.kind === 'today_untaken' ? 'Taken or done; or the office opened, or midnight made it late, and whoever is on is called for that' : alarm.kind === 'glass_waits' ? 'Answered; or it lapsed, and whoever asked must ask again' : alarm.kind === 'nobody_signs' ? 'Somebody may sign it, or it no longer waits' : alarm.kind === 'needs_typing' ? 'Somebody has taken it, or it is done with' : 'What it asked for was done') : <>Accepted by <bdi>{names.get(alarm.endedBy ?? '') ?? 'a colleague'}</bdi></>}, <DateTime at={alarm.ended.at} now={now} within />
    </>
  );
}

/** That there are more open alarms than a page shows, and the way to them: one that is not seen is accepted by nobody. */
function Others({ skip, more }: { skip: number; more: boolean }) {
  if (skip === 0 && !more) return null;
  return (
    <p className="govuk-body">
      {SHOWN} open alarms are shown at a time, the oldest first.{' '}
      {more && <><strong>More are open:</strong> <a className="govuk-link" href={`/alarms?after=${skip + SHOWN}`} rel="next">the next {SHOWN}</a></>}{' '}
      {skip > 0 && <a className="govuk-link" href="/alarms">Back to the oldest</a>}
    </p>
  );
}

const isProblem = (text: string): text is SecondPersonProblem => Object.hasOwn(ACCEPT_PROBLEMS, text);
const COUNT = /^\d{1,6}$/;

export default page('GET /alarms', async ({ tx, person, query }) => {
  const skip = COUNT.test(query('after')) ? Number(query('after')) : 0;
  const [found, ended, last] = await Promise.all([listAlarms(tx, 'open', SHOWN + 1, skip), listAlarms(tx, 'ended', SHOWN), lastLook(tx)]);
  const open = found.slice(0, SHOWN);
  const looked = await explainLookedUp(tx, [...open, ...ended].filter(({ kind }) => isLookedUpAlarm(kind)).map(({ occasion }) => occasion));
  const troubles = await troubleWords(tx, [...open, ...ended].filter(({ kind }) => kind === 'machine_trouble').map(({ occasion }) => occasion));
  const senders = [...open, ...ended].flatMap(({ kind, occasion }) => (kind === 'concerns_many' ? (senderOf(occasion) ?? []) : []));
  const names = await readNames(tx, [...senders, ...[...looked.values()].map(({ by }) => by), ...[...open, ...ended].flatMap(({ calls, endedBy }) => [...calls.map(({ accountId }) => accountId), ...(endedBy === null ? [] : [endedBy])])]);
  const behind = open.some(({ kind }) => kind === 'needs_typing') ? waitingBehind(await waitingIntakes(tx)) : new Map<string, number>();
  const acts = await readActs(tx, open);
  const calling = await callingAlarms(tx, open.flatMap(({ calls, contactId }) => (calls.length === 0 && contactId !== null ? contactId : [])));
  // One speaks for all about a contact, and one for what waits for a second person.
  const spokenFor = (alarm: AlarmShown) => calling.some(({ contactId, kind }) => contactId === alarm.contactId && needsSecondPerson(kind) === needsSecondPerson(alarm.kind));
  tx.ledger({ action: 'alarms.listed', objectKind: 'list', objectId: 'alarms', detail: { ids: [...open, ...ended].map(({ id }) => id) } });
  const mayAccept = can(person, 'POST /alarms/accept').allowed;
  const rings = ringsUnsent(person.role);
  const accepting = (alarm: AlarmShown) => {
    if (alarm.kind === 'nobody_signs') return 'Ends by itself, once somebody may sign';
    const act = acts.get(alarm.id);
    const barred = act === undefined ? null : secondPersonProblem(person, act, act);
    if (mayAccept && barred !== null) return ACCEPT_PROBLEMS[barred];
    return mayAccept && (rings || !isRingersAlarm(alarm.kind)) && (person.role === 'manager' || !needsSecondPerson(alarm.kind)) ? <Accept key="accept" alarm={alarm} /> : 'Nobody yet';
  };
  const problem = query('problem');
  const columns = [{ heading: 'What' }, { heading: 'Since', classes: 'ds-col-time' }, { heading: 'Called', classes: 'w-1/3' }];
  return {
    layout: 'desk',
    body: (
      <>
        {isProblem(problem) && <FormErrors errors={[{ field: 'open', message: ACCEPT_PROBLEMS[problem] }]} title="That was not done" />}
        {problem === 'gone' && <FormErrors errors={[{ field: 'open', message: 'Somebody accepted it first, or it is over. It shows below.' }]} title="That was not done" />}
        {query('done') === 'accepted' && <Done text="You have accepted it, and nobody else is called. The clock goes on: see to it now." />}
        <PageHeading heading="Alarms" lead="When a clock of attention runs out, people are called one after another until somebody accepts. Accepting stops the calling and not the clock." aside={<>{rings && <><a className="govuk-link" href="/unsent">Unsent reports</a> · </>}<a className="govuk-link" href="/rota">Who is on: the rota</a></>} />
        <NobodyLooks last={last} now={tx.at} />
        <h2 className="govuk-heading-m" id="open">
          Open
        </h2>
        <Others skip={skip} more={found.length > SHOWN} />
        {open.length === 0 ? (
          <EmptyState heading={skip > 0 ? 'No more are open' : 'No alarm is open'}>
            <p className="govuk-body">An alarm appears when a child in immediate danger is not seen, a contact at the highest level not claimed, a decision not made or not countersigned in time, a request to a manager not answered, a strategy discussion of emergency duty not taken, a report at that level begun and not sent, a call that is owed not made, when nobody here may sign what waits for a second person, when nobody is on the rota, when a restricted child has no guardian left or waits for its second manager, when a wish to see what is closed is not answered (managers see that), or when somebody looks up themselves, a colleague or very many people (managers see that).</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Open alarms, the oldest first"
            columns={[...columns, { heading: 'Accept', classes: 'ds-col-narrow' }]}
            rows={open.map((alarm) => ({
              id: `alarm-${alarm.id}`,
              urgent: true,
              cells: [<About key="about" alarm={alarm} rings={rings} looked={looked} troubles={troubles} names={names} behind={behind} now={tx.at} />, <DateTime key="since" at={alarm.raisedAt} now={tx.at} />, <Calls key="calls" alarm={alarm} spokenFor={spokenFor(alarm)} names={names} now={tx.at} />, accepting(alarm)],
            }))}
          />
        )}
        <h2 className="govuk-heading-m">Over</h2>
        {ended.length === 0 ? (
          <EmptyState heading="None has been accepted yet">
            <p className="govuk-body">Who was called last, when and by what way, and who accepted, stays here. Every call stands in the ledger.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Alarms that are over, the latest first"
            columns={[...columns, { heading: 'How it ended' }]}
            rows={ended.map((alarm) => ({
              id: `alarm-${alarm.id}`,
              cells: [<About key="about" alarm={alarm} rings={rings} looked={looked} troubles={troubles} names={names} behind={behind} now={tx.at} />, <DateTime key="since" at={alarm.raisedAt} now={tx.at} />, <Calls key="calls" alarm={alarm} spokenFor={spokenFor(alarm)} names={names} now={tx.at} />, <Ended key="ended" alarm={alarm} names={names} now={tx.at} />],
            }))}
          />
        )}
      </>
    ),
  };
});

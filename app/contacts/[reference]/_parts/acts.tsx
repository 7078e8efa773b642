import type { Temporal } from 'temporal-polyfill';
import { DateTime, LevelBadge } from '@/components/doorstep';
import { Button, Checkboxes, Details, Input, Select, Textarea } from '@/components/govuk';
import { mayDecide } from '@/lib/access/deciding';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import type { NotAsked } from '@/lib/contact/asking';
import type { Colleague } from '@/lib/contact/queue/claim-store';
import { ASK_BY_VOICE } from '@/lib/contact/queue/queue-problems';
import { mayFollow, STATE_TABLE } from '@/lib/contact/state';
import type { Workspace } from '@/lib/contact/workspace-store';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';
import { Act } from './act';

interface ActsProps {
  reference: string;
  person: Person;
  workspace: Workspace;
  colleagues: readonly Colleague[];
  /** Why the referrer is asked nothing in writing; null where they can be. */
  notAsked: NotAsked | null;
  guide: Guide;
  now: Temporal.Instant;
}

const required = { required: true };

function SelectColleague({ id, colleagues, extra = [] }: { id: string; colleagues: readonly Colleague[]; extra?: readonly { value: string; text: string }[] }) {
  return (
    <Select
      id={id}
      name="to"
      label={{ text: 'To whom?' }}
      attributes={required}
      items={[{ value: '', text: 'Choose' }, ...extra, ...colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: jobTitle === '' ? name : `${name}, ${jobTitle}` }))]}
    />
  );
}

function Holding({ reference, person, workspace: { work, names }, now }: ActsProps) {
  const mine = work.holder?.id === person.actorId;
  const decided = work.clocks === null;
  const toDecide = mine && !decided && work.state !== 'awaiting_countersign' && mayDecide(person);
  const decideHref = `/contacts/${reference}/decision`;
  if (work.holder === null) {
    return (
      <>
        <p className="govuk-body">
          <strong>Nobody holds it.</strong> {STATE_TABLE[work.state].meaning}
        </p>
        <div className="ds-act-row">
          <form method="post" action={`/contacts/${reference}/claim`}>
            <Button text="Claim" preventDoubleClick />
          </form>
          {decided && (
            <a className="govuk-link" href={decideHref}>
              See the decision
            </a>
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <p className="govuk-body">
        <strong>{mine ? 'You hold it' : <bdi>{names.get(work.holder.id) ?? 'A colleague'}</bdi>}</strong> since <DateTime at={work.holder.since} now={now} within />. {STATE_TABLE[work.state].meaning}
      </p>
      <div className="ds-act-row">
        {toDecide ? (
          <Button text="Decide" href={decideHref} />
        ) : (
          <a className="govuk-link" href={decideHref}>
            {decided || work.state === 'awaiting_countersign' ? 'See the decision' : 'See what is to be decided'}
          </a>
        )}
        {(work.heldUntil !== null || (toDecide && !work.immediate)) && (
          <a className="govuk-link" href={`/contacts/${reference}/hold`}>
            {work.heldUntil === null ? 'Hold for checks' : 'Held for checks: see or end it'}
          </a>
        )}
        {work.state === 'awaiting_countersign' && can(person, 'GET /contacts/[reference]/countersign').allowed && (
          <a className="govuk-link" href={`/contacts/${reference}/countersign`}>
            Countersign
          </a>
        )}
        {mine && (
          <form method="post" action={`/contacts/${reference}/release`}>
            <Button text="Release" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        )}
      </div>
    </>
  );
}

/** Lateness that nobody has explained yet: asked for first, in the words of safe practice 7.20. */
export function Lateness({ reference, explained }: { reference: string; explained: boolean }) {
  return (
    <Act id="late" name={explained ? 'Say more of why it is late' : 'It is past its time: what was done for the child meanwhile?'} action={`/contacts/${reference}/breach`} button="Keep" open={!explained}>
      <Textarea name="meanwhile" rows={3} label={{ text: 'What was done for the child meanwhile?' }} attributes={required} />
      <Textarea name="why" rows={2} label={{ text: 'Why is it late?' }} attributes={required} />
    </Act>
  );
}

/** What this person can do with the contact as it stands. */
export function Acts(props: ActsProps) {
  const { reference, person, workspace, colleagues, notAsked, guide } = props;
  const { work } = workspace;
  const path = `/contacts/${reference}`;
  const mine = work.holder?.id === person.actorId;
  const others = colleagues.filter(({ accountId, places }) => places.some(mayDecide) && accountId !== work.holder?.id);
  return (
    <>
      <p className="govuk-body">
        <span className="govuk-visually-hidden">What governs now: </span>
        <LevelBadge level={work.level} label={routeWordsOf(guide, work.route).name} size="large" />
      </p>
      <Holding {...props} />
      {mine && (
        <Act id="hand-over" name="Hand over to a colleague" action={`${path}/hand-over`} button="Hand over">
          <SelectColleague id="hand-over-to" colleagues={others} />
          <Input id="hand-over-reason" name="reason" label={{ text: 'What should they know? (optional)' }} />
        </Act>
      )}
      {can(person, 'POST /contacts/[reference]/reassign').allowed && (
        <Act id="reassign" name="Reassign" action={`${path}/reassign`} button="Reassign">
          <SelectColleague id="reassign-to" colleagues={others} extra={work.holder === null ? [] : [{ value: 'queue', text: 'Back to the queue' }]} />
          <Input id="reassign-reason" name="reason" label={{ text: 'Why?' }} attributes={required} />
        </Act>
      )}
      {notAsked === 'ask_by_voice' && (
        <Details classes="ds-act" summaryText="Ask the referrer for more">
          <p className="govuk-body" id="ask">{ASK_BY_VOICE}</p>
        </Details>
      )}
      {notAsked === null && (
        <Act id="ask" name="Ask the referrer for more" action={`${path}/ask`} button="Ask">
          <Textarea id="ask-text" name="text" rows={3} label={{ text: 'Your question' }} hint={{ text: 'They are told by e-mail that there is a message, and read it signed in. Both clocks go on. Tell them nothing that is not theirs already: a fact from elsewhere goes through “Agreement and sharing”.' }} attributes={required} />
        </Act>
      )}
      {mayFollow(work.state, 'joined') && (
        <Act id="join" name="Join into another contact" action={`${path}/join`} button="Join">
          <Input id="join-into" name="into" label={{ text: 'Reference of the other, open contact' }} hint={{ text: 'It takes over the earlier deadline and the higher level, and is unread for everyone.' }} attributes={required} autocomplete="off" />
          <Input id="join-reason" name="reason" label={{ text: 'Why do they belong together?' }} attributes={required} />
          <Checkboxes name="otherChildren" idPrefix="join-others" items={[{ value: 'yes', text: 'They are about other children of the same concern', hint: { text: 'Only where no child is in both. Of each child whom the other contact does not know, somebody still has to find out how they stand.' } }]} />
        </Act>
      )}
      {can(person, 'POST /contacts/[reference]/withdraw').allowed && mayDecide(person) && mayFollow(work.state, 'withdrawn') && work.level < 3 && !work.immediate && (
        <Act id="withdraw" name="Withdraw" action={`${path}/withdraw`} button="Withdraw">
          <Input id="withdraw-reason" name="reason" label={{ text: 'Why should it not be here?' }} hint={{ text: 'Sent twice, or in error. A worry about a child is decided, not withdrawn.' }} attributes={required} />
        </Act>
      )}
    </>
  );
}

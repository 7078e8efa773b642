import { page } from '@/app/_edge/page';
import { ASKED_ALREADY } from '@/app/restricted/_parts/words';
import { DateTime } from '@/components/doorstep';
import { Button, InsetText, Input, Select, Textarea } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readColleagues, type Colleague } from '@/lib/contact/queue/claim-store';
import { readAccesses, type Access } from '@/lib/restriction/access-store';
import { isHiddenFromAgency, readAgencyChanges, type AgencyChange } from '@/lib/restriction/agency-store';
import { readBars, type Bar } from '@/lib/restriction/bar-store';
import { BAR_WORDS } from '@/lib/restriction/model';
import { guardiansOfClosings, readRestrictions, type Restriction } from '@/lib/restriction/restricted-store';
import type { Temporal } from 'temporal-polyfill';

export const metadata = { title: 'Who may see this contact' };

const DONE: Record<string, string> = {
  lift: 'They may open it again. Your reason is kept.',
  agency: 'Changed. Your reason is kept.',
  'let-in': 'Your colleague may open it until the time you set.',
  'let-part': 'Kept for the child whom you guard. Your colleague may open it once somebody who guards for the other reason it is closed has let them in, too; they have been told.',
  end: 'Their time in this contact is over.',
  asked: 'Kept. Nothing changes until a second guardian has answered.',
  opened: 'It is open to the duty service again, unless it is closed for another reason below.',
  refused: 'It stays closed. It can be asked anew.',
};

const PROBLEMS: Record<string, FormError> = {
  'lift.reason_missing': { field: 'main', message: 'Say why they may open it after all' },
  'lift.gone': { field: 'main', message: 'That was settled before you' },
  'agency.reason_missing': { field: 'agency-reason', message: 'Say why you change what the agency sees' },
  'agency.reporters_wish': { field: 'agency-reason', message: 'The reporter chose to go past their agency. That stays' },
  'agency.as_it_is': { field: 'agency-reason', message: 'It is so already' },
  'let-in.not_guardian': { field: 'colleague', message: 'Only a guardian of this contact lets somebody in' },
  'let-in.colleague': { field: 'colleague', message: 'Choose a colleague' },
  'let-in.days': { field: 'days', message: 'Enter a number of days from 1 to 28' },
  'let-in.reason': { field: 'access-reason', message: 'Say why they need to see it' },
  'end.not_guardian': { field: 'main', message: 'Only a guardian of this contact ends somebody’s time in it' },
  'end.gone': { field: 'main', message: 'That was over before you' },
  'unseal.not_guardian': { field: 'main', message: 'Only those who guard the child for whom it is closed, or are named for it, open it to the duty service again' },
  'unseal.reason_missing': { field: 'unseal-reason', message: 'Say why it need not be closed any more' },
  'unseal.second_person': { field: 'main', message: 'A second guardian answers, not the one who asked' },
  'unseal.asker_not_guardian': { field: 'main', message: 'Whoever asked does not guard this child. Refuse it; a guardian may then ask anew' },
  'unseal.asked_already': { field: 'main', message: ASKED_ALREADY },
  'unseal.gone': { field: 'main', message: 'That was settled before you' },
};

function KeptOut({ bars, reference, mayLift, now }: { bars: readonly Bar[]; reference: string; mayLift: boolean; now: Temporal.Instant }) {
  if (bars.length === 0) return <p className="govuk-body">Nobody is kept out of this contact one by one.</p>;
  return (
    <ul className="govuk-list ds-list--spaced">
      {bars.map((bar) => (
        <li key={bar.id}>
          <p className="govuk-body">
            <strong><bdi>{bar.name}</bdi></strong> {BAR_WORDS[bar.ground]}. <DateTime at={bar.at} now={now} />. {bar.ground !== 'may_be_involved' && bar.reason}
          </p>
          {bar.lifted !== null ? (
            <p className="ds-secondary">
              Let in again by <bdi>{bar.lifted.by}</bdi>, <DateTime at={bar.lifted.at} now={now} within />: {bar.lifted.why}
            </p>
          ) : (
            mayLift && (
              <form method="post" action={`/contacts/${reference}/who-sees/lift`}>
                <input type="hidden" name="bar" value={bar.id} />
                <Input id={`lift-${bar.id}`} name="reason" label={{ text: `Why may ${bar.name} open it after all?` }} />
                <Button text="Let them in again" classes="govuk-button--secondary" preventDoubleClick />
              </form>
            )
          )}
        </li>
      ))}
    </ul>
  );
}

function Agency({ reference, hidden, reportersWish, changes, mayChange, now }: { reference: string; hidden: boolean; reportersWish: boolean; changes: readonly AgencyChange[]; mayChange: boolean; now: Temporal.Instant }) {
  return (
    <>
      <p className="govuk-body">
        {hidden ? 'Hidden from the agency that reported it: its safeguarding lead neither sees nor counts it. Only the reporter does.' : 'The safeguarding lead of the agency that reported it sees it.'}
        {reportersWish && ' The reporter chose to go past their agency.'}
      </p>
      {changes.map(({ at, by, hidden: wasHidden, reason }) => (
        <p className="ds-secondary" key={at.toString()}>
          {wasHidden ? 'Hidden' : 'Shown'} by <bdi>{by}</bdi>, <DateTime at={at} now={now} within />: {reason}
        </p>
      ))}
      {mayChange && !(reportersWish && hidden) && (
        <form method="post" action={`/contacts/${reference}/who-sees/agency`}>
          <Input id="agency-reason" name="reason" label={{ text: hidden ? 'Why may the agency’s lead see it?' : 'Why must the agency not see it?' }} />
          <Button text={hidden ? 'Show it to the lead' : 'Hide it from the agency'} name="hidden" value={hidden ? 'no' : 'yes'} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </>
  );
}

/** Of what somebody was let in for, one line each for a guardian's word and for broken glass: the first that ends. */
function eachOnce(accesses: readonly Access[]): Access[] {
  return accesses.filter(({ accountId, how }, index) => accesses.findIndex((one) => one.accountId === accountId && one.how === how) === index);
}

/** @param waits whether somebody is let in for one child, and for another not. */
function LetIn({ reference, accesses, waits, colleagues, now }: { reference: string; accesses: readonly Access[]; waits: (access: Access) => boolean; colleagues: readonly Colleague[]; now: Temporal.Instant }) {
  return (
    <>
      <h3 className="govuk-heading-s">Let in for a time</h3>
      {accesses.length === 0 && <p className="govuk-body">Nobody but its guardians.</p>}
      {eachOnce(accesses).map((access) => (
        <form method="post" action={`/contacts/${reference}/who-sees/end`} key={access.id}>
          <input type="hidden" name="access" value={access.id} />
          <p className="govuk-body">
            <bdi>{access.name}</bdi>, {access.how === 'broken_glass' ? 'by breaking the glass' : 'let in'}, until <DateTime at={access.untilAt} now={now} within />: {access.reason}
            {waits(access) && <strong className="ds-mark">waits for another guardian</strong>}
          </p>
          <Button text={`End ${access.name}’s time`} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      ))}
      <form method="post" action={`/contacts/${reference}/who-sees/let-in`} noValidate>
        <Select id="colleague" name="colleague" label={{ text: 'Colleague' }} hint={{ text: 'For the child whom you guard. What it is closed for besides is for its own guardians to say.' }} items={[{ value: '', text: 'Choose' }, ...colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: `${name}, ${jobTitle}` }))]} />
        <Input id="days" name="days" inputmode="numeric" classes="govuk-input--width-2" label={{ text: 'For how many days?' }} hint={{ text: 'At most 28.' }} />
        <Input id="access-reason" name="reason" label={{ text: 'Why do they need to see it?' }} />
        <Button text="Let them in" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </>
  );
}

/** What a guardian who has no second beside them can do: the two persons of a whole restriction are others than those of a closing. */
const ALONE: Record<Restriction['kind'], string> = {
  restricted_child: 'There is no second guardian of this child now. The restriction as a whole ends with one of the two managers who registered it.',
  position_of_trust: 'Nobody else is named now. A second person has to be named first.',
};

function Unseal({ reference, restriction, alone, me }: { reference: string; restriction: Restriction; alone: boolean; me: string }) {
  const path = `/contacts/${reference}/who-sees/unseal`;
  if (restriction.liftAskedBy === null) {
    return (
      <form method="post" action={path} noValidate>
        <input type="hidden" name="restriction" value={restriction.id} />
        <Textarea id="unseal-reason" name="reason" rows={2} label={{ text: 'Why need it not be closed any more?' }} hint={{ text: `A second guardian of the same child must agree, or a second person named. Until then nothing changes.${alone ? ` ${ALONE[restriction.kind]}` : ''}` }} />
        <Button text="Ask a second guardian to open it" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    );
  }
  if (restriction.liftAskedBy === me) return <InsetText>You asked to open it again. A second guardian has to answer.</InsetText>;
  return (
    <form method="post" action={path}>
      <input type="hidden" name="restriction" value={restriction.id} />
      <InsetText>Another guardian asks to open it to the duty service again: {restriction.liftWhy}</InsetText>
      <div className="govuk-button-group">
        <Button text="Agree: open it" name="answer" value="agree" preventDoubleClick />
        <Button text="Refuse: keep it closed" name="answer" value="refuse" classes="govuk-button--secondary" preventDoubleClick />
      </div>
    </form>
  );
}

/** Who may see a contact, who may not, and why; with the acts that change it, each with its reason (domain 7.3, 7.14). */
export default page('GET /contacts/[reference]/who-sees', async ({ tx, person, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  const [bars, changes, restrictions, letIn, hidden] = await Promise.all([
    readBars(tx, contact.id), readAgencyChanges(tx, contact.id), readRestrictions(tx, contact.id), readAccesses(tx, contact.id),
    isHiddenFromAgency(tx, contact.id, contact.pastAgency || contact.aboutColleague),
  ]);
  const guardians = restrictions.length > 0 ? await tx.asSystem((system) => guardiansOfClosings(system, contact.id)) : new Map<string, string[]>();
  const guardsFor = (restrictionId: string) => guardians.get(restrictionId)?.includes(person.actorId) ?? false;
  const guards = restrictions.some(({ id }) => guardsFor(id));
  const accesses = restrictions.length > 0 ? letIn : [];
  const answeredFor = ({ id }: Restriction, accountId: string) => guardians.get(id)?.includes(accountId) === true || accesses.some((one) => one.accountId === accountId && (one.restrictionId ?? id) === id);
  const waits = ({ accountId }: Access) => !restrictions.every((restriction) => answeredFor(restriction, accountId));
  const colleagues = guards ? (await readColleagues(tx)).filter(({ accountId }) => accountId !== person.actorId) : [];
  const problem = PROBLEMS[query('problem')];
  const done = DONE[query('done')];
  const { reference } = contact;
  return {
    backHref: `/contacts/${reference}`,
    layout: 'page' as const,
    body: (
      <>
        <FormErrors errors={problem ? [problem] : []} />
        <Done text={done} />
        <PageHeading caption={reference} heading="Who may see this contact" />
        <h2 className="govuk-heading-m">Kept out</h2>
        <KeptOut bars={bars} reference={reference} mayLift={can(person, 'POST /contacts/[reference]/who-sees/lift').allowed} now={tx.at} />
        <p className="govuk-body">
          <a className="govuk-link" href={`/contacts/${reference}/before`}>I may know somebody in this family</a>
        </p>
        <h2 className="govuk-heading-m">The agency that reported it</h2>
        <Agency reference={reference} hidden={hidden} reportersWish={contact.pastAgency} changes={changes} mayChange={can(person, 'POST /contacts/[reference]/who-sees/agency').allowed} now={tx.at} />
        <h2 className="govuk-heading-m">The duty service</h2>
        {restrictions.length === 0 ? (
          <p className="govuk-body">Everybody of the duty service who is not kept out may open it.</p>
        ) : (
          restrictions.map((restriction) => (
            <div key={restriction.id}>
              <p className="govuk-body">
                {restriction.kind === 'restricted_child' ? 'Closed to all but its guardians and those they let in: a restricted child.' : 'For named LADO and duty staff only: a person in a position of trust may be concerned.'} Since <DateTime at={restriction.at} now={tx.at} within />.
              </p>
              {guardsFor(restriction.id) && <Unseal reference={reference} restriction={restriction} alone={guardians.get(restriction.id)?.length === 1} me={person.actorId} />}
            </div>
          ))
        )}
        {guards && <LetIn reference={reference} accesses={accesses} waits={waits} colleagues={colleagues} now={tx.at} />}
      </>
    ),
  };
});

import type { Temporal } from 'temporal-polyfill';
import { CalendarDate, DateTime } from '@/components/doorstep';
import { Button, Checkboxes, DateInput, Details, Input, Radios, Select, SummaryList, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import type { Colleague } from '@/lib/contact/queue/claim-store';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { RESTRICTED_GROUNDS, RESTRICTION_REASONS } from '@/lib/restriction/model';
import type { RestrictedChild, RestrictedQuestion } from '@/lib/restriction/restricted-store';

/** "Is this the restricted child?", for guardians alone. */
export function Questions({ questions, now }: { questions: readonly RestrictedQuestion[]; now: Temporal.Instant }) {
  if (questions.length === 0) return <p className="govuk-body">No contact asks you whether it is about a child you guard.</p>;
  return questions.map(({ id, reference, child, named, dateOfBirth, address, grounds, dueAt }) => (
    <form method="post" action="/restricted/answer" key={id} noValidate>
      <input type="hidden" name="match" value={id} />
      <SummaryList
        rows={[
          { key: { text: 'Restricted child' }, value: { text: child } },
          { key: { text: 'In contact' }, value: { text: reference } },
          { key: { text: 'Named there' }, value: { text: [named || 'No name', dateOfBirth ?? 'no date of birth', address].filter(Boolean).join(', ') } },
          { key: { text: 'Asked because of' }, value: { text: grounds.map((ground) => RESTRICTED_GROUNDS[ground]).join(', ') } },
          { key: { text: 'Answer by' }, value: { html: <><DateTime at={dueAt} now={now} />{dueAt.epochMilliseconds <= now.epochMilliseconds && <strong className="ds-mark">overdue</strong>}</> } },
        ]}
      />
      <Radios
        idPrefix={`same-${id}`}
        name="same"
        fieldset={{ legend: { text: 'Is this the restricted child?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'yes', text: 'Yes', hint: { text: 'The contact closes at once to all but its guardians.' } },
          { value: 'no', text: 'No, another child' },
        ]}
      />
      <Input id={`words-${id}`} name="words" label={{ text: 'By what do you know?' }} />
      <Button text="Answer" preventDoubleClick />
    </form>
  ));
}

/** How a restriction ends: one asks, another answers, and what was stays. */
function End({ child, me, now }: { child: RestrictedChild; me: string; now: Temporal.Instant }) {
  const { id, givenName, familyName, endAsked, ended, confirmedAt } = child;
  if (ended !== null) {
    return (
      <p className="ds-secondary">
        {confirmedAt === null ? 'Taken back, never in force,' : 'The restriction ended'} <DateTime at={ended.at} now={now} within />, {confirmedAt === null ? 'by' : 'agreed by'} <bdi>{ended.by}</bdi>: {ended.why}
      </p>
    );
  }
  if (confirmedAt === null) return null;
  if (endAsked === null) {
    return (
      <Details summaryText={`End the restriction of ${givenName} ${familyName}`}>
        <form method="post" action="/restricted/end" noValidate>
          <input type="hidden" name="child" value={id} />
          <Input id={`end-${id}`} name="reason" label={{ text: 'Why does the child need it no longer?' }} hint={{ text: 'Another guardian, or a manager who registered it, has to agree. Until then nothing changes.' }} />
          <Button text="Ask that it ends" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      </Details>
    );
  }
  return (
    <>
      <p className="govuk-body">
        <bdi>{endAsked.byId === me ? 'You' : endAsked.by}</bdi> asked <DateTime at={endAsked.at} now={now} within /> that it ends: {endAsked.why}
      </p>
      {endAsked.byId !== me && (
        <form method="post" action="/restricted/end">
          <input type="hidden" name="child" value={id} />
          <div className="govuk-button-group">
            <Button text={`Agree: end the restriction of ${givenName} ${familyName}`} name="answer" value="agree" classes="govuk-button--warning" preventDoubleClick />
            <Button text="Refuse" name="answer" value="refuse" classes="govuk-button--secondary" preventDoubleClick />
          </div>
        </form>
      )}
    </>
  );
}

/** What whoever registered a child can do while nobody has confirmed it: ask another manager, or take it back. */
function Unconfirmed({ child: { id, givenName, familyName, secondId }, managers }: { child: RestrictedChild; managers: readonly Colleague[] }) {
  const others = managers.filter(({ accountId }) => accountId !== secondId);
  return (
    <>
      <Details summaryText={`Name another second manager for ${givenName} ${familyName}`}>
        <form method="post" action="/restricted/second" noValidate>
          <input type="hidden" name="child" value={id} />
          <Select id={`second-${id}`} name="second" label={{ text: 'Which manager confirms it?' }} hint={{ text: 'Until one has, the child’s contacts are open to the whole desk.' }} items={[{ value: '', text: 'Choose' }, ...others.map(({ accountId, name }) => ({ value: accountId, text: name }))]} />
          <Button text="Name this manager" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      </Details>
      <Details summaryText={`Take back the registration of ${givenName} ${familyName}`}>
        <form method="post" action="/restricted/take-back" noValidate>
          <input type="hidden" name="child" value={id} />
          <Input id={`take-back-${id}`} name="reason" label={{ text: 'Why need the child not be restricted?' }} />
          <Button text="Take it back" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      </Details>
    </>
  );
}

/** The restricted children that the reader guards or registered. @param managers whom a reader who registers children can name; null for everybody else. */
export function Children({ all: children, managers, me, now }: { all: readonly RestrictedChild[]; managers: readonly Colleague[] | null; me: string; now: Temporal.Instant }) {
  if (children.length === 0) return <p className="govuk-body">You guard no restricted child and registered none.</p>;
  return (
    <ul className="govuk-list ds-list--spaced" id="end">
      {children.map((child) => (
        <li key={child.id}>
          <p className="govuk-body">
            <strong><bdi>{child.givenName} {child.familyName}</bdi></strong>
            {child.dateOfBirth !== null && <>, born <CalendarDate date={child.dateOfBirth} now={now} within /></>}. {RESTRICTION_REASONS[child.reason]}. Guardians: <bdi>{child.guardians.map(({ name }) => name).join(', ')}</bdi>.
          </p>
          <p className="ds-secondary">
            Registered by <bdi>{child.registered.by}</bdi>, <DateTime at={child.registered.at} now={now} within />. {child.confirmedAt === null ? child.ended === null && <>Not in force: <bdi>{child.secondName}</bdi> has to confirm it.</> : <>Confirmed by <bdi>{child.secondName}</bdi>, <DateTime at={child.confirmedAt} now={now} within />.</>}
          </p>
          {child.confirmedAt !== null && child.ended === null && (
            <p className="ds-secondary">
              {child.lookedBackAt === null ? 'What was here before is still being looked through. Guardians are asked of each contact that may be about the child.' : <>What was here before was looked through, <DateTime at={child.lookedBackAt} now={now} within />.</>}
            </p>
          )}
          {child.confirmedAt === null && child.ended === null && child.secondId === me && (
            <form method="post" action="/restricted/confirm">
              <input type="hidden" name="child" value={child.id} />
              <Button text={`Confirm ${child.givenName} ${child.familyName}`} preventDoubleClick />
            </form>
          )}
          {child.confirmedAt === null && child.ended === null && child.registered.byId === me && managers !== null && <Unconfirmed child={child} managers={managers} />}
          <End child={child} me={me} now={now} />
        </li>
      ))}
    </ul>
  );
}

/** A manager registers a child to be restricted. */
export function Register({ errors, colleagues, managers, typed, open }: { errors: readonly FormError[]; colleagues: readonly Colleague[]; managers: readonly Colleague[]; typed: Fields; open: boolean }) {
  const said = (name: string) => textOf(typed, name);
  const birth = (['day', 'month', 'year'] as const).map((name) => ({ name, label: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, value: said(`dateOfBirth-${name}`), classes: `govuk-input--width-${name === 'year' ? 4 : 2}` }));
  return (
    <Details summaryText="Register a restricted child" id="register" open={open}>
      <form method="post" action="/restricted/register" noValidate>
        <Input id="givenName" name="givenName" classes="govuk-input--width-20" label={{ text: 'First name' }} value={said('givenName')} errorMessage={errorFor(errors, 'givenName')} autocomplete="off" />
        <Input id="familyName" name="familyName" classes="govuk-input--width-20" label={{ text: 'Family name' }} value={said('familyName')} errorMessage={errorFor(errors, 'familyName')} autocomplete="off" />
        <DateInput id="dateOfBirth" namePrefix="dateOfBirth" items={birth} fieldset={{ legend: { text: 'Date of birth' } }} errorMessage={errorFor(errors, 'dateOfBirth')} />
        <Input id="nhsNumber" name="nhsNumber" classes="govuk-input--width-10" label={{ text: 'NHS number' }} value={said('nhsNumber')} errorMessage={errorFor(errors, 'nhsNumber')} autocomplete="off" />
        <Input id="address" name="address" label={{ text: 'Address: house and street' }} value={said('address')} autocomplete="off" />
        <Input id="postcode" name="postcode" classes="govuk-input--width-10" label={{ text: 'Postcode' }} value={said('postcode')} autocomplete="off" />
        <Radios idPrefix="why" name="reason" value={said('reason')} fieldset={{ legend: { text: 'Why is the child restricted?' } }} errorMessage={errorFor(errors, 'reason')} items={Object.entries(RESTRICTION_REASONS).map(([value, text]) => ({ value, text }))} />
        <Textarea id="reasonWords" name="reasonWords" rows={2} label={{ text: 'What must the guardians know?' }} value={said('reasonWords')} />
        <Checkboxes name="guardians" values={listOf(typed, 'guardians')} fieldset={{ legend: { text: 'Guardians: at least two' } }} hint={{ text: 'They alone see the child’s contacts, let others in, and answer when a contact may be about the child.' }} errorMessage={errorFor(errors, 'guardians')} items={colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: `${name}, ${jobTitle}` }))} />
        <Select id="second" name="second" value={said('second')} label={{ text: 'Which other manager confirms it?' }} errorMessage={errorFor(errors, 'second')} items={[{ value: '', text: 'Choose' }, ...managers.map(({ accountId, name }) => ({ value: accountId, text: name }))]} />
        <Button text="Register" preventDoubleClick />
      </form>
    </Details>
  );
}

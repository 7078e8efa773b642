import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Button, Checkboxes, Details, Input, Select, Tag } from '@/components/govuk';
import { DateTime, StackTable } from '@/components/doorstep';
import { Done, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { AGENCY_KINDS, ROLE_NAMES } from '@/lib/access/model';
import { readAgencies, readColleagues, type AgencyChoice, type Colleague } from '@/lib/access/people-store';
import { adminProblem } from '@/lib/access/problems';
import { invitation, newAgency } from '@/lib/access/schema';
import { readForAdministrators, type NobodySigns } from '@/lib/attention/alarm-store';
import { deadAddresses, deadFor, type DeadAddress } from '@/lib/letter/dead-address-store';
import { openDrafts } from '@/lib/platform/draft/store';
import type { Fields } from '@/lib/platform/draft/model';
import { typedIn } from '@/lib/platform/draft/typed';
import { PlaceFields } from './place-fields';
import { AGENCY_FORM, agencyFrom, DONE_WORDS, invitationFrom, NOBODY_ANSWERS_ASKS, NOBODY_SIGNS_ASKS, NOT_REACHED_ASKS, NOT_REACHED_WORDS } from './words';

export const metadata = { title: 'People' };

function errorsIn(fields: Fields, problem: string): FormError[] {
  const parsed = invitation.safeParse(invitationFrom(fields));
  if (!parsed.success) return parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const refusal = adminProblem(problem);
  return refusal ? [refusal] : [];
}

/** The fields of an agency, as they are called beside those of an invitation. */
const AGENCY_FIELDS: Record<string, string> = { name: 'agencyName', kind: 'kind', phone: 'agencyPhone' };

function agencyErrorsIn(fields: Fields, problem: string): FormError[] {
  if (problem !== 'agency_form') return [adminProblem(problem)].filter((known) => known !== undefined);
  const parsed = newAgency.safeParse(agencyFrom(fields));
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ field: AGENCY_FIELDS[path.join('.')] ?? 'agencyName', message }));
}

function Standing({ person, dead }: { person: Colleague; dead: readonly DeadAddress[] }) {
  if (person.disabledAt !== null) return <Tag text="Disabled" classes="govuk-tag--grey" />;
  const state = person.joined ? <Tag text="Can sign in" classes="govuk-tag--green" /> : <Tag text="Invited" classes="govuk-tag--yellow" />;
  return dead.length === 0 ? state : <>{state} <Tag text="Not reached" classes="govuk-tag--red" /></>;
}

/** Whose address takes no calls, before anything else on the page: who is not reached is called to no child. */
function NotReached({ people, now }: { people: readonly { person: Colleague; dead: readonly DeadAddress[] }[]; now: Temporal.Instant }) {
  if (people.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="not-reached">
        Calls to these colleagues do not arrive
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {people.map(({ person, dead }) => (
          <li key={person.membershipId}>
            <a className="govuk-link" href={`/admin/people/${person.membershipId}`}>
              <bdi>{person.name}</bdi>
            </a>
            : {dead.map(({ channel, since }) => <span key={channel}>{NOT_REACHED_WORDS[channel]}, since <DateTime at={since} now={now} />. </span>)}
          </li>
        ))}
      </ul>
      <p className="govuk-body">An alarm called them and nobody was reached; the next on the rota was called instead. {NOT_REACHED_ASKS}</p>
    </>
  );
}

/** What nobody here may sign: a child waits for somebody whom only this page can let in. */
function Unsigned({ waiting, now }: { waiting: readonly NobodySigns[]; now: Temporal.Instant }) {
  if (waiting.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="nobody-signs">
        Nobody who may sign is here
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {waiting.map(({ id, reference, since }) => (
          <li key={id}>
            <span className="ds-reference">{reference}</span>, since <DateTime at={since} now={now} />
          </li>
        ))}
      </ul>
      <p className="govuk-body">{NOBODY_SIGNS_ASKS}</p>
    </>
  );
}

/** A wish that no manager here may answer, and nothing of who asked or for what. */
function Unanswered({ since, now }: { since: Temporal.Instant | null; now: Temporal.Instant }) {
  if (since === null) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="nobody-answers">
        No manager who may answer is here
      </h2>
      <p className="govuk-body">
        Since <DateTime at={since} now={now} />. {NOBODY_ANSWERS_ASKS}
      </p>
    </>
  );
}

/** @param meant whose the address is, where it is not that of the name that was typed: one press more says that they are meant. */
function Invite({ agencies, fields, errors, meant }: { agencies: readonly AgencyChoice[]; fields: Fields; errors: readonly FormError[]; meant: readonly Colleague[] }) {
  const { role, agencyId, qualified, name, email, jobTitle, phone } = invitationFrom(fields);
  return (
    <Details summaryText="Invite somebody" open={Object.keys(fields).length > 0}>
      <form method="post" action="/admin/people/invite" className="ds-narrow" noValidate>
        <Input name="name" label={{ text: 'Name' }} value={name} errorMessage={errorFor(errors, 'name')} autocomplete="off" spellcheck={false} />
        <Input name="email" type="email" label={{ text: 'E-mail address' }} hint={{ text: 'Their own work address. The link to choose a password goes there.' }} value={email} errorMessage={errorFor(errors, 'email')} autocomplete="off" spellcheck={false} />
        <Input name="jobTitle" label={{ text: 'Job title (optional)' }} hint={{ text: 'Stands beside the name, such as “Year 3 teacher”' }} value={jobTitle} errorMessage={errorFor(errors, 'jobTitle')} autocomplete="off" />
        <Input name="phone" type="tel" label={{ text: 'Telephone (optional)' }} value={phone} errorMessage={errorFor(errors, 'phone')} autocomplete="off" />
        <PlaceFields agencies={agencies} errors={errors} role={role} agencyId={agencyId ?? ''} qualified={qualified} />
        {meant.length > 0 && (
          <Checkboxes
            name="same"
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: 'Whose address it is', classes: 'govuk-fieldset__legend--s' } }}
            hint={{ text: `${email} is that of ${meant.map((one) => [one.name, one.jobTitle || ROLE_NAMES[one.role], one.agencyName ?? 'Front door', ...(one.disabledAt === null ? [] : ['disabled'])].join(', ')).join('; and ')}.` }}
            items={[{ value: email, text: `I mean ${meant[0]?.name ?? ''}: what is chosen above is added to what they do, and they keep their name` }]}
          />
        )}
        <Button text="Send the invitation" preventDoubleClick />
      </form>
    </Details>
  );
}

function AddAgency({ fields, errors }: { fields: Fields; errors: readonly FormError[] }) {
  const { name, kind, phone } = agencyFrom(fields);
  return (
    <Details summaryText="Add an agency" open={Object.keys(fields).length > 0}>
      <form method="post" action="/admin/people/agency" className="ds-narrow" noValidate>
        <Input id="agencyName" name="name" label={{ text: 'Name of the agency' }} hint={{ text: 'As its own people call it, such as “Larkrise Primary School”' }} value={name} errorMessage={errorFor(errors, 'agencyName')} autocomplete="off" />
        <Select name="kind" label={{ text: 'Kind' }} value={kind} errorMessage={errorFor(errors, 'kind')} items={[{ value: '', text: 'Choose' }, ...Object.entries(AGENCY_KINDS).map(([value, text]) => ({ value, text }))]} />
        <Input id="agencyPhone" name="phone" type="tel" label={{ text: 'Telephone (optional)' }} value={phone} errorMessage={errorFor(errors, 'agencyPhone')} autocomplete="off" />
        <Button text="Add the agency" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

export default page('GET /admin/people', async ({ tx, query }) => {
  const [people, agencies, drafts, [addresses, { unsigned, unanswered }]] = await Promise.all([readColleagues(tx), readAgencies(tx), openDrafts(tx, ['invitation', AGENCY_FORM.kind]), tx.asSystem((system) => Promise.all([deadAddresses(system), readForAdministrators(system)]))]);
  tx.ledger({ action: 'people.listed', objectKind: 'list', objectId: 'people', detail: { ids: people.map((person) => person.membershipId) } });
  const deadOf = (person: Colleague) => (person.disabledAt === null ? deadFor(person, addresses) : []);
  const notReached = people.map((person) => ({ person, dead: deadOf(person) })).filter(({ dead }) => dead.length > 0);
  const invited = drafts.find(({ kind }) => kind === 'invitation');
  const fields = invited?.content.fields ?? {};
  const agencyTyped = typedIn(drafts, AGENCY_FORM);
  const problem = query('problem');
  const agencyErrors = problem.startsWith('agency_') ? agencyErrorsIn(agencyTyped, problem) : [];
  const errors = invited && problem && agencyErrors.length === 0 ? errorsIn(fields, problem) : [];
  const meant = invited && problem === 'works_here' ? people.filter(({ email }) => email.toLowerCase() === invitationFrom(fields).email.toLowerCase()) : [];
  const done = DONE_WORDS[query('done')];
  return (
    <>
      <FormErrors errors={[...errors, ...agencyErrors]} />
      <Done text={done} />
      <PageHeading heading="People" lead="Everybody who signs in to this area’s front door, and for which agency." />
      <Unsigned waiting={unsigned} now={tx.at} />
      <Unanswered since={unanswered} now={tx.at} />
      <NotReached people={notReached} now={tx.at} />
      <Invite agencies={agencies} fields={fields} errors={errors} meant={meant} />
      <AddAgency fields={agencyTyped} errors={agencyErrors} />
      <StackTable
        caption="People"
        columns={[{ heading: 'Name' }, { heading: 'What they do' }, { heading: 'Agency' }, { heading: 'E-mail' }, { heading: 'State' }]}
        rows={people.map((person) => ({
          id: person.membershipId,
          cells: [
            <a key="name" className="govuk-link" href={`/admin/people/${person.membershipId}`}>
              <bdi>{person.name}</bdi>
            </a>,
            <span key="what">
              {ROLE_NAMES[person.role]}
              {person.jobTitle && <span className="ds-secondary">{` · ${person.jobTitle}`}</span>}
              {person.qualified && <span className="ds-secondary"> · registered</span>}
            </span>,
            person.agencyName ?? 'Front door',
            person.email,
            <Standing key="state" person={person} dead={deadOf(person)} />,
          ],
        }))}
      />
    </>
  );
});

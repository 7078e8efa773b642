import { page } from '@/app/_edge/page';
import { Ended } from '@/app/duties/_parts/ended';
import { EvidenceFields } from '@/app/duties/_parts/evidence-fields';
import { DutyTable } from '@/app/duties/_parts/duty-table';
import { Button, Details, InsetText, Radios, Select, Textarea } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { MISSING_PROBLEMS, OPEN_DUTY_PROBLEMS } from '@/lib/contact/missing';
import { missingEntries } from '@/lib/contact/missing-store';
import { readContact, type ContactPerson } from '@/lib/contact/store';
import { DUTY_KINDS, isSideDuty } from '@/lib/duty/codes';
import type { Question } from '@/lib/duty/evidence-questions';
import { wantsFinding, type Duty } from '@/lib/duty/model';
import { dutiesOfContact } from '@/lib/duty/store';
import { DUTY_CODES } from '@/lib/threshold/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { DateTime } from '@/components/doorstep';
import type { Temporal } from 'temporal-polyfill';

export const metadata = { title: 'Duties of a contact' };

const wordsIn = (table: Record<string, string>, code: string): string | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

const DONE_WORDS: Record<string, string> = { opened: 'The duty is open, and its clock runs from now.', missing: 'It is recorded. Each time missing is a return interview of its own.' };

function nameOf({ givenName, familyName, ordinal, unborn }: ContactPerson): string {
  return `${givenName} ${familyName}`.trim() || (unborn ? 'Child not born yet' : `Child ${ordinal}, name not known`);
}

const TIMES: readonly Question[] = [
  { name: 'since', label: 'Since when was the child missing?', kind: 'past' },
  { name: 'found', label: 'When was the child found?', hint: 'Leave it empty while the child is still missing. The 72 hours run from here.', kind: 'past' },
];

export default page('GET /contacts/[reference]/duties', async ({ tx, person, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const contact = await readContact(tx, head.id);
  if (contact === null) throw new Error('the wrapper loads the contact');
  const duties = await dutiesOfContact(tx, head.id);
  const missing = await missingEntries(tx, head.id);
  const names = await readNames(tx, [...duties.flatMap(({ ownerId, discharge }) => [ownerId, discharge?.by]), ...missing.map(({ by }) => by)].flatMap((id) => id ?? []));
  const works = can(person, 'POST /contacts/[reference]/duties/open').allowed;
  const [opening, timing] = await Promise.all([typedBefore(tx, { kind: 'duty', contactId: head.id, about: 'open' }), typedBefore(tx, { kind: 'duty', contactId: head.id, about: 'missing' })]);
  const children = contact.people.filter(({ kind }) => kind !== 'adult');
  const openProblem = query('open') === 'no_child' ? MISSING_PROBLEMS.no_child : wordsIn(OPEN_DUTY_PROBLEMS, query('open'));
  const missingProblem = wordsIn(MISSING_PROBLEMS, query('missing'));
  const errors: FormError[] = [
    ...(openProblem === undefined ? [] : [{ field: { no_duty: 'code', why_missing: 'why' }[query('open')] ?? 'child', message: openProblem }]),
    ...(missingProblem === undefined ? [] : [{ field: query('missing') === 'no_child' ? 'time' : 'found.day', message: missingProblem }]),
  ];
  const open = duties.filter(({ discharge }) => discharge === null);
  const ended = duties.filter(({ discharge }) => discharge !== null);
  const done = DONE_WORDS[query('done')];
  const here = `/contacts/${contact.reference}`;
  const taker = can(person, 'POST /duties/[duty]/take').allowed ? person : undefined;
  return {
    layout: 'desk',
    backHref: here,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={contact.reference} heading="Duties of this contact" lead="What must follow, whose it is and by when. What has ended stays, with its evidence." />
        <h2 className="govuk-heading-m">Open</h2>
        {open.length === 0 ? (
          <EmptyState heading="Nothing is owed now">
            <p>Duties open when the facts arrive and when somebody decides. Those that ended stand below.</p>
          </EmptyState>
        ) : (
          <DutyTable caption="Open duties of this contact" duties={open} names={names} now={tx.at} taker={taker} />
        )}
        {ended.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Ended</h2>
            {ended.map((duty) => (
              <EndedDuty key={duty.id} duty={duty} names={names} about={children.find(({ id }) => id === duty.personId)} now={tx.at} />
            ))}
          </>
        )}
        {works && (
          <>
            <h2 className="govuk-heading-m">Times missing</h2>
            <TimesMissing contact={here} childrenOf={children} duties={duties} fields={timing} errors={errors} />
            <h2 className="govuk-heading-m" id="open">
              A duty that is law and is not here
            </h2>
            <OpenOne contact={here} childrenOf={children} fields={opening} errors={errors} />
          </>
        )}
      </>
    ),
  };
});

function EndedDuty({ duty, names, about, now }: { duty: Duty; names: ReadonlyMap<string, string>; about: ContactPerson | undefined; now: Temporal.Instant }) {
  if (duty.discharge === null) return null;
  return (
    <Details summaryText={`${DUTY_KINDS[duty.code].title}${about === undefined ? '' : `: ${nameOf(about)}`}`}>
      <p className="ds-secondary">
        {duty.law}. {duty.dueAt !== null && <>Due <DateTime at={duty.dueAt} now={now} within due />. </>}
        {duty.evidence}
      </p>
      <Ended discharge={duty.discharge} name={names.get(duty.discharge.by) ?? 'Its owner, outside the duty service'} now={now} />
    </Details>
  );
}

interface FormProps {
  /** The contact's path. */
  contact: string;
  childrenOf: readonly ContactPerson[];
  fields: Fields;
  errors: readonly FormError[];
}

/** Each time a child was missing, and when the child was found: each a return interview of its own. */
function TimesMissing({ contact, childrenOf, duties, fields, errors }: FormProps & { duties: readonly Duty[] }) {
  const born = childrenOf.filter(({ unborn }) => !unborn);
  if (born.length === 0) return <p className="govuk-body">No child of this contact is born yet.</p>;
  const waiting = duties.filter((duty) => duty.code === 'RETURN_INTERVIEW' && wantsFinding(duty));
  const items = born.flatMap((child) => [
    ...waiting.filter(({ personId }) => personId === child.id).map(({ episode }) => ({ value: `${child.id} ${episode}`, text: `${nameOf(child)}: has been found, time ${episode}` })),
    { value: `${child.id} new`, text: `${nameOf(child)}: was missing another time` },
  ]);
  return (
    <form method="post" action={`${contact}/duties/missing`} id="missing" noValidate>
      {waiting.length > 0 && <InsetText>{waiting.length === 1 ? 'For one return interview' : `For ${waiting.length} return interviews`} nobody has said when the child was found. Enter it as soon as it is known, however late: the 72 hours run from then.</InsetText>}
      <Radios name="time" idPrefix="time" classes="govuk-radios--small" fieldset={{ legend: { text: 'Whom, and which time?', classes: 'govuk-fieldset__legend--s' } }} value={textOf(fields, 'time')} errorMessage={errorFor(errors, 'time')} items={items} />
      <EvidenceFields questions={TIMES} fields={fields} errors={errors} plain />
      <Button text="Record it" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** Opens a duty for facts that came by another way than the report. */
function OpenOne({ contact, childrenOf, fields, errors }: FormProps) {
  const codes = DUTY_CODES.filter((code) => isSideDuty(code) && code !== 'RETURN_INTERVIEW');
  return (
    <form method="post" action={`${contact}/duties/open`} noValidate>
      <Select id="code" name="code" label={{ text: 'Which duty?' }} value={textOf(fields, 'code')} errorMessage={errorFor(errors, 'code')} items={[{ value: '', text: 'Choose' }, ...codes.map((code) => ({ value: code, text: DUTY_KINDS[code].title }))]} />
      <Select id="child" name="child" label={{ text: 'For which child?' }} value={textOf(fields, 'child')} errorMessage={errorFor(errors, 'child')} items={[{ value: '', text: 'The contact as a whole' }, ...childrenOf.map((child) => ({ value: child.id, text: nameOf(child) }))]} />
      <Textarea name="why" id="why" rows={2} label={{ text: 'What became known, from whom and when?' }} hint={{ text: 'A report to the police on female genital mutilation is opened only when the girl has said so or signs were seen: not on suspicion, and not for forced marriage.' }} value={textOf(fields, 'why')} errorMessage={errorFor(errors, 'why')} />
      <Button text="Open the duty" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

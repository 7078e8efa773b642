import { Temporal } from 'temporal-polyfill';
import { HouseholdTable, type HouseholdPerson } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { ageWords, type ChildAge } from '@/lib/contact/report/children-line';
import { inWords } from '@/lib/contact/report/age-in-words';
import { ANSWER_WORDS, PLAN_WORDS } from '@/lib/contact/report/report-words';
import type { Contact, ContactPerson } from '@/lib/contact/store';
import type { ReportChild, ReportMember } from '@/lib/contact/schema';
import type { Relation } from '@/lib/lookup/relation-store';
import { writtenByRow } from '@/lib/lookup/relation-words';
import { londonDate } from '@/lib/platform/time';

const dayOf = (iso: string | null) => (iso === null ? null : Temporal.PlainDate.from(iso));

function saidMonths(age: ReportChild['age'] | undefined): number | null {
  if (age === null || age === undefined) return null;
  return 'years' in age ? Math.floor(age.years * 12) : Math.floor(age.months);
}

function fullName({ givenName, familyName }: ContactPerson): string {
  return [givenName, familyName].filter((part) => part.trim() !== '').join(' ');
}

function childLine(child: ReportChild): string {
  const parts = [
    child.openPlan === null || child.openPlan === 'none' || child.openPlan === 'not_known' ? '' : PLAN_WORDS[child.openPlan],
    child.disability === 'yes' ? ['Disabled', child.disabilityWords].filter((part) => part !== '').join(': ') : child.disability === 'no' || child.disabilityWords.trim() === '' ? '' : `Of disability: ${child.disabilityWords}`,
    child.interpreter === 'yes' ? `Interpreter: ${child.language || 'language not said'}` : '',
    child.communication,
    child.keepAddressSecret || child.keepSchoolSecret ? '' : child.school,
    child.keepAddressSecret ? 'Address kept secret' : '',
    child.keepSchoolSecret ? 'School kept secret' : '',
  ];
  return parts.filter((part) => part.trim() !== '').join('; ');
}

function memberLine(member: ReportMember): string {
  const parts = [member.fatherOrPartner ? 'Father or partner' : '', member.parentalResponsibility === 'yes' ? 'Parental responsibility' : '', member.keepAddressSecret ? 'Address kept secret' : '', member.notes];
  return parts.filter((part) => part.trim() !== '').join('; ');
}

/** What every contact tells of each of them. Posted: who was opened stands in the ledger, and in no address. */
function Opens({ reference, people }: { reference: string; people: readonly ContactPerson[] }) {
  return (
    <form method="post" action={`/contacts/${reference}/person`} className="ds-act-row" aria-label="All that is known of one of them">
      {people.map((person) => (
        <Button key={person.id} name="person" value={person.id} classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>All that is known of <bdi>{fullName(person) || (person.kind === 'adult' ? 'the adult not named' : 'the child not named')}</bdi></>} />
      ))}
    </form>
  );
}

/**
 * Everybody the report names, and what of each matters; what was not said is shown as not known.
 * @param relations who is who among them, as colleagues wrote it down.
 * @param opens the reader may open the page of each.
 * @param gone unborn children who were born, and stand here as themselves, or whose pregnancy has ended.
 */
export function Household({ contact, gone, relations, opens }: { contact: Contact; gone: ReadonlySet<string>; relations: readonly Relation[]; opens: boolean }) {
  const on = londonDate(contact.receivedAt);
  const { children, household } = contact.report;
  const members = [...household.filter(({ kind }) => kind === 'child'), ...household.filter(({ kind }) => kind === 'adult')];
  const reported = contact.people.filter(({ kind }) => kind === 'child');
  const others = contact.people.filter(({ kind }) => kind !== 'child');
  const ageOf = (person: ContactPerson, said: ReportChild['age'] | undefined, words: string | undefined) => {
    const age: ChildAge = { dateOfBirth: dayOf(person.dateOfBirth), unborn: person.unborn, dueDate: dayOf(person.dueDate), saidMonths: saidMonths(said) };
    const shown = ageWords(age, on);
    if (age.dateOfBirth !== null || age.unborn || !words) return shown === 'age not known' ? words : shown;
    // Where the engine took the words otherwise than they read, the worker sees both.
    const read = inWords(words, age.saidMonths);
    return read === null ? words : `${words} (${read === 'not_read' ? 'no age read from it' : 'taken for a baby until somebody says otherwise'})`;
  };
  const there = contact.people.filter(({ id }) => !gone.has(id));
  const written = writtenByRow(relations, there, new Set(there.map(({ id }) => id)));
  const rows: HouseholdPerson[] = [
    ...reported.map((person, index): HouseholdPerson => {
      const child = children[index];
      return { id: `person-${person.ordinal}`, name: fullName(person) || undefined, age: ageOf(person, child?.age, child?.ageWords), relation: person.bornAs ? 'Born since' : 'The child', written: written.get(person.id), lives: child?.address ? 'See the report' : undefined, note: child && childLine(child), concern: true };
    }),
    ...others.map((person, index): HouseholdPerson => {
      const member = members[index];
      return {
        id: `person-${person.ordinal}`,
        name: fullName(person) || undefined,
        age: ageOf(person, member?.age, member?.ageWords),
        relation: member?.relationship || undefined,
        written: written.get(person.id),
        lives: member?.livesWithChild === undefined || member.livesWithChild === null ? undefined : member.livesWithChild === 'yes' ? 'With the child' : member.livesWithChild === 'no' ? 'Elsewhere' : ANSWER_WORDS.not_known,
        note: member && memberLine(member),
        concern: member?.ofConcern,
      };
    }),
  ];
  return (
    <>
      <HouseholdTable people={rows.filter((_, index) => !gone.has([...reported, ...others][index]?.id ?? ''))} />
      {opens && <Opens reference={contact.reference} people={[...reported, ...others].filter(({ id }) => !gone.has(id))} />}
      {contact.report.fathersAndPartners.trim() !== '' && <p className="ds-secondary">Fathers and partners: {contact.report.fathersAndPartners}</p>}
      {contact.report.dangerToStaff.trim() !== '' && (
        <p className="govuk-body">
          <strong>Danger to whoever visits:</strong> {contact.report.dangerToStaff}
        </p>
      )}
    </>
  );
}

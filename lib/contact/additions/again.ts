import type { Person } from '@/lib/access/model';
import type { NewAddition } from './addition';
import { report, type Report, type ReportChild } from '../schema';

/** What stays true of a child from one report to the next: who it is, not what was seen. */
export function sameChildAgain(child: ReportChild, present: readonly string[]): Partial<ReportChild> {
  const { givenName, familyName, otherNames, dateOfBirth, ageWords, unborn, dueDate, pregnancyKnown, pregnancyKnownWords, sex, nhsNumber, upn, address, postcode, keepAddressSecret, phone, keepPhoneSecret, school, keepSchoolSecret, gp, ethnicity, religion, language, interpreter, communication, disability, disabilityWords } = child;
  return {
    ...{ givenName, familyName, otherNames, dateOfBirth, unborn, dueDate, pregnancyKnown, pregnancyKnownWords, sex, nhsNumber, upn, address, postcode, keepAddressSecret, phone, keepPhoneSecret, school, keepSchoolSecret, gp, ethnicity, religion, language, interpreter, communication, disability, disabilityWords },
    ageWords: ageWords === '' ? '' : `${ageWords} (as told before)`,
    indicators: Object.fromEntries(present.map((id) => [id, 'present' as const])),
  };
}

/**
 * A report made of what somebody wanted to add to a contact that is finished (safe practice 8): their new words, about
 * the children and the household that were told of before. What was seen then is not said again, since it is not known
 * now; it stands in the earlier contact. The reporter's wish to go past the agency, or not to be known, stays.
 */
export function toldAgain(before: Report, { text, indicators, immediate }: NewAddition, { person, same }: { person: Pick<Person, 'name' | 'jobTitle' | 'agencyName' | 'email' | 'phone'>; same: boolean }): Report {
  const { leadKnows, aboutColleague, continuingRole, relationship, reachBy, safeWay, mayLeaveMessage, whoMightSee, phone, protectMe } = before.reporter;
  return report.parse({
    schemaVersion: before.schemaVersion,
    firstQuestions: { cannotWait: immediate ? 'yes' : null, whoMustNotBeTold: before.firstQuestions.whoMustNotBeTold },
    reporter: {
      ...{ name: person.name, role: person.jobTitle, agencyName: person.agencyName ?? '', email: person.email, aboutColleague, protectMe },
      ...(same ? { phone, leadKnows, continuingRole, relationship, reachBy, safeWay, mayLeaveMessage, whoMightSee } : { phone: person.phone, leadKnows: leadKnows === 'past_lead' ? leadKnows : null }),
    },
    children: before.children.map((child, index) => sameChildAgain(child, indicators[String(index + 1)] ?? [])),
    household: before.household.map(({ hiddenHarm: _harm, view: _view, ...who }) => who),
    dangerToStaff: before.dangerToStaff,
    incident: { what: text },
  });
}

import type { Temporal } from 'temporal-polyfill';
import { identifiersOf } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { namedOf } from '@/lib/restriction/named-store';
import type { ReportChild } from '../schema';
import type { NewlyNamed } from '../report/said-later';
import { matchAdded } from '../secrecy/who-must-not-see';
import { addPersons, readContact, type ContactPerson } from '../store';
import { goneAmong, placeOfItsOwn } from '../unborn-store';
import type { JoinedChild } from './addition';
import { whoIsThere } from './named-again';

/** Who the child is, and nothing that says where: what is secret of the contact may be said anew with it. */
function personOf({ givenName, familyName, dateOfBirth, unborn, dueDate, nhsNumber, upn, otherNames, bornAbout, ageWords, age, sex }: ReportChild, ordinal: number) {
  return { ordinal, kind: 'child' as const, givenName, familyName, dateOfBirth, unborn, dueDate, ...identifiersOf({ givenName, familyName, dateOfBirth, nhsNumber, upn }), details: { otherNames, bornAbout, ageWords, age, sex } };
}

/** The contact's own, with what the page says of them beyond it: by this they may be a restricted child who nobody knew them to be. */
function withMore(person: ContactPerson, child: ReportChild): ContactPerson {
  const more = { givenName: person.givenName || child.givenName, familyName: person.familyName || child.familyName, dateOfBirth: person.dateOfBirth ?? child.dateOfBirth };
  return { ...person, ...more, ...identifiersOf({ ...more, nhsNumber: person.nhsNumber ?? child.nhsNumber, upn: person.upn ?? child.upn }) };
}

/**
 * Gives the children whom a late page names for the first time a place among those of its contact, so that what is said of them reaches the
 * rules, the duties and whoever decides (safe practice 8, 13). Whoever is there already keeps their place, by name and birth as they came first:
 * what the page says of them since stands in its words, and is heard by the guide. As the product.
 * @param by when their guardians answer whether one of them is a restricted child.
 * @returns what the guide hears of them, each by their place.
 */
export async function placeNamed(system: Tx, contactId: string, named: readonly NewlyNamed[], by: Temporal.Instant): Promise<JoinedChild[]> {
  const contact = named.length === 0 ? null : await readContact(system, contactId);
  if (contact === null) return [];
  const gone = await goneAmong(system, { contactIds: [contactId] });
  const there = contact.people.filter(({ id, kind }) => kind !== 'adult' && !gone.has(id));
  const met = whoIsThere(named.map(({ child }) => ({ ...child, ...identifiersOf(child) })), there, contact.report.children.length);
  const first = await placeOfItsOwn(system, contactId);
  const fresh = named.filter((_, index) => met[index] === undefined);
  const added = await addPersons(system, contactId, fresh.map(({ child }, index) => personOf(child, first + index)));
  const more = met.flatMap((person, index) => {
    const child = named[index]?.child;
    const now = person === undefined || child === undefined ? person : withMore(person, child);
    return now === undefined || (now.nhsNumber === person?.nhsNumber && now.nameDobKey === person.nameDobKey) ? [] : [now];
  });
  if (added.length + more.length > 0) await matchAdded(system, contact, [...added, ...more].map(namedOf), by);
  return named.map((each, index) => {
    const ordinal = met[index]?.ordinal ?? first + fresh.indexOf(each);
    return { id: String(ordinal), other: { ...each.heard, id: String(ordinal) }, told: each.child };
  });
}

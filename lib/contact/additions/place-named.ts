import type { Temporal } from 'temporal-polyfill';
import { identifiersOf, normaliseName } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { namedOf } from '@/lib/restriction/named-store';
import type { ReportChild } from '../schema';
import type { NewlyNamed } from '../report/said-later';
import { matchAdded } from '../secrecy/who-must-not-see';
import { addPersons, readContact, type ContactPerson } from '../store';
import { goneAmong, placeOfItsOwn } from '../unborn-store';
import type { JoinedChild } from './addition';

/** Who the child is, and nothing that says where: what is secret of the contact may be said anew with it. */
function personOf({ givenName, familyName, dateOfBirth, unborn, dueDate, nhsNumber, upn, otherNames, bornAbout, ageWords, age, sex }: ReportChild, ordinal: number) {
  return { ordinal, kind: 'child' as const, givenName, familyName, dateOfBirth, unborn, dueDate, ...identifiersOf({ givenName, familyName, dateOfBirth, nhsNumber, upn }), details: { otherNames, bornAbout, ageWords, age, sex } };
}

/** The same by all that says who somebody is here, without a name by their age in words, too: the page is told again with each press. */
function isThere(child: ReportChild, { givenName, familyName, dateOfBirth, unborn, details }: ContactPerson): boolean {
  const [given, family] = [normaliseName(child.givenName), normaliseName(child.familyName)];
  const same = given === normaliseName(givenName) && family === normaliseName(familyName) && child.dateOfBirth === dateOfBirth && child.unborn === unborn;
  return same && (given !== '' || family !== '' || child.ageWords === details['ageWords']);
}

/**
 * Gives the children whom a late page names for the first time a place among those of its contact, so that what is said of them reaches the
 * rules, the duties and whoever decides (safe practice 8, 13). Whoever is there already keeps their place. As the product.
 * @param by when their guardians answer whether one of them is a restricted child.
 * @returns what the guide hears of them, each by their place.
 */
export async function placeNamed(system: Tx, contactId: string, named: readonly NewlyNamed[], by: Temporal.Instant): Promise<JoinedChild[]> {
  const contact = named.length === 0 ? null : await readContact(system, contactId);
  if (contact === null) return [];
  const gone = await goneAmong(system, { contactIds: [contactId] });
  const there = contact.people.filter(({ id, kind }) => kind !== 'adult' && !gone.has(id));
  const first = await placeOfItsOwn(system, contactId);
  const fresh = named.filter(({ child }) => !there.some((person) => isThere(child, person)));
  const added = await addPersons(system, contactId, fresh.map(({ child }, index) => personOf(child, first + index)));
  if (added.length > 0) await matchAdded(system, contact, added.map(namedOf), by);
  return named.map((each) => {
    const ordinal = there.find((person) => isThere(each.child, person))?.ordinal ?? first + fresh.indexOf(each);
    return { id: String(ordinal), other: { ...each.heard, id: String(ordinal) }, told: each.child };
  });
}

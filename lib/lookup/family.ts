import { Temporal } from 'temporal-polyfill';
import { ageWords } from '@/lib/contact/report/children-line';
import type { Member } from './genogram';
import { nameOf, type Named } from './person';

const dayOf = (iso: string | null) => (iso === null ? null : Temporal.PlainDate.from(iso));

function ageOf(person: Named, on: Temporal.PlainDate): string {
  const words = ageWords({ dateOfBirth: dayOf(person.dateOfBirth), unborn: person.unborn, dueDate: dayOf(person.dueDate), saidMonths: null }, on);
  return words === 'age not known' ? person.ageWords.trim() : words;
}

const LIVES = { yes: 'here', no: 'elsewhere' } as const;

/**
 * The people of one contact as the picture of a family shows them.
 * @param focusId whose picture it is; null for the contact's own.
 * @param on the London day of the contact: ages are as they were.
 */
export function membersOf(people: readonly Named[], focusId: string | null, on: Temporal.PlainDate): Member[] {
  return people.map((person): Member => {
    const reported = person.kind === 'child';
    const lives = person.livesWithChild === 'yes' || person.livesWithChild === 'no' ? LIVES[person.livesWithChild] : null;
    return {
      id: person.id,
      name: nameOf(person),
      age: ageOf(person, on),
      sex: person.sex === 'F' || person.sex === 'M' ? person.sex : null,
      kind: person.kind === 'adult' ? 'adult' : person.unborn ? 'unborn' : 'child',
      relation: reported ? '' : person.relationship || (person.fatherOrPartner ? 'father or partner' : person.kind === 'adult' ? 'adult' : 'child of the household'),
      lives: reported ? 'here' : lives,
      concern: person.ofConcern,
      focus: person.id === focusId,
    };
  });
}

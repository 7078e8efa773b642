import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { AssessChild, AssessInput, Facts } from '@/lib/threshold/model';
import type { AddedBirths } from '../additions/births';
import { unbornOf, type Unborn } from '../unborn-store';
import { mobilityAt } from './mobility';
import { perhapsBornMonths } from './overdue';

/** Of two ages at which a child may have been born the younger. */
const younger = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? (a ?? b) : Math.min(a, b));

/** What is known of an unborn child, who may be born and so old: nothing known is taken back. */
function mayBe(facts: Facts | undefined, months: number): Facts {
  const least = younger(facts?.perhapsBornMonths, months);
  return { ...facts, perhapsBornMonths: least, ...mobilityAt(least, facts?.nonMobile) };
}

/** All facts with what was said now of the birth of children who were told of before it, by ordinal (domain 2.2 behaviours 6 and 10). */
export function withBirths(input: AssessInput, births: AddedBirths | undefined, on: Temporal.PlainDate): AssessInput {
  const children = input.children.map((child) => {
    const said = births?.[child.id];
    if (said === undefined || child.age === undefined || !('unbornWeeks' in child.age)) return child;
    const months = perhapsBornMonths({ dueDate: null, birthSaid: said.said, birthSaidOn: said.on }, on);
    return months === undefined ? child : { ...child, facts: mayBe(child.facts, months) };
  });
  return { ...input, children };
}

/** Without it: whose birth or whose end is recorded is no child of whom it is still to be found out (domain 7.12). */
function foundOut(child: AssessChild): AssessChild {
  if (child.facts?.perhapsBornMonths === undefined) return child;
  const { perhapsBornMonths: _, ...facts } = child.facts;
  return { ...child, facts };
}

/** All facts, with every child still expected on a day that is long past as one who may have been born, and none of whom it is known what became. */
export function withOverdue(input: AssessInput, unborn: readonly Pick<Unborn, 'ordinal' | 'state' | 'expected'>[], on: Temporal.PlainDate): AssessInput {
  const children = input.children.map((child) => {
    const known = unborn.find(({ ordinal }) => String(ordinal) === child.id);
    if (known === undefined || child.age === undefined || !('unbornWeeks' in child.age)) return child;
    if (known.state === 'born' || known.state === 'pregnancy_ended') return foundOut(child);
    const { due } = known.expected;
    const months = perhapsBornMonths({ dueDate: due.how === 'unknown' ? null : due.on.toString() }, on);
    return months === undefined ? child : { ...child, facts: mayBe(child.facts, months) };
  });
  return { ...input, children };
}

/**
 * All facts of a child of whom the end of the pregnancy was a mistake, with what was said of its birth before that was recorded: it stands
 * in what earlier proposals were made of.
 */
export function withSaidBefore(input: AssessInput, earlier: readonly AssessInput[], ordinal: number): AssessInput {
  const said = earlier.flatMap(({ children }) => children).filter(({ id }) => id === String(ordinal)).map(({ facts }) => facts?.perhapsBornMonths);
  const months = said.reduce(younger, undefined);
  if (months === undefined) return input;
  return { ...input, children: input.children.map((child) => (child.id === String(ordinal) && child.age !== undefined && 'unbornWeeks' in child.age ? { ...child, facts: mayBe(child.facts, months) } : child)) };
}

/** What is known of a contact's children on a day: who was expected long before it may have been born. Needs casework rights. */
export async function perhapsBornBy(tx: Tx, contactId: string, input: AssessInput, on: Temporal.PlainDate): Promise<AssessInput> {
  if (!input.children.some(({ age }) => age !== undefined && 'unbornWeeks' in age)) return input;
  return withOverdue(input, await unbornOf(tx, contactId), on);
}

import type { Person } from '@/lib/access/model';
import { AGENCY_ROLES } from '@/lib/access/model';
import { readAgencies } from '@/lib/access/people-store';
import type { AuthoritySettings } from '@/lib/access/schema';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { openHours } from './open-hours';
import { ownReferences, visibleReferences } from './reference-store';
import type { AskRules } from './schema';

/** Own reports offered to choose from. */
const REPORTS_SHOWN = 20;

/** Does this person ask for somebody else? Staff of the council do: for whoever is on the telephone, or wrote. */
export function asksOnBehalf({ role }: Pick<Person, 'role'>): boolean {
  return !AGENCY_ROLES.includes(role);
}

/** By what a request is read: who asks, what they may name, and when somebody answers. */
export async function askRules(tx: Tx, person: Person, settings: Pick<AuthoritySettings, 'dutyHours'>, fields: Fields): Promise<AskRules> {
  const onBehalf = asksOnBehalf(person);
  const named = textOf(fields, 'about').trim().toUpperCase();
  return {
    onBehalf,
    agencies: onBehalf ? await readAgencies(tx) : [],
    self: { name: person.name, role: person.jobTitle, agencyId: person.agencyId, agencyName: person.agencyName ?? '' },
    mine: onBehalf ? [...(await visibleReferences(tx, [named]))] : await ownReferences(tx, REPORTS_SHOWN),
    open: openHours(settings, tx.at),
    now: tx.at,
  };
}

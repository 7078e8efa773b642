import { hash } from '@node-rs/argon2';
import type { Person, Role } from '@/lib/access/model';
import { authoritySettings, type AuthoritySettings } from '@/lib/access/schema';
import { authorityList, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { addDeclaration } from '@/lib/restriction/opening-store';

/** Everybody's password: hashed once a file, with costs fit for tests only. */
export const PASSWORD = 'lantern gravel sparrow';
const passwordHash = hash(PASSWORD, { memoryCost: 8, timeCost: 1 });

const EVERYBODY = {
  teacher: { role: 'partner_professional', agency: 'school', name: 'Bryony Castle', jobTitle: 'Year 3 teacher' },
  otherTeacher: { role: 'partner_professional', agency: 'school', name: 'Callum Dray', jobTitle: 'Year 5 teacher' },
  lead: { role: 'partner_safeguarding_lead', agency: 'school', name: 'Delphine Eke', jobTitle: 'Designated safeguarding lead' },
  officer: { role: 'partner_professional', agency: 'police', name: 'Edwin Farrow', jobTitle: 'Police constable' },
  desk: { role: 'mash_partner', agency: 'police', name: 'Fatima Gale', jobTitle: 'MASH police desk' },
  worker: { role: 'cads_social_worker', agency: null, name: 'Gareth Hume', jobTitle: 'Social worker', qualified: true },
  otherWorker: { role: 'cads_social_worker', agency: null, name: 'Hannah Inman', jobTitle: 'Social worker', qualified: true },
  night: { role: 'emergency_duty_worker', agency: null, name: 'Idris Joll', jobTitle: 'Emergency duty social worker', qualified: true },
  manager: { role: 'manager', agency: null, name: 'Jocasta Kerr', jobTitle: 'Team manager', qualified: true },
  unqualifiedManager: { role: 'manager', agency: null, name: 'Kit Lorne', jobTitle: 'Service manager' },
  auditor: { role: 'auditor', agency: null, name: 'Lena Moor', jobTitle: 'Auditor' },
  administrator: { role: 'area_administrator', agency: null, name: 'Milo Nash', jobTitle: 'Administrator' },
  serviceAdministrator: { role: 'service_administrator', agency: null, name: 'Noor Odell', jobTitle: 'Service administrator' },
} as const satisfies Record<string, { role: Role; agency: 'school' | 'police' | null; name: string; jobTitle: string; qualified?: boolean }>;

export type PersonName = keyof typeof EVERYBODY;

/** An invented authority with two agencies and somebody of every role. */
export interface Place {
  id: string;
  prefix: string;
  agencies: { school: { id: string; name: string }; police: { id: string; name: string } };
  people: Record<PersonName, Person>;
}

/** A prefix no other place of this database has: AAA, AAB, AAC … */
async function freshPrefix(): Promise<string> {
  const taken = (await authorityList()).length;
  return [676, 26, 1].map((weight) => String.fromCharCode(65 + (Math.floor(taken / weight) % 26))).join('');
}

async function addPerson(tx: Tx, name: PersonName, agencies: Place['agencies']): Promise<Person> {
  const who: { role: Role; agency: 'school' | 'police' | null; name: string; jobTitle: string; qualified?: boolean } = EVERYBODY[name];
  const agency = who.agency === null ? null : agencies[who.agency];
  const accountId = newId();
  const membershipId = newId();
  const email = `${name.toLowerCase()}.${accountId.slice(0, 8)}@example.org`;
  await tx.db.$queryRaw`select account_ensure(${accountId}::uuid, ${email}, ${who.name})`;
  const kept = { qualified: who.qualified ?? false, jobTitle: who.jobTitle, phone: '01632 960100' };
  await tx.db.membership.create({ data: { authorityId: tx.actor.authorityId, id: membershipId, accountId, role: who.role, agencyId: agency?.id ?? null, ...kept } });
  await tx.db.account.updateMany({ where: { id: accountId }, data: { passwordHash: await passwordHash } });
  return {
    authorityId: tx.actor.authorityId,
    actorId: accountId,
    agencyId: agency?.id ?? null,
    role: who.role,
    name: who.name,
    email,
    membershipId,
    sessionId: newId(),
    agencyName: agency?.name ?? null,
    agencyKind: who.agency,
    ...kept,
    preferences: { shortcuts: true, theme: 'system' },
  };
}

/**
 * Makes a new authority with fresh ids, so that no test file meets another's people.
 * @param guideArea whose threshold guide it uses.
 * @param secondFactor of whom it asks a second factor.
 */
export async function makePlace({ guideArea = 'norfolk', secondFactor = 'nobody' }: { guideArea?: AuthoritySettings['guideArea']; secondFactor?: AuthoritySettings['secondFactor'] } = {}): Promise<Place> {
  const prefix = await freshPrefix();
  const id = `test-${prefix.toLowerCase()}`;
  const settings = authoritySettings.parse({
    dayPhone: '01632 960001',
    nightPhone: '01632 960002',
    dutyHours: { from: '08:45', to: '17:00' },
    publicPhone: '01632 960003',
    guideArea,
    email: 'frontdoor@example.org',
    secondFactor,
  });
  return withActor(systemOf(id), async (tx) => {
    await tx.db.authority.create({ data: { id, name: `${prefix} County Council`, shortName: prefix, prefix, serviceName: `${prefix} front door`, settings } });
    const agencies = { school: { id: newId(), name: 'Harrow Lane Primary School' }, police: { id: newId(), name: 'Fenland Police' } };
    await tx.db.agency.createMany({ data: (['school', 'police'] as const).map((kind) => ({ authorityId: id, kind, ...agencies[kind] })) });
    const people = {} as Place['people'];
    for (const name of Object.keys(EVERYBODY) as PersonName[]) people[name] = await addPerson(tx, name, agencies);
    return { id, prefix, agencies, people };
  });
}

/** A second social-work-qualified manager, for what the first one may not do alone or again. */
export async function anotherManager(place: Place): Promise<Person> {
  return withActor(systemOf(place.id), async (tx) => addPerson(tx, 'manager', place.agencies));
}

/** Who reads casework, and so is asked before a contact is opened. */
export const STAFF = ['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager', 'auditor'] as const satisfies readonly PersonName[];

/** All of the staff say that they know nobody in a contact: what opening it from the queue says. */
export async function knowNobody(place: Place, contactId: string): Promise<void> {
  for (const name of STAFF) await withActor(place.people[name], async (tx) => addDeclaration(tx, contactId, 'somebody_else', 'No family of ours.'));
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { authoritySettings } from '@/lib/access/schema';
import { readEntries } from '@/lib/ledger/entry-store';
import { authorityList, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { AREAS, type SeedArea } from './areas';
import { MADE } from './contacts-run';
import { seedId } from './names';
import { peopleOf, secondPlaces, type SeedMembership } from './people';

/** How far the demo is: begun and not finished after a start that was killed. */
export async function demoState(): Promise<'none' | 'half_made' | 'made'> {
  const there = await authorityList();
  if (there.length === 0) return 'none';
  for (const { id } of AREAS) {
    const made = there.some((authority) => authority.id === id) && (await withActor(systemOf(id), async (tx) => readEntries(tx, { action: MADE, take: 1 }))).length > 0;
    if (!made) return 'half_made';
  }
  return 'made';
}

async function addArea(tx: Tx, area: SeedArea): Promise<void> {
  await tx.db.authority.createMany({
    data: [{ id: area.id, name: area.name, shortName: area.shortName, prefix: area.prefix, serviceName: area.serviceName, settings: authoritySettings.parse(area.settings) }],
    skipDuplicates: true,
  });
  await tx.db.agency.createMany({
    data: area.agencies.map((agency) => ({ authorityId: area.id, id: seedId('agency', area.id, agency.key), name: agency.name, kind: agency.kind, phone: agency.phone })),
    skipDuplicates: true,
  });
}

async function addPeople(tx: Tx, people: readonly SeedMembership[]): Promise<void> {
  for (const person of people) await tx.db.$queryRaw`select account_ensure(${person.accountId}::uuid, ${person.email}, ${person.name})::text`;
  await tx.db.membership.createMany({
    data: people.map(({ id, accountId, authorityId, role, agency, qualified, jobTitle, phone }) => ({
      id,
      accountId,
      authorityId,
      role,
      agencyId: agency === null ? null : seedId('agency', authorityId, agency),
      qualified,
      jobTitle,
      phone,
    })),
    skipDuplicates: true,
  });
}

/** Makes the five areas, their agencies and everyone who works there. What is there already stays as it is. */
async function makePlaces(): Promise<void> {
  const second = secondPlaces(AREAS);
  for (const area of AREAS) {
    await withActor(systemOf(area.id), async (tx) => {
      await addArea(tx, area);
      await addPeople(tx, [...peopleOf(area), ...second.filter((place) => place.authorityId === area.id)]);
      tx.ledger({ action: 'authority.seeded', objectKind: 'authority', objectId: area.id });
    });
  }
}

/** The contacts of some areas, made by a process of its own. */
async function makeApart(areas: readonly SeedArea[], at: Temporal.Instant): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/seed/contacts.ts', at.toString(), ...areas.map(({ id }) => id)], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The contacts of ${areas.map(({ id }) => id).join(', ')} were not made.`);
}

/**
 * Makes the demo: five areas with their people, a year of contacts before a moment, and the morning of that moment. The same day
 * gives the same year, and the same moment the same morning.
 */
export async function seed(at: Temporal.Instant = now()): Promise<void> {
  await makePlaces();
  // Each area writes to its own ledger and waits for no other, and one process would leave half the machine idle.
  const processes = Math.min(availableParallelism(), AREAS.length);
  await Promise.all(Array.from({ length: processes }, async (_, turn) => makeApart(AREAS.filter((_area, index) => index % processes === turn), at)));
}

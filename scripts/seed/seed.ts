import { authoritySettings } from '@/lib/access/schema';
import { readEntries } from '@/lib/ledger/entry-store';
import { stopJobs } from '@/lib/platform/jobs';
import { authorityList, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { AREAS, type SeedArea } from './areas';
import { makeCalls } from './calls-run';
import { makeMorning } from './day-run';
import { deskOf } from './desk';
import { makeYear } from './history-run';
import { makeLine } from './line-run';
import { makeRota } from './rota-run';
import { seedId } from './names';
import { makeRestricted } from './restricted';
import { makeSecrecy } from './secrecy';
import { peopleOf, secondPlaces, type SeedMembership } from './people';

const MADE = 'demo.made';

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

/** One area after another would leave half the machine idle: each writes to its own ledger and waits for no other. */
async function makeContacts(area: SeedArea, at: Temporal.Instant): Promise<void> {
  const desk = deskOf(area, peopleOf(area));
  await makeYear(desk, at);
  await makeMorning(desk, at);
  await makeRestricted(area, at);
  await makeSecrecy(desk, at);
  await makeRota(desk, at);
  await makeLine(desk, at);
  await makeCalls(desk, at);
  await withActor(systemOf(area.id), async (tx) => Promise.resolve(tx.ledger({ action: MADE, objectKind: 'authority', objectId: area.id })), { at });
}

/**
 * Makes the demo: five areas with their people, a year of contacts before a moment, and the morning of that moment. The same day
 * gives the same year, and the same moment the same morning.
 */
export async function seed(at: Temporal.Instant = now()): Promise<void> {
  await makePlaces();
  await Promise.all(AREAS.map((area) => makeContacts(area, at)));
  // What was queued is delivered by whoever does jobs; the process that made it need not stay connected.
  await stopJobs();
}

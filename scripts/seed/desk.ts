import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { england } from '@/lib/clock/calendar';
import { isDutyHours } from '@/lib/clock/working-days';
import type { SeedArea } from './areas';
import { seedId } from './names';
import type { SeedMembership } from './people';

/** The people of one front door, as they sign in. */
export interface Desk {
  area: SeedArea;
  people: readonly SeedMembership[];
  workers: readonly Person[];
  night: readonly Person[];
  /** Social-work-qualified: they may countersign. */
  managers: readonly Person[];
}

/** Somebody of the demo, signed in at one place of work. */
export function personOf(area: SeedArea, member: SeedMembership): Person {
  const agency = area.agencies.find(({ key }) => key === member.agency);
  const { accountId, authorityId, role, name, email, qualified, jobTitle, phone, id } = member;
  return {
    ...{ authorityId, role, name, email, qualified, jobTitle, phone },
    actorId: accountId,
    agencyId: agency === undefined ? null : seedId('agency', area.id, agency.key),
    agencyName: agency?.name ?? null,
    agencyKind: agency?.kind ?? null,
    membershipId: id,
    sessionId: seedId('session', id),
    preferences: { shortcuts: true, theme: 'system' },
  };
}

export function deskOf(area: SeedArea, people: readonly SeedMembership[]): Desk {
  const withRole = (role: Person['role']) => people.filter((member) => member.role === role).map((member) => personOf(area, member));
  return { area, people, workers: withRole('cads_social_worker'), night: withRole('emergency_duty_worker'), managers: withRole('manager').filter(({ qualified }) => qualified) };
}

/** Somebody of a list, by turns. */
export function byTurns(people: readonly Person[], turn: number): Person {
  const person = people[turn % people.length];
  if (person === undefined) throw new Error('nobody works here');
  return person;
}

/** Who picks up at a moment: a worker of the desk in its hours, otherwise somebody of the emergency duty team. */
export function onDuty({ area, workers, night }: Desk, at: Temporal.Instant, turn: number): Person {
  const { from, to } = area.settings.dutyHours;
  const open = isDutyHours(at, england, { opens: from, closes: to });
  return byTurns(open.ok && open.value ? workers : night, turn);
}

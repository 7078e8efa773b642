import type { Temporal } from 'temporal-polyfill';
import { deadlines, due24h } from '@/lib/clock/deadlines';
import { firstDue, queueState } from '@/lib/clock/model';
import { londonDate } from '@/lib/platform/time';
import type { SeedArea } from './areas';
import { planContact, type PlannedContact } from './contact-plan';
import { comesAgain, type FamilyKey } from './families';
import { firstSerialOf, LIVE_SERIAL, returningHousehold } from './history';
import type { SeedMembership } from './people';
import { themeOf } from './stories';
import { householdOf } from './stories/households';
import type { Reporting } from './stories/model';

/** How a contact of the morning stands when the demo begins. */
export type Standing = 'unclaimed' | 'claimed' | 'held' | 'with_emergency_duty' | 'asked' | 'to_countersign' | 'not_told' | 'told';

/** When it came in: minutes before now, or so that a clock has nearly run out, or has. */
type When = { minutesAgo: number } | { due: 'near'; nth: 0 | 1 } | { due: 'breached' };

interface Slot {
  key: string;
  theme: string;
  when: When;
  standing: Standing;
  by?: Reporting;
  channel?: 'form';
  immediate?: true;
  /** Tells from the class teacher's account. */
  teacher?: true;
  /** A family that was known before the year. */
  family?: FamilyKey;
}

export interface LiveContact extends PlannedContact {
  standing: Standing;
}

/** What differs from area to area: late, nearly late twice, new, and being worked on (domain 2.1). */
const OWN: Record<SeedArea['id'], { breached: string; near: readonly [string, string]; fresh: string; worked: string }> = {
  cambridgeshire: { breached: 'housing', near: ['dental', 'encompass-standard'], fresh: 'overcrowded', worked: 'neglect-growing' },
  norfolk: { breached: 'asthma', near: ['encompass-standard', 'private-fostering'], fresh: 'older-boyfriend', worked: 'self-harm' },
  somerset: { breached: 'low-mood', near: ['drink', 'hidden-harm'], fresh: 'treatment', worked: 'young-carer' },
  'blackburn-with-darwen': { breached: 'absence', near: ['disabled', 'encompass-standard'], fresh: 'neglect-growing', worked: 'prevent' },
  plymouth: { breached: 'speech', near: ['hazards', 'treatment'], fresh: 'missed-antenatal', worked: 'encompass-repeat' },
};

/** Twelve that wait to be decided, and two that wait for their letter or their end. */
function slotsOf(area: SeedArea): Slot[] {
  const own = OWN[area.id];
  return [
    { key: 'immediate', theme: 'encompass-high', when: { minutesAgo: 4 }, standing: 'unclaimed', by: 'police', channel: 'form', immediate: true, family: 'twins' },
    { key: 'breached', theme: own.breached, when: { due: 'breached' }, standing: 'unclaimed' },
    { key: 'near', theme: own.near[0], when: { due: 'near', nth: 0 }, standing: 'unclaimed' },
    { key: 'near-held', theme: own.near[1], when: { due: 'near', nth: 1 }, standing: 'held' },
    { key: 'asked', theme: 'attendance', when: { minutesAgo: 250 }, standing: 'asked', by: 'primary', channel: 'form', teacher: true, family: 'known' },
    { key: 'mark', theme: 'slap', when: { minutesAgo: 190 }, standing: 'to_countersign', family: 'moved' },
    { key: 'thin', theme: 'anonymous', when: { minutesAgo: 300 }, standing: 'to_countersign' },
    { key: 'again', theme: 'neglect-repeat', when: { minutesAgo: 95 }, standing: 'unclaimed', by: 'primary' },
    { key: 'disclosure', theme: 'told-touch', when: { minutesAgo: 48 }, standing: 'claimed', by: 'primary', channel: 'form', teacher: true },
    { key: 'before-birth', theme: 'young-mother', when: { minutesAgo: 150 }, standing: 'unclaimed', by: 'midwife' },
    { key: 'fresh', theme: own.fresh, when: { minutesAgo: 25 }, standing: 'unclaimed' },
    { key: 'worked', theme: own.worked, when: { minutesAgo: 205 }, standing: 'with_emergency_duty' },
    { key: 'decided', theme: 'bullied', when: { minutesAgo: 330 }, standing: 'not_told', by: 'primary', channel: 'form', teacher: true },
    { key: 'told', theme: 'neglect-low', when: { minutesAgo: 360 }, standing: 'told', by: 'primary', channel: 'form', teacher: true },
  ];
}

/** How many contacts of the morning wait for a decision. */
export const WAITING = 12;
/** Near: so many minutes are left, or fewer, but enough for the demo to be shown. */
const NEAR_MINUTES = { from: 35, to: 115 };
const BREACHED_MINUTES = { from: 20, to: 200 };
const STEP_MINUTES = 7;

interface Candidate {
  at: Temporal.Instant;
  /** Minutes to the first of the two clocks; below zero when it has run out. */
  left: number;
  dueSoon: boolean;
}

function candidates(now: Temporal.Instant): Candidate[] {
  return Array.from({ length: Math.floor((40 * 60) / STEP_MINUTES) }, (_each, step) => {
    const at = now.subtract({ minutes: (step + 1) * STEP_MINUTES });
    const both = deadlines(at);
    const due = both.ok ? firstDue(both.value) : due24h(at);
    return { at, left: Math.round((due.epochMilliseconds - now.epochMilliseconds) / 60_000), dueSoon: queueState(due, now, at) === 'due_soon' };
  });
}

/**
 * When a contact must have come in for its clock to stand as wanted now. Between five o'clock and midnight of a working day
 * no receipt gives a clock that ends within two hours: yesterday's have run out at five and today's end tomorrow. Then it
 * is the one with least left, and for a breach the latest that has run out.
 */
export function receivedFor(when: When, now: Temporal.Instant): Temporal.Instant {
  if ('minutesAgo' in when) return now.subtract({ minutes: when.minutesAgo });
  const all = candidates(now);
  if (when.due === 'breached') {
    const late = all.filter(({ left }) => left <= -BREACHED_MINUTES.from).sort((a, b) => b.left - a.left);
    return (late.find(({ left }) => left >= -BREACHED_MINUTES.to) ?? late[0])?.at ?? now.subtract({ hours: 26 });
  }
  const running = all.filter(({ left }) => left > NEAR_MINUTES.from).sort((a, b) => a.left - b.left);
  const near = running.filter(({ left }) => left <= NEAR_MINUTES.to);
  const choice = near.length > 0 ? near : running;
  return (choice[when.nth === 0 ? 0 : Math.min(6, choice.length - 1)] ?? choice[0])?.at ?? now.subtract({ hours: 23 });
}

/** The morning of one area at a moment: the same stories each time, their clocks set by the moment. */
export function morningOf(area: SeedArea, people: readonly SeedMembership[], now: Temporal.Instant): LiveContact[] {
  const teacher = people.find(({ agency, role }) => agency === 'primary' && role === 'partner_professional');
  return slotsOf(area).map((slot, place): LiveContact => {
    const theme = themeOf(slot.theme);
    const receivedAt = receivedFor(slot.when, now);
    const fresh = () => householdOf(area, `live-${slot.key}`, firstSerialOf(area) + LIVE_SERIAL + place, [slot.teacher ? { ...theme, months: [Math.max(84, theme.months[0]), Math.min(118, theme.months[1])] } : theme], londonDate(now), { schoolWithAccounts: slot.teacher === true });
    const known = slot.family === undefined ? undefined : comesAgain(area, slot.family, now);
    const household = known ?? (slot.key === 'again' ? returningHousehold(area, people, now) : undefined) ?? fresh();
    const contact = planContact(area, people, { key: `live-${slot.key}`, theme, household, receivedAt, by: slot.by, account: slot.teacher ? teacher : undefined, channel: slot.channel, immediate: slot.immediate });
    return { ...contact, standing: slot.standing };
  });
}

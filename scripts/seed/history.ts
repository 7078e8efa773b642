import { Temporal } from 'temporal-polyfill';
import { england } from '@/lib/clock/calendar';
import { addWorkingDays, isDutyHours } from '@/lib/clock/working-days';
import { LONDON, londonDate } from '@/lib/platform/time';
import { AREAS, type SeedArea } from './areas';
import { planContact, type PlannedContact, type Settling } from './contact-plan';
import { drawing, oneOf } from './names';
import type { SeedMembership } from './people';
import { THEMES, themeOf } from './stories';
import { householdOf, HOUSEHOLDS } from './stories/households';
import type { Theme } from './stories/model';

/** A contact of the past year, and what became of it. */
export interface PastContact extends PlannedContact {
  settling: Settling;
  claimedAt: Temporal.Instant;
  decidedAt: Temporal.Instant;
  /** Decided after its time: the worker explains. */
  late: boolean;
}

/** Contacts of each area in the past twelve months. */
export const PAST_CONTACTS = 120;
const DAYS = 364;
/** The past is finished: nothing of it is younger than this, so that a weekend lies between it and the live morning. */
const YOUNGEST_DAYS = 5;

/** Families who came back: what about, in order. Together with one contact of each other family they make 120. */
const ARCS: readonly (readonly string[])[] = [
  ['encompass-standard', 'low-mood', 'encompass-repeat', 'hidden-harm'],
  ['neglect-low', 'dental', 'housing', 'neglect-repeat'],
  ['neglect-low', 'neglect-growing', 'neglect-repeat'],
  ['attendance', 'older-boyfriend', 'self-harm'],
  ['encompass-standard', 'encompass-repeat', 'encompass-high'],
  ['encompass-standard', 'encompass-repeat'],
  ['encompass-standard', 'encompass-repeat'],
  ['attendance', 'absence'],
  ['online', 'images'],
  ['bullied', 'self-harm'],
  ['home-education', 'absence'],
  ['housing', 'dental'],
  ['treatment', 'hidden-harm'],
  ['neglect-growing', 'neglect-repeat'],
  ['online', 'older-boyfriend'],
  ['low-mood', 'neglect-growing'],
];

/** The family whose third contact comes in the live morning. */
export const RETURNING_ARC: readonly string[] = ['neglect-low', 'neglect-growing'];

/** What each area has most of (domain 2.1): these themes come again and again. */
const EMPHASIS: Record<SeedArea['id'], readonly string[]> = {
  cambridgeshire: ['neglect-low', 'neglect-growing', 'neglect-repeat', 'neglect-long', 'dental', 'faltering', 'housing', 'overcrowded'],
  norfolk: ['encompass-standard', 'encompass-repeat', 'encompass-high', 'older-boyfriend', 'county-lines', 'attendance', 'self-harm', 'neglect-low'],
  somerset: ['treatment', 'low-mood', 'hidden-harm', 'drink', 'encompass-repeat', 'encompass-standard', 'parent-crisis', 'young-carer'],
  'blackburn-with-darwen': ['neglect-growing', 'housing', 'hidden-harm', 'offender', 'absence', 'chastised', 'disabled', 'slap'],
  plymouth: ['concealed', 'missed-antenatal', 'bruise', 'young-mother', 'encompass-standard', 'low-mood', 'treatment', 'asthma'],
};

/** The family of each story, with the days on which each contact came. */
function storiesOf(area: SeedArea): { key: string; themes: readonly Theme[]; daysAgo: readonly number[] }[] {
  const draw = drawing('history', area.id);
  const arcs = [...ARCS, RETURNING_ARC];
  const returning = arcs.map((keys, place) => {
    const gap = 24 + Math.floor(draw() * 34);
    const last = YOUNGEST_DAYS + 12 + Math.floor(draw() * Math.max(1, DAYS - 60 - gap * keys.length));
    return { key: `family-${place}`, themes: keys.map(themeOf), daysAgo: keys.map((_key, index) => last + gap * (keys.length - 1 - index)) };
  });
  const singles = PAST_CONTACTS - arcs.flat().length;
  const emphasis = EMPHASIS[area.id];
  return [
    ...returning,
    ...Array.from({ length: singles }, (_each, place) => {
      const theme = THEMES[place] ?? themeOf(oneOf(draw, emphasis));
      return { key: `once-${place}`, themes: [theme], daysAgo: [YOUNGEST_DAYS + Math.floor(((place * 53) % singles) * ((DAYS - YOUNGEST_DAYS) / singles) + draw() * 3)] };
    }),
  ];
}

/** Schools and offices tell in working hours; police, hospitals and neighbours at any. */
function hourOf(theme: Theme, draw: () => number): { hour: number; minute: number; anyDay: boolean } {
  const minute = Math.floor(draw() * 60);
  const night = theme.by[0] === 'police' || theme.by[0] === 'hospital' || theme.by[0] === 'neighbour' || theme.by[0] === 'anonymous';
  return night && draw() < 0.5 ? { hour: Math.floor(draw() * 24), minute, anyDay: true } : { hour: 8 + Math.floor(draw() * 8), minute, anyDay: false };
}

/** When something of a day came in, at the hours of those who tell it. */
export function receivedOn(today: Temporal.PlainDate, daysAgo: number, theme: Theme, draw: () => number): Temporal.Instant {
  const { hour, minute, anyDay } = hourOf(theme, draw);
  const day = today.subtract({ days: daysAgo });
  const working = anyDay ? null : addWorkingDays(day.subtract({ days: 1 }), 1);
  const date = working?.ok ? working.value : day;
  return date.toZonedDateTime({ timeZone: LONDON, plainTime: { hour, minute } }).toInstant();
}

/** Past every clock: more than 24 hours after it was claimed. */
const LATE_MINUTES = 26 * 60;

function dutyHours(at: Temporal.Instant): boolean {
  const open = isDutyHours(at, england, { opens: '08:00', closes: '18:00' });
  return open.ok && open.value;
}

/** How often workers differ from the guide, and are late: about as audits find (domain 2.1). */
function settlingOf(draw: () => number): Settling {
  const drawn = draw();
  return drawn < 0.74 ? 'as_proposed' : drawn < 0.86 ? 'at_level_2' : drawn < 0.94 ? 'lower' : 'higher';
}

/**
 * The contacts of one area in the year before a day, in the order in which they came. The same day gives the same year:
 * the hour at which it is asked makes no difference.
 */
export function yearBefore(area: SeedArea, people: readonly SeedMembership[], now: Temporal.Instant): PastContact[] {
  const today = londonDate(now);
  const stories = storiesOf(area);
  const firstSerial = firstSerialOf(area);
  const contacts = stories.flatMap(({ key, themes, daysAgo }, place) => {
    const draw = drawing('past', area.id, key);
    const times = themes.map((theme, index) => receivedOn(today, daysAgo[index] ?? YOUNGEST_DAYS, theme, draw));
    const [first] = times;
    if (first === undefined) return [];
    const household = householdOf(area, key, firstSerial + place, themes, londonDate(first), { schoolWithAccounts: place % 2 === 0 });
    return themes.map((theme, index): PastContact => {
      const receivedAt = times[index] ?? first;
      const contact = planContact(area, people, { key: `${key}-${index}`, theme, household, receivedAt });
      const urgent = theme.believed.includes(4);
      const late = !urgent && draw() < 0.05 && dutyHours(receivedAt);
      const claimedAt = receivedAt.add({ minutes: 4 + Math.floor(draw() * (urgent ? 20 : 110)) });
      const decidedAt = claimedAt.add({ minutes: (late ? LATE_MINUTES : 25) + Math.floor(draw() * (urgent ? 70 : 200)) });
      return { ...contact, settling: settlingOf(draw), claimedAt, decidedAt, late };
    });
  });
  return contacts.sort((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt));
}

/** Where an area's households begin in the row of test numbers. */
export function firstSerialOf(area: SeedArea): number {
  return AREAS.findIndex(({ id }) => id === area.id) * HOUSEHOLDS;
}

/** Households of the live morning come after those of the year. */
export const LIVE_SERIAL = 130;

/** And after those the one to whose caller a letter is owed. */
export const OWED_SERIAL = 145;

/** The household of the family that comes back in the live morning. */
export function returningHousehold(area: SeedArea, people: readonly SeedMembership[], now: Temporal.Instant): PastContact['household'] | undefined {
  return yearBefore(area, people, now).findLast((contact) => contact.key.startsWith(`family-${ARCS.length}-`))?.household;
}

import { Temporal } from 'temporal-polyfill';
import { londonDate } from '@/lib/platform/time';
import type { SeedArea } from './areas';
import { planContact } from './contact-plan';
import { firstSerialOf, receivedOn, type PastContact } from './history';
import { drawing } from './names';
import type { SeedMembership } from './people';
import { themeOf } from './stories';
import { householdOf } from './stories/households';
import type { Household, Theme } from './stories/model';

/**
 * Three families of each area whom the front door knew before the year (issue 4, section 3): one told of for a long time, one with
 * twins, and one that moved and took another name. Each comes again in the live morning, the last two under what nothing but
 * a person can know again: twins are proposed apart, and the moved child shares neither name, address nor number.
 */
export const FAMILIES = ['known', 'twins', 'moved'] as const;
export type FamilyKey = (typeof FAMILIES)[number];

interface Story {
  /** What about, and how many days before the morning: all before its year. */
  before: readonly { theme: string; daysAgo: number }[];
  /** The theme of the live contact, whose ages must fit too. */
  live: string;
  /** Ages in months at which its child is in the school whose staff have accounts: its teacher tells. */
  atSchool?: readonly [number, number];
}

const STORIES: Record<FamilyKey, Story> = {
  known: { before: [{ theme: 'neglect-low', daysAgo: 515 }, { theme: 'dental', daysAgo: 470 }, { theme: 'neglect-growing', daysAgo: 385 }], live: 'attendance', atSchool: [84, 118] },
  twins: { before: [{ theme: 'encompass-standard', daysAgo: 430 }], live: 'encompass-high' },
  moved: { before: [{ theme: 'neglect-low', daysAgo: 490 }, { theme: 'neglect-growing', daysAgo: 410 }], live: 'slap' },
};

/** After the households of the year, before those of the morning. */
const FIRST_SERIAL = 110;
const DAYS_IN_MONTH = 30.4;

/** A theme at the age that its child had when the family was first told of. */
function atFirst(theme: Theme, daysLater: number): Theme {
  const months = Math.ceil(daysLater / DAYS_IN_MONTH);
  return { ...theme, atLeast: 2, months: [Math.max(0, theme.months[0] - months), theme.months[1] - months] };
}

/** Both children of one birth. The second has no number of its own in any record: so twins are met with. */
function twins(household: Household): Household {
  const [first, second, ...others] = household.children;
  if (first === undefined || second === undefined) throw new Error('twins are two');
  return { ...household, children: [first, { ...second, dateOfBirth: first.dateOfBirth, school: first.school, nhsNumber: '', upn: '' }, ...others] };
}

const nameless = (household: Household): Household => ({ ...household, children: household.children.map((child) => ({ ...child, nhsNumber: '', upn: '' })) });

/** A family as it was first told of, and as it is in the morning. */
function householdsOf(area: SeedArea, key: FamilyKey, now: Temporal.Instant): { then: Household; today: Household } {
  const { before, live, atSchool } = STORIES[key];
  const first = before[0]?.daysAgo ?? 0;
  const on = londonDate(now).subtract({ days: first });
  const themes = [...before.map(({ theme, daysAgo }) => atFirst(themeOf(theme), first - daysAgo)), atFirst({ ...themeOf(live), months: atSchool ?? themeOf(live).months }, first)];
  const made = householdOf(area, `before-${key}`, firstSerialOf(area) + FIRST_SERIAL + FAMILIES.indexOf(key), themes, on, { schoolWithAccounts: atSchool !== undefined });
  if (key === 'known') return { then: made, today: made };
  if (key === 'twins') return { then: twins(made), today: twins(made) };
  // The mother went home: her own name, another town.
  const elsewhere = householdOf(area, 'after-moved', firstSerialOf(area) + FIRST_SERIAL + FAMILIES.length, themes, on);
  const { familyName } = elsewhere.gran;
  return { then: nameless(made), today: { ...made, mum: { ...made.mum, familyName }, gran: { ...made.gran, familyName }, children: made.children.map((child) => ({ ...child, familyName })), address: elsewhere.address, postcode: elsewhere.postcode } };
}

/** The household in which a family comes again in the live morning. */
export const comesAgain = (area: SeedArea, key: FamilyKey, now: Temporal.Instant): Household => householdsOf(area, key, now).today;

/**
 * What was told of these families before the year, oldest first, each decided and closed. The school nurse rang about two of them,
 * five times: a caller known to the service.
 */
export function familiesBefore(area: SeedArea, people: readonly SeedMembership[], now: Temporal.Instant): PastContact[] {
  const today = londonDate(now);
  const contacts = FAMILIES.flatMap((key) => {
    const { then } = householdsOf(area, key, now);
    const draw = drawing('before', area.id, key);
    return STORIES[key].before.map(({ theme: name, daysAgo }, index): PastContact => {
      const theme = themeOf(name);
      const receivedAt = receivedOn(today, daysAgo, theme, draw);
      const nurse = key === 'twins' ? {} : { by: 'school_nurse' as const, reporterWords: 'known-caller', channel: 'phone' as const };
      const contact = planContact(area, people, { key: `before-${key}-${index}`, theme, household: then, receivedAt, ...nurse });
      const claimedAt = receivedAt.add({ minutes: 20 + Math.floor(draw() * 60) });
      return { ...contact, settling: 'as_proposed', claimedAt, decidedAt: claimedAt.add({ minutes: 60 + Math.floor(draw() * 90) }), late: false };
    });
  });
  return contacts.sort((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt));
}

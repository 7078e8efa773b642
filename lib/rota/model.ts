import { Temporal } from 'temporal-polyfill';
import type { Role } from '@/lib/access/model';
import { LONDON } from '@/lib/platform/time';

/**
 * Who answers, and when (safe practice 7.1). A shift puts one person in one post from one instant to another; several
 * in the same post at once are asked in the order of their cover. Who is away is stood in for by who covers them.
 */
export const POSTS = ['duty_manager', 'duty_social_worker', 'emergency_duty_worker', 'emergency_duty_manager'] as const;
export type Post = (typeof POSTS)[number];

interface PostRow {
  name: string;
  /** When somebody must be in it: in the front door's duty hours, outside them, or when the authority wishes. */
  needed: 'in_duty_hours' | 'outside_duty_hours' | 'as_wished';
  /** Who may be put in it. */
  roles: readonly Role[];
}

export const POST_TABLE: Record<Post, PostRow> = {
  duty_manager: { name: 'Duty manager', needed: 'in_duty_hours', roles: ['manager'] },
  duty_social_worker: { name: 'Duty social worker', needed: 'in_duty_hours', roles: ['cads_social_worker'] },
  emergency_duty_worker: { name: 'Emergency duty worker', needed: 'outside_duty_hours', roles: ['emergency_duty_worker'] },
  emergency_duty_manager: { name: 'Emergency duty manager', needed: 'as_wished', roles: ['manager', 'emergency_duty_worker'] },
};

/** First, second and third to be asked. */
export const COVER_ORDERS = [1, 2, 3] as const;
export type CoverOrder = (typeof COVER_ORDERS)[number];
export const COVER_WORDS: Record<CoverOrder, string> = { 1: 'First', 2: 'Second', 3: 'Third' };

export function isPost(text: string): text is Post {
  return (POSTS as readonly string[]).includes(text);
}

/** The posts that somebody in these roles may be put in. */
export function postsOf(roles: readonly string[]): Post[] {
  return POSTS.filter((post) => POST_TABLE[post].roles.some((role) => roles.includes(role)));
}

/** A stretch of time: its start belongs to it, its end does not. */
export interface Stretch {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

export interface Shift extends Stretch {
  id: string;
  post: Post;
  accountId: string;
  coverOrder: CoverOrder;
}

export interface Absence extends Stretch {
  id: string;
  accountId: string;
  /** Null: the next in the order covers. */
  coveredBy: string | null;
  /** The posts that whoever covers may be put in now: in every other nobody stands in, and it is a gap. */
  coversIn: readonly Post[];
}

/**
 * May somebody stand in? In each post that is left then; where no shift is made yet, in one at least that the one who is away may be in.
 * @param covers the posts that whoever stands in may be put in.
 */
export function mayStandIn(covers: readonly Post[], left: readonly Post[], theirs: readonly Post[]): boolean {
  return left.length > 0 ? left.every((post) => covers.includes(post)) : theirs.some((post) => covers.includes(post));
}

/** Somebody on duty. */
export interface OnDuty {
  post: Post;
  accountId: string;
  coverOrder: CoverOrder;
  /** For whom they stand in; null on a shift of their own. */
  insteadOf: string | null;
  until: Temporal.Instant;
}

const within = ({ from, to }: Stretch, at: Temporal.Instant) => Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, to) < 0;
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) <= 0 ? a : b);
const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b);

/**
 * Who is on at an instant, in the order in which they are asked: by post as the table lists them, then by cover.
 * Somebody away is left out, and whoever covers them takes their place, unless that one is away too or may not be in the post.
 */
export function onDutyAt(shifts: readonly Shift[], absences: readonly Absence[], at: Temporal.Instant): OnDuty[] {
  const away = absences.filter((absence) => within(absence, at));
  const isAway = (accountId: string) => away.some((absence) => absence.accountId === accountId);
  const on = shifts.filter((shift) => within(shift, at)).flatMap(({ post, accountId, coverOrder, to }): OnDuty[] => {
    if (!isAway(accountId)) return [{ post, accountId, coverOrder, insteadOf: null, until: to }];
    const absence = away.find((each) => each.accountId === accountId && each.coveredBy !== null && each.coversIn.includes(post) && !isAway(each.coveredBy));
    return absence?.coveredBy ? [{ post, accountId: absence.coveredBy, coverOrder, insteadOf: accountId, until: earlier(to, absence.to) }] : [];
  });
  return on.sort((a, b) => POSTS.indexOf(a.post) - POSTS.indexOf(b.post) || a.coverOrder - b.coverOrder || a.accountId.localeCompare(b.accountId));
}

/** When somebody's standing in for others ends: with each shift, or with the absence where that is over sooner. */
export function standInEnds(shifts: readonly Shift[], absences: readonly Absence[], accountId: string): Temporal.Instant[] {
  return absences
    .filter(({ coveredBy }) => coveredBy === accountId)
    .flatMap((absence) => shifts.filter((shift) => shift.accountId === absence.accountId && absence.coversIn.includes(shift.post) && Temporal.Instant.compare(later(shift.from, absence.from), earlier(shift.to, absence.to)) < 0).map(({ to }) => earlier(to, absence.to)));
}

/** The instants at which who is on may change within a stretch: its start, and every edge of a shift or an absence in it. */
function edgesIn(shifts: readonly Shift[], absences: readonly Absence[], { from, to }: Stretch): Temporal.Instant[] {
  const edges = [...shifts, ...absences].flatMap((each) => [each.from, each.to]).filter((at) => Temporal.Instant.compare(from, at) < 0 && Temporal.Instant.compare(at, to) < 0);
  return [from, ...edges.sort(Temporal.Instant.compare)];
}

/** A stretch in which nobody is in a post that somebody must be in. */
export interface Gap extends Stretch {
  post: Post;
}

/** The stretches of the needed time in which nobody is in the post; two that touch are one. */
export function gapsIn(post: Post, needed: readonly Stretch[], shifts: readonly Shift[], absences: readonly Absence[]): Gap[] {
  const own = shifts.filter((shift) => shift.post === post);
  return needed.flatMap((stretch) => {
    const edges = edgesIn(own, absences, stretch);
    return edges.reduce<Gap[]>((gaps, from, index) => {
      const to = edges[index + 1] ?? stretch.to;
      if (Temporal.Instant.compare(from, to) === 0 || onDutyAt(own, absences, from).length > 0) return gaps;
      const last = gaps.at(-1);
      return last !== undefined && Temporal.Instant.compare(last.to, from) === 0 ? [...gaps.slice(0, -1), { post, from: last.from, to }] : [...gaps, { post, from, to }];
    }, []);
  });
}

/** What lies outside some stretches, in order and apart, within a whole. */
export function outside(stretches: readonly Stretch[], { from, to }: Stretch): Stretch[] {
  const rest: Stretch[] = [];
  let start = from;
  for (const stretch of stretches) {
    if (Temporal.Instant.compare(start, stretch.from) < 0) rest.push({ from: start, to: stretch.from });
    start = later(start, stretch.to);
  }
  if (Temporal.Instant.compare(start, to) < 0) rest.push({ from: start, to });
  return rest;
}

/** The Monday of the week of a day. */
export function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** The week that begins on a day, from midnight to midnight in London: 167 or 169 hours where the clocks change. */
export function weekFrom(monday: Temporal.PlainDate): Stretch {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(LONDON).toInstant();
  return { from: midnight(monday), to: midnight(monday.add({ days: 7 })) };
}

/**
 * A shift as it is written on a rota: on a day, from one time of the London clock to another; a time that is not after
 * the first is the next day's.
 */
export function stretchOn(day: Temporal.PlainDate, fromTime: Temporal.PlainTime, toTime: Temporal.PlainTime): Stretch {
  const lastDay = Temporal.PlainTime.compare(toTime, fromTime) > 0 ? day : day.add({ days: 1 });
  const at = (date: Temporal.PlainDate, plainTime: Temporal.PlainTime) => date.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  return { from: at(day, fromTime), to: at(lastDay, toTime) };
}

/** The same stretch so many weeks later by the London clock: 09:00 stays 09:00 when the clocks have changed between. */
export function weeksLater({ from, to }: Stretch, weeks: number): Stretch {
  const move = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON).add({ weeks }).toInstant();
  return { from: move(from), to: move(to) };
}

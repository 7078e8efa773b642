import { Temporal } from 'temporal-polyfill';

/**
 * How urgent a worker rates a contact, beside what the guide proposes (domain 5.4): the colours that the desks of England
 * use, with danger before them. A rating moves a contact in the queue at once. It never lets go of anything: level, route,
 * both clocks and the clock of attention stay those of whatever governs, unless the rating is higher.
 */
export const RATINGS = ['immediate', 'red', 'amber', 'green', 'blue'] as const;
export type Rating = (typeof RATINGS)[number];

/** Place in the queue, and words: 0 is immediate danger, then as levels 4 to 1. */
export const RATING_TABLE: Record<Rating, { rank: number; name: string; meaning: string }> = {
  immediate: { rank: 0, name: 'Immediate danger', meaning: 'somebody must see this now' },
  red: { rank: 1, name: 'Red', meaning: 'as at level 4' },
  amber: { rank: 2, name: 'Amber', meaning: 'as at level 3' },
  green: { rank: 3, name: 'Green', meaning: 'as at level 2' },
  blue: { rank: 4, name: 'Blue', meaning: 'as at level 1' },
};

export interface Rated {
  at: Temporal.Instant;
  rating: Rating;
}

export function isRating(text: string): text is Rating {
  return (RATINGS as readonly string[]).includes(text);
}

/** The rating that a place in the queue amounts to. */
export function ratingOfRank(rank: number): Rating {
  return RATINGS.find((rating) => RATING_TABLE[rating].rank === rank) ?? 'blue';
}

/** The last rank from which a contact asks for attention in minutes: immediate danger or level 4. */
export const URGENT_RANK = 1;

/** Does an open contact ask for attention in minutes? In danger, at level 4, or rated so by a worker; a lower rating takes nothing from the level. */
export function isUrgent({ immediate, level, riskRank }: { immediate: boolean; level: number; riskRank: number }): boolean {
  return immediate || level === 4 || riskRank <= URGENT_RANK;
}

/**
 * The place in the queue of an undecided contact: that of its latest rating. A rating lower than the contact's own place
 * holds only until something more comes in, so that what came later is never hidden by what was thought before.
 * @param ownRank where it stands by what governs.
 * @param lastChangeAt when something last came in or was proposed.
 */
export function rankOf(ownRank: number, ratings: readonly Rated[], lastChangeAt: Temporal.Instant): number {
  const latest = ratings.at(-1);
  if (latest === undefined) return ownRank;
  const { rank } = RATING_TABLE[latest.rating];
  return rank > ownRank && Temporal.Instant.compare(lastChangeAt, latest.at) > 0 ? ownRank : rank;
}

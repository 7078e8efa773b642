/**
 * Whom what goes to another agency must not reach: the adult of whom something is alleged and their employer before it is agreed (domain
 * 7.15), and anybody whom the mother has not told of her pregnancy (domain 7.12). No level lifts either: neither is a gate of agreement.
 */
import type { Temporal } from 'temporal-polyfill';
import { speaksOfPregnancy } from '@/lib/people/unborn';

/** Does it go to the adult concerned, to their employer or volunteer organisation, or to somebody who will tell them? */
export const TRUST_REACHES = ['nobody', 'adult', 'employer', 'would_tell'] as const;
export type TrustReach = (typeof TRUST_REACHES)[number];
export const TRUST_REACH_WORDS: Record<TrustReach, string> = {
  nobody: 'To none of them, nor to anybody who will tell them',
  adult: 'To the adult concerned',
  employer: 'To their employer, or the organisation they volunteer for',
  would_tell: 'To somebody who will tell one of them',
};

/** Who may agree that the adult concerned, their employer or whoever is taken for them is told. */
export const AGREERS = ['designated_officer', 'strategy_discussion'] as const;
export type Agreer = (typeof AGREERS)[number];
export const AGREER_WORDS: Record<Agreer, string> = { designated_officer: 'The designated officer (LADO)', strategy_discussion: 'The strategy discussion' };

/** That nobody has agreed, chosen instead of who did: only what has gone already can go so. */
export const NOBODY_AGREED = 'nobody';
export const AGREED_CHOICES = [...AGREERS, NOBODY_AGREED] as const;

/** Whom it lets know of a pregnancy. `kept`: whoever needs it for their work and was told that it is kept. */
export const PREGNANCY_REACHES = ['nothing', 'told', 'kept', 'not_told'] as const;
export type PregnancyReach = (typeof PREGNANCY_REACHES)[number];
export const PREGNANCY_REACH_WORDS: Record<PregnancyReach, string> = {
  nothing: 'Nobody: nothing in it lets anybody know of it',
  told: 'The mother, or somebody whom she has told',
  kept: 'A professional who needs it for the child, and was asked to keep it from everybody whom she has not told',
  not_told: 'A parent, a partner or somebody else whom she has not told, or somebody who will tell them',
};

/** What is asked of each fact and question of a contact, beside whether agreement or a manager opened the gate. */
export interface Asks {
  /** Null where nothing is alleged. `employers`: agencies that told us of somebody who works or may work there. */
  trust: { employers: readonly string[] } | null;
  /** Null where no pregnancy is on record. `stands`: one of them has not ended, here or on what was joined in. */
  pregnancy: { stands: boolean; expected: ReadonlySet<string>; ended: ReadonlySet<string> } | null;
}
export const NOTHING_ASKED: Asks = { trust: null, pregnancy: null };

/** What is said of whom it reaches. */
export interface Reach {
  trustReach: TrustReach | null;
  /** Who agreed that they hear it, by name and work, and when; null where nobody did. */
  trustAgreer: Agreer | null;
  trustAgreedBy: string;
  trustAgreedRole: string;
  trustAgreedAt: Temporal.Instant | null;
  pregnancyReach: PregnancyReach | null;
}

/** Does it go, or did it go, to one of those of whom nobody agreed that they hear it? */
export function notAgreed({ trustReach, trustAgreer }: Pick<Reach, 'trustReach' | 'trustAgreer'>): boolean {
  return trustReach !== null && trustReach !== 'nobody' && trustAgreer === null;
}

/** Does it speak of a pregnancy that has ended, and of none that has not: as its child, as all the children that are left, or in its words? */
export function isOfEnded({ stands, ended }: NonNullable<Asks['pregnancy']>, { personId, words, pregnancyReach }: { personId: string | null; words: string } & Pick<Reach, 'pregnancyReach'>, others: number): boolean {
  if (personId === null ? others === 0 : ended.has(personId)) return ended.size > 0;
  return !stands && ended.size > 0 && pregnancyReach !== 'nothing' && speaksOfPregnancy(words);
}

/** Can it let somebody know of a pregnancy: by its words, or since it is about a child not born yet? @param personId null for all the children. */
export function maySayPregnancy({ expected, ended }: NonNullable<Asks['pregnancy']>, personId: string | null, words: string): boolean {
  return speaksOfPregnancy(words) || (personId === null ? expected.size > 0 : expected.has(personId) || ended.has(personId));
}

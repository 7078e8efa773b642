/**
 * How somebody is told safely: by which way, how that was proved, and what an agreement or an advice allows
 * (safe practice 4, 5, 6).
 */
import { Temporal } from 'temporal-polyfill';
import type { SaidOfReaching } from '@/lib/contact/report/reaching';

/** Ways to reach somebody. */
export const SAFE_WAYS = ['letter', 'email', 'telephone'] as const;
export type SafeWay = (typeof SAFE_WAYS)[number];

export const SAFE_WAY_WORDS: Record<SafeWay, string> = { letter: 'A letter by post or by hand', email: 'An e-mail that says only that a message waits', telephone: 'By telephone only: nothing in writing' };

/** How it was proved that the way is theirs and safe. */
export const PROOFS = ['spoken_with', 'handed_over', 'own_account'] as const;
export type Proof = (typeof PROOFS)[number];

export const PROOF_WORDS: Record<Proof, string> = {
  spoken_with: 'We spoke with them, and they said so themselves',
  handed_over: 'It is handed over to them in person',
  own_account: 'The young person told us so themselves',
};

/** One recorded way to reach one recipient. */
export interface SafeContact {
  id: string;
  recipientKey: string;
  at: Temporal.Instant;
  by: string;
  way: SafeWay;
  how: Proof;
  /** Who spoke with them, or will hand it over. */
  provedBy: string;
  /** ISO date on which it was proved. */
  provedOn: string;
  noMessage: boolean;
  words: string;
}

/** Why a letter may not go to this recipient by post yet; null when it may. */
export type WayProblem = 'not_proved' | 'proved_before_it_came_back' | 'not_by_letter';

export const WAY_PROBLEM_WORDS: Record<WayProblem, string> = {
  not_proved: 'Nobody has recorded how we know that this address is theirs and safe. Record it first.',
  proved_before_it_came_back: 'A letter came back after this address was proved. Prove it again first.',
  not_by_letter: 'They are not to be written to. Tell them in the way that is safe.',
};

/**
 * May a letter go to them by post? Only by the newest record, and not by one from before a letter came back.
 * @param cameBackAt when a letter to them last came back; null when none has.
 */
export function wayProblem(newest: Pick<SafeContact, 'way' | 'at'> | null, cameBackAt: Temporal.Instant | null): WayProblem | null {
  if (newest === null) return 'not_proved';
  if (newest.way !== 'letter') return 'not_by_letter';
  return cameBackAt !== null && Temporal.Instant.compare(newest.at, cameBackAt) <= 0 ? 'proved_before_it_came_back' : null;
}

/**
 * Is this another way than the one they, or whoever reported of them, said is safe? Then it is recorded only with why it is
 * safe now. A letter handed over in person reaches them in person.
 */
export function againstWhatWasSaid(said: SaidOfReaching['safeWay'], { way, how }: Pick<SafeContact, 'way' | 'how'>): boolean {
  if (said === null || said === 'not_known') return false;
  return said === 'in_person' ? how !== 'handed_over' : said !== way;
}

/** Why the post brought a letter back. */
export const RETURN_REASONS = ['not_known', 'moved', 'refused', 'damaged', 'not_said'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const RETURN_REASON_WORDS: Record<ReturnReason, string> = {
  not_known: 'Not known at this address',
  moved: 'They have moved',
  refused: 'It was refused',
  damaged: 'It was damaged or opened on the way',
  not_said: 'The envelope does not say',
};

/** Who may agree that a possible subject is told. */
export { AGREERS, AGREER_WORDS, type Agreer } from '@/lib/sharing/reach';

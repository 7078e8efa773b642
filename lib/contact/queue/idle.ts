import { Temporal } from 'temporal-polyfill';
import type { Guide } from '@/lib/threshold/model';

/** Why a claim ended without its holder's doing (safe practice 7.1), in the words for the one who held it. */
export const RELEASES = ['disabled', 'closed_to', 'shift_end', 'idle'] as const;
export type ReleaseHow = (typeof RELEASES)[number];

export const RELEASE_WORDS: Record<ReleaseHow, string> = {
  disabled: 'its holder no longer signs in here',
  closed_to: 'it is closed to its holder',
  shift_end: 'the shift of its holder ended',
  idle: 'nothing was done on it for too long',
};

/** A live claim, and what is known of its holder. */
export interface HeldClaim {
  claimedAt: Temporal.Instant;
  /** The holder's last act on this contact, an entry of its timeline or a draft saved, or when a second person returned what they decided. Null when there is none. */
  lastActAt: Temporal.Instant | null;
  /** At level 4, immediate or rated so: the shorter time holds. */
  urgent: boolean;
  /** A decision is asked of the holder: not once it is in force, and not while a second person has it. */
  undecided: boolean;
  /** The holder may still sign in and hold contacts here. */
  mayHold: boolean;
  /** The holder may not open it any more (safe practice 7.14). */
  closedTo: boolean;
  onDuty: boolean;
  /** When shifts of the holder end, or of those for whom they stand in. */
  shiftEnds: readonly Temporal.Instant[];
  /** When emergency duty acted on it last, where the night holds it and nothing has come in since that nobody has read; else null. */
  actedAt: Temporal.Instant | null;
}

/** What says how long nothing was done on it. */
export type Quiet = Pick<HeldClaim, 'claimedAt' | 'lastActAt' | 'urgent' | 'undecided' | 'actedAt'>;

/** As long as a night, from the front door's closing at five to its opening at nine. Beyond it no act of a night answers for a child. */
const NIGHT_HOURS = 16;

function quietAt({ claimedAt, lastActAt, urgent }: Quiet, attention: Guide['attention']): Temporal.Instant {
  const last = lastActAt !== null && Temporal.Instant.compare(lastActAt, claimedAt) > 0 ? lastActAt : claimedAt;
  return last.add({ minutes: urgent ? attention.idleClaimLevel4Minutes : attention.idleClaimMinutes });
}

/**
 * Until when the holder may do nothing; null where nothing is asked of them. What emergency duty has acted on stays for the night with
 * whoever of them holds it, who is out with the next child and writes nothing here: nobody's, it would call somebody hour after hour
 * about a child for whom a person is acting.
 */
export function idleAt(claim: Quiet, attention: Guide['attention']): Temporal.Instant | null {
  if (!claim.undecided) return null;
  const [quiet, night] = [quietAt(claim, attention), claim.actedAt?.add({ hours: NIGHT_HOURS })];
  return night !== undefined && Temporal.Instant.compare(night, quiet) > 0 ? night : quiet;
}

/** May a colleague take it over by claiming it? Nothing was done on it for so long that it is its holder's only since the night acted on it. */
export function mayBeTakenOver(claim: Quiet, attention: Guide['attention'], at: Temporal.Instant): boolean {
  return claim.undecided && Temporal.Instant.compare(at, quietAt(claim, attention)) >= 0;
}

/**
 * Does this claim go back to the queue now, and why? A shift that ended since the claim ends it, unless the holder is on
 * again or still; who claims outside any shift is not sent home by the rota.
 */
export function releaseNow(claim: HeldClaim, attention: Guide['attention'], at: Temporal.Instant): ReleaseHow | null {
  if (!claim.mayHold) return 'disabled';
  if (claim.closedTo) return 'closed_to';
  const ended = claim.shiftEnds.some((end) => Temporal.Instant.compare(claim.claimedAt, end) < 0 && Temporal.Instant.compare(end, at) <= 0);
  if (claim.undecided && ended && !claim.onDuty) return 'shift_end';
  const idle = idleAt(claim, attention);
  return idle !== null && Temporal.Instant.compare(at, idle) >= 0 ? 'idle' : null;
}

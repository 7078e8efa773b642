import { sameChild } from '@/lib/people/model';
import { isUnnamedOfOneBirth, lastSaid, pairKey, weigherOf, WORTH_PROPOSING, type NamedPerson, type PairOutcome, type Said, type Weighed } from '@/lib/people/identity';

/** A child of another contact beside one of this, with what speaks for and against their being the same. */
export interface Proposed<Other> extends Weighed {
  other: Other;
  /** What was said of these two last; null when nothing was, or a link was undone since. */
  said: PairOutcome | null;
  linked: boolean;
}

interface Somebody extends NamedPerson {
  id: string;
  nameDobKey: string | null;
  /** child | household_child | adult */
  kind: string;
}

/** Both children, or both adults. */
const areOfOneSide = (a: Somebody, b: Somebody) => (a.kind === 'adult') === (b.kind === 'adult');

/** A parent and child may share a name, an address and a telephone, and never a date of birth. */
const mayBeOne = (a: Somebody, b: Somebody) => areOfOneSide(a, b) || (a.dateOfBirth !== null && a.dateOfBirth === b.dateOfBirth);

/** As equal as two weights are that differ by rounding. */
const AS_LIKELY = 0.999;

/**
 * The weights know nothing of who is whose parent, and so hold one name in one home against two who may be parent and child; of two
 * children, or two adults, it is what a child told of twice looks like, and a person is asked.
 */
const isWorth = (a: Somebody, b: Somebody, { probability, sameNameAtHome }: Weighed) =>
  probability >= WORTH_PROPOSING || isUnnamedOfOneBirth(a, b) || (sameNameAtHome && areOfOneSide(a, b));

/** Of those who share a key, whoever may be any of these, so that they are proposed if nothing else is likelier. */
export function worthProposing<Other extends Somebody>(children: readonly Somebody[], others: readonly Other[]): Other[] {
  const ready = children.map((child) => ({ child, weighed: weigherOf(child) }));
  return others.filter((other) => ready.some(({ child, weighed }) => isIdentified(child, other) || (mayBeOne(child, other) && isWorth(child, other, weighed(other)))));
}

const identifiers = ({ nhsNumber, upn, nameDobKey }: Somebody) => ({ nhsNumber, upn, nameDobKey });
const isIdentified = (a: Somebody, b: Somebody) => sameChild(identifiers(a), identifiers(b)) !== null;

/**
 * Of each child of a contact, whom of other contacts it may be: who is linked first, then the likeliest. Somebody who is more
 * likely somebody else in this contact is proposed only there, so that twins stay apart; an adult of one and a child of another
 * only where they were born on one day: a child who has grown up. Pure.
 * @param links pairs that are linked now.
 */
export function propose<Mine extends Somebody, Other extends Somebody>(children: readonly Mine[], others: readonly Other[], links: ReadonlySet<string>, said: readonly Said[]): Map<string, Proposed<Other>[]> {
  const last = lastSaid(said);
  // Each is made ready once, however many others there are.
  const ready = children.map((child) => ({ child, weigh: weigherOf(child) }));
  const proposed = new Map<string, Proposed<Other>[]>(children.map(({ id }) => [id, []]));
  for (const other of others) {
    const weighed = ready.map(({ child, weigh }) => ({ child, ...weigh(other) }));
    // Who was told apart from the likeliest is somebody else's history still: the next likeliest is asked.
    const best = Math.max(...weighed.filter(({ child }) => last.get(pairKey(child.id, other.id))?.outcome !== 'not_same').map(({ probability }) => probability));
    for (const { child, ...how } of weighed) {
      const key = pairKey(child.id, other.id);
      const outcome = last.get(key)?.outcome;
      const pairSaid = outcome === 'same' || outcome === 'not_same' || outcome === 'not_sure' ? outcome : null;
      const identified = isIdentified(child, other);
      const likely = mayBeOne(child, other) && isWorth(child, other, how) && how.probability >= best * AS_LIKELY;
      if (links.has(key) || outcome !== undefined || identified || likely) proposed.get(child.id)?.push({ ...how, other, said: pairSaid, linked: links.has(key) });
    }
  }
  for (const each of proposed.values()) each.sort((a, b) => Number(b.linked) - Number(a.linked) || b.probability - a.probability);
  return proposed;
}

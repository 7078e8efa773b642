/**
 * How good matching is, on an invented population whose truth is known: precision, recall, twins and namesakes taken for one
 * another, and each group of names beside the mean. `npm run bench -- people` prints it; docs/measurements.md keeps it.
 */
import { comparable } from '@/lib/people/match/comparable';
import { link } from '@/lib/people/match/link';
import { chance, population, recordOf, type Someone } from './population';

export interface Quality {
  people: number;
  pairs: number;
  precision: number;
  recall: number;
  /** Records of twins, and of parents and children of one name, that met one another, and how many of them were linked. */
  twins: { met: number; linked: number };
  namesakes: { met: number; linked: number };
  /** Share of a group's people who were missed or taken for somebody else. */
  errors: Record<string, number>;
  seconds: number;
}

/** Two lists that overlap by two thirds, linked. */
export function measure(size: number, threshold: number, rates?: Parameters<typeof population>[2], seed = 20261126): Quality {
  const random = chance(seed);
  const everybody = population(size, random, rates);
  const inLeft: Someone[] = [];
  const inRight: Someone[] = [];
  for (const one of everybody) {
    const at = random();
    if (at < 5 / 6) inLeft.push(one);
    if (at > 1 / 6) inRight.push(one);
  }
  const left = inLeft.map((one) => comparable(recordOf(one, random)));
  const right = inRight.map((one) => comparable(recordOf(one, random)));
  const started = performance.now();
  const { pairs } = link(left, right, { threshold });
  const seconds = (performance.now() - started) / 1000;
  return { ...judge(inLeft, inRight, pairs), seconds };
}

function judge(inLeft: readonly Someone[], inRight: readonly Someone[], pairs: readonly { left: number; right: number }[]): Omit<Quality, 'seconds'> {
  const there = new Set(inRight.map(({ id }) => id));
  const both = inLeft.filter(({ id }) => there.has(id));
  const relation = (one: Someone | undefined, other: Someone | undefined) => {
    if (one === undefined || other === undefined) return 'strangers';
    if (one.id === other.id) return 'same';
    if (one.twin === other.id) return 'twins';
    if (one.namesake === other.id || other.namesake === one.id) return 'namesakes';
    return one.household === other.household ? 'household' : 'strangers';
  };
  const found = pairs.map(({ left, right }) => ({ one: inLeft[left], other: inRight[right], is: relation(inLeft[left], inRight[right]) }));
  const right = new Set(found.filter(({ is }) => is === 'same').map(({ one }) => one?.id));
  const wrong = new Set(found.filter(({ is }) => is !== 'same').map(({ one }) => one?.id));
  const of = (kind: string) => found.filter(({ is }) => is === kind).length;
  const met = (kin: (one: Someone) => number | null) => inLeft.filter((one) => there.has(kin(one) ?? -1)).length;
  const errors = Object.fromEntries(
    [...new Set(both.map(({ origin }) => origin))].map((origin) => {
      const group = both.filter((one) => one.origin === origin);
      return [origin, group.filter(({ id }) => !right.has(id) || wrong.has(id)).length / group.length];
    }),
  );
  return {
    people: inLeft.length + inRight.length,
    pairs: both.length,
    precision: right.size / Math.max(found.length, 1),
    recall: right.size / both.length,
    twins: { met: met(({ twin }) => twin), linked: of('twins') },
    namesakes: { met: met(({ namesake }) => namesake), linked: of('namesakes') },
    errors,
  };
}

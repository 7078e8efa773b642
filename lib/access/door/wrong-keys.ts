import { peek, spend, type Limit } from '@/lib/platform/db';

/**
 * Wrong keys of machines from one network (decision 48). Beyond it nobody is refused, since a right key may come from the same place: a
 * police force leaves by one address. But whoever sends a secret that was not met here before is looked up without the connections
 * that are kept for concerns (decision 54), which strangers would hold otherwise.
 */
const WRONG_KEYS = { name: 'network-key', times: 30, seconds: 900 } as const satisfies Limit;

/** One entry of an area's ledger, which is one chain, for all wrong keys of a network in an hour. */
const WRITTEN_DOWN = { name: 'network-key-written', times: 1, seconds: 3600 } as const satisfies Limit;

// One a process: a build has this module more than once. Hashes of secrets that were known here, as many as there are keys at most.
const kept = globalThis as { doorstepKeysMet?: Set<string> };
const met = (kept.doorstepKeysMet ??= new Set());
const digits = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** Where nobody says which network it is, all are one: nobody is refused for it. */
const placeOf = (network: string | null) => network ?? 'anywhere';

/** Remembers that the secret of this hash is, or was, a key's. */
export function meetKey(hash: Uint8Array): void {
  met.add(digits(hash));
}

/** Is this no stranger's: a secret met before, or from where hardly a wrong one came? Where nobody can count it is not known. */
export async function isNoStranger(hash: Uint8Array, network: string | null): Promise<boolean> {
  if (met.has(digits(hash))) return true;
  return peek(WRONG_KEYS, placeOf(network)).then(({ within }) => within, () => false);
}

/** Counts a wrong key of an area, or of none that is here. @returns whether the area's ledger is to have it. */
export async function countWrongKey(network: string | null, authorityId: string | null): Promise<boolean> {
  // Beyond the limit nothing is written any more, so that a flood costs little.
  if (!(await peek(WRONG_KEYS, placeOf(network))).within) return false;
  await spend(WRONG_KEYS, placeOf(network));
  return authorityId !== null && (await spend(WRITTEN_DOWN, `${authorityId} ${placeOf(network)}`)).within;
}

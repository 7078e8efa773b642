/** One correction, as far as it is told which of them stands. */
interface InTurn {
  id: string;
  /** The one before it; null for the first. */
  replacesId: string | null;
  neverSent: boolean;
}

/** Corrections of one fact in the order in which each took the place of the one before, whatever their instants. */
export function inTurn<C extends InTurn>(corrections: readonly C[]): C[] {
  const ordered: C[] = [];
  for (let next = corrections.find(({ replacesId }) => replacesId === null); next !== undefined; ) {
    const { id } = next;
    ordered.push(next);
    next = corrections.find(({ replacesId }) => replacesId === id);
  }
  return ordered;
}

/**
 * A row of what was recorded as sent, as it stands now (docs/decisions/0057): what the last correction says takes the place of what the row
 * says, column by column of those that were asked for. Null where it was never sent: then nothing rests on it.
 */
export function asItStands<C extends InTurn, T extends { corrections: readonly C[] }>({ corrections, ...row }: T): Omit<T, 'corrections'> | null {
  const last = inTurn(corrections).at(-1);
  if (last === undefined) return row;
  if (last.neverSent) return null;
  // Its own id, time and writer stay the fact's.
  const own = new Set(['authorityId', 'id', 'contactId', 'at', 'by']);
  return Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, !own.has(name) && name in last ? (last as unknown as Record<string, unknown>)[name] : value])) as Omit<T, 'corrections'>;
}

/**
 * Could these two samples be of one kind? Mann–Whitney's U with the normal approximation, corrected for continuity and ties.
 * @returns the two-sided probability that chance alone parts them so much.
 */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, mine: true })), ...other.map((value) => ({ value, mine: false }))].sort((a, b) => a.value - b.value);
  const n = all.length;
  let [ranks, ties] = [0, 0];
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    for (const { mine } of all.slice(from, to)) if (mine) ranks += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const u = ranks - (one.length * (one.length + 1)) / 2;
  const middle = (one.length * other.length) / 2;
  const spread = Math.sqrt(((one.length * other.length) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (spread === 0) return 1;
  return 2 * (1 - normal(Math.max(0, Math.abs(u - middle) - 0.5) / spread));
}

/** The share of a normal distribution below z, for z ≥ 0 (Abramowitz and Stegun 26.2.17, wrong by less than 1e-7). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

/** What the bench of scale and the process of each place say to each other. */

export const KINDS = ['queue', 'contact', 'search', 'submit'] as const;
export type Kind = (typeof KINDS)[number];
export type Ask = { kind: Kind; times: number } | { kind: 'end' };
export type Said = { ready: true } | { ms: number[] } | { fault: string };

/**
 * The signs of each hidden-harm theme, by the catalogue that all guides share: domestic abuse, a parent's mental ill-health,
 * and drugs or alcohol (Somerset Family Safeguarding, January 2020).
 */
export const HIDDEN_HARM_SIGNS = {
  domesticAbuse: ['I045', 'I086', 'I123', 'I124'],
  mentalIllHealth: ['I042', 'I078'],
  substances: ['I043', 'I079'],
} as const;

/** By which fact a contact says the same of an adult around its children. */
export const HIDDEN_HARM_FACTS = { domesticAbuse: 'abuseAround', mentalIllHealth: 'illHealthAround', substances: 'substancesAround' } as const;

/** The sign that all three meet at home. */
export const ALL_THREE_SIGN = 'I133';

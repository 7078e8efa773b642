/** What of looking people up a manager is told (issue 4, section 2): an alarm each. */
export const TOLD_KINDS = ['looked_up_self', 'looked_up_colleague', 'looked_up_many'] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];

/** Names of the fields in which a worker says, during a call, who the family is. The browser knows them too. */

/** Whether they, or somebody close to them, know anybody in the family: no | yes | not_sure. */
export const KNOWS_FIELD = 'call.knows';

/** What was found of a child and a child of another contact; it goes with the child. */
export const WHO_PREFIX = 'call.who';
/** Instead of a child's key: that of an adult of the family, the mother of a child not born yet. */
export const memberWho = (memberKey: string) => `member-${memberKey}`;
export const whoField = (childKey: string, otherId: string) => `${WHO_PREFIX}.${childKey}.${otherId}`;
/** How the worker knows. */
export const whyField = (childKey: string, otherId: string) => `${whoField(childKey, otherId)}.why`;

import { Temporal } from 'temporal-polyfill';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { dutyDue, type DutyDue } from '@/lib/duty/model';
import type { AssessInput, DutyCode as SideDutyCode, Facts, Proposal } from '@/lib/threshold/model';

/** A duty that is law, as the facts of a contact call for it. */
export interface OwedDuty {
  code: SideDutyCode;
  /** The child it is about, or null for the contact. */
  personId: string | null;
  /** Which time the child was missing; 0 for every other duty. */
  episode: number;
  ownerId: string | null;
  due: DutyDue;
}

/** Side duties owed once for all the children of a contact; the others are owed for each child. */
const ONCE_A_CONTACT: readonly SideDutyCode[] = ['LADO', 'SIBLINGS', 'MARAC'];

export interface SideFacts {
  receivedAt: Temporal.Instant;
  /** Whoever told us, where they can sign in: what cannot be handed on is theirs. */
  referrerId: string | null;
  people: readonly { id: string; ordinal: number; kind: string }[];
  proposal: { document: Pick<Proposal, 'duties' | 'children'>; input: AssessInput };
}

/** Nobody tells of a child found that has not been yet: a moment to come is a slip, and puts the 72 hours off by nothing (domain 7.15). */
export function foundBy(said: Temporal.Instant, receivedAt: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(said, receivedAt) > 0 ? receivedAt : said;
}

function foundAt(facts: Facts | undefined, input: AssessInput, receivedAt: Temporal.Instant): Temporal.Instant | undefined {
  const text = facts?.foundAt ?? input.facts?.foundAt;
  return text === undefined ? undefined : foundBy(Temporal.Instant.from(text), receivedAt);
}

/** Was somebody found who was missing, at whatever time? */
export const wasFound = (facts: Facts | undefined, input: AssessInput): boolean => (facts?.wasFound ?? input.facts?.wasFound) === true;

/** A conference of the receiving authority is owed for who moved in: not for a child whose home is said to be elsewhere, and whose plan stays there (domain 3.1). */
const livesElsewhere = (code: SideDutyCode, facts: Facts | undefined, input: AssessInput): boolean => code === 'TRANSFER_IN' && (facts?.homeAuthority ?? input.facts?.homeAuthority) === 'other';

/**
 * The duties that are law and that the facts call for (domain 7.15): they open when the facts arrive, whoever decides what
 * afterwards. The first time a child was missing is the one reported; workers add others.
 */
export function sideDuties({ receivedAt, referrerId, people, proposal: { document, input } }: SideFacts): OwedDuty[] {
  const of = (code: SideDutyCode, personId: string | null, facts: Facts | undefined): OwedDuty => ({
    code,
    personId,
    episode: code === 'RETURN_INTERVIEW' ? 1 : 0,
    ownerId: DUTY_KINDS[code].transferable ? null : referrerId,
    due: dutyDue(code, { receivedAt, foundAt: foundAt(facts, input, receivedAt), foundBy: wasFound(facts, input) ? receivedAt : undefined }),
  });
  if (document.children.length === 0) return document.duties.map((code) => of(code, null, undefined));
  const shared = document.duties.filter((code) => ONCE_A_CONTACT.includes(code)).map((code) => of(code, null, undefined));
  const each = people.flatMap((person) => {
    const proposed = document.children.find(({ id }) => id === String(person.ordinal));
    const facts = input.children.find(({ id }) => id === String(person.ordinal))?.facts;
    return person.kind === 'child' && proposed ? proposed.duties.filter((code) => !ONCE_A_CONTACT.includes(code) && !livesElsewhere(code, facts, input)).map((code) => of(code, person.id, facts)) : [];
  });
  return [...shared, ...each];
}

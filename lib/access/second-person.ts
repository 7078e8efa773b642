/** Why somebody may not be the second person, in codes (domain 7.7). */
export type SecondPersonProblem = 'not_a_manager' | 'not_qualified' | 'decider' | 'referrer' | 'claimer' | 'conflicted';

/**
 * May this person be the second one to an act that asks for one: a social-work-qualified manager who neither did it nor
 * reported the contact nor holds it, and has no conflict of interest (domain 7.7)? The same person is refused by the database too.
 * @param act whose act it is.
 * @param contact `conflicted`: accounts that are kept out, or may know somebody in it and have not answered.
 * @returns null when they may.
 */
export function secondPersonProblem(person: { actorId: string; role: string; qualified: boolean }, act: { by: string }, contact: { referrerId: string | null; holderId: string | null; conflicted?: ReadonlySet<string> }): SecondPersonProblem | null {
  if (person.role !== 'manager') return 'not_a_manager';
  if (!person.qualified) return 'not_qualified';
  if (person.actorId === act.by) return 'decider';
  if (person.actorId === contact.referrerId) return 'referrer';
  if (person.actorId === contact.holderId) return 'claimer';
  return contact.conflicted?.has(person.actorId) === true ? 'conflicted' : null;
}

import type { Temporal } from 'temporal-polyfill';
import type { Workspace, WorkQuestion } from '@/lib/contact/workspace-store';

/** What had gathered around a contact by an instant. */
export type Known = Pick<Workspace, 'additions' | 'notes' | 'questions' | 'joinedIn' | 'toldOfJoined'>;

/** A question as it stood then: what was answered later was still open. */
function questionThen(question: WorkQuestion, at: Temporal.Instant): WorkQuestion {
  return question.answeredAt !== null && question.answeredAt.epochMilliseconds <= at.epochMilliseconds ? { ...question, unread: false } : { ...question, answer: null, answeredAt: null, unread: false };
}

/**
 * The facts of a contact as they were known at an instant: for a page on which a decision stands alone, so that nobody
 * is judged by what came in later.
 */
export function knownAt({ additions, notes, questions, joinedIn, toldOfJoined }: Known, at: Temporal.Instant): Known {
  const by = (when: Temporal.Instant) => when.epochMilliseconds <= at.epochMilliseconds;
  return {
    additions: additions.filter((each) => by(each.at)).map((each) => ({ ...each, unread: false })),
    notes: notes.filter((each) => by(each.at) && each.kind === 'note'),
    questions: questions.filter((each) => by(each.askedAt)).map((each) => questionThen(each, at)),
    joinedIn: joinedIn.filter((each) => by(each.at)).map((each) => ({ ...each, unread: false })),
    toldOfJoined: toldOfJoined.filter((each) => by(each.at)).map((each) => ({ ...each, unread: false })),
  };
}

/** Said where they would be asked, too: so that nobody writes a question that is refused. */
export const ASK_BY_VOICE = 'They are not asked in writing: this may be about them or about somebody who works with them, or they can sign in here no longer. Ask by telephone if that does no harm, and write down the answer as a note.';

/** Why a piece of work on a contact was not done, with the words for the one who tried. */
export const WORK_PROBLEMS = {
  held: 'Somebody else claimed it first. It shows below who holds it.',
  ended: 'It is no longer open, so this was not done.',
  danger_after_end: 'NOT SENT. This contact has ended, so nobody was told of the danger. If a child is in danger now, ring 999. Then log what they said as a call: it begins a new contact, at the top of the queue.',
  not_held: 'Only the one who holds a contact can release it or hand it over. It shows below who holds it.',
  no_colleague: 'Choose a colleague of the duty service who works here now and can take this contact. If you chose one, choose another.',
  reason_missing: 'Say why, in a few words. Nothing was changed.',
  rating_missing: 'Choose how urgent it is. Nothing was changed.',
  same_rating: 'It already stands at that urgency.',
  text_missing: 'There was nothing written, so nothing was kept.',
  meanwhile_missing: 'Say what was done for the child meanwhile, and why it is late. Nothing was changed.',
  not_late: 'Neither of its clocks has run out, so there is no lateness to explain.',
  nobody_to_ask: 'The one who reported this left no way to be reached.',
  ask_by_voice: `${ASK_BY_VOICE} Your question was not sent.`,
  no_question: 'That question is not here. Nothing was kept.',
  answered_already: 'That question was answered already, with other words. Those stay. Write down what is new as a note, or as a call put to this contact.',
  answer_too_long: 'That is more than one answer can hold. Keep the first part as the answer, and the rest as a note.',
  tells_of_pregnancy: 'Your question lets them know of a pregnancy of which they did not tell us. Ask it in other words. It was not sent.',
  not_matched: 'These two are not taken for the same child, so nothing was changed.',
  said_missing: 'Choose what you found of these two. Nothing was changed.',
  not_there: 'There is no such child in another contact that you may open, so nothing was changed.',
  same_already: 'They are linked as the same child already.',
  linked_now: 'They are linked as the same child. Undo the link first.',
  not_linked: 'Nobody said of these two that they are the same child, so there is nothing to undo.',
  two_children: 'Linked so, two children of one contact would be the same child: they may be twins. Nothing was changed.',
  not_qualified: 'Only a social-work-qualified manager withdraws a contact: nobody decides on it afterwards. Your account does not say that you are one; your area administrator can correct that.',
  needs_decision: 'This is decided, not withdrawn, with the reason in the decision: it is at level 3 or 4 or rated as urgent, or nobody has read it, or something is owed in law, or no further action would take a second person.',
  already_decided: 'It has been decided on. What follows from the decision goes on; it is closed when the referrer has been told.',
  not_found: 'No open contact here has that reference. Nothing is joined into a closed contact.',
  no_consultation: 'This is no consultation, so there is nothing to make of it.',
  decided_elsewhere: 'It was joined into another contact, and is decided with that one: write there why it is a concern, for whoever decides. Nothing was changed.',
  other_children: 'No child of this contact is known to be a child of the other one, so it was not joined. Check the reference. If they are other children of the same concern, tick that they are, and say why they belong together.',
  not_joined: 'It is joined into another contact no longer, or into another than this page said. Look at it as it is now. Nothing was changed.',
  itself: 'That is this contact’s own reference.',
} as const;
export type WorkProblem = keyof typeof WORK_PROBLEMS;

export function isWorkProblem(text: string): text is WorkProblem {
  return Object.hasOwn(WORK_PROBLEMS, text);
}

import type { ContactHead } from '@/lib/contact/head';
import { WORK_PROBLEMS, type WorkProblem } from '@/lib/contact/queue/queue-problems';
import { handedBack, plainPage, seeOther } from '@/lib/platform/http/answer';
import type { Result } from '@/lib/platform/result';

/** What was done, as the page says it afterwards. */
export const DONE_WORDS = {
  claimed: 'You hold this contact now.',
  released: 'It is back in the queue, and nobody holds it.',
  handed_over: 'It is in your colleague’s hands now.',
  reassigned: 'It has been reassigned.',
  rated: 'Its urgency has changed, and with it its place in the queue.',
  noted: 'Your note is kept.',
  attached: 'The file is kept, sealed.',
  explained: 'What you said of the lateness is kept, and stands in the queue.',
  asked: 'Your question is kept. Both clocks go on.',
  answered: 'What they answered is kept as their answer. It is new to everybody, and what was decided without it is decided again.',
  told_apart: 'They no longer count as the same child.',
  linked: 'They are linked as the same child. Each contact stays as it was.',
  unlinked: 'The link is undone. Both histories stay, and so does what was said.',
  not_same: 'It is kept that they are two children. Neither counts as the other’s history.',
  not_sure: 'It is kept that you are not sure. Nothing is linked.',
  new_child: 'It is kept that the child is new to us.',
  withdrawn: 'It is withdrawn and has left the queue.',
  raised: 'It is a concern now. Its clocks run from when the call began.',
  joined: 'The other contact is joined into this one.',
  unjoined: 'It is taken out again, and stands in the queue on its own clocks. It has to be decided by itself.',
  agreed: 'It is kept beside what was agreed before, and the follow-up letter is written anew: read it and send it.',
  verified: 'It is kept that you rang the caller back and that it is them.',
  corrected: 'Put right. The letter is written anew: read it, then send it.',
  link_ended: 'The caller’s link opens no more.',
  status_sent: 'A new link is on its way to the referrer. One that they had before opens no more.',
  status_ended: 'The referrer’s link opens no more.',
  let_go: 'It is kept why no follow-up letter goes.',
  coached: 'The record of coaching is kept.',
  commented: 'Your comment is kept. The worker sees it as new.',
} as const;
export type Done = keyof typeof DONE_WORDS;

export function isDone(text: string): text is Done {
  return Object.hasOwn(DONE_WORDS, text);
}

/**
 * The answer to a piece of work on a contact: back to its page, which says what was done or why not.
 * @param typed words that a refusal would lose: they are shown again instead.
 */
export function answerWork(contact: Pick<ContactHead, 'reference'>, result: Result<unknown, WorkProblem>, done: Done, typed: readonly string[] = []): Response {
  const path = `/contacts/${contact.reference}`;
  if (result.ok) return seeOther(`${path}?done=${done}`);
  const kept = typed.filter((text) => text.trim() !== '');
  if (kept.length === 0) return seeOther(`${path}?problem=${result.problem}`);
  return plainPage(409, 'That was not done', [WORK_PROBLEMS[result.problem], ...handedBack(kept)]);
}

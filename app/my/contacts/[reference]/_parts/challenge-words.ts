/** What a challenge is, where a referrer can make one: signed in, or by the link of their receipt. */
export const CHALLENGE_WORDS = 'A challenge goes to a manager, who answers you. You can challenge what was decided, and that nothing was.';

/** What is said once it was made. */
export const CHALLENGED_WORDS = {
  challenged: 'We have what you wrote. A manager answers a challenge within one working day.',
  challenged_again: 'We have it as a new contact, since nothing is added to the earlier one any more. A manager answers a challenge within one working day.',
} as const;

import type { WeakPassword } from '@/lib/access/password/judge';

/** Why a password is not taken, for whoever chose it. */
export const WEAK_WORDS: Record<WeakPassword, string> = {
  too_short: 'Choose a password of at least 12 characters. Three random words are good.',
  too_long: 'That is too long for a password. Choose one of at most 1,024 characters.',
  common: 'That password is among those that are tried first, or made of them. Choose another: three random words are good.',
  near: 'That is too near to your name, your address, where you work or this service. Choose another: three random words are good.',
};

/** What is asked of a password, said before it is typed. */
export const PASSWORD_HINT = 'At least 12 characters. Three random words are good; no kind of character is asked for. You can paste it.';

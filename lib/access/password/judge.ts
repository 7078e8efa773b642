import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import anyAscii from 'any-ascii';

/** Why a password is not taken. */
export type WeakPassword = 'too_short' | 'too_long' | 'common' | 'near';

/** Whose password it is to be: what somebody who knows them would try first. */
export interface About {
  name: string;
  email: string;
  /** Names of areas and agencies where they work. */
  places: readonly string[];
}

/** NCSC advice: length over rules. */
const FEWEST_CHARACTERS = 12;
const MOST_CHARACTERS = 1024;

/** Words of this service and this work, which are in nobody's name and near to everybody (ASVS v5.0.0-6.1.2). */
const SERVICE_WORDS = ['doorstep', 'frontdoor', 'front', 'door', 'safeguarding', 'safeguard', 'children', 'child', 'social', 'worker', 'mash', 'cads', 'council', 'county', 'borough', 'city', 'school', 'primary', 'secondary', 'academy', 'college', 'police', 'hospital', 'nhs', 'trust', 'welcome', 'password', 'passwort', 'login', 'signin', 'letmein'] as const;

/** What is left of a password without such words must itself be hard to guess: so many letters or figures. */
const LEFT_CHARACTERS = 8;
/** Shorter parts of a name are parts of other words. */
const WORD_LETTERS = 3;

/** Guesses within which an offline attack against a slow hash finds it, by the estimate (Wheeler, "zxcvbn", USENIX Security 2016): its third step. */
const FEWEST_GUESSES = 1e8;
/** As far as a password is estimated: hard to guess so far is hard to guess; and the time for it grows with the length. */
const ESTIMATED_CHARACTERS = 64;

const wordsIn = (text: string) => anyAscii(text).toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length >= WORD_LETTERS);

/** The words near to somebody, longest first; also their name and place written in one. */
function nearWords({ name, email, places }: About): string[] {
  const own = [name, email, ...places].flatMap((text) => [...wordsIn(text), wordsIn(text).join('')]);
  return [...new Set([...own, ...SERVICE_WORDS])].filter((word) => word.length >= WORD_LETTERS).sort((one, other) => other.length - one.length);
}

/** Is there little in it but words near to its owner and to this service? (ASVS v5.0.0-6.2.11) */
function isNear(password: string, about: About): boolean {
  let rest = anyAscii(password).toLowerCase();
  for (const word of nearWords(about)) rest = rest.replaceAll(word, '');
  return rest.replace(/[^a-z0-9]/g, '').length < LEFT_CHARACTERS && rest.length < anyAscii(password).length;
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** The estimator with its list of 49,233 passwords from leaks, made when the first password is chosen: it takes 20 MB. */
function guesses(): Promise<ZxcvbnFactory> {
  estimator ??= import('@zxcvbn-ts/language-common').then(({ adjacencyGraphs, dictionary }) => new ZxcvbnFactory({ dictionary: { passwords: dictionary['passwords-common'] }, graphs: adjacencyGraphs }));
  return estimator;
}

/** Is it one of the commonest passwords, or of what is made of them and of keyboards, dates and repeats? (ASVS v5.0.0-6.2.4, 6.2.12) */
async function isCommon(password: string): Promise<boolean> {
  return (await guesses()).check(password.slice(0, ESTIMATED_CHARACTERS)).guesses < FEWEST_GUESSES;
}

/**
 * May this be somebody's password? Length over rules (NCSC): no kind of character is asked for, none is forbidden. What anybody would
 * guess is refused: the commonest, what is made of them, and what is near to its owner and to this service.
 * @returns null where it may be.
 */
export async function weaknessOf(password: string, about: About): Promise<WeakPassword | null> {
  if (password.length < FEWEST_CHARACTERS) return 'too_short';
  if (password.length > MOST_CHARACTERS) return 'too_long';
  if (isNear(password, about)) return 'near';
  return (await isCommon(password)) ? 'common' : null;
}

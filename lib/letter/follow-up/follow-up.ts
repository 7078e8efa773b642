import type { Temporal } from 'temporal-polyfill';
import { byWords, ownerWords, type Agreed, type AgreedStep } from '@/lib/contact/ending/agreed';
import type { Verified } from '@/lib/contact/call/call-fields';
import type { ReferrerClass } from '@/lib/contact/report/classify';
import type { SaidWay } from '@/lib/contact/report/reaching';
import type { CanonicalLevel } from '@/lib/threshold/model';
import { letter, longDate, whomToRing, type Block, type Heading, type LetterText } from '../model';

/**
 * The follow-up letter to whoever rang (domain 5.1: each consultation and call gets one, with the agreed outcome; N24): what
 * they said and the agreed next steps, never our notes or history (domain 7.9). To whom it goes and how much it says follows
 * their class (domain 7.5).
 */

/** How it reaches them: signed in, by a link with a code told on the telephone, or on paper. */
export type FollowUpWay = 'account' | 'link' | 'post';

/** Why no follow-up letter is owed at all. */
export type NotDue = 'protected' | 'subject' | 'anonymous' | 'child';

export const NOT_DUE_WORDS: Record<NotDue, string> = {
  protected: 'Nobody writes: who told us is protected.',
  subject: 'Nobody writes before the designated officer or the strategy discussion agrees: the concern may be about them or their agency.',
  anonymous: 'Nobody can write: the caller did not say who they are.',
  child: 'Nobody writes: a child rang. A letter could be opened by whoever they are afraid of; whoever works with the child tells them.',
};

/** What of a contact forbids every link about it, whoever would read it (domain 7.11). */
export type BarsLink = 'position_of_trust' | 'police_led' | 'restricted' | 'protected_address';

/** What is known of a contact when it is asked whether a link about it may open. */
export interface BarringFacts {
  restricted: boolean;
  positionOfTrust: boolean;
  policeLed: boolean;
  secretDetails: boolean;
}

/** What forbids every link about a contact, or null. */
export function barsLink({ positionOfTrust, policeLed, restricted, secretDetails }: BarringFacts): BarsLink | null {
  if (positionOfTrust) return 'position_of_trust';
  if (policeLed) return 'police_led';
  if (restricted) return 'restricted';
  return secretDetails ? 'protected_address' : null;
}

/** Why the caller gets no link (domain 7.11); it is asked again each time that one is used. */
export type LinkProblem = BarsLink | 'not_due' | 'ended' | 'not_verified';

export const LINK_PROBLEM_WORDS: Record<LinkProblem, string> = {
  not_due: 'No letter is written to this caller, so no link either.',
  position_of_trust: 'No link: somebody in a position of trust may be concerned.',
  police_led: 'No link: the police and health decide with us what is said, to whom and when.',
  restricted: 'No link: the contact is closed to all but its guardians.',
  protected_address: 'No link: an address, a telephone number or a school of this contact is kept secret.',
  ended: 'No link: the contact has ended, and nothing can be put right on its page any more. The letter goes on paper.',
  not_verified: 'No link: the caller is not verified.',
};

/** What is known of a call when it is asked whether and how somebody is written to. */
export interface CallFacts extends BarringFacts {
  sealed: boolean;
  referrerClass: ReferrerClass;
  /** CIN referral source (domain 4.2). */
  sourceCode: string;
  /** Closed, withdrawn or joined into another. */
  ended: boolean;
  verified: Verified | null;
  /** An account of the agency that they ring from has the e-mail address that they gave. */
  account: boolean;
  email: boolean;
  /** The way that they said is safe; null where they did not say. */
  safeWay: SaidWay | null;
}

/** CIN referral sources to whom nothing is written (domain 4.2): a child, and somebody who did not say who they are. */
export const CHILD_CALLING = '1C';
export const ANONYMOUS = '9';

/** Is a follow-up letter owed? That the contact has ended, or went into another, changes nothing: they rang (domain 5.1). @returns why not, or null. */
export function notDue({ sealed, referrerClass, sourceCode }: Pick<CallFacts, 'sealed' | 'referrerClass' | 'sourceCode'>): NotDue | null {
  if (sealed || referrerClass === 'protected') return 'protected';
  if (referrerClass === 'subject') return 'subject';
  if (sourceCode === ANONYMOUS) return 'anonymous';
  return sourceCode === CHILD_CALLING ? 'child' : null;
}

/** Who is not known and was not rung back is listened to and told nothing (domain 7.9). */
export function mustBeVerified({ verified }: Pick<CallFacts, 'verified'>): boolean {
  return verified !== 'known' && verified !== 'rung_back';
}

/** May the caller have a link? @returns why not, or null. */
export function linkProblem(facts: CallFacts): LinkProblem | null {
  if (notDue(facts) !== null) return 'not_due';
  const barred = barsLink(facts) ?? (facts.ended ? 'ended' : null);
  return barred ?? (mustBeVerified(facts) ? 'not_verified' : null);
}

/** Ways that are open to reach them, the best first: by what they gave and said is safe, where nothing forbids a link; on paper always. */
export function openWays(facts: CallFacts): FollowUpWay[] {
  const safe = facts.safeWay === null || facts.safeWay === 'email' || facts.safeWay === 'not_known';
  if (linkProblem(facts) !== null || !safe || !facts.email) return ['post'];
  return facts.account ? ['account', 'link', 'post'] : ['link', 'post'];
}

/** How they are written to, where nobody chooses. */
export function wayOf(facts: CallFacts): FollowUpWay {
  return openWays(facts)[0] ?? 'post';
}

export interface FollowUpFacts extends Heading {
  referrerClass: ReferrerClass;
  way: FollowUpWay;
  calledAt: Temporal.Instant;
  /** What the caller said, word for word; null where it may not stand in this letter. */
  said: string | null;
  agreed: Agreed | null;
  /** The area's own words for a level. */
  levelName: (level: CanonicalLevel) => string;
  /** Who took the call. */
  takenBy: string;
  /** When the letter went that this one replaces. */
  replaces: Temporal.Instant | null;
}

function stepLine(step: AgreedStep): string {
  const [who, when] = [ownerWords(step, 'you'), byWords(step)];
  const said = [who === '' ? '' : `${who.charAt(0).toUpperCase()}${who.slice(1)}`, when === '' ? '' : `by ${when}`].filter((part) => part !== '').join(', ');
  return said === '' ? step.what : `${step.what} (${said})`;
}

function stepBlocks(agreed: Agreed | null): Block[] {
  const steps = agreed?.steps.filter(({ what }) => what !== '') ?? [];
  if (steps.length === 0) return [{ kind: 'paragraph', text: 'We agreed no next step on the telephone. If you expected one, ring us.' }];
  return [{ kind: 'list', items: steps.map(stepLine) }];
}

function levelBlocks({ agreed, levelName, referrerClass }: FollowUpFacts): Block[] {
  // The level and its reasons are for whoever goes on working with the child (domain 7.5).
  if (agreed === null || agreed.level === null || referrerClass !== 'professional_continuing') return [];
  const { level, ourLevel, callerLevel, levelWords } = agreed;
  const named = (each: CanonicalLevel | null) => (each === null ? 'another level' : levelName(each));
  const words = level === 'not_agreed' ? `We did not agree on a level. You think ${named(callerLevel)} right; we think ${named(ourLevel)}.` : `We agreed on ${levelName(Number(level) as CanonicalLevel)}.`;
  return [{ kind: 'heading', text: 'The level' }, { kind: 'paragraph', text: [words, levelWords].filter((part) => part !== '').join(' ') }, { kind: 'paragraph', text: 'This is what we thought together on the telephone. A social worker decides on all that is known, and tells you.' }];
}

function worseBlocks(agreed: Agreed | null): Block[] {
  if (agreed === null || `${agreed.ifHappens}${agreed.thenDo}${agreed.ring}` === '') return [];
  const lines = [agreed.ifHappens === '' ? '' : `If this happens: ${agreed.ifHappens}`, agreed.thenDo === '' ? '' : `Do this: ${agreed.thenDo}`, agreed.ring === '' ? '' : `Ring: ${agreed.ring}`];
  return [{ kind: 'heading', text: 'If it gets worse' }, { kind: 'list', items: lines.filter((line) => line !== '') }];
}

function saidBlocks({ said, way }: FollowUpFacts): Block[] {
  if (said === null || said.trim() === '') return way === 'post' ? [{ kind: 'paragraph', text: 'What you told us is not repeated here: a letter by post may be opened by anybody.' }] : [];
  return [{ kind: 'heading', text: 'What you told us' }, { kind: 'quote', text: said }];
}

/** The letter, in the order in which its reader needs it. It is made of what they said and what was agreed with them, and of nothing else. */
export function followUpLetter(facts: FollowUpFacts): LetterText {
  const { referrerClass, calledAt, replaces, way, area, takenBy, agreed } = facts;
  const continuing = referrerClass === 'professional_continuing';
  return letter(facts, `What we talked about: ${facts.reference}`, [
    ...(replaces === null ? [] : [{ kind: 'paragraph', text: `This letter replaces our letter of ${longDate(replaces)}. Please go by this letter.` } as const]),
    { kind: 'paragraph', text: `Thank you for ringing us on ${longDate(calledAt)}. This is what we talked about.` },
    ...saidBlocks(facts),
    { kind: 'heading', text: 'What we agreed' },
    ...stepBlocks(agreed),
    ...levelBlocks(facts),
    ...worseBlocks(agreed),
    ...(way === 'post' ? [] : [{ kind: 'heading', text: 'Is it right?' } as const, { kind: 'paragraph', text: 'On the page of this letter you can tell us that it is right, or put it right. What you said first stays as it is, and what you write is added to it.' } as const]),
    ...(continuing ? [{ kind: 'heading', text: 'Your own duty goes on' } as const, { kind: 'paragraph', text: 'Telling us does not end your own responsibility. Go on keeping the child safe, write down what you see and hear, and come back to us when you are worried again.' } as const] : []),
    ...whomToRing(facts),
    { kind: 'signature', lines: continuing ? [takenBy, area.serviceName] : [area.serviceName] },
  ]);
}

/** On paper, after everything else: where its reader can put it right. Made when it is printed, since the link is kept nowhere. */
export function printedLink(text: LetterText, url: string): LetterText {
  const blocks: Block[] = [
    { kind: 'heading', text: 'Is it right?' },
    { kind: 'paragraph', text: 'You can read what you told us, and tell us that it is right or put it right, at this address:' },
    { kind: 'paragraph', text: url },
    { kind: 'paragraph', text: 'You need the code that we told you on the telephone. If you do not have it, ring us and give the reference.' },
  ];
  const signature = text.blocks.findIndex(({ kind }) => kind === 'signature');
  const at = signature === -1 ? text.blocks.length : signature;
  return { ...text, blocks: [...text.blocks.slice(0, at), ...blocks, ...text.blocks.slice(at)] };
}

const NAME = '[a name]';

/** A text without the names of people of the contact: what goes by post may be opened by anybody. */
export function withoutNames(text: string, names: readonly string[]): string {
  const parts = [...new Set(names.flatMap((name) => name.split(/[\s-]+/)))].filter((part) => [...part].length > 1).sort((a, b) => b.length - a.length);
  return parts.reduce((left, part) => left.replace(new RegExp(`(?<![\\p{L}\\p{M}])${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{M}])`, 'giu'), NAME), text);
}

/** Stands for something agreed that may not be written to this reader. */
export const NOT_WRITTEN = 'Something we agreed that is not written here: ring us about it';

import type { ReferrerClass } from '@/lib/contact/report/classify';
import type { Report } from '@/lib/contact/schema';
import type { SaidWay } from '@/lib/contact/report/reaching';
import { READ_BY, type Reader } from '@/lib/contact/state';
import { ANONYMOUS, barsLink, CHILD_CALLING, type BarringFacts, type BarsLink } from '../follow-up/follow-up';
import type { ProgressCode } from '../progress';

/**
 * How far a concern is, for whoever told us of it and does not sign in (domain 7.11; decision 47): received, being looked at,
 * finished, or that we need more. What was decided and by whom stands nowhere here.
 */

/** Why a link is its reader's no longer: their account at the agency for which they told us is closed, or they work for another. */
export const READER_LEFT = ['account_closed', 'left_agency'] as const;
export type ReaderLeft = (typeof READER_LEFT)[number];

/** What is known of a contact when it is asked whether its referrer may have a link to how far it is. */
export interface StatusFacts extends BarringFacts {
  contactId: string;
  reference: string;
  sealed: boolean;
  referrerClass: ReferrerClass;
  /** CIN referral source (domain 4.2). */
  sourceCode: string;
  /** It came of a call, and its caller has no account: theirs is the link to what was talked about (decision 36). */
  called: boolean;
  accountId: string | null;
  name: string;
  /** Where the message goes: an account's own address, otherwise as reported. Empty for none. */
  email: string;
  /** What they said is safe; null where they did not say. */
  safeWay: SaidWay | null;
  /** They told us for an agency at which they work no longer, or their account is closed; null where neither is so. */
  left: ReaderLeft | null;
  /** Days of birth of the children as they reported them, ISO; none where their agency must not see the contact. */
  births: readonly string[];
}

/** Why a referrer gets no link, or why the one they have does not open (domain 7.11). */
export type StatusProblem = BarsLink | ReaderLeft | 'told_nothing' | 'called';

export const STATUS_PROBLEM_WORDS: Record<StatusProblem, string> = {
  told_nothing: 'No link: who told us is protected, did not say who they are, is a child, or may be concerned themselves.',
  called: 'No link of this kind: whoever rang has one to what was talked about, under “Agreed with the caller”.',
  position_of_trust: 'No link: somebody in a position of trust may be concerned.',
  police_led: 'No link: the police and health decide with us what is said, to whom and when.',
  restricted: 'No link: the contact is closed to all but its guardians.',
  account_closed: 'No link: their account here is closed. Whatever they are to be told, tell them, or their agency, by telephone.',
  left_agency: 'No link: they work no longer for the agency for which they told us. Whatever they are to be told, tell them, or that agency, by telephone.',
  protected_address: 'No link: an address, a telephone number or a school of this contact is kept secret.',
};

/** May their link open? @returns why not, or null. Asked anew each time that one is used. */
export function statusProblem(facts: Pick<StatusFacts, 'sealed' | 'referrerClass' | 'sourceCode' | 'called' | 'left' | keyof BarringFacts>): StatusProblem | null {
  const { sealed, referrerClass, sourceCode, called, left } = facts;
  if (sealed || referrerClass === 'protected' || referrerClass === 'subject' || sourceCode === ANONYMOUS || sourceCode === CHILD_CALLING) return 'told_nothing';
  return barsLink(facts) ?? (called ? 'called' : left);
}

/**
 * Are words still taken by it, in a browser where it was opened? What forbids reading forbids no writing: it may be of danger (safe practice
 * 17). Who is protected is not named by what they write, and what is its reader's no longer is nobody's.
 */
export function mayStillTell({ sealed, referrerClass, left }: Pick<StatusFacts, 'sealed' | 'referrerClass' | 'left'>): boolean {
  return !sealed && referrerClass !== 'protected' && left === null;
}

/** Why no message with a link can go to them; null when one can. */
export type SendStatusProblem = StatusProblem | 'no_address' | 'not_safe';

export const SEND_STATUS_PROBLEM_WORDS: Record<SendStatusProblem, string> = {
  ...STATUS_PROBLEM_WORDS,
  no_address: 'No link can be sent: they gave no e-mail address.',
  not_safe: 'No link can be sent: they said that another way than e-mail is safe.',
};

export function sendStatusProblem(facts: StatusFacts): SendStatusProblem | null {
  const problem = statusProblem(facts);
  if (problem !== null) return problem;
  if (facts.email === '') return 'no_address';
  return facts.safeWay === null || facts.safeWay === 'email' || facts.safeWay === 'not_known' ? null : 'not_safe';
}

/**
 * May they open it by a child's date of birth in place of the code? A fact that only the referrer knows, of those to whom their
 * mailbox may be open: true of somebody at work, and not of somebody who lives with the family.
 */
export function mayAskBirth({ referrerClass, births }: Pick<StatusFacts, 'referrerClass' | 'births'>): boolean {
  return births.length > 0 && (referrerClass === 'professional' || referrerClass === 'professional_continuing');
}

/** The days of birth that a report gives of the children whom it is about. */
export function birthsOf({ children }: Pick<Report, 'children'>): string[] {
  return children.flatMap(({ dateOfBirth, unborn }) => (dateOfBirth === null || unborn ? [] : [dateOfBirth]));
}

/** How far it is, in the four words of domain 7.11. */
export const STATUSES = ['received', 'looked_at', 'more', 'finished'] as const;
export type Status = (typeof STATUSES)[number];

const STATUS_OF: Record<ProgressCode, Status> = { received: 'received', read: 'looked_at', more_asked: 'more', decided: 'looked_at', told: 'finished', finished: 'finished', withdrawn: 'finished' };

export function statusOf(code: ProgressCode): Status {
  return STATUS_OF[code];
}

/**
 * What its reader reads of it (safe practice 20).
 * @param readAt when a person read it, as words; null while nobody has.
 * @param reader who that was.
 * @param withdrawn a manager took it out, undecided: nobody goes on with it, and there is nothing to read elsewhere.
 */
export function statusWords(status: Status, { readAt, reader, addedUnread, withdrawn }: { readAt: string | null; reader: Reader; addedUnread: boolean; withdrawn: boolean }): { heading: string; words: string } {
  const added = addedUnread && readAt !== null ? ' We have what you added. A person has not read it yet.' : '';
  switch (status) {
    case 'received':
      return { heading: 'Received', words: 'We have it. A person has not read it yet.' };
    case 'looked_at':
      return { heading: 'Being looked at', words: `${readAt === null ? 'A person of the service has taken it on.' : READ_BY[reader](readAt)} It is being looked at.${added}` };
    case 'more':
      return { heading: 'We need more', words: `We have a question for you, and go on working meanwhile. Ring us, or sign in if you have an account; you can also write below what you know.${added}` };
    case 'finished':
      return withdrawn
        ? { heading: 'Stopped', words: `We have stopped work on this report, and nobody is working on it any more. Ring the number below if you did not expect that. If you still worry about the child, tell us again.${added}` }
        : { heading: 'Finished', words: `We have finished looking at this. What was decided is not shown here: sign in if you have an account, or see the letter if we wrote you one. You can ring us.${added}` };
  }
}

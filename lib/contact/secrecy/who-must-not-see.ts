import type { Temporal } from 'temporal-polyfill';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { alertThem } from '@/lib/restriction/access-store';
import { addBar, knowingAny } from '@/lib/restriction/bar-store';
import { acquaintanceGrounds, acquaintanceInWords, restrictedInWords, restrictedMatch, saidIn, type NamedPerson, type RestrictedGround, type RestrictedIdentity, type Said } from '@/lib/restriction/model';
import { readNamedIn } from '@/lib/restriction/named-store';
import { addAcquaintance, readStaffAndLeads, type StaffMember } from '@/lib/restriction/opening-store';
import { addQuestion, addRestriction, guardiansOf, readRestrictedIdentities, wasClosedForTrust } from '@/lib/restriction/restricted-store';
import type { ContactHead } from '../head';
import { sameChildren, type SameChild } from '../history-store';
import type { Report } from '../schema';
import { positionOfTrust } from '../trust';
import { readHead } from '../store';
import type { AssessInput } from '@/lib/threshold/model';

/** What is known of a contact when it is asked who must not see it. */
export interface Arrived {
  contactId: string;
  report: Report;
  /** Everybody named in it. */
  named: readonly NamedPerson[];
  agencyId: string | null;
  referrerId: string | null;
  /** By when the guardians of a restricted child must have answered: the contact's own clock. */
  answerBy: Temporal.Instant;
}

const TRUST_SIGN = 'I126';

/** Does the report name somebody who is or may be in a position of trust, or of the reporter's own workplace (domain 7.3)? */
export function namesPositionOfTrust({ incident, reporter, children }: Report): boolean {
  return positionOfTrust(incident) === true || reporter.aboutColleague === 'yes' || children.some(({ indicators }) => indicators[TRUST_SIGN] === 'present');
}

/** Tells guardians that something waits for them. */
type Tell = (tx: Tx, guardians: readonly string[]) => Promise<void>;

/** Does what is known of a contact, now that more was said, speak of somebody in a position of trust? */
export function isOfTrust({ facts, children }: AssessInput): boolean {
  return facts?.positionOfTrust === true || children.some(({ indicators }) => indicators?.[TRUST_SIGN] === 'present');
}

interface Asking {
  contactId: string;
  child: RestrictedIdentity;
  /** Somebody of the contact; for words, the text that they stand in. */
  personId: string;
  grounds: readonly RestrictedGround[];
  answerBy: Temporal.Instant;
}

async function askGuardians(tx: Tx, { contactId, child, personId, grounds, answerBy }: Asking, tell: Tell): Promise<void> {
  if (!(await addQuestion(tx, { contactId, restrictedChildId: child.id, personId, grounds, dueAt: answerBy }))) return;
  const guardians = await guardiansOf(tx, child.id);
  await openDuty(tx, { contactId, personId: child.id, code: 'RESTRICTED_MATCH', occasionId: personId, ownerRole: 'manager', ownerId: guardians[0] ?? null, dueAt: answerBy, evidence: 'The end of the contact’s own clock.' });
  // All at once: the second is there when the first is not.
  await tell(tx, guardians);
}

/**
 * Closes a contact in which a child is, by number or by names and birth, a restricted one; where a child may be, asks the
 * guardians and nobody else (domain 7.14). Of neither does anybody learn who may not know. As the system.
 * @param among restricted children, where they are at hand or only some are meant.
 * @param tell how guardians are told; at once if left out.
 * @returns whether it was closed.
 */
export async function matchRestricted(tx: Tx, { contactId, referrerId, answerBy, named }: Pick<Arrived, 'contactId' | 'referrerId' | 'answerBy'> & Partial<Pick<Arrived, 'named'>>, among?: readonly RestrictedIdentity[], tell: Tell = alertThem): Promise<boolean> {
  const restricted = among ?? (await readRestrictedIdentities(tx));
  if (restricted.length === 0) return false;
  let closed = false;
  const children = (named ?? (await readNamedIn(tx, contactId))).filter(({ kind }) => kind !== 'adult');
  for (const child of restricted) {
    const match = restrictedMatch(child);
    const found = children.map((person) => ({ person, ...match(person) }));
    if (found.some(({ exact }) => exact)) {
      closed = true;
      if (await addRestriction(tx, { contactId, kind: 'restricted_child', restrictedChildId: child.id, referrerId, ground: 'matched' })) await tell(tx, await guardiansOf(tx, child.id));
      continue;
    }
    for (const { person, grounds } of found) if (grounds.length > 0) await askGuardians(tx, { contactId, child, personId: person.id, grounds, answerBy }, tell);
  }
  return closed;
}

/** Telephone numbers that several people have are a switchboard, and say nothing of who knows whom. */
function withoutSwitchboard<T extends { phone: string }>(people: readonly T[]): T[] {
  const count = new Map<string, number>();
  for (const { phone } of people) count.set(phone, (count.get(phone) ?? 0) + 1);
  return people.map((one) => ((count.get(one.phone) ?? 0) > 1 ? { ...one, phone: '' } : one));
}

/** What somebody wrote, and where it stands. */
interface Written extends Pick<Arrived, 'contactId' | 'referrerId' | 'answerBy'> {
  /** Of each text the guardians are asked anew: that one speaks of another child says nothing of the next. The contact's own id for its report. */
  textId: string;
  text: string;
}

/**
 * Holds what somebody wrote against restricted children and the people close to staff: guardians are asked, staff are asked
 * before they open it again (domain 7.14: from the first letter on, and with each one after it), and a lead who is named sees it no more. As the system.
 * @param written with the clock of what was written.
 */
export async function matchWords(tx: Tx, written: Written): Promise<void> {
  const [restricted, head] = await Promise.all([readRestrictedIdentities(tx), readHead(tx, written.contactId)]);
  const { staff, leads } = await readStaffAndLeads(tx, head?.agencyId ?? null);
  await matchWordsAmong(tx, written, { restricted, staff });
  // The lead of the agency that reported reads what is added, and may be named in it (domain 7.3).
  await matchLeads(tx, { ...written, named: [], said: written.text }, leads);
}

/** Asks the guardians of those restricted children of whom words in a contact perhaps speak. As the system. */
export async function askOfWords(tx: Tx, { contactId, textId, answerBy }: Pick<Written, 'contactId' | 'textId' | 'answerBy'>, said: Said, restricted: readonly RestrictedIdentity[], tell: Tell = alertThem): Promise<void> {
  // Words name nobody in a field: the text itself stands for whoever is meant.
  for (const child of restricted) if (restrictedInWords(child, said)) await askGuardians(tx, { contactId, child, personId: textId, grounds: ['in_words'], answerBy }, tell);
}

async function matchWordsAmong(tx: Tx, written: Written, { restricted, staff }: { restricted: readonly RestrictedIdentity[]; staff: readonly StaffMember[] }): Promise<void> {
  const { contactId, referrerId } = written;
  const said = saidIn(written.text);
  await askOfWords(tx, written, said, restricted);
  for (const member of withoutSwitchboard(staff)) {
    const grounds = acquaintanceInWords(member, said);
    if (grounds.length > 0 && member.accountId !== referrerId) await addAcquaintance(tx, contactId, member.accountId, grounds);
  }
}

/** Every text of a report, each apart, without the reporter's own details. */
export function writtenIn(report: object): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk({ ...report, reporter: {} });
  // A word between them, so that the end of one and the beginning of the next make no name.
  return texts.join(' 0 ');
}

/** People who are named, and everything else that was said with them, in which telephone numbers and e-mail addresses are looked for. */
interface Naming extends Pick<Arrived, 'contactId' | 'referrerId' | 'named'> {
  said: string;
}

/** Finds the staff who may know somebody in a contact: they are asked before they open it. As the system. */
async function matchStaff(tx: Tx, { contactId, referrerId, named, said }: Naming, staff: readonly StaffMember[], same: readonly SameChild[]): Promise<void> {
  const knowing = same.length === 0 ? new Set<string>() : await knowingAny(tx, same.map((pair) => pair.contactId));
  for (const member of withoutSwitchboard(staff)) {
    const grounds = [...acquaintanceGrounds(member, named, said), ...(knowing.has(member.accountId) ? (['same_child'] as const) : [])];
    if (grounds.length > 0 && member.accountId !== referrerId) await addAcquaintance(tx, contactId, member.accountId, grounds);
  }
}

/** Hides a contact from a lead of the reporting agency who may be meant by it, until staff say otherwise (domain 7.3). As the system. */
async function matchLeads(tx: Tx, { contactId, referrerId, named, said }: Naming, leads: readonly StaffMember[]): Promise<void> {
  for (const lead of leads) {
    if (lead.accountId === referrerId) continue;
    const grounds = acquaintanceGrounds({ ...lead, phone: '' }, named, said);
    if (grounds.length > 0) await addBar(tx, { contactId, accountId: lead.accountId, ground: 'may_be_involved', reason: grounds.join(', ') });
  }
}

/** Closes a contact that speaks of somebody in a position of trust (domain 7.3), once: what two persons opened again stays open. As the system. */
export async function closeForTrust(tx: Tx, contactId: string, referrerId: string | null): Promise<void> {
  if (!(await wasClosedForTrust(tx, contactId))) await addRestriction(tx, { contactId, kind: 'position_of_trust', restrictedChildId: null, referrerId, ground: 'position_of_trust' });
}

/**
 * Settles, from the first moment and before anybody can look, who must not see a contact: restricted children, positions
 * of trust, staff who may know the family, leads who may be meant (domain 7.3, 7.14). As the system.
 * @returns its children in other contacts that are here, as far as everybody may know of them: that follows from whether it is closed itself.
 */
export async function closeToThoseWhoMustNotSee(tx: Tx, arrived: Arrived): Promise<SameChild[]> {
  const { contactId, report, referrerId, agencyId } = arrived;
  // Also in contacts that came after it, where it was typed later: whoever knows the family knows it.
  const sameNow = () => sameChildren(tx, contactId, tx.at);
  const [restricted, { staff, leads }, asOpen] = await Promise.all([readRestrictedIdentities(tx), readStaffAndLeads(tx, agencyId), sameNow()]);
  const matched = await matchRestricted(tx, arrived, restricted);
  const ofTrust = namesPositionOfTrust(report);
  if (ofTrust) await addRestriction(tx, { contactId, kind: 'position_of_trust', restrictedChildId: null, referrerId, ground: 'position_of_trust' });
  const same = matched || ofTrust ? await sameNow() : asOpen;
  await matchStaff(tx, { ...arrived, said: JSON.stringify({ ...report, reporter: { ...report.reporter, email: '', phone: '' } }) }, staff, same);
  await matchWordsAmong(tx, { ...arrived, textId: contactId, text: writtenIn(report) }, { restricted, staff });
  await matchLeads(tx, { ...arrived, said: JSON.stringify({ ...report, reporter: {} }) }, leads);
  return same;
}

/**
 * Settles the same for people who were put to a contact later (decision 21: matched in full). The last thing done with it, since it
 * may be closed then to whoever named them. As the system.
 */
export async function matchAdded(tx: Tx, { id: contactId, referrerId, agencyId }: Pick<ContactHead, 'id' | 'referrerId' | 'agencyId'>, named: readonly NamedPerson[], by: Temporal.Instant): Promise<void> {
  const { staff, leads } = await readStaffAndLeads(tx, agencyId);
  const same = (await sameChildren(tx, contactId, tx.at)).filter(({ personId }) => named.some(({ id }) => id === personId));
  const naming = { contactId, referrerId, named, said: '' };
  await matchStaff(tx, naming, staff, same);
  await matchLeads(tx, naming, leads);
  await matchRestricted(tx, { contactId, referrerId, answerBy: by, named });
}

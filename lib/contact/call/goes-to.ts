import { identifiersOf, normaliseName, sameChild } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { hasEnded } from '../additions/addition-store';
import type { ContactHead } from '../head';
import { typedReference } from '../queue/queue-filter';
import type { Report, ReportChild, ReportMember } from '../schema';
import { protectReport } from '../secrecy/protecting';
import { asksToBeProtected } from '../secrecy/sealing';
import { readContact, type Contact } from '../store';
import { saidChildren } from '../report/report-fields';
import { sayReport } from '../report/report-words';
import { findByAnyReference } from './by-reference';
import { KIND_TABLE, type CallKind } from './kinds';
import { pairsSaid } from './known';
import { tellsOfAnother } from './of-another';

/** Which child of the contact one child of the call is, by their places from 1. */
export interface KnownAgain {
  inCall: number;
  inContact: number;
}

/** That the worker said of a child of the call, by its place from 1, whom of another contact it is. */
interface SaidSame {
  inCall: number;
  otherId: string;
}

/** Why a call becomes a contact of its own although its kind would put it elsewhere. */
export type OwnBecause = 'not_found' | 'other_child' | 'secret' | 'ended';

export const OWN_BECAUSE_WORDS: Record<OwnBecause, string> = {
  not_found: 'No contact was found by the reference that was given: it becomes a contact of its own.',
  other_child: 'A child is named or told of who is not in that contact: it becomes a contact of its own.',
  secret: 'Something in it is to be kept secret: it becomes a contact of its own.',
  ended: 'That contact is finished, and nothing is added to an end: it becomes a contact of its own.',
};

/** Of these it is the same worry that is told again, although it becomes a contact of its own. */
export const SAME_WORRY: ReadonlySet<OwnBecause | null> = new Set<OwnBecause>(['secret', 'ended']);

/** Where what was said goes when the call ends. */
export type GoesTo =
  /**
   * `untied` is the contact whose worry it is where nothing may tie the two, since who told of one of them is known to nobody (domain 7.14);
   * `children` are those of a contact that has ended whom the call names.
   */
  | { how: 'contact'; because: OwnBecause | null; about: Contact | null; untied?: Contact; children?: KnownAgain[] }
  /** A contact of its own about the same children, who are not named anew. */
  | { how: 'again'; because: OwnBecause; about: Contact }
  | { how: 'addition'; about: Contact; children: KnownAgain[] }
  /** A request with its duty there; with it, what was said beside the asking. */
  | { how: 'request'; about: Contact; said: KnownAgain[] | null };

/** Does it become a contact of its own? */
export function isOwn(goes: GoesTo): goes is Extract<GoesTo, { how: 'contact' | 'again' }> {
  return goes.how === 'contact' || goes.how === 'again';
}

/** Is a name given? */
export const isNamed = (child: Pick<ReportChild, 'givenName' | 'familyName'> | undefined) => child !== undefined && (child.givenName.trim() !== '' || child.familyName.trim() !== '');

/** What says who a child is and where it is found: of whom is asked, and nothing that is told of it. */
const OF_WHOM: ReadonlySet<string> = new Set<keyof ReportChild>(['givenName', 'familyName', 'otherNames', 'dateOfBirth', 'bornAbout', 'ageWords', 'age', 'unborn', 'dueDate', 'sex', 'nhsNumber', 'upn', 'address', 'postcode', 'keepAddressSecret', 'phone', 'keepPhoneSecret', 'school', 'keepSchoolSecret', 'gp', 'ethnicity', 'religion', 'language']);

/** Who a parent is and where they are found, with who they are to the child. That they live with it, or not, may be new. */
const OF_WHICH_PARENT: ReadonlySet<string> = new Set<keyof ReportMember>(['kind', 'givenName', 'familyName', 'otherNames', 'dateOfBirth', 'bornAbout', 'ageWords', 'age', 'relationship', 'fatherOrPartner', 'address', 'keepAddressSecret', 'phone', 'keepPhoneSecret']);

/** A parent and no word more: not "ex-partner", nor "father, not allowed contact". */
const PLAIN_PARENT = /^(?:(?:the|her|his|their|child['’]s)\s+)*(?:mother|mum|mam|mummy|mom|father|dad|daddy|parent)\.?$/iu;

/** An age and no word more; what the form adds of a birth that is known in part belongs to it. */
const PLAIN_AGE = /^(?:(?:about|around|aged?)\s+)*(?:\d{1,3}\s*(?:years?(?: old)?|yrs?|yo)?)?(?:(?:; )?(?:born in|date of birth given as) .*)?$/iu;

/** Words, an answer or a number, alone or anywhere within. */
function isSaid(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSaid);
  return typeof value === 'string' ? value.trim() !== '' : value === true || typeof value === 'number';
}

/** Is anything said of somebody beside who they are? What the form asks one day counts of itself. */
const saysMoreThan = (who: ReadonlySet<string>, person: object) => Object.entries(person).some(([name, value]) => !who.has(name) && isSaid(value));

/** Is anything said of this child beside who it is? */
const saysSomething = (child: ReportChild) => saysMoreThan(OF_WHOM, child);

/**
 * Is anything told of somebody of the household? Another child always is: the contact may not know of it. Of an adult nothing is only where a
 * plain parent is named, by whom they are sure of whom they ask.
 */
function tellsOfMember(member: ReportMember): boolean {
  if (member.kind === 'child') return true;
  if (!saysMoreThan(new Set(['kind']), member)) return false;
  return saysMoreThan(OF_WHICH_PARENT, member) || !PLAIN_PARENT.test(member.relationship.trim()) || !PLAIN_AGE.test(member.ageWords.trim());
}

/** The same by a number, by name and birth, or by the given name where no other child of the contact has it and nothing speaks against it. */
function isSame(child: ReportChild, there: Contact['people'][number], others: readonly Contact['people'][number][]): boolean {
  if (sameChild(identifiersOf(child), there) !== null) return true;
  const given = normaliseName(child.givenName);
  const clashes = child.dateOfBirth !== null && there.dateOfBirth !== null && child.dateOfBirth !== there.dateOfBirth;
  const family = [child.familyName, there.familyName].map(normaliseName);
  const otherFamily = family[0] !== '' && family[1] !== '' && family[0] !== family[1];
  return given !== '' && given === normaliseName(there.givenName) && !clashes && !otherFamily && others.filter((other) => normaliseName(other.givenName) === given).length === 1;
}

/**
 * The children of a call among those of a contact: whom the worker said to be the same, or who is by what is known of both. What is said of a child whom nobody names counts for each of them: it can
 * only raise. Null where a child is named who is not among them.
 */
export function knownAgain(report: Pick<Report, 'children'>, about: Pick<Contact, 'people'>, said: readonly SaidSame[] = []): KnownAgain[] | null {
  const there = about.people.filter(({ kind }) => kind === 'child');
  const pairs: KnownAgain[] = [];
  for (const [index, child] of report.children.entries()) {
    const inCall = index + 1;
    if (!isNamed(child)) {
      if (saysSomething(child)) pairs.push(...there.map(({ ordinal }) => ({ inCall, inContact: ordinal })));
      continue;
    }
    const same = there.find(({ id }) => said.some((pair) => pair.inCall === inCall && pair.otherId === id)) ?? there.find((each) => isSame(child, each, there));
    if (same === undefined) return null;
    pairs.push({ inCall, inContact: same.ordinal });
  }
  return pairs;
}

/** The contact of which the caller spoke, as far as whoever took the call may open it. */
export async function spokenOf(tx: Tx, fields: Fields, prefix: string): Promise<ContactHead | null> {
  const reference = typedReference(textOf(fields, 'call.reference'), prefix);
  return reference === null ? null : findByAnyReference(tx, reference);
}

/** Is a child named in it, or anything said of one? */
export function tellsOfChild(report: Report): boolean {
  return report.children.some((child) => isNamed(child) || saysSomething(child));
}

/**
 * Was anything told, beside what is asked for and of whom? Whatever is read back counts, so that nothing which a rule, a closing or a
 * silence needs stays with the asking; that nobody could be hurt meanwhile is the answer of every such call, and tells nothing. A parent who is
 * named with the child is of whom is asked.
 */
export function tellsSomething(report: Report, guide: Pick<Guide, 'indicators' | 'levels'>): boolean {
  const { firstQuestions: asked, reporter } = report;
  const told = { ...report, household: [], firstQuestions: asked.cannotWait === 'no' ? { ...asked, cannotWait: null } : asked };
  const ofColleague = reporter.aboutColleague === 'yes' || reporter.aboutColleague === 'not_known';
  return ofColleague || report.children.some(saysSomething) || report.household.some(tellsOfMember) || sayReport(told, guide).some(({ step, rows }) => step !== 'you' && step !== 'children' && rows.some(({ value }) => value.trim() !== ''));
}

/**
 * Where a call goes when it ends. An update, a follow-up or a challenge is put to the contact that it is about, found by its reference
 * among those that its taker may open, and a request for information has its duty there; what cannot be put there without losing something becomes a contact of its own.
 */
export async function goesTo(tx: Tx, { kind, report, guide, fields }: { kind: CallKind; report: Report; guide: Guide; fields: Fields }, prefix: string): Promise<GoesTo> {
  const { becomes } = KIND_TABLE[kind];
  if (becomes === 'contact' || becomes === 'ring_back') return { how: 'contact', because: null, about: null };
  const head = await spokenOf(tx, fields, prefix);
  const about = head === null ? null : await tx.asSystem((system) => readContact(system, head.id));
  if (about === null) return { how: 'contact', because: 'not_found', about: null };
  const keepsSecret = protectReport(report).kept.length > 0;
  const keys = saidChildren(fields);
  const said = pairsSaid(fields).filter(({ outcome }) => outcome === 'same').map(({ childKey, otherId }) => ({ otherId, inCall: keys.indexOf(childKey) + 1 }));
  const children = knownAgain(report, about, said);
  const ofAnother = children === null || tellsOfAnother(report, about, londonDate(tx.at));
  if (asksToBeProtected(report) || about.sealed) return { how: 'contact', because: 'secret', about: null, ...(ofAnother ? {} : { untied: about }) };
  if (becomes === 'request' && !keepsSecret && !tellsSomething(report, guide)) return { how: 'request', about, said: null };
  if (ofAnother) return { how: 'contact', because: 'other_child', about };
  if (keepsSecret) return { how: 'contact', because: 'secret', about };
  if (await tx.asSystem((system) => hasEnded(system, about.id))) return report.children.some(isNamed) ? { how: 'contact', because: 'ended', about, children: children.filter(({ inCall }) => isNamed(report.children[inCall - 1])) } : { how: 'again', because: 'ended', about };
  return becomes === 'request' ? { how: 'request', about, said: children } : { how: 'addition', about, children };
}

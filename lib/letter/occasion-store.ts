import type { Temporal } from 'temporal-polyfill';
import { firstDue } from '@/lib/clock/model';
import { joinedContacts, readJoinedIn } from '@/lib/contact/additions/joined-store';
import { linkedWith, toldApart } from '@/lib/contact/identity/link-store';
import { ENDED_NOW, unbornOf } from '@/lib/contact/unborn-store';
import { letsGo, type Placed } from '@/lib/decision/model';
import { standingOfDecision } from '@/lib/decision/record';
import { readDecision } from '@/lib/decision/store';
import { pairKey } from '@/lib/people/identity';
import { namesSomebody } from '@/lib/people/model';
import { plainly, type Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { CanonicalLevel, RouteCode } from '@/lib/threshold/model';
import { keptInput } from '@/lib/threshold/schema';
import { PROTECTED_SOURCE } from '@/lib/contact/secrecy/sealing';
import { readSealing } from '@/lib/contact/secrecy/seal-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import { signsOf } from './outcome/outcome';
import { weighedSigns } from './schema';
import { classOf, postKeyOf, SOURCE_KEY, type Recipient } from './store';

/** What a letter is written from: the contact as reported, by one referrer, about the children they named. */
export interface LetterOccasion {
  contactId: string;
  reference: string;
  receivedAt: Temporal.Instant;
  decideBy: Temporal.Instant;
  referrerLevel: CanonicalLevel | null;
  /** Danger now, as the referrer said. */
  immediate: boolean;
  recipient: Recipient;
  /** The concern is, or may be, about somebody who works where the referrer works. */
  aboutColleague: boolean;
  /** A protected source without an account cannot be reached, and one who is the subject is told nothing. */
  mayWrite: { receipt: boolean; outcome: boolean };
  /** Children whom this referrer reported, in their order. Others of the household never leave the store. */
  children: ToldAbout[];
  /** Ids of indicators that this referrer said are present and on which the guide's first proposal of their report rests. */
  signs: string[];
}

/** A child as this referrer named it. */
export interface ToldAbout {
  /** The child as reported: of the contact that this letter is about. */
  reportedId: string;
  /** The child as decided on: of the contact that was decided, or null when the decision knows no such child. */
  personId: string | null;
  givenName: string;
  unborn: boolean;
}

const levelOf = (number: number | null): CanonicalLevel | null => (number === 1 || number === 2 || number === 3 || number === 4 ? number : null);

/** The children that the referrer reported: a child born since is not theirs to hear of, nor is the end of a pregnancy (safe practice 12). */
const ofReport = { kind: 'child', bornAs: null } as const;

/** What of a contact every letter to its referrer is written from. */
export const WRITTEN_FROM = { id: true, reference: true, receivedAt: true, due24hAt: true, due1wdAt: true, immediate: true, referrerLevel: true, referrerId: true, referrerName: true, referrerClass: true, aboutColleague: true, sealed: true } as const;

interface WrittenFrom {
  id: string;
  reference: string;
  receivedAt: Date;
  due24hAt: Date;
  due1wdAt: Date | null;
  immediate: boolean;
  referrerLevel: number | null;
  referrerId: string | null;
  referrerName: string;
  referrerClass: string;
  aboutColleague: boolean;
  sealed: boolean;
}

/** The account of whoever told us. */
export interface ReferrerAccount {
  name: string;
  email: string;
}

/** Their account, or null for none. The address of an account is the one it signs in with, not what was typed: a letter must not go to a slip of the keyboard. */
export async function accountOf(tx: Tx, { referrerId }: { referrerId: string | null }): Promise<ReferrerAccount | null> {
  if (referrerId === null) return null;
  const [account] = await tx.db.$queryRaw<ReferrerAccount[]>(plainly`select a.name, a.email from account a where a.id = ${referrerId}::uuid`);
  return account ?? null;
}

/** An occasion without what only a letter of an outcome says. */
export type PlainOccasion = Omit<LetterOccasion, 'children' | 'signs'>;

/** Reads what letters about a contact are written from. Needs casework rights. */
export async function readOccasion(tx: Tx, contactId: string): Promise<LetterOccasion> {
  const { people, ...contact } = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: { ...WRITTEN_FROM, people: { where: { ...ofReport, unbornStates: { none: ENDED_NOW } }, orderBy: { ordinal: 'asc' }, select: { id: true, givenName: true, unborn: true } } },
  });
  const [{ recipient, ...plain }, signs, subjects] = await Promise.all([(async () => plainOccasion(tx, contact, await accountOf(tx, contact)))(), signsReported(tx, contactId), subjectsNow(tx, [contactId])]);
  return { ...plain, recipient: subjects.has(contactId) ? { ...recipient, referrerClass: 'subject' } : recipient, children: people.map(({ id, givenName, unborn }) => ({ reportedId: id, personId: id, givenName, unborn })), signs };
}

/** The occasion, of what was read of the contact and of its referrer's account. */
export async function plainOccasion(tx: Tx, contact: WrittenFrom, account: ReferrerAccount | null): Promise<PlainOccasion> {
  const due24h = instantOf(contact.due24hAt);
  const sealing = contact.sealed ? await readSealing(tx, contact.id) : null;
  const source: Recipient = { key: SOURCE_KEY, accountId: null, name: PROTECTED_SOURCE, email: '', referrerClass: 'protected' };
  return {
    contactId: contact.id,
    reference: contact.reference,
    receivedAt: instantOf(contact.receivedAt),
    decideBy: contact.due1wdAt === null ? due24h : firstDue({ due24h, due1wd: instantOf(contact.due1wdAt) }),
    referrerLevel: levelOf(contact.referrerLevel),
    immediate: contact.immediate,
    mayWrite: sealing === null ? { receipt: contact.referrerId !== null, outcome: true } : { receipt: sealing.reachable, outcome: sealing.reachable && sealing.mayBeTold },
    recipient: sealing !== null ? source : {
      key: contact.referrerId ?? postKeyOf(null),
      accountId: contact.referrerId,
      name: account?.name ?? contact.referrerName,
      email: account?.email ?? '',
      referrerClass: classOf(contact.referrerClass),
    },
    aboutColleague: contact.aboutColleague,
  };
}

async function signsReported(tx: Tx, contactId: string): Promise<string[]> {
  const asReported = await tx.db.proposal.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'asc' }, select: { input: true, document: true } });
  return asReported === null ? [] : signsOf(keptInput.parse(asReported.input), weighedSigns.parse(asReported.document));
}

/**
 * Everybody who reported what a decision is about: the referrer of the contact first, then of each contact joined into it,
 * each with the children whom they reported themselves (safe practice 5). A child of a joined contact is the decided one
 * that it is known to be; where none is, nothing of a child is said.
 */
export async function readOccasions(tx: Tx, contactId: string): Promise<LetterOccasion[]> {
  const joined = await joinedContacts(tx, contactId);
  const own = await readOccasion(tx, contactId);
  const others: LetterOccasion[] = [];
  for (const id of joined) {
    const occasion = await readOccasion(tx, id);
    const same = await sameChildOf(tx, contactId, id);
    others.push({ ...occasion, children: occasion.children.map((child) => ({ ...child, personId: same.get(child.personId ?? '') ?? null })) });
  }
  return [own, ...others];
}

/**
 * The children of a contact by those of a joined one: whom a person said to be the same, or the same by number, or by name and
 * birth, unless a person said that they are two (decision 34).
 */
async function sameChildOf(tx: Tx, contactId: string, joinedId: string): Promise<Map<string, string>> {
  const { authorityId } = tx.actor;
  const select = { id: true, nhsNumber: true, upn: true, nameDobKey: true } as const;
  const kind = { in: ['child', 'household_child'] };
  const [mine, theirs] = await Promise.all([
    tx.db.contactPerson.findMany({ where: { authorityId, contactId, kind }, orderBy: { ordinal: 'asc' }, select }),
    tx.db.contactPerson.findMany({ where: { authorityId, contactId: joinedId, kind: 'child' }, orderBy: { ordinal: 'asc' }, select }),
  ]);
  const ids = theirs.map(({ id }) => id);
  const apart = await toldApart(tx, ids);
  const personOf = new Map((await linkedWith(tx, ids)).map(({ childId, personId }) => [childId, personId]));
  const equal = (a: string | null | undefined, b: string | null | undefined) => typeof a === 'string' && a === b;
  return new Map(
    theirs.flatMap((their) => {
      const alike = mine.filter((my) => equal(my.nhsNumber, their.nhsNumber) || equal(my.upn, their.upn) || (namesSomebody(my.nameDobKey) && my.nameDobKey === their.nameDobKey));
      const same = mine.find((my) => equal(personOf.get(my.id), personOf.get(their.id))) ?? alike.find((my) => !apart.has(pairKey(my.id, their.id)));
      return same === undefined ? [] : [[their.id, same.id] as const];
    }),
  );
}

/** A decision as far as a letter needs it: codes, no rationale. */
export interface DecidedOccasion {
  id: string;
  contactId: string;
  /** No later decision of the contact exists. */
  latest: boolean;
  version: number;
  at: Temporal.Instant;
  by: string;
  level: CanonicalLevel;
  route: RouteCode;
  inForce: boolean;
  /** Something came in after it, and has to be decided on. */
  overtaken: boolean;
  /** What was decided for each child that it names; null for one who was let go of, for whom nothing was (7.13). */
  byPerson: Map<string, Placed | null>;
  guide: { id: string; version: string };
}

/** Reads a decision for its letter. Needs casework rights. */
export async function readDecided(tx: Tx, decisionId: string): Promise<DecidedOccasion> {
  const { authorityId } = tx.actor;
  const decision = await readDecision(tx, decisionId);
  if (decision === null) throw new Error('no such decision');
  const { id, contactId, version, at, by, level, route } = decision;
  const [proposal, latest, since, byPerson] = await Promise.all([
    tx.db.proposal.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: decision.proposalId } }, select: { guideId: true, guideVersion: true } }),
    latestDecisionId(tx, contactId),
    overtaken(tx, contactId, at),
    byPersonReported(tx, contactId, new Map(decision.children.map(({ personId, standing, level: own, route: way }) => [personId, letsGo(standing) ? null : { level: own, route: way }]))),
  ]);
  return {
    ...{ id, contactId, version, at, by, level, route },
    latest: latest === id,
    inForce: standingOfDecision(decision) === 'in_force',
    overtaken: since,
    byPerson,
    guide: { id: proposal.guideId, version: proposal.guideVersion },
  };
}

/** What was decided for each child, and for one reported before birth what was decided for whoever was born, the higher of twins. */
async function byPersonReported(tx: Tx, contactId: string, decided: DecidedOccasion['byPerson']): Promise<DecidedOccasion['byPerson']> {
  const born = (await unbornOf(tx, contactId)).flatMap(({ personId, born: children }) => children.map(({ id }) => ({ id, bornAs: personId })));
  for (const { id, bornAs } of born) {
    const [own, so] = [decided.get(id), decided.get(bornAs)];
    if (own != null && (so == null || own.level > so.level)) decided.set(bornAs, own);
  }
  return decided;
}

/** The latest decision of a contact, whether or not it is in force; null before there is one. Needs casework rights. */
export async function readLatestDecided(tx: Tx, contactId: string): Promise<DecidedOccasion | null> {
  const id = await latestDecisionId(tx, contactId);
  return id === null ? null : readDecided(tx, id);
}

/** The id of the latest decision of a contact, whether or not it is in force. Needs casework rights. */
export async function latestDecisionId(tx: Tx, contactId: string): Promise<string | null> {
  const row = await tx.db.decision.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'desc' }, select: { id: true } });
  return row?.id ?? null;
}

async function overtaken(tx: Tx, contactId: string, decidedAt: Temporal.Instant): Promise<boolean> {
  const since = { gt: dateOf(decidedAt) };
  const [added, answered, named, raised, unborn, joined] = await Promise.all([
    tx.db.addition.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, at: since }, orderBy: { at: 'desc' }, select: { id: true } }),
    tx.db.question.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, answeredAt: since }, orderBy: { id: 'asc' }, select: { id: true } }),
    tx.db.contactEvent.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['child_added', 'parted', 'pattern_found', 'taken_out'] }, at: since }, orderBy: { id: 'asc' }, select: { id: true } }),
    // A consultation that became a concern where it stands is decided on again (safe practice 2).
    tx.db.consultationRaised.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, becameId: null, at: since }, select: { contactId: true } }),
    unbornOf(tx, contactId),
    readJoinedIn(tx, contactId),
  ]);
  const later = ({ at }: { at: Temporal.Instant }) => at.epochMilliseconds > decidedAt.epochMilliseconds;
  return added !== null || answered !== null || named !== null || raised !== null || joined.some(later) || unborn.some(({ entries }) => entries.some((entry) => entry.state === 'born' && later(entry)));
}

/** A question to the referrer, word for word, or null. */
export async function readQuestion(tx: Tx, contactId: string, questionId: string): Promise<string | null> {
  const row = await tx.db.question.findFirst({ where: { authorityId: tx.actor.authorityId, id: questionId, contactId }, select: { text: true } });
  return row?.text ?? null;
}

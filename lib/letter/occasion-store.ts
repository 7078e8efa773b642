import type { Temporal } from 'temporal-polyfill';
import { firstDue } from '@/lib/clock/model';
import { standingOfDecision } from '@/lib/decision/record';
import { readDecision } from '@/lib/decision/store';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { AssessInput, CanonicalLevel, Proposal, RouteCode } from '@/lib/threshold/model';
import { signsOf } from './outcome';
import { classOf, type Recipient } from './store';

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
  /** Children whom this referrer reported, in their order. Others of the household never leave the store. */
  children: { personId: string; givenName: string; unborn: boolean }[];
}

const levelOf = (number: number | null): CanonicalLevel | null => (number === 1 || number === 2 || number === 3 || number === 4 ? number : null);

/**
 * Reads what letters about a contact are written from. The address of an account is the one it signs in with, not what
 * was typed: a letter must not go to a slip of the keyboard. Needs casework rights.
 */
export async function readOccasion(tx: Tx, contactId: string): Promise<LetterOccasion> {
  const contact = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: {
      id: true, reference: true, receivedAt: true, due24hAt: true, due1wdAt: true, immediate: true, referrerLevel: true, referrerId: true, referrerName: true, referrerClass: true, aboutColleague: true,
      people: { where: { kind: 'child' }, orderBy: { ordinal: 'asc' }, select: { id: true, givenName: true, unborn: true } },
    },
  });
  const account = contact.referrerId === null ? null : await tx.db.account.findUnique({ where: { id: contact.referrerId }, select: { name: true, email: true } });
  const due24h = instantOf(contact.due24hAt);
  return {
    contactId: contact.id,
    reference: contact.reference,
    receivedAt: instantOf(contact.receivedAt),
    decideBy: contact.due1wdAt === null ? due24h : firstDue({ due24h, due1wd: instantOf(contact.due1wdAt) }),
    referrerLevel: levelOf(contact.referrerLevel),
    immediate: contact.immediate,
    recipient: {
      key: contact.referrerId ?? 'post:1',
      accountId: contact.referrerId,
      name: account?.name ?? contact.referrerName,
      email: account?.email ?? '',
      referrerClass: classOf(contact.referrerClass),
    },
    aboutColleague: contact.aboutColleague,
    children: contact.people.map(({ id, givenName, unborn }) => ({ personId: id, givenName, unborn })),
  };
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
  byPerson: Map<string, { level: CanonicalLevel; route: RouteCode }>;
  guide: { id: string; version: string };
  /** Ids of indicators that the referrer said are present and on which the guide's first proposal rests. */
  signs: string[];
}

/** Reads a decision for its letter. Needs casework rights. */
export async function readDecided(tx: Tx, decisionId: string): Promise<DecidedOccasion> {
  const { authorityId } = tx.actor;
  const decision = await readDecision(tx, decisionId);
  if (decision === null) throw new Error('no such decision');
  const { id, contactId, version, at, by, level, route } = decision;
  const proposal = await tx.db.proposal.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: decision.proposalId } }, select: { guideId: true, guideVersion: true } });
  const asReported = await tx.db.proposal.findFirst({ where: { authorityId, contactId }, orderBy: { version: 'asc' }, select: { input: true, document: true } });
  return {
    ...{ id, contactId, version, at, by, level, route },
    latest: (await latestDecisionId(tx, contactId)) === id,
    inForce: standingOfDecision(decision) === 'in_force',
    overtaken: await overtaken(tx, contactId, dateOf(at)),
    byPerson: new Map(decision.children.map((child) => [child.personId, { level: child.level, route: child.route }])),
    guide: { id: proposal.guideId, version: proposal.guideVersion },
    signs: asReported === null ? [] : signsOf(asReported.input as unknown as AssessInput, asReported.document as unknown as Proposal),
  };
}

/** The id of the latest decision of a contact, whether or not it is in force. Needs casework rights. */
export async function latestDecisionId(tx: Tx, contactId: string): Promise<string | null> {
  const row = await tx.db.decision.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'desc' }, select: { id: true } });
  return row?.id ?? null;
}

async function overtaken(tx: Tx, contactId: string, decidedAt: Date): Promise<boolean> {
  const where = { authorityId: tx.actor.authorityId, at: { gt: decidedAt } };
  const added = await tx.db.addition.findFirst({ where: { ...where, contactId }, select: { id: true } });
  const joined = added ?? (await tx.db.closure.findFirst({ where: { ...where, joinedToId: contactId }, select: { contactId: true } }));
  return joined !== null;
}

/** A question to the referrer, word for word, or null. */
export async function readQuestion(tx: Tx, contactId: string, questionId: string): Promise<string | null> {
  const row = await tx.db.question.findFirst({ where: { authorityId: tx.actor.authorityId, id: questionId, contactId }, select: { text: true } });
  return row?.text ?? null;
}

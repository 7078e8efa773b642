import type { Temporal } from 'temporal-polyfill';
import { REFERRER_CLASSES, type ReferrerClass } from '@/lib/contact/report/classify';
import { keptFrom, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { plainly, type Gathering, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { hasTold, letterState, wordsOfLetter, type CancelReason, type LetterKind, type LetterState, type LetterText } from './model';
import { letterEventDetail, letterText } from './schema';

/** Who is written to: a person with an account, who reads signed in, or one without, who is written to by post. */
export interface Recipient {
  key: string;
  accountId: string | null;
  name: string;
  /** Empty when there is no account: a link would lead nowhere. */
  email: string;
  referrerClass: ReferrerClass;
}

/** Recipient key of a protected source: their letters name nobody, and the database alone knows whose they are. */
export const SOURCE_KEY = 'protected';

/** Recipient key of whoever rang and reads by a link. */
export const LINK_KEY = 'link:1';

/** Recipient key of whoever is written to by post: the one who reported, or the caller of a call that was put to the contact. How they are reached safely is proved for each. */
export const postKeyOf = (call: string | null) => `post:${call ?? '1'}`;

/** Of which call a reader by post rang: null of the one that the contact came of, undefined where the key is not of the post. */
export function callOfPostKey(key: string): string | null | undefined {
  if (!key.startsWith('post:')) return undefined;
  return key === postKeyOf(null) ? null : key.slice('post:'.length);
}

/** Recipient key of a person of a contact. */
export const keyOfPerson = (personId: string) => `person:${personId}`;

/** Of which person of a contact a recipient key is; null where it is a reporter's. */
export function personOfKey(key: string): string | null {
  return key.startsWith('person:') ? key.slice('person:'.length) : null;
}

/** How a letter reaches its reader: signed in, signed in without anybody knowing who, by a link with a code, or on paper. */
export function reachedBy({ key, accountId }: Pick<Recipient, 'key' | 'accountId'>): 'account' | 'source' | 'link' | 'post' {
  if (key === SOURCE_KEY) return 'source';
  if (key === LINK_KEY) return 'link';
  return accountId === null ? 'post' : 'account';
}

/** Who a letter to somebody who reported a contact is written to, as far as a pregnancy is concerned. */
export function writtenTo({ name, ...recipient }: Pick<Recipient, 'key' | 'accountId' | 'name'>, contactId: string): WrittenTo {
  // Who opens a link is not known for certain: they learn no more than whoever opens an envelope.
  return ['post', 'link'].includes(reachedBy(recipient)) ? { as: 'post' } : { as: 'referrer', contactId, called: name };
}

/** Does a letter tell its reader of a pregnancy of which the mother has not told them (safe practice 12)? Needs casework rights. */
export async function tellsOfPregnancyTo(tx: Tx, { contactId, text }: Pick<NewLetter, 'contactId' | 'text'>, to: WrittenTo): Promise<boolean> {
  return speaksOfPregnancy(wordsOfLetter(text)) && keptFrom(await pregnanciesOf(tx, contactId), to);
}

export interface NewLetter {
  contactId: string;
  decisionId: string | null;
  kind: LetterKind;
  /** What makes it one of a kind: decision id, question id, or "receipt". */
  occasion: string;
  recipient: Recipient;
  /** The same reader, as far as a pregnancy is concerned: no letter is written without asking. */
  to: WrittenTo;
  text: LetterText;
  /** 1 unless it is written anew. */
  issue?: number;
  /** The one child that a letter to the family is about. */
  aboutId?: string | null;
  /** The letter that its reader got and that this one corrects. */
  replacesId?: string | null;
}

export type LetterWhat = 'previewed' | 'sent' | 'posted' | 'read' | 'delivered' | 'arrived' | 'failed' | 'cancelled' | 'returned' | 'undelivered' | 'withheld';

export interface LetterEvent {
  what: string;
  at: Temporal.Instant;
  by: string;
  /** Codes and dates: why it was cancelled, or came back. */
  detail: LetterEventDetail;
}

/** What happened, closer: a code of why, the London date on which a letter came back or had gone already, and how that is known. */
export interface LetterEventDetail {
  why?: string;
  on?: string;
  gone?: string;
}

export interface Letter {
  id: string;
  /** What makes it one of a kind. */
  occasion: string;
  contactId: string;
  decisionId: string | null;
  kind: LetterKind;
  recipient: Recipient;
  text: LetterText;
  issue: number;
  aboutId: string | null;
  replacesId: string | null;
  madeAt: Temporal.Instant;
  madeBy: string;
  state: LetterState;
  events: LetterEvent[];
}

/** A referrer class as kept; a word this release does not know is told nothing. */
export function classOf(text: string): ReferrerClass {
  return REFERRER_CLASSES.find((known) => known === text) ?? 'subject';
}

/**
 * Writes a letter once: the same occasion, recipient, kind and issue give the letter that is there already (safe practice 5).
 * Needs casework rights (`tx.asSystem` for what a partner causes).
 * @throws when it tells its reader of a pregnancy that is kept from them: whoever writes a letter asks before.
 */
export async function addLetter(tx: Tx, fresh: NewLetter): Promise<{ id: string; fresh: boolean }> {
  if (await tellsOfPregnancyTo(tx, fresh, fresh.to)) throw new Error(`a letter (${fresh.kind}) that tells of a pregnancy to somebody who may not know`);
  const { recipient } = fresh;
  const { authorityId } = tx.actor;
  const id = newId();
  const issue = fresh.issue ?? 1;
  const { count } = await tx.db.letter.createMany({
    data: {
      authorityId,
      id,
      issue,
      aboutId: fresh.aboutId ?? null,
      replacesId: fresh.replacesId ?? null,
      contactId: fresh.contactId,
      decisionId: fresh.decisionId,
      kind: fresh.kind,
      occasion: fresh.occasion,
      recipientKey: recipient.key,
      recipientId: recipient.accountId,
      recipientName: recipient.name,
      recipientEmail: recipient.email,
      recipientClass: recipient.referrerClass,
      subject: fresh.text.title,
      body: { ...fresh.text },
      madeAt: dateOf(tx.at),
      madeBy: tx.actor.actorId,
    },
    skipDuplicates: true,
  });
  if (count === 1) return { id, fresh: true };
  const earlier = await tx.db.letter.findUniqueOrThrow({
    where: { authorityId_contactId_occasion_recipientKey_kind_issue: { authorityId, contactId: fresh.contactId, occasion: fresh.occasion, recipientKey: recipient.key, kind: fresh.kind, issue } },
    select: { id: true },
  });
  return { id: earlier.id, fresh: false };
}

/** A letter, or null when it is not there for this actor. The recipient sees only what was sent: ask `mayBeRead`. */
export async function readLetter(tx: Tx, contactId: string, id: string): Promise<Letter | null> {
  // Its page asks for the others as well; none of them is read for it.
  return (await letterRows(tx, { contactId })).filter((row) => row.id === id).map(letterFrom)[0] ?? null;
}

/** A letter by its id alone, or null. */
export async function letterById(tx: Tx, id: string): Promise<Letter | null> {
  return (await lettersWhere(tx, { id }))[0] ?? null;
}

/** Every letter of a contact that the actor may see, newest first. */
export async function lettersOf(tx: Tx, contactId: string): Promise<Letter[]> {
  return lettersWhere(tx, { contactId });
}

/**
 * Every letter about a contact, newest first: its own, and those of its decisions to whoever reported a contact that was
 * joined into it. Needs casework rights.
 */
export async function lettersAbout(tx: Tx, contactId: string): Promise<Letter[]> {
  const { authorityId } = tx.actor;
  const [own, elsewhere] = await Promise.all([lettersOf(tx, contactId), tx.db.$queryRaw<{ id: string }[]>(plainly`
    select l.id from letter l where l.authority_id = ${authorityId} and l.contact_id <> ${contactId}::uuid
      and l.decision_id = any (array(select d.id from decision d where d.authority_id = ${authorityId} and d.contact_id = ${contactId}::uuid))`)]);
  return elsewhere.length === 0 ? own : lettersWhere(tx, { OR: [{ contactId }, { id: { in: elsewhere.map(({ id }) => id) } }] });
}

/** Letters to those who reported these contacts that tell of a decision on none of them. Needs casework rights. */
export async function outcomesElsewhere(tx: Tx, contactIds: readonly string[]): Promise<Letter[]> {
  const own = await tx.db.decision.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, select: { id: true } });
  return lettersWhere(tx, { contactId: { in: [...contactIds] }, kind: 'outcome', decisionId: { not: null, notIn: own.map(({ id }) => id) } });
}

type Asked = NonNullable<Parameters<Tx['db']['letter']['findMany']>[0]>;
type Where = NonNullable<Asked['where']>;

/** What happened to a letter, oldest first. */
const EVENTS = { events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } } satisfies Asked['include'];

/** Letters as they are asked for here, for a page that reads them with their contact. */
export const LETTERS = { of: 'letter', with: { include: EVENTS } } satisfies Gathering[string];

async function letterRows(tx: Tx, where: Where) {
  return tx.db.letter.findMany({
    where: { authorityId: tx.actor.authorityId, ...where },
    include: EVENTS,
    orderBy: [{ madeAt: 'desc' }, { id: 'asc' }],
  });
}

async function lettersWhere(tx: Tx, where: Where): Promise<Letter[]> {
  return (await letterRows(tx, where)).map(letterFrom);
}

function letterFrom(row: Awaited<ReturnType<typeof letterRows>>[number]): Letter {
  return {
    id: row.id,
    occasion: row.occasion,
    contactId: row.contactId,
    decisionId: row.decisionId,
    kind: kindOf(row.kind),
    recipient: { key: row.recipientKey, accountId: row.recipientId, name: row.recipientName, email: row.recipientEmail, referrerClass: classOf(row.recipientClass) },
    text: letterText.parse(row.body),
    issue: row.issue,
    aboutId: row.aboutId,
    replacesId: row.replacesId,
    madeAt: instantOf(row.madeAt),
    madeBy: row.madeBy,
    state: letterState(row.events.map(({ what }) => what)),
    events: row.events.map(({ what, at, by, detail }) => ({ what, at: instantOf(at), by, detail: letterEventDetail.parse(detail) })),
  };
}

function kindOf(text: string): LetterKind {
  return text === 'receipt' || text === 'question' || text === 'family' || text === 'unsealed' || text === 'follow_up' ? text : 'outcome';
}

/**
 * Writes what happened to a letter. What can happen only once (sent, posted, read, cancelled, come back) is kept once.
 * @returns whether it happened now.
 */
export async function addLetterEvent(tx: Tx, letterId: string, what: LetterWhat, detail: LetterEventDetail = {}): Promise<boolean> {
  const { count } = await tx.db.letterEvent.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), letterId, at: dateOf(tx.at), by: tx.actor.actorId, what, detail: { ...detail } }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * The letters by which a decision is told to those who reported it and whom it has not reached: for each reader the
 * newest issue, as long as no issue of theirs told them.
 * @param notTold lawful reasons not to tell: whom one is about is not owed a letter.
 */
export function untold(letters: readonly Letter[], decisionId: string, notTold: readonly Pick<NotTold, 'decisionId' | 'contactId'>[]): Letter[] {
  const letGo = new Set(notTold.filter((each) => each.decisionId === decisionId).map(({ contactId }) => contactId));
  const owed = letters.filter((letter) => letter.kind === 'outcome' && letter.decisionId === decisionId && !letGo.has(letter.contactId));
  const readers = new Map(owed.map((letter) => [`${letter.contactId} ${letter.recipient.key}`, letter]));
  return [...readers.keys()].flatMap((reader) => {
    const theirs = owed.filter((letter) => `${letter.contactId} ${letter.recipient.key}` === reader).sort((a, b) => b.issue - a.issue);
    return theirs.some(({ state }) => hasTold(state)) ? [] : theirs.slice(0, 1);
  });
}

/** Cancels a letter that has not gone. @returns false when it has, or was cancelled before. */
export async function cancelLetter(tx: Tx, letter: Pick<Letter, 'id' | 'state'>, why: CancelReason): Promise<boolean> {
  return letter.state === 'to_preview' && (await addLetterEvent(tx, letter.id, 'cancelled', { why }));
}

/** Has this happened to the letter? */
export async function hasHappened(tx: Tx, letterId: string, what: LetterWhat, by?: string): Promise<boolean> {
  const found = await tx.db.letterEvent.findFirst({ where: { authorityId: tx.actor.authorityId, letterId, what, ...(by === undefined ? {} : { by }) }, select: { id: true } });
  return found !== null;
}

/** Records a lawful reason for not telling whoever reported a contact, once for a decision. */
export async function addNotTold(tx: Tx, { contactId, decisionId, ground, reason }: { contactId: string; decisionId: string; ground: string; reason: string }): Promise<boolean> {
  const { count } = await tx.db.notTold.createMany({
    data: { authorityId: tx.actor.authorityId, contactId, decisionId, at: dateOf(tx.at), by: tx.actor.actorId, ground, reason },
    skipDuplicates: true,
  });
  return count === 1;
}

export interface NotTold {
  decisionId: string;
  /** The contact that they reported: the decision's own, or one joined into it. */
  contactId: string;
  at: Temporal.Instant;
  by: string;
  ground: string;
  reason: string;
}

/** The recorded reasons not to tell of the decisions on a contact, its own reporter or one of a joined contact; newest first. Needs casework rights. */
export async function notToldOf(tx: Tx, contactId: string): Promise<NotTold[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<(Omit<NotTold, 'at'> & { atMs: number })[]>(plainly`
    select n.decision_id as "decisionId", n.contact_id as "contactId", (extract(epoch from n.at) * 1000)::float8 as "atMs", n.by, n.ground, n.reason from not_told n
    where n.authority_id = ${authorityId} and n.decision_id = any (array(select d.id from decision d where d.authority_id = ${authorityId} and d.contact_id = ${contactId}::uuid))
    order by n.at desc`);
  return rows.map(({ atMs, ...row }) => ({ ...row, at: instantOf(new Date(atMs)) }));
}

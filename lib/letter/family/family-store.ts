import type { Temporal } from 'temporal-polyfill';
import { joinedContacts } from '@/lib/contact/additions/joined-store';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { secretsOf } from '@/lib/contact/secrecy/protected-store';
import { inputsOf, signsPresent } from '@/lib/contact/store';
import { dutiesOfContact } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { FamilyPerson, FamilyStanding, InterpreterNeed, ReadingNeed, Wish } from './family';
import { strategyPlan, TELLING_KINDS, type FamilyTelling, type GateFacts } from './family-gate';
import type { FamilySecret } from './family-problems';
import type { Source } from './named';
import { readLatestDecided } from '../occasion-store';
import { saidOfPerson } from '../schema';

/** Keeps what police or a strategy discussion said about telling the family. */
export async function addFamilyTelling(tx: Tx, contactId: string, { tell, tellFrom, ...telling }: Omit<FamilyTelling, 'id' | 'at' | 'by'>): Promise<void> {
  await tx.db.familyTelling.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId, tell: tell ?? '', tellFrom: tellFrom === null ? null : dateOf(tellFrom), ...telling }],
  });
}

/** What was said about telling the family, as kept. */
export function tellingOf({ id, at, by, kind, named, tell, tellBy, tellFrom, words }: Awaited<ReturnType<Tx['db']['familyTelling']['findFirstOrThrow']>>): FamilyTelling {
  return {
    ...{ id, by, named, tellBy, words },
    at: instantOf(at),
    // A word that this release does not know holds the letter back.
    kind: TELLING_KINDS.find((known) => known === kind) ?? 'police_hold',
    tell: tell === 'tell' ? 'tell' : tell === '' ? null : 'not_yet',
    tellFrom: tellFrom === null ? null : instantOf(tellFrom),
  };
}

/** Newest first. */
export const NEWEST_TELLING = [{ at: 'desc' as const }, { id: 'desc' as const }];

/** What was said about telling the family, newest first. */
export async function familyTellingsOf(tx: Tx, contactId: string): Promise<FamilyTelling[]> {
  return (await tx.db.familyTelling.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: NEWEST_TELLING })).map(tellingOf);
}

/** Everything from which it follows whether a letter to the family of a contact may be offered. Needs casework rights. */
export async function readGate(tx: Tx, contactId: string): Promise<GateFacts> {
  const [decided, joined] = await Promise.all([readLatestDecided(tx, contactId), joinedContacts(tx, contactId)]);
  const all = [contactId, ...joined];
  const [inputs, duties, tellings] = await Promise.all([
    inputsOf(tx, all),
    Promise.all(all.map(async (id) => dutiesOfContact(tx, id))).then((each) => each.flat()),
    Promise.all(all.map(async (id) => familyTellingsOf(tx, id))).then((each) => each.flat()),
  ]);
  const asked = duties.filter(({ code }) => code === 'HOLD_STRATEGY').map(({ openedAt }) => openedAt);
  return {
    route: decided === null || !decided.inForce || decided.overtaken ? null : decided.route,
    openDuties: duties.filter(({ discharge }) => discharge === null).map(({ code }) => code),
    strategyAskedAt: asked.reduce<Temporal.Instant | null>((last, at) => (last === null || at.epochMilliseconds > last.epochMilliseconds ? at : last), null),
    tellings,
    signs: signsPresent(inputs),
    mutilationKnown: inputs.some(({ facts, children }) => facts?.fgmKnown === true || children.some((child) => child.facts?.fgmKnown === true)),
  };
}

/** What a letter to the family of a contact must keep. @param silence who must not be told, as reported. Needs casework rights. */
export async function readFamilySecret(tx: Tx, contactId: string, { tellings }: Pick<GateFacts, 'tellings'>, silence: readonly unknown[]): Promise<FamilySecret> {
  const others = await joinedContacts(tx, contactId);
  const all = [contactId, ...others];
  const [pregnancies, kept, sources] = [await pregnanciesOf(tx, contactId), await secretsOf(tx, all), await sourcesOf(tx, all)];
  const joined = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: others } }, select: { givenName: true, familyName: true } });
  return { pregnancies, agreedWords: strategyPlan(tellings)?.words ?? '', somebodyMustNotBeTold: silence.length > 0, kept, joined, sources };
}

/** Who told us of these contacts, by their report or by a call that was put to one. Of a protected source the record says nothing. */
async function sourcesOf(tx: Tx, contactIds: readonly string[]): Promise<Source[]> {
  const [contacts, calls] = [
    await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...contactIds] }, sealed: false }, select: { referrerName: true, agencyName: true } }),
    await tx.db.putCall.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, select: { name: true } }),
  ];
  return [...contacts.map(({ referrerName, agencyName }) => ({ name: referrerName, agencyName })), ...calls.map(({ name }) => ({ name, agencyName: '' }))];
}

/** A person of a contact, with what the report says of their standing. For staff, never for a letter. */
export interface FamilyChoice extends FamilyPerson {
  relationship: string;
  /** As reported: "yes", "no", "not_known" or nothing. */
  parentalResponsibility: string;
  ofConcern: boolean;
  reachBy: string;
  whoMightSee: string;
}

/** Everybody whom a contact names, in their order. */
export async function familyOf(tx: Tx, contactId: string): Promise<FamilyChoice[]> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { ordinal: 'asc' }, select: { id: true, kind: true, givenName: true, familyName: true, unborn: true, bornAs: true, details: true } });
  return rows.map(({ kind, details, ...person }) => {
    const { parentalResponsibility, ...said } = saidOfPerson.parse(details);
    return { ...person, ...said, kind: kind === 'adult' || kind === 'household_child' ? kind : 'child', parentalResponsibility: parentalResponsibility ?? '' };
  });
}

/** What a named worker confirmed for one letter. */
export interface Confirmed {
  letterId: string;
  recipientId: string;
  childId: string;
  standing: FamilyStanding;
  standingWords: string;
  safeContactId: string;
  wish: Wish;
  wishWords: string;
  /** Why they may be told, though a report says who must not be; empty where none does. */
  toldBecause: string;
  language: string;
  interpreter: InterpreterNeed;
  reading: ReadingNeed;
}

/** Keeps a confirmation, once for a letter. */
export async function addConfirmation(tx: Tx, contactId: string, confirmed: Confirmed): Promise<void> {
  await tx.db.familyConfirmation.createMany({ data: [{ authorityId: tx.actor.authorityId, contactId, at: dateOf(tx.at), by: tx.actor.actorId, ...confirmed }] });
}

/** What was confirmed for a letter, by whom and when, or null. */
export async function confirmationOf(tx: Tx, letterId: string): Promise<{ at: Temporal.Instant; by: string; standing: string; standingWords: string; wish: string; wishWords: string; toldBecause: string; language: string; interpreter: string; reading: string; safeContactId: string } | null> {
  const row = await tx.db.familyConfirmation.findUnique({ where: { authorityId_letterId: { authorityId: tx.actor.authorityId, letterId } } });
  return row && { ...row, at: instantOf(row.at) };
}

import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { withoutSecrets } from '../secrecy/protected-store';
import { PROTECTION_ENDINGS, type Protection, type ProtectionEnding, type ProtectionInput } from './model';

/** What is read with each record: how it ended, and what a manager answered. */
export const WITH_ENDS = { include: { ends: { include: { answer: true } } } } as const;

type Row = NonNullable<Awaited<ReturnType<typeof rowsOf>>[number]>;

async function rowsOf(tx: Tx, contactId: string) {
  return tx.db.protection.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, ...WITH_ENDS, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
}

const endingOf = (text: string): ProtectionEnding => (Object.hasOwn(PROTECTION_ENDINGS, text) ? (text as ProtectionEnding) : 'returned');

/** A row as the rules read it. */
export function protectionOf({ authorityId: _, at, kind, beganAt, endsAt, ends, ...row }: Row): Protection {
  return {
    ...row,
    at: instantOf(at),
    kind: kind === 'order' ? 'order' : 'police',
    beganAt: instantOf(beganAt),
    endsAt: instantOf(endsAt),
    ends: ends
      .map(({ id, by, at: then, how, endedAt, words, needsAgreement, answer }) => ({ id, by, at: instantOf(then), how: endingOf(how), endedAt: instantOf(endedAt), words, needsAgreement, answer: answer && { by: answer.by, at: instantOf(answer.at), verdict: answer.verdict === 'agreed' ? ('agreed' as const) : ('refused' as const), comment: answer.comment } }))
      .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds || (a.id < b.id ? -1 : 1)),
  };
}

/** Every record of a contact about its children, oldest first, with how each ended. Needs casework rights. */
export async function protectionsOf(tx: Tx, contactId: string): Promise<Protection[]> {
  return (await rowsOf(tx, contactId)).map(protectionOf);
}

/** A child who can be under one. */
export interface ProtectableChild {
  id: string;
  name: string;
}

/** The children of a contact who are born: nobody is under either before birth (domain 2, 10). Needs casework rights. */
export async function protectableChildren(tx: Tx, contactId: string): Promise<ProtectableChild[]> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['child', 'household_child'] }, unborn: false }, orderBy: { ordinal: 'asc' }, select: { id: true, ordinal: true, givenName: true, familyName: true } });
  return rows.map(({ id, ordinal, givenName, familyName }) => ({ id, name: `${givenName} ${familyName}`.trim() || `Child ${ordinal}, name not known` }));
}

/** Writes a record in the actor's name. @returns its id. */
export async function addProtection(tx: Tx, contactId: string, { place, beganAt, endsAt, ...input }: ProtectionInput, { followsId, correctsId }: Pick<Protection, 'followsId' | 'correctsId'>): Promise<string> {
  const id = newId();
  const kept = await withoutSecrets(tx, contactId, `protection.${id}`, place);
  await tx.db.protection.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, ...input, place: kept, beganAt: dateOf(beganAt), endsAt: dateOf(endsAt), followsId, correctsId }] });
  return id;
}

/** Writes how one ends; that a child goes home waits for a second person. @returns the id. */
export async function addProtectionEnd(tx: Tx, one: Pick<Protection, 'id' | 'contactId'>, { how, endedAt, words }: { how: ProtectionEnding; endedAt: Temporal.Instant; words: string }): Promise<string> {
  const id = newId();
  const kept = await withoutSecrets(tx, one.contactId, `protection_end.${id}`, words);
  await tx.db.protectionEnd.createMany({ data: [{ authorityId: tx.actor.authorityId, id, protectionId: one.id, contactId: one.contactId, at: dateOf(tx.at), by: tx.actor.actorId, how, endedAt: dateOf(endedAt), words: kept, needsAgreement: how === 'returned' }] });
  return id;
}

/** Writes the manager's answer. False when one is there already. */
export async function addProtectionAnswer(tx: Tx, contactId: string, { id, by }: { id: string; by: string }, { verdict, comment }: { verdict: 'agreed' | 'refused'; comment: string }): Promise<boolean> {
  const { count } = await tx.db.protectionAnswer.createMany({ data: [{ authorityId: tx.actor.authorityId, endId: id, askedBy: by, contactId, at: dateOf(tx.at), by: tx.actor.actorId, verdict, comment }], skipDuplicates: true });
  return count === 1;
}

import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { accountAt } from '@/lib/access/people-store';
import { keyedDigest } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import type { FieldProblem } from '@/lib/platform/http/problem';
import { newId, newReference } from '@/lib/platform/ids';
import type { Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { addOriginal, giveOriginals } from '../originals/original-store';
import { recordContact, type ReceivingAuthority } from '../record';
import { withAges } from '../report/typed-dates';
import type { Report } from '../schema';
import { asksToBeProtected } from '../secrecy/sealing';
import { couldNotWait, findByKey } from '../store';
import { addFiled, addWaiting, intakesUnder, lockKey, waitAgain, type Lane, type NewIntake, type UnderKey } from './intake-store';

/** Who files: a system with a key of an agency. */
export interface Filer {
  keyId: string;
  systemName: string;
  agency: { id: string; name: string; kind: string };
}

/** One concern as it was sent. */
export interface Sent {
  lane: Lane;
  /** Those it came with, and the sender's own word for it among them. */
  batchId?: string;
  item?: string;
  /** The sender's own word for it, by which a repeat is known; null for none, and then each sending is one of its own. */
  key: string | null;
  /** As it came: kept sealed, read or not. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole, where `bytes` is only its beginning; left out, `bytes` is all. */
  whole?: { size: number; sha256: string };
  contentType: string;
  /** What it says, or why it cannot be read. */
  read: Result<Report, FieldProblem[]>;
  eventAt: Temporal.Instant | null;
  sentAt: Temporal.Instant | null;
}

/** filed: a contact. typing: kept as it is until a person has typed it in. other_content: so it is, and something else came under the same key before. */
export type Filed =
  | { how: 'filed'; reference: string; contactId: string; created: boolean; urgent: boolean }
  | { how: 'typing'; reference: string; created: boolean; errors: FieldProblem[] }
  | { how: 'other_content'; reference: string; keptAs: string; errors: FieldProblem[] };

/** A row id that follows from the sender's word: whoever has not the server's key cannot tell one from the other. */
export function idOf(digest: Uint8Array): string {
  const hex = Buffer.from(digest).toString('hex');
  // UUID version 8: of a shape of one's own (RFC 9562, section 5.8).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Files what a machine sent, and refuses nothing for its shape (safe practice 17). Read, it is a contact like any other, from its
 * agency; unread, its body is kept sealed and a person types it in, and both clocks run from now. Of any number under one
 * key the first is what it is; the same again is answered as it was the first time, whatever became of it, and other content is kept beside
 * it and never instead.
 */
export async function fileSent(tx: Tx, filer: Filer, authority: ReceivingAuthority, sent: Sent): Promise<Filed> {
  const { keyId } = filer;
  const keyDigest = keyedDigest(`${tx.actor.authorityId}:${keyId}:${sent.lane}:${sent.key ?? newId()}`);
  if (sent.read.ok && asksToBeProtected(sent.read.value)) tx.veil();
  return tx.asSystem(async (system) => {
    const contactKey = idOf(keyDigest);
    await lockKey(system, contactKey);
    const intake: NewIntake = {
      ...{ keyId, keyDigest, systemName: filer.systemName, agencyId: filer.agency.id, lane: sent.lane, otherContent: false, batchId: sent.batchId ?? null, item: sent.item ?? '' },
      ...{ eventAt: sent.eventAt, sentAt: sent.sentAt, contentType: sent.contentType.slice(0, 100), sizeBytes: sent.whole?.size ?? sent.bytes.length },
      reference: newReference(authority.prefix),
      bodyDigest: keyedDigest(sent.whole?.sha256 ?? createHash('sha256').update(sent.bytes).digest('hex')),
    };
    const before = await intakesUnder(system, keyId, keyDigest);
    const errors = sent.read.ok ? [] : sent.read.problem;
    const first = before.find(({ otherContent }) => !otherContent);
    const contact = await findByKey(system, contactKey);
    if (contact === null && first !== undefined) {
      return same(first.bodyDigest, intake.bodyDigest) ? again(system, first, errors) : keepBeside(system, intake, sent, before, first.reference);
    }
    // The same words of another evening are another event (safe practice 8: both count).
    const anotherTime = first?.eventAt != null && sent.eventAt !== null && Temporal.Instant.compare(first.eventAt, sent.eventAt) !== 0;
    if (contact !== null && first !== undefined && !anotherTime && same(first.bodyDigest, intake.bodyDigest)) {
      return { how: 'filed', reference: contact.reference, contactId: contact.id, created: false, urgent: await couldNotWait(system, { id: contact.id, immediate: sent.read.ok && isImmediate(sent.read.value) }) };
    }
    if (sent.read.ok && !anotherTime) {
      const made = await record(system, filer, authority, { report: sent.read.value, key: contactKey, intake, bytes: sent.bytes });
      if (made !== null) return made;
    }
    if (contact !== null && sent.read.ok && (first === undefined || asksToBeProtected(sent.read.value))) {
      tx.veil();
      return more(system, filer, authority, { report: sent.read.value, contact, intake, bytes: sent.bytes });
    }
    if (contact !== null) return keepBeside(system, intake, sent, before, contact.reference);
    const id = await addWaiting(system, intake, sent.bytes);
    await system.enqueue('attention.look', { authorityId: system.actor.authorityId });
    tx.ledger({ action: 'intake.kept', objectKind: 'machine_intake', objectId: id, detail: { lane: sent.lane, errors: errors.length } });
    return { how: 'typing', reference: intake.reference, created: true, errors };
  });
}

/**
 * What waited, or was typed in, comes once more as it was. What somebody had set aside waits again: its sender was asked to send it
 * again if they worry about a child.
 */
async function again(system: Tx, { id, reference, endedHow, contactId }: UnderKey, errors: FieldProblem[]): Promise<Filed> {
  // What it was typed into may be another's: its sender is told what they were told when nobody could read it (safe practice 9).
  if (endedHow === 'typed' && contactId !== null) return { how: 'filed', reference, contactId, created: false, urgent: true };
  if (endedHow === 'not_needed') await wait(system, id);
  return { how: 'typing', reference, created: endedHow === 'not_needed', errors };
}

async function wait(system: Tx, id: string): Promise<void> {
  await waitAgain(system, id);
  await system.enqueue('attention.look', { authorityId: system.actor.authorityId });
  system.ledger({ action: 'intake.waits_again', objectKind: 'machine_intake', objectId: id });
}

const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

const isImmediate = ({ firstQuestions }: Report) => firstQuestions.cannotWait === 'yes';

/**
 * Something more of a source that is or asks to be protected: no row that waits for a person may say which system it was (safe
 * practice 14). It could be read, so that it is a contact of its own, protected like the first, and once however often it is sent.
 */
async function more(system: Tx, filer: Filer, authority: ReceivingAuthority, { report, contact, intake, bytes }: { report: Report; contact: { id: string; reference: string }; intake: NewIntake; bytes: Uint8Array<ArrayBuffer> }): Promise<Filed> {
  const key = idOf(keyedDigest(`${contact.id}:${Buffer.from(intake.bodyDigest).toString('hex')}`));
  const made = await record(system, filer, authority, { report: { ...report, reporter: { ...report.reporter, protectMe: 'yes' } }, key, intake, bytes });
  if (made === null) throw new Error('another body of the same digest');
  return { how: 'other_content', reference: contact.reference, keptAs: made.reference, errors: [] };
}

/** As a contact, or null where something else stands under its key. */
async function record(system: Tx, filer: Filer, authority: ReceivingAuthority, { report: sent, key, intake, bytes }: { report: Report; key: string; intake: NewIntake; bytes: Uint8Array<ArrayBuffer> }): Promise<Filed | null> {
  const report = withAges(sent, londonDate(system.at));
  const { reporter } = report;
  const immediate = isImmediate(report);
  const email = reporter.email.trim().toLowerCase();
  const recorded = await recordContact(
    system,
    {
      report,
      agency: filer.agency,
      // Who works for the agency and has an account here is answered there, as if they had told us themselves.
      referrer: { id: await accountAt(system, email, filer.agency.id), name: reporter.name.trim(), role: reporter.role.trim(), phone: reporter.phone.trim(), email },
      channel: 'api',
      receivedAt: system.at,
      key,
      immediate,
      reference: intake.reference,
    },
    authority,
  );
  if (!recorded.ok) return null;
  const { contactId, reference, created } = recorded.value;
  if (created) {
    const original = newId();
    await addOriginal(system, { draftId: original }, { kind: 'sent', name: `${filer.systemName}.json`, bytes });
    await giveOriginals(system, original, contactId, { sealed: asksToBeProtected(report) });
    // Of a protected source neither agency nor system is kept anywhere in the clear (safe practice 14).
    if (!asksToBeProtected(report)) await addFiled(system, { ...intake, reference }, contactId);
    await system.enqueue('attention.look', { authorityId: system.actor.authorityId });
  }
  return { how: 'filed', reference, contactId, created, urgent: await couldNotWait(system, { id: contactId, immediate }) };
}

/** What came under a key that has been used for something else: it waits for a person, who sees both. */
async function keepBeside(system: Tx, intake: NewIntake, sent: Sent, before: readonly UnderKey[], reference: string): Promise<Filed> {
  const errors = sent.read.ok ? [] : sent.read.problem;
  const there = before.find(({ bodyDigest }) => same(bodyDigest, intake.bodyDigest));
  if (there?.endedHow === 'not_needed') await wait(system, there.id);
  if (there !== undefined) return { how: 'other_content', reference, keptAs: there.reference, errors };
  const id = await addWaiting(system, { ...intake, otherContent: true }, sent.bytes);
  await system.enqueue('attention.look', { authorityId: system.actor.authorityId });
  system.ledger({ action: 'intake.other_content', objectKind: 'machine_intake', objectId: id, detail: { lane: sent.lane } });
  return { how: 'other_content', reference, keptAs: intake.reference, errors };
}

import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, dayDate, instantOf, isoDay } from '@/lib/platform/time';
import { AGREED_CONTENTS, type AgreedContent } from './outcome';
import { AGREERS, PROOFS, SAFE_WAYS, type Agreer, type SafeContact } from './telling';

/** That it was agreed to tell a possible subject of one decision, by whom, and what may be said. */
export interface TellingAgreement {
  decisionId: string;
  at: Temporal.Instant;
  by: string;
  agreedByRole: Agreer;
  agreedByName: string;
  /** ISO date. */
  agreedOn: string;
  content: AgreedContent;
  words: string;
}

/** Keeps an agreement. A manager's to give: the database refuses it from others. */
export async function addAgreement(tx: Tx, contactId: string, { agreedOn, ...agreement }: Omit<TellingAgreement, 'at' | 'by'>): Promise<void> {
  await tx.db.tellingAgreement.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId, agreedOn: dayDate(agreedOn), ...agreement }] });
}

/** The agreements about a contact, newest first. */
export async function agreementsOf(tx: Tx, contactId: string): Promise<TellingAgreement[]> {
  const rows = await tx.db.tellingAgreement.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
  return rows.map(({ decisionId, at, by, agreedByRole, agreedByName, agreedOn, content, words }) => ({
    ...{ decisionId, by, agreedByName, words },
    at: instantOf(at),
    agreedOn: isoDay(agreedOn),
    agreedByRole: AGREERS.find((known) => known === agreedByRole) ?? 'strategy_discussion',
    // A word that this release does not know says the least.
    content: AGREED_CONTENTS.find((known) => known === content) ?? 'received',
  }));
}

/** What was agreed to say of a decision, or null when nobody agreed. */
export async function agreedContent(tx: Tx, contactId: string, decisionId: string): Promise<AgreedContent | null> {
  return (await agreementsOf(tx, contactId)).find((agreement) => agreement.decisionId === decisionId)?.content ?? null;
}

/** Keeps how somebody may safely be reached. @returns its id. */
export async function addSafeContact(tx: Tx, contactId: string, { provedOn, ...contact }: Omit<SafeContact, 'id' | 'at' | 'by'>): Promise<string> {
  const id = newId();
  await tx.db.safeContact.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, provedOn: dayDate(provedOn), ...contact }] });
  return id;
}

/** How people of a contact may be reached, newest first. */
export async function safeContactsOf(tx: Tx, contactId: string): Promise<SafeContact[]> {
  const rows = await tx.db.safeContact.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
  return rows.map(({ id, recipientKey, at, by, way, how, provedBy, provedOn, noMessage, words }) => ({
    ...{ id, recipientKey, by, provedBy, noMessage, words },
    at: instantOf(at),
    provedOn: isoDay(provedOn),
    // A way that this release does not know is no letter.
    way: SAFE_WAYS.find((known) => known === way) ?? 'telephone',
    how: PROOFS.find((known) => known === how) ?? 'spoken_with',
  }));
}

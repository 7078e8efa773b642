import { Temporal } from 'temporal-polyfill';
import { deadlines } from '@/lib/clock/deadlines';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { openDuty } from '@/lib/duty/store';
import { systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId, newReference } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { ContactHead } from '@/lib/contact/head';
import type { Place } from './people';

export interface Waiting {
  receivedAt: string;
  /** When it was taken down, where that was later. */
  recordedAt?: string;
  level?: number;
  route?: string;
  immediate?: boolean;
  channel?: string;
  agencyKind?: string;
  referrerLevel?: number | null;
  /** ISO dates of birth, or a key that says who each child is. */
  children?: { dateOfBirth?: string; nameDobKey?: string; nhsNumber?: string }[];
}

/** Work done as the product, at an instant. */
export async function asSystem<T>(place: Place, at: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withActor(systemOf(place.id), work, { at: Temporal.Instant.from(at) });
}

/** Puts a contact of the place's teacher in the queue, as receiving it does: contact, child, proposal, duty, row. */
export async function makeWaiting(place: Place, given: Waiting): Promise<ContactHead> {
  const { receivedAt, recordedAt = receivedAt, level = 2, route = 'EH_SINGLE', immediate = false, channel = 'form', agencyKind = 'school', referrerLevel = null, children = [{ dateOfBirth: '2020-01-15' }] } = given;
  const { teacher } = place.people;
  const received = Temporal.Instant.from(receivedAt);
  const due = deadlines(received);
  if (!due.ok) throw new Error('beyond the calendar');
  const authorityId = place.id;
  const [id, reference] = [newId(), newReference(place.prefix)];
  const agency = place.agencies.school;
  await asSystem(place, recordedAt, async (tx) => {
    await tx.db.contact.create({
      data: {
        ...{ authorityId, id, reference, channel, agencyKind, immediate, referrerLevel, key: newId(), payloadHash: Buffer.alloc(32) },
        ...{ sourceCode: '2A', agencyId: agency.id, agencyName: agency.name, referrerId: teacher.actorId, referrerName: teacher.name, referrerRole: teacher.jobTitle },
        ...{ referrerPhone: teacher.phone, referrerEmail: teacher.email, referrerClass: 'professional_continuing', pastAgency: false, aboutColleague: false },
        ...{ receivedAt: dateOf(received), summary: 'Often late and tired.', report: {}, schemaVersion: 1, due24hAt: dateOf(due.value.due24h), due1wdAt: dateOf(due.value.due1wd) },
      },
    });
    await tx.db.contactPerson.createMany({
      data: children.map(({ dateOfBirth, nameDobKey = null, nhsNumber = null }, index) => ({
        ...{ authorityId, id: newId(), contactId: id, ordinal: index + 1, kind: 'child', givenName: 'Wren', familyName: 'Ashby', nameDobKey, nhsNumber, details: {} },
        dateOfBirth: dateOfBirth === undefined ? null : new Date(`${dateOfBirth}T00:00:00Z`),
      })),
    });
    await addProposal(tx, id, { version: 1, level, route });
    await openDuty(tx, { contactId: id, code: 'ACKNOWLEDGE', dueAt: due.value.acknowledgement, evidence: 'test' });
    await refreshQueue(tx, id);
  });
  return { id, reference, authorityId, agencyId: agency.id, referrerId: teacher.actorId, pastAgency: false, aboutColleague: false, sealed: false };
}

/** A proposal of a level and route, at the transaction's instant. */
export async function addProposal(tx: Tx, contactId: string, { version, level, route }: { version: number; level: number; route: string }): Promise<void> {
  await tx.db.proposal.create({
    data: { authorityId: tx.actor.authorityId, id: newId(), contactId, version, at: dateOf(tx.at), level, route, guideId: 'norfolk', guideVersion: '2018-19', guideHash: 'x', input: { children: [] }, document: {} },
  });
}

/** A decision of a level and route, by somebody, at the transaction's instant. */
export async function addDecision(tx: Tx, contactId: string, decision: { version: number; by: string; level: number; route: string; needsCountersign?: boolean }): Promise<string> {
  const { version, by, level, route, needsCountersign = false } = decision;
  const proposal = await tx.db.proposal.findFirstOrThrow({ where: { contactId }, orderBy: { version: 'desc' } });
  const id = newId();
  await tx.db.decision.create({
    data: {
      ...{ authorityId: tx.actor.authorityId, id, contactId, version, key: newId(), at: dateOf(tx.at), by, level, route, proposalId: proposal.id, needsCountersign },
      ...{ rationale: 'Because.', familyViews: '', ifNothing: '', changeMind: '', direction: 'agrees', historyRead: true, document: {} },
    },
  });
  return id;
}

/** The row of a contact in the queue, or null when it has ended. */
export async function queueRow(place: Place, contactId: string) {
  return asSystem(place, '2026-03-02T00:00:00Z', async (tx) => tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId: place.id, contactId } } }));
}

/**
 * Whoever may not open a contact any more holds nothing in it and owes nothing in it (domain 7.14): under their name it stood on nobody's
 * list, and they alone could have done it, who see it no more.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import type { DutyCode } from '@/lib/duty/codes';
import { openDuty, readOwnDuties } from '@/lib/duty/store';
import { returnLeft } from '@/lib/duty/verbs/return-left';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { addRestriction } from '@/lib/restriction/restricted-store';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting, queueRow } from './waiting';

const AT = '2026-03-02T10:30:00Z';
let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: Temporal.Instant.from(AT) });
const owe = async (contactId: string, code: DutyCode, ownerId: string) => asSystem(place, AT, async (tx) => openDuty(tx, { contactId, code, ownerId, dueAt: Temporal.Instant.from('2026-03-03T12:00:00Z'), evidence: 'test' }));
const owners = async (contactId: string) => asSystem(place, AT, async (tx) => (await tx.db.duty.findMany({ where: { contactId, ownerId: { not: null } }, orderBy: { code: 'asc' } })).map(({ code, ownerId }) => [code, ownerId]));
const untaken = async (person: Person) => (await as(person, (tx) => readOwnDuties(tx, 'cads_social_worker', tx.at))).untaken.map(({ code }) => code);

test('what a worker owes who says that they know the family is nobody’s again, and stands among what is to be taken', async () => {
  const { worker, otherWorker, teacher } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z' });
  const other = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', children: [{ dateOfBirth: '2015-06-07' }] });
  await owe(contact.id, 'HOLD_STRATEGY', worker.actorId);
  await owe(contact.id, 'TELL_REFERRER', otherWorker.actorId);
  // Whoever learned of it reports it; and what is owed for another family stays with them.
  await owe(contact.id, 'FGM_POLICE', teacher.actorId);
  await owe(other.id, 'LADO', worker.actorId);
  expect(await asSystem(place, AT, returnLeft)).toBe(0);
  expect(await as(worker, (tx) => declareBeforeOpening(tx, contact, { knows: 'yes', reason: 'My neighbour.' }))).toEqual({ ok: true, value: 'kept_out' });
  expect(await asSystem(place, AT, returnLeft)).toBe(1);
  expect(await owners(contact.id)).toEqual([['FGM_POLICE', teacher.actorId], ['TELL_REFERRER', otherWorker.actorId]]);
  expect(await owners(other.id)).toEqual([['LADO', worker.actorId]]);
  expect(await untaken(otherWorker)).toContain('HOLD_STRATEGY');
  expect(await asSystem(place, AT, returnLeft)).toBe(0);
});

test('what is owed and held in a contact that is closed to all but its guardians goes back to those who may open it', async () => {
  const { worker, manager } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await as(worker, (tx) => claimContact(tx, worker, contact));
  await owe(contact.id, 'HOLD_STRATEGY', worker.actorId);
  await owe(contact.id, 'ALLOCATE_ASSESSMENT', manager.actorId);
  await asSystem(place, AT, async (tx) => {
    await tx.db.namedOfficer.createMany({ data: [{ authorityId: place.id, id: newId(), accountId: manager.actorId, kind: 'lado', fromAt: new Date(AT), by: manager.actorId }] });
    await addRestriction(tx, { contactId: contact.id, kind: 'position_of_trust', restrictedChildId: null, referrerId: null, ground: 'position_of_trust' });
  });
  expect([await asSystem(place, AT, returnLeft), await asSystem(place, AT, releaseIdleClaims)]).toEqual([1, 1]);
  expect(await owners(contact.id)).toEqual([['ALLOCATE_ASSESSMENT', manager.actorId]]);
  expect(await queueRow(place, contact.id)).toMatchObject({ holderId: null, state: 'received' });
  const claims = await asSystem(place, AT, async (tx) => tx.db.claim.findMany({ where: { contactId: contact.id } }));
  expect(claims.map(({ accountId, endedHow }) => [accountId, endedHow])).toEqual([[worker.actorId, 'closed_to']]);
  expect([await asSystem(place, AT, returnLeft), await asSystem(place, AT, releaseIdleClaims)]).toEqual([0, 0]);
});

import { findContact, readContact } from '@/lib/contact/store';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { withActor, type Tx } from '@/lib/platform/db';
import type { Person } from '@/lib/access/model';
import type { Temporal } from 'temporal-polyfill';
import type { Desk } from './desk';

/** A contact of the morning that waits in one of these states, the latest to come in first; never the one that cannot wait. */
async function waiting(tx: Tx, states: readonly string[], nth: number): Promise<string> {
  const rows = await tx.db.queueRow.findMany({ where: { authorityId: tx.actor.authorityId, immediate: false, state: { in: [...states] } }, orderBy: [{ receivedAt: 'desc' }, { contactId: 'asc' }], select: { reference: true } });
  const reference = rows[nth]?.reference;
  if (reference === undefined) throw new Error(`the morning has no contact that is ${states.join(' or ')}`);
  return reference;
}

const headOf = async (tx: Tx, reference: string) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error(`no contact ${reference}`);
  return head;
};

function must(done: { ok: boolean }, what: string): void {
  if (!done.ok) throw new Error(`${what} of the demo was refused`);
}

/** Whoever told us of a new contact must not be known: a worker protects the source (safe practice 14). */
async function protectSource(worker: Person, at: Temporal.Instant): Promise<void> {
  await withActor(worker, async (tx) => {
    const head = await headOf(tx, await waiting(tx, ['received'], 0));
    must(await sealSource(tx, head, 'The caller was threatened the last time that somebody rang us, and lives in the same street.'), 'protecting a source');
  }, { at });
}

/** A family in hand has moved from abuse: a worker keeps where the first child is secret (safe practice 6). */
async function protectAddress(worker: Person, at: Temporal.Instant): Promise<void> {
  await withActor(worker, async (tx) => {
    const head = await headOf(tx, await waiting(tx, ['claimed'], 0));
    const typed = { chosen: [], fresh: { place: 'children.0', kind: 'address', words: 'Curlew House, a refuge' }, reason: 'The mother rang: they moved to a refuge last night, and the father looks for them.' };
    must(await keepSecret(tx, head, typed), 'keeping an address');
    await cancelUnsentLetters(tx, head.id, 'address_changed');
  }, { at });
}

/** The last worker of the desk has somebody on their own list who has the name of a child that waits: they are asked first (safe practice 14). */
async function knowSomebody(worker: Person, at: Temporal.Instant): Promise<void> {
  await withActor(worker, async (tx) => {
    const head = await headOf(tx, await waiting(tx, ['received'], 1));
    const child = (await readContact(tx, head.id))?.people.find(({ kind, familyName }) => kind === 'child' && familyName !== '');
    if (child === undefined) throw new Error('a waiting contact that names no child');
    must(await keepClosePerson(tx, { givenName: '', familyName: child.familyName, address: '', postcode: '' }), 'a close person');
  }, { at });
}

/** Of every area: a protected source, a protected address, and a worker who may know a family. */
export async function makeSecrecy({ workers }: Desk, at: Temporal.Instant): Promise<void> {
  const [first, last] = [workers[0], workers.filter(({ jobTitle }) => jobTitle === 'Social worker').at(-1)];
  if (first === undefined || last === undefined) throw new Error('nobody works here');
  await protectSource(first, at);
  await protectAddress(first, at);
  await knowSomebody(last, at);
}

import type { Temporal } from 'temporal-polyfill';
import { isUnnamedOfOneBirth, weigh } from '@/lib/people/identity';
import { identifiersOf, sameChild } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { sameChildren, type SameBy } from '../history-store';
import { readIndexed } from '../identity/key-store';
import { report as reportSchema, type Report } from '../schema';
import { isOpenState, mayFollow } from '../state';
import type { Contact } from '../store';
import { alike, type Alike } from './duplicate';

/** Another open contact about a child of this one. */
export interface OpenToo {
  reference: string;
  receivedAt: Temporal.Instant;
  same: { ordinal: number; sameBy: SameBy }[];
  alike: Alike;
  /** Whether the other one could be joined into this: it is not decided. */
  joins: boolean;
}

/**
 * Contacts about the same children that are open now, earlier or later, latest first, as far as the actor may open them. One in
 * which they may know somebody is not offered: they are asked there first. Needs casework rights.
 */
export async function openToo(tx: Tx, contact: Contact): Promise<OpenToo[]> {
  const same = await sameChildren(tx, contact.id, tx.at);
  if (same.length === 0) return [];
  const ids = [...new Set(same.map(({ contactId }) => contactId))];
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: ids }, queue: { isNot: null } }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], select: { id: true, reference: true, receivedAt: true, report: true, queue: { select: { state: true } }, ...shownTo(tx.actor.actorId) } });
  const ordinals = new Map(contact.people.map(({ id, ordinal }) => [id, ordinal]));
  return rows.flatMap(({ id, reference, receivedAt, report, queue, ...asked }) => {
    if (queue === null || !isOpenState(queue.state) || shownFrom(asked) === 'nothing') return [];
    const at = instantOf(receivedAt);
    return [{ reference, receivedAt: at, same: same.filter(({ contactId }) => contactId === id).map(({ personId, sameBy }) => ({ sameBy, ordinal: ordinals.get(personId) ?? 0 })), alike: alike(contact, { receivedAt: at, report: reportSchema.parse(report) }), joins: mayFollow(queue.state, 'joined') }];
  });
}

/** As likely as not, and more. */
const LIKELY = 0.5;

/**
 * Contacts that the actor reported themselves, that are open, and that may be about a child of this report: they may add there
 * instead. Of contacts of anybody else, also of their own agency, they learn nothing by typing a name.
 */
export async function ownOpenAbout(tx: Tx, report: Pick<Report, 'children'>): Promise<{ reference: string; receivedAt: Temporal.Instant; name: string }[]> {
  const { authorityId, actorId } = tx.actor;
  const named = report.children.filter(({ givenName, familyName, unborn }) => !unborn && `${givenName}${familyName}`.trim() !== '');
  if (named.length === 0) return [];
  const own = await tx.db.contact.findMany({ where: { authorityId, referrerId: actorId }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], take: 50, select: { id: true, reference: true, receivedAt: true } });
  if (own.length === 0) return [];
  // Read as the product, of the actor's own contacts alone: what they told themselves.
  const { ended, children } = await tx.asSystem(async (system) => {
    const ids = own.map(({ id }) => id);
    const people = await system.db.contactPerson.findMany({ where: { authorityId, contactId: { in: ids }, kind: 'child' }, select: { id: true } });
    return { ended: await system.db.closure.findMany({ where: { authorityId, contactId: { in: ids } }, select: { contactId: true } }), children: await readIndexed(system, people.map(({ id }) => id)) };
  });
  return own.flatMap(({ id, reference, receivedAt }) => {
    if (ended.some(({ contactId }) => contactId === id)) return [];
    const same = named.find((child) => {
      const { givenName, familyName, dateOfBirth, ...details } = child;
      const mine = identifiersOf(child);
      const said = { givenName, familyName, dateOfBirth, nhsNumber: mine.nhsNumber, upn: mine.upn, details };
      return children.some((other) => other.contactId === id && (sameChild(mine, identifiersOf({ ...other, nhsNumber: other.nhsNumber ?? '', upn: other.upn ?? '' })) !== null || isUnnamedOfOneBirth(said, other) || weigh(said, other).probability >= LIKELY));
    });
    return same === undefined ? [] : [{ reference, receivedAt: instantOf(receivedAt), name: `${same.givenName} ${same.familyName}`.trim() }];
  });
}

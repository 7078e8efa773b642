import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { kindOf, type CallKind } from '../call/kinds';
import type { SameBy, SameChild } from '../history-store';
import { STANDS, standsAs, type Stands } from './stands';

/** An earlier contact about a child of this one, and by what the child was known again; while this one is not decided, also one that came later. */
export interface EarlierContact extends Stands {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  /** What kind of conversation it came from. */
  kind: CallKind;
  agencyName: string;
  summary: string;
  /** What the reader may be shown of it before they open it (decision 30). */
  shown: Shown;
  /** It came after this one. */
  later: boolean;
  same: { personId: string; otherPersonId: string; ordinal: number; sameBy: SameBy }[];
}

/** The contacts of these pairs, latest first. Of a contact in which the reader may know somebody only date and level are told. */
export async function readEarlier(tx: Tx, same: readonly SameChild[]): Promise<EarlierContact[]> {
  const { authorityId } = tx.actor;
  if (same.length === 0) return [];
  const rows = await tx.db.contact.findMany({
    where: { authorityId, id: { in: [...new Set(same.map((pair) => pair.contactId))] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    select: { ...{ id: true, reference: true, receivedAt: true, kind: true, agencyName: true, summary: true }, ...STANDS, ...shownTo(tx.actor.actorId) },
  });
  return rows.map(({ id, reference, receivedAt, kind, agencyName, summary, queue, closure, ...asked }) => {
    const may = shownFrom(asked);
    const mayKnow = may === 'nothing';
    return {
      ...{ id, reference, kind: kindOf(kind), shown: may, later: same.some((pair) => pair.contactId === id && pair.later) },
      ...standsAs({ queue, closure }, may),
      // About the same children, of whom the reader said that they know none: only who may know somebody else in it waits.
      ...(mayKnow ? { agencyName: '', summary: MAY_KNOW_WORDS } : { agencyName, summary }),
      receivedAt: instantOf(receivedAt),
      same: same.filter((pair) => pair.contactId === id).map(({ personId, otherPersonId, ordinal, sameBy }) => ({ personId, otherPersonId, sameBy, ordinal })),
    };
  });
}

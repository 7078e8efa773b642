import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mondayOf, weekFrom, weeksLater } from '../model';
import { addShifts, readRota } from '../rota-store';

/** Copies the shifts that begin in the week before into this one, by the London clock. Twice is once; absences are not copied. */
export async function copyWeek(tx: Tx, monday: Temporal.PlainDate): Promise<Result<{ copied: number }, 'nothing_to_copy' | 'already_there'>> {
  const before = weekFrom(mondayOf(monday).subtract({ days: 7 }));
  const { shifts } = await readRota(tx, before);
  const beginning = shifts.filter(({ from }) => from.epochMilliseconds >= before.from.epochMilliseconds);
  if (beginning.length === 0) return refused('nothing_to_copy');
  const ids = await addShifts(tx, beginning.map(({ post, accountId, coverOrder, ...stretch }) => ({ post, accountId, coverOrder, ...weeksLater(stretch, 1) })));
  if (ids.length === 0) return refused('already_there');
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { added: ids } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok({ copied: ids.length });
}

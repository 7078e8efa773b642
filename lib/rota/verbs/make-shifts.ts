import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mondayOf, stretchOn } from '../model';
import { addShifts, endShift, readRotaPeople } from '../rota-store';
import type { RotaProblem, ShiftForm } from '../schema';

/** Puts somebody in a post on days of a week; with `replaces`, in the place of a shift, which is taken out. */
export async function makeShifts(tx: Tx, { monday, post, accountId, coverOrder, days, from, to, replaces }: ShiftForm): Promise<Result<null, Extract<RotaProblem, 'not_in_post' | 'already_there' | 'gone'>>> {
  const person = (await readRotaPeople(tx)).find((each) => each.accountId === accountId);
  if (person === undefined || !person.posts.includes(post)) return refused('not_in_post');
  if (replaces !== null && !(await endShift(tx, replaces))) return refused('gone');
  const start = mondayOf(monday);
  const ids = await addShifts(tx, [...new Set(days)].map((number) => ({ post, accountId, coverOrder, ...stretchOn(start.add({ days: number - 1 }), from, to) })));
  if (ids.length === 0 && replaces === null) return refused('already_there');
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { post, account: accountId, added: ids, ended: replaces } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}

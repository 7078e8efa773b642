import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { LONDON } from '@/lib/platform/time';
import { mayStandIn } from '../model';
import { addAbsence, readRota, readRotaPeople } from '../rota-store';
import type { AbsenceForm, RotaProblem } from '../schema';

/**
 * Writes down that somebody is away, and who stands in: somebody who may be put in each post that they leave then, or nobody would be
 * on and the rota would not say so. Why they are away is not asked.
 */
export async function recordAbsence(tx: Tx, { accountId, coveredBy, fromDay, fromTime, toDay, toTime }: AbsenceForm): Promise<Result<null, Extract<RotaProblem, 'absence_form' | 'not_in_post' | 'own_cover' | 'not_their_post'>>> {
  if (accountId === coveredBy) return refused('own_cover');
  const posts = new Map((await readRotaPeople(tx)).map((each) => [each.accountId, each.posts]));
  const [theirs, covers] = [posts.get(accountId), coveredBy === null ? [] : posts.get(coveredBy)];
  if (theirs === undefined || covers === undefined) return refused('not_in_post');
  const from = fromDay.toZonedDateTime({ timeZone: LONDON, plainTime: fromTime }).toInstant();
  const to = toDay.toZonedDateTime({ timeZone: LONDON, plainTime: toTime }).toInstant();
  if (from.epochMilliseconds >= to.epochMilliseconds) return refused('absence_form');
  if (coveredBy !== null) {
    const left = (await readRota(tx, { from, to })).shifts.filter((shift) => shift.accountId === accountId).map(({ post }) => post);
    if (!mayStandIn(covers, left, theirs)) return refused('not_their_post');
  }
  const id = await addAbsence(tx, { accountId, coveredBy, from, to });
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { absence: id, account: accountId, cover: coveredBy } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}

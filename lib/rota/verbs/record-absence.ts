import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { LONDON } from '@/lib/platform/time';
import { addAbsence, readRotaPeople } from '../rota-store';
import type { AbsenceForm, RotaProblem } from '../schema';

/** Writes down that somebody is away, and who stands in. Why they are away is not asked. */
export async function recordAbsence(tx: Tx, { accountId, coveredBy, fromDay, fromTime, toDay, toTime }: AbsenceForm): Promise<Result<null, Extract<RotaProblem, 'absence_form' | 'not_in_post' | 'own_cover'>>> {
  if (accountId === coveredBy) return refused('own_cover');
  const people = new Set((await readRotaPeople(tx)).map((each) => each.accountId));
  if (!people.has(accountId) || (coveredBy !== null && !people.has(coveredBy))) return refused('not_in_post');
  const from = fromDay.toZonedDateTime({ timeZone: LONDON, plainTime: fromTime }).toInstant();
  const to = toDay.toZonedDateTime({ timeZone: LONDON, plainTime: toTime }).toInstant();
  if (from.epochMilliseconds >= to.epochMilliseconds) return refused('absence_form');
  const id = await addAbsence(tx, { accountId, coveredBy, from, to });
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { absence: id, account: accountId, cover: coveredBy } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}

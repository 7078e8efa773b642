import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addClose } from '@/lib/restriction/close-store';
import { acquaintanceGrounds } from '@/lib/restriction/model';
import { readNamed } from '@/lib/restriction/named-store';
import { addAcquaintance, readOpenIds, readSaid, readStaff } from '@/lib/restriction/opening-store';
import { closePerson } from '@/lib/restriction/schema';

/**
 * Puts somebody, or a place, on one's own list of those close to one. Every open contact is matched with it at once: the
 * ones it fits ask before they are opened, also where one said before that one knows nobody. Nothing of the list is
 * written anywhere else.
 */
export async function keepClosePerson(tx: Tx, typed: { givenName: string; familyName: string; address: string; postcode: string }): Promise<Result<null, { field: string; message: string }[]>> {
  const read = closePerson.safeParse(typed);
  if (!read.success) return refused(read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'familyName'), message })));
  await addClose(tx, read.data);
  await tx.asSystem(async (system) => {
    const [me] = await readStaff(system, tx.actor.actorId);
    if (me === undefined) return;
    const ids = await readOpenIds(system);
    const [named, said] = [await readNamed(system, ids), await readSaid(system, ids)];
    const close = { ...me, name: '', email: '', phone: '', close: [read.data] };
    for (const id of ids) {
      const grounds = acquaintanceGrounds(close, named.get(id) ?? [], said.get(id) ?? '');
      if (grounds.length > 0) await addAcquaintance(system, id, tx.actor.actorId, grounds);
    }
  });
  tx.ledger({ action: 'close_person.added', objectKind: 'account', objectId: tx.actor.actorId });
  return ok(null);
}

import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { lockContacts } from '../../queue/queue-store';
import { endOwed, oweAgreement } from '../duties';
import { askedOf, openProtections, PROTECTION_ENDINGS, type ProtectionProblem } from '../model';
import { readEnding } from '../schema';
import { addProtectionEnd, protectionsOf } from '../store';

/**
 * Records what follows a child's protection, before its end or after it: the duty ends with it. That the child goes home lets go of
 * danger, and is asked of a second person first: until they agree the child is protected still and the duty is owed (safe practice 7).
 */
export async function endProtection(tx: Tx, contact: ContactHead, typed: Fields): Promise<Result<{ asked: boolean }, ProtectionProblem>> {
  await lockContacts(tx, [contact.id]);
  const one = openProtections(await protectionsOf(tx, contact.id)).find(({ id }) => id === textOf(typed, 'protection'));
  if (one === undefined) return refused('missing');
  const read = readEnding(typed, { at: tx.at, one });
  if (!read.ok) return refused('not_complete');
  const { how } = read.value;
  const asked = how === 'returned';
  if (asked && askedOf(one) !== null) return refused('asked_already');
  const id = await addProtectionEnd(tx, one, read.value);
  if (asked) await oweAgreement(tx, one, id);
  else await endOwed(tx, one, PROTECTION_ENDINGS[how]);
  await addEvent(tx, contact.id, asked ? 'protection_return_asked' : 'protection_ended', { protection: one.id, how });
  tx.ledger({ action: asked ? 'protection.return_asked' : 'protection.ended', objectKind: 'contact', objectId: contact.id, detail: { protection: one.id, how, person: one.personId } });
  return ok({ asked });
}

import type { Person } from '@/lib/access/model';
import { secondPersonProblem } from '@/lib/access/second-person';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { liveClaim } from '../../queue/claim-store';
import { lockContacts } from '../../queue/queue-store';
import { endAsked, endOwed } from '../duties';
import { isOwnSource } from '../../secrecy/seal-store';
import { askedOf, openProtections, PROTECTION_ENDINGS, type ProtectionProblem } from '../model';
import { addProtectionAnswer, protectionsOf } from '../store';

/**
 * A social-work-qualified manager agrees that a child goes home, by which the protection ends, or refuses it. Somebody else than who
 * asked, reported or holds the contact, as for a decision; the database refuses the one who asked (safe practice 7).
 */
export async function answerReturn(tx: Tx, person: Person, contact: ContactHead, { protectionId, verdict, comment }: { protectionId: string; verdict: string; comment: string }): Promise<Result<{ agreed: boolean }, ProtectionProblem>> {
  await lockContacts(tx, [contact.id]);
  const one = openProtections(await protectionsOf(tx, contact.id)).find(({ id }) => id === protectionId);
  const asked = one === undefined ? null : askedOf(one);
  if (one === undefined || asked === null) return refused('not_asked');
  const referrerId = contact.sealed && (await isOwnSource(tx, contact.id)) ? person.actorId : contact.referrerId;
  const barred = secondPersonProblem(person, asked, { referrerId, holderId: (await liveClaim(tx, contact.id))?.accountId ?? null, conflicted: await conflictedIn(tx, contact.id) });
  if (barred !== null) return refused(barred === 'decider' ? 'own' : barred);
  if (verdict !== 'agreed' && verdict !== 'refused') return refused('verdict_missing');
  if (comment.trim() === '') return refused('comment_missing');
  if (!(await addProtectionAnswer(tx, contact.id, asked, { verdict, comment: comment.trim() }))) return refused('not_asked');
  const agreed = verdict === 'agreed';
  await endAsked(tx, contact.id, asked, agreed ? 'A second person agreed that the child goes home.' : 'A second person refused that the child goes home.');
  if (agreed) await endOwed(tx, one, PROTECTION_ENDINGS.returned);
  await addEvent(tx, contact.id, agreed ? 'protection_ended' : 'protection_return_refused', { protection: one.id, how: 'returned' });
  tx.ledger({ action: agreed ? 'protection.ended' : 'protection.return_refused', objectKind: 'contact', objectId: contact.id, detail: { protection: one.id, how: 'returned', person: one.personId } });
  return ok({ agreed });
}

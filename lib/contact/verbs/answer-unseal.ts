import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts } from '../queue/queue-store';
import { addUnsealAnswer, isOwnSource, readInvolved, readUnseals } from '../secrecy/seal-store';
import { mayAnswerUnseal, mayTellNobody, unsealAnswer, UNSEAL_MINUTES, type UnsealProblem } from '../secrecy/sealing';

/**
 * The second person's answer to a request to learn who a protected source is. Agreed, the one who asked may look for an
 * hour; nobody else sees anything. Everything is recorded, and the source is told unless the order forbids it.
 */
export async function answerUnseal(tx: Tx, person: Person, contact: ContactHead, { unsealId, ...typed }: { unsealId: string; verdict: string; reason: string }): Promise<Result<{ tellSource: boolean; unsealId: string }, UnsealProblem>> {
  const answer = unsealAnswer.safeParse(typed);
  if (!answer.success) return refused('incomplete');
  await lockContacts(tx, [contact.id]);
  const asked = (await readUnseals(tx, contact.id)).find(({ id }) => id === unsealId);
  if (asked === undefined) return refused('missing');
  const problem = mayAnswerUnseal(person, { askedBy: asked.askedBy, isSource: await isOwnSource(tx, contact.id), answered: asked.answer !== null, ...(await readInvolved(tx, contact.id)) });
  if (problem !== null) return refused(problem);
  const agreed = answer.data.verdict === 'agreed';
  // Asked before this was refused at the asking: it is asked anew.
  if (agreed && !asked.tellSource && !mayTellNobody(asked.ground)) return refused('no_order_forbids');
  if (!(await addUnsealAnswer(tx, contact.id, asked, answer.data, agreed ? tx.at.add({ minutes: UNSEAL_MINUTES }) : null))) return refused('answered');
  await addEvent(tx, contact.id, 'unseal_answered', { unseal: unsealId, agreed });
  tx.ledger({ action: 'source.unseal_answered', objectKind: 'contact', objectId: contact.id, detail: { unseal: unsealId, agreed, tellSource: asked.tellSource } });
  return ok({ tellSource: agreed && asked.tellSource, unsealId });
}

import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import { agreedFromFields, nothingAgreed, ownedBy } from '../agreed';
import { addAgreed, agreedOf } from '../agreed-store';

export type AgreedProblem = 'nothing_said' | 'why_missing';

export const AGREED_PROBLEM_WORDS: Record<AgreedProblem, string> = {
  nothing_said: 'Write at least one next step, the level, or what to do if it gets worse.',
  why_missing: 'Say why this is added: what was agreed on the telephone stays beside it.',
};

/**
 * Adds to what was agreed with whoever rang, with the reason; what was agreed before stands as it was.
 * @param call key of the call that was put to the contact; null for the one that it came of.
 */
export async function addToAgreed(tx: Tx, person: Person, contactId: string, fields: Fields, call: string | null = null): Promise<Result<null, AgreedProblem>> {
  const { agreed } = agreedFromFields(fields, 'call.callerLevel');
  const why = textOf(fields, 'why').trim();
  if (nothingAgreed(agreed)) return refused('nothing_said');
  const before = await agreedOf(tx, contactId, call);
  if (before.length > 0 && why === '') return refused('why_missing');
  await addAgreed(tx, contactId, call, ownedBy(agreed, person.name), why);
  await addEvent(tx, contactId, before.length === 0 ? 'agreed' : 'agreed_added', { steps: agreed.steps.length });
  tx.ledger({ action: 'contact.agreed_added', objectKind: 'contact', objectId: contactId, detail: { steps: agreed.steps.length } });
  return ok(null);
}

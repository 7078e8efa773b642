import { machineRoute } from '@/app/_edge/machine';
import { statusAnswer } from '@/app/api/v1/_parts/schemas';
import { intakeByReference } from '@/lib/contact/machine/intake-store';
import { findContact } from '@/lib/contact/store';
import { progressCode, progressOf } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import type { Tx } from '@/lib/platform/db';
import { json } from '@/lib/platform/http/answer';
import { problemJson } from '@/lib/platform/http/problem';
import { beginning, isKeepable, keepable } from '@/lib/platform/text';

/** What waits to be typed in is no contact yet; what was set aside never became one. */
const UNTYPED = {
  put_to: { state: 'received', words: 'We have it, and a person has read it.' },
  waits: { state: 'needs_typing', words: 'We have it and cannot read it as it was sent. A person types it in.' },
  set_aside: { state: 'set_aside', words: 'A person has read it, and it became no contact. If you worry about a child, ring, or send it again.' },
} as const;

/** The same to everybody who asks for what is not there, or not there for them; what they asked for is written down as far as it can be kept. */
function notHere(tx: Tx, reference: string): Response {
  tx.ledger({ action: 'refused', objectKind: 'reference', objectId: keepable(beginning(reference, 60)) });
  return problemJson(404, 'not_here', 'There is nothing here, or nothing for you');
}

/**
 * How far a contact of the machine's agency is: what the page of its safeguarding lead says (decision 16), as the database shows
 * it to that lead, and nothing of casework. Anything else is not there, alike.
 */
export const GET = machineRoute('GET /api/v1/contacts/[reference]', ['contacts', 'notifications'], async ({ tx, machine, params }) => {
  const reference = (params['reference'] ?? '').toUpperCase();
  // Nothing has a name that cannot be kept.
  if (!isKeepable(reference)) return notHere(tx, reference);
  const contact = await findContact(tx, reference);
  const facts = contact === null ? undefined : (await readProgress(tx, [contact.id])).get(contact.id);
  if (contact !== null && facts !== undefined) {
    const { words, steps } = progressOf(facts, tx.at);
    tx.ledger({ action: 'contact.status_read', objectKind: 'contact', objectId: contact.id });
    return json(
      statusAnswer.parse({
        ...{ reference, words, state: progressCode(facts) },
        receivedAt: facts.receivedAt.toString(),
        decideBy: facts.keptFromReferrer || facts.decideBy === null ? null : facts.decideBy.toString(),
        steps: steps.map(({ title, at }) => ({ title, at: at?.toString() ?? null })),
      }),
    );
  }
  const { agencyId } = machine;
  const intake = agencyId === null ? null : await tx.asSystem((system) => intakeByReference(system, reference, agencyId));
  // Typed in and put to a contact that was there before: of that its sender learns nothing (safe practice 9).
  if (intake === null || intake.ended?.how === 'filed' || (intake.ended?.how === 'typed' && (await tx.asSystem(async (system) => findContact(system, reference))) !== null)) return notHere(tx, reference);
  tx.ledger({ action: 'intake.status_read', objectKind: 'machine_intake', objectId: intake.id });
  return json(statusAnswer.parse({ reference, ...UNTYPED[intake.ended === null ? 'waits' : intake.ended.how === 'typed' ? 'put_to' : 'set_aside'], receivedAt: intake.receivedAt.toString(), decideBy: null, steps: [] }));
});

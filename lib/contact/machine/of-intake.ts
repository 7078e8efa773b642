import type { Tx } from '@/lib/platform/db';
import { addOriginal } from '../originals/original-store';
import { bodyOf, endNotNeeded, endTyped, intakeOfDraft, isCut, typeAfterAll, type Intake } from './intake-store';

/** What is being typed in, with its bytes. */
export interface TypedFrom {
  intake: Intake;
  body: Uint8Array<ArrayBuffer>;
}

/** The bytes of what is being typed in; null where nothing is, or somebody has ended it meanwhile. */
export async function typedFrom(tx: Tx, intake: Intake | null): Promise<TypedFrom | null> {
  const body = intake?.ended === null ? await bodyOf(tx, intake.id) : null;
  return intake === null || body === null ? null : { intake, body };
}

/** It has been typed in: what was sent is an original of the contact from now on, and waits no more. As the product, since it may be closed to whoever typed. */
export async function endIntake(tx: Tx, { intake, body }: TypedFrom, draftId: string, contactId: string): Promise<void> {
  await addOriginal(tx, { draftId }, { kind: 'sent', name: `${intake.systemName}${isCut(intake) ? ', its first 2 megabytes' : ''}.json`, bytes: body });
  await tx.asSystem((system) => endTyped(system, intake.id, contactId));
  tx.ledger({ action: 'intake.typed', objectKind: 'machine_intake', objectId: intake.id, detail: { contact: contactId } });
}

/** Whoever has read it says that it becomes no contact, and why: it waits no more. What was sent stays, sealed. */
export async function setIntakeAside(tx: Tx, draftId: string, why: string): Promise<void> {
  const intake = await intakeOfDraft(tx, draftId);
  if (intake?.ended !== null) return;
  await endNotNeeded(tx, intake.id, why);
  tx.ledger({ action: 'intake.set_aside', objectKind: 'machine_intake', objectId: intake.id, detail: { draft: draftId } });
}

/** Whoever had set it aside types it in after all: it waits for them again, with its own time. */
export async function takeBackSetAside(tx: Tx, draftId: string): Promise<void> {
  const intake = await intakeOfDraft(tx, draftId);
  if (intake === null || !(await typeAfterAll(tx, intake.id))) return;
  tx.ledger({ action: 'intake.taken_up', objectKind: 'machine_intake', objectId: intake.id, detail: { draft: draftId } });
}

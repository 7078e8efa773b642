import { readDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { endTyped, keepTyped, type TypedForm } from '@/lib/platform/draft/typed';
import type { Fields } from '@/lib/platform/draft/model';

/** One of the small forms on the page of a duty, beside that by which it ends. */
export function typedOfDuty(duty: { id: string; contactId: string }, form: 'note' | 'offer' | 'answer'): TypedForm {
  return { kind: 'duty', contactId: duty.contactId, about: `${duty.id} ${form}` };
}

/** Keeps what was typed about a duty where it was refused, and forgets it where it was taken. */
export async function keepUnlessTaken(tx: Tx, dutyId: string, form: 'note' | 'offer' | 'answer', taken: boolean, fields: Fields): Promise<void> {
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return;
  await (taken ? endTyped(tx, typedOfDuty(duty, form)) : keepTyped(tx, typedOfDuty(duty, form), fields));
}

import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import { CALL_PAGE, ownedByCall } from '../call/call-fields';
import { withKnown } from '../call/known';
import { keepUnsent } from '../unsent/keep-unsent';

/**
 * Keeps a call as its worker posted it, right or wrong, and with the same commit whether it is now serious and no contact yet
 * (safe practice 7.10). Refused as `saveStep` refuses.
 */
export async function saveCall(tx: Tx, person: Person, { draftId, posted, version }: { draftId: string; posted: Fields; version: number }): ReturnType<typeof saveStep> {
  const before = await readDraft(tx, draftId);
  const saved = await saveStep(tx, draftId, CALL_PAGE, ownedByCall, before === null ? posted : withKnown(before.content.fields, posted), version);
  if (!saved.ok || saved.value.closedAt !== null) return saved;
  await keepUnsent(tx, person, await readAuthority(tx), saved.value, JSON.stringify(before?.content.fields) !== JSON.stringify(saved.value.content.fields));
  return saved;
}

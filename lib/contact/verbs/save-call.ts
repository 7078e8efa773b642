import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { keepCall } from '../call/keep-call';

/** Keeps a call as its worker posted it, with everything that must follow from its words. Refused as `saveStep` refuses. */
export async function saveCall(tx: Tx, person: Person, call: { draftId: string; posted: Fields; version: number }): ReturnType<typeof keepCall> {
  return keepCall(tx, person, call);
}

import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { takeUp } from '../take-up';

/** Takes a report or a call up again that its author had put away. @param draft locked. */
export async function takeUpDraft(tx: Tx, person: Person, draft: Draft): Promise<Draft> {
  return takeUp(tx, person, draft);
}

import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { takeUp } from '../report/take-up';

/** Takes a report up again that its author had put away. @param draft locked. */
export async function takeUpReport(tx: Tx, person: Person, draft: Draft): Promise<Draft> {
  return takeUp(tx, person, draft);
}

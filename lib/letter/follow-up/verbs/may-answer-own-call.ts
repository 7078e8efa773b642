import type { Tx } from '@/lib/platform/db';
import { answerableCall } from '../caller-page';

/** May the actor still send words about this call, though its page is shut? That they may not read forbids no writing (safe practice 17). */
export async function mayAnswerOwnCall(tx: Tx, letterId: string): Promise<boolean> {
  return (await answerableCall(tx, letterId)) !== null;
}

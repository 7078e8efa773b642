import { tokenHash } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { newKey } from '../api-key';
import { exchangeKey } from '../api-key-store';

/**
 * Exchanges a key's secret without a gap: the one before opens for so many hours more.
 * @returns the new secret: the only time that anybody sees it.
 */
export async function rotateKey(tx: Tx, { key, overlap, seen }: { key: string; overlap: number; seen?: string }): Promise<Result<string, 'gone'>> {
  const secret = newKey(tx.actor.authorityId);
  if (!(await exchangeKey(tx, key, tokenHash(secret), tx.at.add({ hours: overlap }), seen))) return refused('gone');
  tx.ledger({ action: 'api_key.rotated', objectKind: 'api_key', objectId: key, detail: { overlapHours: overlap } });
  return ok(secret);
}

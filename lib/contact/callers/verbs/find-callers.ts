import type { Tx } from '@/lib/platform/db';
import { findCallers as find } from '../caller-store';
import type { KnownCaller } from '../professional';

/**
 * Looks for known professionals while a call is taken down. The ledger says that somebody looked and how many were shown, and
 * neither whom nor for which call: should this caller ask to be protected, that would say who they are (domain 7.14).
 */
export async function findCallers(tx: Tx, typed: string): Promise<KnownCaller[]> {
  const callers = await find(tx, typed);
  tx.ledger({ action: 'callers.found', objectKind: 'list', objectId: 'callers', detail: { shown: callers.length } });
  return callers;
}

import type { Tx } from '@/lib/platform/db';
import { openToReferrer } from '../status/status-page';
import type { StatusFacts } from '../status/status';
import { letterById, type Letter } from '../store';
import { openToCaller } from './caller-page';
import type { ReadCallFacts } from './follow-up-store';

/** What a link that may open leads to: a call's caller to what was talked about, a referrer to how far it is. */
export type OpenLink = { about: 'call'; letter: Letter; facts: ReadCallFacts } | { about: 'status'; letter: Letter; facts: StatusFacts };

/** What the link of a letter leads to now; null when anything has come in between (domain 7.11). As the product. */
export async function openLink(system: Tx, letterId: string): Promise<OpenLink | null> {
  const letter = await letterById(system, letterId);
  if (letter?.kind === 'receipt') {
    const facts = await openToReferrer(system, letter);
    return facts === null ? null : { about: 'status', letter, facts };
  }
  const open = await openToCaller(system, letterId);
  return open === null ? null : { about: 'call', ...open };
}

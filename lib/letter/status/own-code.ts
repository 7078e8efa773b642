import { spokenCode } from '@/lib/contact/ending/caller-code';
import type { Tx } from '@/lib/platform/db';
import { opens, statusLinkOf } from '../follow-up/link-store';
import { statusProblem } from './status';
import { statusCode } from './status-code';
import type { Person } from '@/lib/access/model';
import { readStatusFacts } from './status-store';

/**
 * The code of the link that a contact's referrer got by e-mail, for their own page: another channel than the link's (domain 7.11).
 * Give it only a contact that the actor has reported.
 * @param own their account, as their session has it. @returns null where no link opens.
 */
export async function ownStatusCode(tx: Tx, contactId: string, own: Pick<Person, 'actorId' | 'name' | 'email'>): Promise<string | null> {
  return tx.asSystem(async (system) => {
    const link = await statusLinkOf(system, contactId);
    if (!opens(link, tx.at) || statusProblem(await readStatusFacts(system, contactId, own)) !== null) return null;
    return spokenCode(statusCode(link.id));
  });
}

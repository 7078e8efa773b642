import type { Tx } from '@/lib/platform/db';
import { joinedContacts } from '../additions/joined-store';

/** What a report, or what was added to it, says of who must not be told, word for word, and which report it is. For staff, never for a letter. */
export interface SilenceWords {
  reference: string;
  words: string;
}

/** Who must not be told, by the reports of a contact and of all that was joined into it, and by what was added to them, the oldest first (first questions). Needs casework rights. */
export async function silenceWordsOf(tx: Tx, contactId: string): Promise<SilenceWords[]> {
  const all = [contactId, ...(await joinedContacts(tx, contactId))];
  return tx.db.$queryRaw<SilenceWords[]>`select said.reference, said.words from (
      select c.reference, c.received_at as at, c.id, btrim(coalesce(c.report->'firstQuestions'->>'whoMustNotBeTold', '')) as words from contact c
        where c.authority_id = ${tx.actor.authorityId} and c.id = any (${all}::uuid[])
      union all
      select c.reference, coalesce(a.received_at, a.at), a.id, btrim(a.must_not_be_told) from addition a join contact c on c.authority_id = a.authority_id and c.id = a.contact_id
        where a.authority_id = ${tx.actor.authorityId} and a.contact_id = any (${all}::uuid[])
    ) said where said.words <> '' order by said.at, said.id`;
}

import { joinedContacts } from '@/lib/contact/additions/joined-store';
import { subjectsAmong, subjectsNow } from '@/lib/contact/secrecy/subject-store';
import type { Tx } from '@/lib/platform/db';

/**
 * Contacts that were joined into this one and whose referrer may be the one whom it is about, by their own report or by what was
 * learned since: nobody tells them before it is agreed. Needs casework rights.
 */
export async function joinedSubjects(tx: Tx, contactId: string): Promise<{ contactId: string; reference: string }[]> {
  const joined = await joinedContacts(tx, contactId);
  if (joined.length === 0) return [];
  const [rows, since] = await Promise.all([tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: joined } }, orderBy: { receivedAt: 'asc' }, select: { id: true, reference: true, referrerClass: true } }), subjectsNow(tx, joined)]);
  return rows.flatMap(({ id, reference, referrerClass }) => (referrerClass === 'subject' || since.has(id) ? [{ contactId: id, reference }] : []));
}

/**
 * Of which decisions the referrers of these contacts are lawfully not told, and which of them are possible subjects now: a protected
 * source to whom nothing may be told is one, of whom no more is known. Needs casework rights.
 */
export async function readUntold(tx: Tx, contactIds: readonly string[]): Promise<{ notTold: { contactId: string; decisionId: string }[]; subjects: Set<string> }> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ contactId: string; decisionId: string | null }[]>`${subjectsAmong(authorityId, contactIds)}
    select n.contact_id as "contactId", n.decision_id as "decisionId" from not_told n where n.authority_id = ${authorityId} and n.contact_id = any (${[...contactIds]}::uuid[])
    union all select s.contact_id, null from sealed_source s where s.authority_id = ${authorityId} and s.contact_id = any (${[...contactIds]}::uuid[]) and not s.may_be_told
    union all select id, null from subject`;
  return {
    notTold: rows.flatMap(({ contactId, decisionId }) => (decisionId === null ? [] : [{ contactId, decisionId }])),
    subjects: new Set(rows.flatMap(({ contactId, decisionId }) => (decisionId === null ? [contactId] : []))),
  };
}

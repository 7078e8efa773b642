import { plainly, Prisma, type Tx } from '@/lib/platform/db';

/** A statement's beginning, `subject(id)`: of these contacts, those whose referrer may be the one whom it is about. */
export const subjectsAmong = (authorityId: string, contactIds: readonly string[]) => Prisma.sql`
  with recursive lies as (
    select c.id, c.id as place from contact c where c.authority_id = ${authorityId} and c.id = any (${[...contactIds]}::uuid[]) and c.referrer_class in ('professional', 'professional_continuing')
      and c.report->'incident'->>'positionOfTrust' is distinct from 'yes' and not (c.report->'incident'->>'positionOfTrust' is distinct from 'no' and coalesce(c.report->'incident'->>'positionOfTrustWho', '') ~ '\\S') and not jsonb_path_exists(c.report, '$.children[*].indicators.I126 ? (@ == "present")')
    union
    select l.id, x.joined_to_id from lies l join closure x on x.authority_id = ${authorityId} and x.contact_id = l.place and x.joined_to_id is not null),
  subject as (
    select distinct l.id from lies l where exists (select 1 from contact_restriction r where r.authority_id = ${authorityId} and r.contact_id = l.place and r.kind = 'position_of_trust' and r.lifted_at is null)
      or exists (select 1 from duty d where d.authority_id = ${authorityId} and d.contact_id = l.place and d.code = 'LADO' and d.open))`;

/**
 * Of these contacts, those whose professional referrer is to be taken for a possible subject by what was learned after they reported:
 * it, or the contact that it was joined into, is closed for a position of trust or asks for the designated officer, and their own report
 * said nothing of that (domain 7.5, 7.15: an employer, and whoever is meant, hears nothing until the officer or the strategy discussion
 * agrees). Needs casework rights.
 */
export async function subjectsNow(tx: Tx, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>(plainly`${subjectsAmong(tx.actor.authorityId, contactIds)} select id from subject`);
  return new Set(rows.map(({ id }) => id));
}

/** May whoever reported this contact be the one whom it is about, by their own report or by what was learned since? Needs casework rights. */
export async function maybeSubject(tx: Tx, contactId: string): Promise<boolean> {
  const { referrerClass } = await tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { referrerClass: true } });
  return referrerClass === 'subject' || (await subjectsNow(tx, [contactId])).size > 0;
}

import type { Tx } from '@/lib/platform/db';
import type { StaffMember } from './opening-store';

/** A safeguarding lead and their agency. */
export interface AgencyLead extends StaffMember {
  agencyId: string;
}

/** Who works in this place as a safeguarding lead now; null where it is none. As the system. */
export async function readLead(tx: Tx, membershipId: string): Promise<AgencyLead | null> {
  const row = await tx.db.membership.findFirst({ where: { authorityId: tx.actor.authorityId, id: membershipId, role: 'partner_safeguarding_lead', disabledAt: null }, select: { accountId: true, agencyId: true, account: { select: { name: true, email: true } } } });
  if (row === null || row.agencyId === null) return null;
  // A telephone of an agency is a switchboard's.
  return { accountId: row.accountId, agencyId: row.agencyId, ...row.account, phone: '', close: [] };
}

/** What a contact of an agency says of one who may be meant by it. */
export interface OfAgency {
  contactId: string;
  families: string[];
  /** The lead's e-mail address, where somebody wrote it anywhere but as the reporter's own; empty where not. */
  said: string;
}

/** The contacts of a lead's agency that others reported and from which they were never kept out: what staff let them see again stays so. As the system. */
export async function readOfAgency(tx: Tx, { accountId, agencyId, email }: AgencyLead): Promise<OfAgency[]> {
  const { authorityId } = tx.actor;
  return tx.db.$queryRaw<OfAgency[]>`
    select c.id as "contactId", case when ${email} <> '' and strpos(lower((c.report - 'reporter')::text), lower(${email})) > 0 then ${email} else '' end as said,
      array(select distinct p.family_name from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id and p.family_name <> '') as families
    from contact c where c.authority_id = ${authorityId} and c.agency_id = ${agencyId}::uuid and c.referrer_id is distinct from ${accountId}::uuid
      and not exists (select 1 from contact_bar b where b.authority_id = c.authority_id and b.contact_id = c.id and b.account_id = ${accountId}::uuid)`;
}

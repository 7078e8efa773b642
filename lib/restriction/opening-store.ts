import { plainly, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import { openingOf, shownOf, type AcquaintanceGround, type Acquainted, type Opening, type Shown } from './model';

/** Roles before which a family's words lie open: they are asked first. As `app_officer_here` has them. */
export const READS_CASEWORK = ['cads_social_worker', 'emergency_duty_worker', 'manager', 'auditor'];

/** May the actor go on to this contact, or must they be asked first? */
export async function readOpening(tx: Tx, contactId: string): Promise<Opening> {
  const { authorityId, actorId } = tx.actor;
  const [declared, matched] = await Promise.all([
    tx.db.contactDeclaration.findFirst({ where: { authorityId, contactId, accountId: actorId }, orderBy: { at: 'desc' }, select: { at: true } }),
    tx.db.contactAcquaintance.findUnique({ where: { authorityId_contactId_accountId: { authorityId, contactId, accountId: actorId } }, select: { at: true, grounds: true } }),
  ]);
  return openingOf({ declaredMs: declared?.at.getTime() ?? null, matchedMs: matched?.at.getTime() ?? null, grounds: matched?.grounds ?? [] });
}

/** Accounts that have a conflict of interest in a contact: kept out of it, or matched and not answered since (domain 7.7, 7.14). */
export async function conflictedIn(tx: Tx, contactId: string): Promise<Set<string>> {
  return (await conflictedAmong(tx, [contactId])).get(contactId) ?? new Set();
}

/** The same of several contacts, by contact; of one in which nobody has, nothing. */
export async function conflictedAmong(tx: Tx, contactIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const ids = [...contactIds];
  return tx.asSystem(async (system) => {
    const rows = await system.db.$queryRaw<{ contactId: string; id: string }[]>`
      select b.contact_id as "contactId", b.account_id as id from contact_bar b where b.authority_id = ${tx.actor.authorityId} and b.contact_id = any (${ids}::uuid[]) and b.lifted_at is null
      union select a.contact_id, a.account_id from contact_acquaintance a where a.authority_id = ${tx.actor.authorityId} and a.contact_id = any (${ids}::uuid[])
        and not exists (select 1 from contact_declaration d where d.authority_id = a.authority_id and d.contact_id = a.contact_id and d.account_id = a.account_id and d.at > a.at)`;
    const among = new Map<string, Set<string>>();
    for (const { contactId, id } of rows) among.set(contactId, (among.get(contactId) ?? new Set()).add(id));
    return among;
  });
}

/** What is read with a contact for `shownFrom`. */
export const shownTo = (accountId: string) => ({
  declarations: { where: { accountId }, orderBy: { at: 'desc' }, take: 1, select: { at: true } },
  acquaintances: { where: { accountId }, select: { at: true, grounds: true } },
}) as const;

/** What a list may show of a contact, from what was read with it. */
export function shownFrom({ declarations: [declared], acquaintances: [matched] }: { declarations: readonly { at: Date }[]; acquaintances: readonly { at: Date; grounds: string[] }[] }): Shown {
  return shownOf(openingOf({ declaredMs: declared?.at.getTime() ?? null, matchedMs: matched?.at.getTime() ?? null, grounds: matched?.grounds ?? [] }));
}

/** What a list may show the actor of each of these contacts before they open it (domain 7.14). */
export async function readShown(tx: Tx, contactIds: readonly string[]): Promise<Map<string, Shown>> {
  const { authorityId, actorId } = tx.actor;
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<{ id: string; declaredMs: number | null; matchedMs: number | null; grounds: string[] | null }[]>(plainly`
    select i.id, (extract(epoch from (select max(d.at) from contact_declaration d where d.authority_id = ${authorityId} and d.contact_id = i.id and d.account_id = ${actorId}::uuid)) * 1000)::float8 as "declaredMs",
      (extract(epoch from a.at) * 1000)::float8 as "matchedMs", a.grounds
    from unnest(${[...contactIds]}::uuid[]) as i (id) left join contact_acquaintance a on a.authority_id = ${authorityId} and a.contact_id = i.id and a.account_id = ${actorId}::uuid`);
  return new Map(rows.map(({ id, declaredMs, matchedMs, grounds }) => [id, shownOf(openingOf({ declaredMs, matchedMs, grounds: grounds ?? [] }))]));
}

/** Writes down what the actor said before opening, in their name. */
export async function addDeclaration(tx: Tx, contactId: string, answer: 'knows_nobody' | 'somebody_else', reason = ''): Promise<void> {
  await tx.db.contactDeclaration.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, accountId: tx.actor.actorId, at: dateOf(tx.at), answer, reason }] });
}

/** A manager's word that somebody may open it after all, so that the same match does not ask again. As the system. */
export async function addClearance(tx: Tx, contactId: string, accountId: string, reason: string): Promise<void> {
  await tx.db.contactDeclaration.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, accountId, at: dateOf(tx.at.add({ milliseconds: 1 })), answer: 'cleared', reason }] });
}

/** A member of staff with what the match knows of them. */
export interface StaffMember extends Acquainted {
  accountId: string;
}

const LEAD = 'partner_safeguarding_lead';

/**
 * Everybody who reads casework here, or one of them, and the safeguarding leads of an agency (null for none), each with those close to them. In one
 * statement, since every report that comes in asks it.
 */
async function readMembers(tx: Tx, { accountId = null, leadsOf = null }: { accountId?: string | null; leadsOf?: string | null }): Promise<(StaffMember & { role: string })[]> {
  const { authorityId } = tx.actor;
  return tx.db.$queryRaw<(StaffMember & { role: string })[]>`
    select m.account_id as "accountId", m.role, m.phone, a.name, a.email, coalesce(near.close, '[]') as close
    from membership m join account a on a.id = m.account_id
      left join (select p.account_id, jsonb_agg(jsonb_build_object('givenName', p.given_name, 'familyName', p.family_name, 'address', p.address, 'postcode', p.postcode)) as close
        from close_person p where p.authority_id = ${authorityId} and p.ended_at is null group by p.account_id) near on near.account_id = m.account_id
    where m.authority_id = ${authorityId} and m.disabled_at is null and (m.role = any (${READS_CASEWORK}::text[]) or (m.role = ${LEAD} and m.agency_id = ${leadsOf}::uuid))
      and (${accountId}::uuid is null or m.account_id = ${accountId}::uuid)`;
}

/** Everybody who reads casework here, or one of them. As the system. */
export async function readStaff(tx: Tx, accountId?: string): Promise<StaffMember[]> {
  return readMembers(tx, { accountId: accountId ?? null });
}

/** Everybody who reads casework here, and the safeguarding leads of an agency (null for none). As the system. */
export async function readStaffAndLeads(tx: Tx, agencyId: string | null): Promise<{ staff: StaffMember[]; leads: StaffMember[] }> {
  const members = await readMembers(tx, { leadsOf: agencyId });
  return { staff: members.filter(({ role }) => role !== LEAD), leads: members.filter(({ role }) => role === LEAD) };
}

/** Writes that somebody may know a person of a contact; a later match asks again. As the system. */
export async function addAcquaintance(tx: Tx, contactId: string, accountId: string, grounds: readonly AcquaintanceGround[]): Promise<void> {
  const key = { authorityId: tx.actor.authorityId, contactId, accountId };
  const found = { at: dateOf(tx.at), grounds: [...grounds] };
  await tx.db.contactAcquaintance.upsert({ where: { authorityId_contactId_accountId: key }, create: { ...key, ...found }, update: found });
}

/** Who was matched with a person of a contact and has not said since that it is somebody else. As the system. */
export async function readUnanswered(tx: Tx, contactId: string): Promise<{ accountId: string; grounds: AcquaintanceGround[] }[]> {
  return tx.db.$queryRaw<{ accountId: string; grounds: AcquaintanceGround[] }[]>`
    select a.account_id as "accountId", a.grounds from contact_acquaintance a where a.authority_id = ${tx.actor.authorityId} and a.contact_id = ${contactId}::uuid
      and not exists (select 1 from contact_declaration d where d.authority_id = a.authority_id and d.contact_id = a.contact_id and d.account_id = a.account_id and d.at > a.at)`;
}

/** Everything said in contacts as one text each, for telephone numbers and e-mail addresses. As the system. */
export async function readSaid(tx: Tx, contactIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...contactIds] } }, select: { id: true, report: true, referrerPhone: true, referrerEmail: true } });
  return new Map(rows.map(({ id, report, referrerPhone, referrerEmail }) => [id, `${JSON.stringify(report)} ${referrerPhone} ${referrerEmail}`]));
}

/** The contacts that are open. As the system. */
export async function readOpenIds(tx: Tx): Promise<string[]> {
  return (await tx.db.queueRow.findMany({ where: { authorityId: tx.actor.authorityId }, select: { contactId: true } })).map(({ contactId }) => contactId);
}

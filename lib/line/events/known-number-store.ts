import { AGENCY_ROLES } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { dateOf } from '@/lib/platform/time';
import { numberKey } from '../model';

/** Whose number it is: a professional with an account, one who told us of a child before, or an agency's own line. */
export interface KnownNumber {
  accountId: string | null;
  name: string;
  role: string;
  agencyId: string | null;
  agencyName: string;
}

/** Whoever rings from a line that is not one person’s. */
const nobodyAt = ({ agencyId, agencyName }: Pick<KnownNumber, 'agencyId' | 'agencyName'>): KnownNumber => ({ accountId: null, name: agencyName === '' ? 'Somebody from a known number' : `Somebody at ${agencyName}`, role: '', agencyId, agencyName });

/** Numbers that somebody gave longer ago than this, in days, may be somebody else's. */
const FRESH_DAYS = 365;

/** The ways in which a number may stand in a record once everything but its digits is dropped. */
const writtenAs = (key: string): string[] => (key.startsWith('00') ? [key, key.slice(2)] : [key, `44${key.slice(1)}`, `44${key}`, `0044${key.slice(1)}`]);

/**
 * Which of these numbers are a professional's, by key. Nobody is known by a number that is given for a family, by the public,
 * or by a source who is protected; nor from a report that went past their agency. As the product.
 */
export async function knownNumbers(tx: Tx, keys: readonly string[]): Promise<Map<string, KnownNumber>> {
  const { authorityId } = tx.actor;
  const known = new Map<string, KnownNumber>();
  if (keys.length === 0) return known;
  const written = keys.flatMap(writtenAs);
  const told = await tx.db.$queryRaw<{ phone: string; name: string; role: string; agencyId: string | null; agencyName: string }[]>`
    select c.referrer_phone as phone, p.name, c.referrer_role as role, p.agency_id::text as "agencyId", p.agency_name as "agencyName"
    from professional_contact k join professional p on p.authority_id = k.authority_id and p.id = k.professional_id
      join contact c on c.authority_id = k.authority_id and c.id = k.contact_id
    where k.authority_id = ${authorityId} and not c.sealed and not c.past_agency and not c.about_colleague and c.received_at > ${dateOf(tx.at.subtract({ hours: FRESH_DAYS * 24 }))}
      and regexp_replace(c.referrer_phone, '\\D', '', 'g') = any (${written})
    order by c.received_at`;
  const agencies = await tx.db.agency.findMany({ where: { authorityId, endedAt: null }, select: { id: true, name: true, phone: true } });
  const people = await tx.db.membership.findMany({ where: { authorityId, role: { in: [...AGENCY_ROLES] }, disabledAt: null, phone: { not: '' } }, select: { accountId: true, phone: true, jobTitle: true, agencyId: true, account: { select: { name: true } }, agency: { select: { name: true } } } });
  // The last that is written stands: an account goes before a name in a contact, and that before a switchboard. A number that
  // two of one kind share says which agency rings, and not who.
  const add = (phone: string, whose: KnownNumber, among: Map<string, KnownNumber>) => {
    const key = numberKey(phone);
    if (key === null || !keys.includes(key)) return;
    const before = among.get(key);
    const one = before === undefined || (before.name === whose.name && before.agencyName === whose.agencyName) ? whose : before.agencyName === whose.agencyName ? nobodyAt(whose) : nobodyAt({ agencyId: null, agencyName: '' });
    among.set(key, one);
    known.set(key, one);
  };
  const [lines, names, accounts] = [new Map<string, KnownNumber>(), new Map<string, KnownNumber>(), new Map<string, KnownNumber>()];
  for (const { id, name, phone } of agencies) add(phone ?? '', nobodyAt({ agencyId: id, agencyName: name }), lines);
  for (const { phone, ...whose } of told) add(phone, { accountId: null, ...whose }, names);
  for (const { phone, accountId, jobTitle, agencyId, account, agency } of people) add(phone, { accountId, name: account.name, role: jobTitle, agencyId, agencyName: agency?.name ?? '' }, accounts);
  return known;
}

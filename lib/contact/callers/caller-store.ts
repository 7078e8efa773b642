import type { Temporal } from 'temporal-polyfill';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { agencyKey, findingWords, isKept, isMeant, nameKey, typedWords, type KnownCaller, type NamedProfessional, type ToldBy } from './professional';

const TOLD_BY = { id: true, receivedAt: true, sealed: true, agencyId: true, agencyKind: true, agencyName: true, referrerClass: true, pastAgency: true, referrerName: true } as const;

/** A contact as far as it says who told of it. */
export interface ToldContact extends ToldBy {
  id: string;
  receivedAt: Temporal.Instant;
  agencyId: string | null;
  agencyName: string;
}

/** The professional of the register, made when there is none. As the system. */
async function ensure(tx: Tx, somebody: NamedProfessional): Promise<string> {
  const { authorityId } = tx.actor;
  const keys = { agencyKey: agencyKey(somebody.agency), nameKey: nameKey(somebody.name) };
  const { id: agencyId, name: agencyName, kind: agencyKind } = somebody.agency;
  const known = await tx.db.professional.findUnique({ where: { authorityId_agencyKey_nameKey: { authorityId, ...keys } }, select: { id: true, words: { select: { word: true } } } });
  if (known === null) await tx.db.professional.createMany({ data: [{ authorityId, id: newId(), ...keys, name: somebody.name.trim(), agencyId, agencyName, agencyKind }], skipDuplicates: true });
  // Somebody else may have made it meanwhile.
  const { id } = known ?? (await tx.db.professional.findUniqueOrThrow({ where: { authorityId_agencyKey_nameKey: { authorityId, ...keys } }, select: { id: true } }));
  const words = new Set(known?.words.map(({ word }) => word));
  const missing = findingWords(somebody).filter((word) => !words.has(word));
  if (missing.length > 0) await tx.db.professionalWord.createMany({ data: missing.map((word) => ({ authorityId, word, professionalId: id })), skipDuplicates: true });
  return id;
}

/** Reads who told of these contacts. As the system. */
export async function readTold(tx: Tx, contactIds: readonly string[]): Promise<ToldContact[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...contactIds] } }, select: TOLD_BY });
  return rows.map((row) => ({ ...row, receivedAt: instantOf(row.receivedAt) }));
}

/** Keeps who told of these contacts, or that it is nobody who is kept. Done twice it changes nothing. As the system. */
export async function keepCallers(tx: Tx, rows: readonly ToldContact[]): Promise<void> {
  const { authorityId } = tx.actor;
  const data: { authorityId: string; contactId: string; professionalId: string | null; receivedAt: Date }[] = [];
  for (const row of rows) {
    const professionalId = isKept(row) ? await ensure(tx, { name: row.referrerName, agency: { id: row.agencyId, name: row.agencyName, kind: row.agencyKind } }) : null;
    data.push({ authorityId, contactId: row.id, professionalId, receivedAt: dateOf(row.receivedAt) });
  }
  if (data.length > 0) await tx.db.professionalContact.createMany({ data, skipDuplicates: true });
}

/** Some of the contacts that came before there was a register. As the system. */
export async function readNotKept(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, professional: null }, select: { id: true }, take: most });
  return rows.map(({ id }) => id);
}

const ROW = { id: true, name: true, agencyId: true, agencyName: true, agencyKind: true } as const;

interface Row {
  id: string;
  name: string;
  agencyId: string | null;
  agencyName: string;
  agencyKind: string;
}

/** A contact that somebody made: of it their work and number as they were then. */
interface Told {
  professionalId: string;
  role: string;
  phone: string;
  receivedAt: Date;
  rang: boolean;
}

/**
 * Contacts that these professionals made and their agency may see too: what is hidden from it later counts no more either (domain
 * 7.3); as far as the reader may open them, latest first. Asked for each professional by itself and along an index, so that neither
 * the contacts of all others nor the thousands that somebody made in years are gone through while a name is typed.
 * @param most as many of each.
 */
async function toldBy(tx: Tx, ids: readonly string[], most: number): Promise<Told[]> {
  const { authorityId } = tx.actor;
  if (ids.length === 0) return [];
  return tx.db.$queryRaw<Told[]>`
    select p.id as "professionalId", told.* from unnest(${[...ids]}::uuid[]) as p (id) cross join lateral (
      select c.referrer_role as role, c.referrer_phone as phone, t.received_at as "receivedAt", c.channel = 'phone' as rang
      from professional_contact t join contact c on c.authority_id = t.authority_id and c.id = t.contact_id
      where t.authority_id = ${authorityId} and t.professional_id = p.id and not c.sealed and not c.past_agency and not c.about_colleague
        and not exists (select 1 from agency_exclusion e where e.authority_id = c.authority_id and e.contact_id = c.id and e.hidden)
      order by t.received_at desc limit ${most}) told`;
}

const distinct = (values: readonly string[]) => [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
/** Of as many contacts, the latest, work and numbers are taken, and how often somebody told. */
const LOOKED_AT = 20;

/** Those of these professionals who told of something that the reader may see, with what is known of them by it. */
async function callersOf(tx: Tx, rows: readonly Row[]): Promise<KnownCaller[]> {
  const told = await toldBy(tx, rows.map(({ id }) => id), LOOKED_AT + 1);
  return rows.flatMap(({ id, name, agencyId, agencyName, agencyKind }) => {
    const contacts = told.filter(({ professionalId }) => professionalId === id);
    const [last] = contacts;
    if (last === undefined) return [];
    const looked = contacts.slice(0, LOOKED_AT);
    const rang = looked.filter((contact) => contact.rang).length;
    return [
      {
        ref: `p.${id}`,
        name,
        agency: { id: agencyId, name: agencyName, kind: agencyKind },
        role: looked.map(({ role }) => role).find((role) => role.trim() !== '') ?? '',
        numbers: distinct(looked.map(({ phone }) => phone)),
        switchboard: '',
        rang,
        toldOtherwise: looked.length - rang,
        more: contacts.length > LOOKED_AT,
        lastAt: last.receivedAt.toISOString(),
      },
    ];
  });
}

/** Accounts of partner agencies: of them name, work and number are known without any contact. */
async function accountsOf(tx: Tx, where: Prisma.MembershipWhereInput, most: number): Promise<KnownCaller[]> {
  const rows = await tx.db.membership.findMany({
    where: { ...where, authorityId: tx.actor.authorityId, disabledAt: null, agency: { endedAt: null } },
    select: { id: true, jobTitle: true, phone: true, account: { select: { name: true } }, agency: { select: { id: true, name: true, kind: true } } },
    orderBy: { id: 'asc' },
    take: most,
  });
  return rows.flatMap(({ id, jobTitle, phone, account, agency }) =>
    agency === null ? [] : [{ ref: `m.${id}`, name: account.name, agency, role: jobTitle, numbers: distinct([phone]), switchboard: '', rang: 0, toldOtherwise: 0, more: false, lastAt: null }],
  );
}

/** The same professional by contacts and by an account is one; the account says the work, and both the numbers. */
function together(byContacts: readonly KnownCaller[], byAccount: readonly KnownCaller[]): KnownCaller[] {
  const keyOf = (caller: KnownCaller) => `${agencyKey(caller.agency)} ${nameKey(caller.name)}`;
  const all = new Map(byContacts.map((caller) => [keyOf(caller), caller]));
  for (const account of byAccount) {
    const known = all.get(keyOf(account));
    all.set(keyOf(account), known === undefined ? account : { ...known, role: account.role || known.role, numbers: distinct([...known.numbers, ...account.numbers]) });
  }
  return [...all.values()];
}

/** With each agency's own number, by which somebody is rung back; one that has ended is an agency without a row of its own. */
async function withSwitchboards(tx: Tx, callers: readonly KnownCaller[]): Promise<KnownCaller[]> {
  const ids = callers.flatMap(({ agency }) => (agency.id === null ? [] : [agency.id]));
  if (ids.length === 0) return [...callers];
  const rows = await tx.db.agency.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: ids } }, select: { id: true, phone: true, endedAt: true } });
  const agencies = new Map(rows.map((row) => [row.id, row]));
  return callers.map((caller) => {
    const own = agencies.get(caller.agency.id ?? '');
    return { ...caller, agency: own?.endedAt === null ? caller.agency : { ...caller.agency, id: null }, switchboard: own?.endedAt === null ? own.phone : '' };
  });
}

/** As many are offered: a longer list is read by nobody with a caller on the line. */
const OFFERED = 8;
const CANDIDATES = 200;
/** Of so many at a time it is asked whether the reader may see what they told: mostly the first few are enough. */
const ASKED_AT_ONCE = 16;
const LAST_LETTER = String.fromCodePoint(0x10ffff);
const beginsWith = (word: string) => ({ gte: word, lt: `${word}${LAST_LETTER}` });
const byName = new Intl.Collator('en-GB').compare;

/** The first of these, in their order, who told of something that the reader may see: as many as are offered. */
async function firstSeen(tx: Tx, meant: readonly Row[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < meant.length && rows.length < OFFERED; from += ASKED_AT_ONCE) {
    const some = meant.slice(from, from + ASKED_AT_ONCE);
    const seen = new Set((await toldBy(tx, some.map(({ id }) => id), 1)).map(({ professionalId }) => professionalId));
    rows.push(...some.filter(({ id }) => seen.has(id)));
  }
  return rows.slice(0, OFFERED);
}

/**
 * Known professionals whose name or agency has words that begin as typed, of what the reader may see: from contacts that
 * they may open, and from accounts of partner agencies. Nothing while fewer than two letters are typed.
 */
export async function findCallers(tx: Tx, typed: string): Promise<KnownCaller[]> {
  const { authorityId } = tx.actor;
  const words = typedWords(typed);
  const longest = [...words].sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return [];
  const others = words.filter((word) => word !== longest).map((word) => ({ words: { some: { word: beginsWith(word) } } }));
  // No more are read than are looked through: the client would make rows distinct only after it has them all.
  const found = await tx.db.professionalWord.findMany({ where: { authorityId, word: beginsWith(longest), ...(others.length === 0 ? {} : { professional: { AND: others } }) }, select: { professionalId: true }, orderBy: { word: 'asc' }, take: CANDIDATES });
  const named = await tx.db.professional.findMany({ where: { authorityId, id: { in: found.map(({ professionalId }) => professionalId) } }, select: ROW, orderBy: { name: 'asc' } });
  const meant = named.filter(({ name, agencyName }) => isMeant(words, { name, agency: { id: null, name: agencyName, kind: '' } }));
  const rows = await firstSeen(tx, meant);
  const alike = { contains: longest, mode: 'insensitive' } as const;
  const accounts = (await accountsOf(tx, { OR: [{ account: { name: alike } }, { agency: { name: alike } }] }, CANDIDATES)).filter((account) => isMeant(words, account));
  const all = together(await callersOf(tx, rows), accounts).sort((a, b) => Number(b.lastAt !== null) - Number(a.lastAt !== null) || byName(a.name, b.name));
  return withSwitchboards(tx, all.slice(0, OFFERED));
}

/** What is known of somebody by name and agency, as far as the reader may see; null for nobody known. */
export async function knownAs(tx: Tx, somebody: NamedProfessional): Promise<KnownCaller | null> {
  const { authorityId } = tx.actor;
  const key = nameKey(somebody.name);
  if (key === '') return null;
  const rows = await tx.db.professional.findMany({ where: { authorityId, agencyKey: agencyKey(somebody.agency), nameKey: key }, select: ROW });
  const accounts = somebody.agency.id === null ? [] : (await accountsOf(tx, { agencyId: somebody.agency.id }, CANDIDATES)).filter(({ name }) => nameKey(name) === key);
  const [known] = await withSwitchboards(tx, together(await callersOf(tx, rows), accounts));
  return known ?? null;
}

const REF = /^([pm])\.([0-9a-f-]{36})$/;

/** Somebody who was offered, by their reference; null where they are not there for this reader. */
export async function callerByRef(tx: Tx, ref: string): Promise<KnownCaller | null> {
  const [, kind, id] = REF.exec(ref) ?? [];
  if (id === undefined) return null;
  const offered =
    kind === 'm'
      ? await accountsOf(tx, { id }, 1)
      : await callersOf(tx, await tx.db.professional.findMany({ where: { authorityId: tx.actor.authorityId, id }, select: ROW }));
  const [caller] = offered;
  return caller === undefined ? null : knownAs(tx, caller);
}

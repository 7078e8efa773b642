import { pairKey } from '@/lib/people/identity';
import { UNNAMED } from '@/lib/people/model';
import { plainly, type Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { AdditionKind } from './additions/addition';
import { joinedWithin, readJoinedIn } from './additions/joined-store';
import { countedElsewhere } from './call/raised-store';
import { monthsBefore, REPEAT_MONTHS } from './identity/history';
import { toldApart } from './identity/link-store';
import { readDeleted, type KnownBy } from './identity/tombstone-store';

/**
 * How two children are known to be the same: `linked`, a person decided so in the index of people; `told_again`, the referrer
 * said so by adding to the contact that this one follows; else by what identifies a child (issue 2, section 3).
 */
export type SameBy = 'linked' | 'nhs_number' | 'upn' | 'name_and_birth' | 'told_again';

/** A child of a contact and the same child as named in an earlier one; of `sameAdults`, an adult. */
export interface SameChild {
  contactId: string;
  receivedAt: Date;
  personId: string;
  otherPersonId: string;
  /** The place of the child in the contact itself. */
  ordinal: number;
  sameBy: SameBy;
  /** It came after the contact itself, and counts in nothing that is asked up to that one. */
  later: boolean;
  /** When what was added to the other contact reached us, as far as it was up to then. */
  added: Date[];
}

/**
 * To whom it is told who is the same: `everybody`, in figures and lists that all may read, so that nothing closed counts; or `reader`,
 * the actor alone, who learns of what is closed where they may open it, as a guardian may (safe practice 7.14).
 */
export type ToldTo = 'everybody' | 'reader';

/**
 * The children of earlier contacts that are the same as this contact's, latest first: those whom a worker linked, and those who
 * share what identifies them, unless a worker told them apart and nobody said otherwise since. The lists of identifiers lead into
 * one index each, however many contacts there are.
 * @param until contacts received up to then; left out, up to this one, or to when it was taken down where that was later: a call or a
 *   letter from before others is one more than they were (safe practice 8).
 */
export async function sameChildren(tx: Tx, contactId: string, until?: Temporal.Instant, to: ToldTo = 'everybody'): Promise<SameChild[]> {
  return upTo(await samePeople(tx, [contactId], CHILDREN, to), until);
}

/** The same for each of several contacts. @returns by the contact whose children they are the same as. */
export async function sameChildrenOfEach(tx: Tx, contactIds: readonly string[], until?: Temporal.Instant, to: ToldTo = 'everybody'): Promise<Map<string, SameChild[]>> {
  return ofEach(tx, contactIds, CHILDREN, until, to);
}

/**
 * The adults of earlier contacts that are the same as this contact's, by the rule of `sameChildren`; and whoever is an adult in one
 * and a child in the other: a mother who was a child here, a girl who was told of as a mother. History, and no telling of a child.
 */
export async function sameAdults(tx: Tx, contactId: string, until?: Temporal.Instant, to: ToldTo = 'everybody'): Promise<SameChild[]> {
  return upTo(await samePeople(tx, [contactId], [...CHILDREN, ADULT], to), until);
}

/** The same for each of several contacts. @returns by the contact whose adults they are the same as. */
export async function sameAdultsOfEach(tx: Tx, contactIds: readonly string[], until?: Temporal.Instant, to: ToldTo = 'everybody'): Promise<Map<string, SameChild[]>> {
  return ofEach(tx, contactIds, [...CHILDREN, ADULT], until, to);
}

async function ofEach(tx: Tx, contactIds: readonly string[], kinds: readonly string[], until: Temporal.Instant | undefined, to: ToldTo): Promise<Map<string, SameChild[]>> {
  if (contactIds.length === 0) return new Map();
  const pairs = upTo(await samePeople(tx, contactIds, kinds, to), until);
  return new Map(contactIds.map((id) => [id, pairs.filter(({ ofId }) => ofId === id)]));
}

const CHILDREN = ['child', 'household_child'];
const ADULT = 'adult';

/** What was answered to a question of ours was told because we asked: it is no contact of the year (safe practice 8). */
const NO_TELLING = 'answer' satisfies AdditionKind;
const TELLS = { kind: { not: NO_TELLING } };

/** A pair as it is read, whenever the other contact was received. */
interface Pair extends Omit<SameChild, 'later'> {
  /** The contact of which it was asked. */
  ofId: string;
  /** When that one was known here: received, or taken down later. */
  knownAt: Date;
  /** The row of the other contact by which it told of the same child before the birth, or tells of it since: of one who was born alone. */
  bornAs: string | null;
}

/** Those of contacts received up to then, or up to when the contact itself was known, with what was added to them by then. */
function upTo(pairs: readonly Pair[], until: Temporal.Instant | undefined): (SameChild & { ofId: string })[] {
  const told = pairs.map(({ knownAt, bornAs: _, added, ...pair }) => {
    const last = Math.max(knownAt.getTime(), until?.epochMilliseconds ?? 0);
    return { ...pair, added: added.filter((at) => at.getTime() <= last), later: pair.receivedAt > knownAt };
  });
  return told.filter(({ later, receivedAt }) => !later || (until !== undefined && receivedAt.getTime() <= until.epochMilliseconds));
}

/** Whoever asks up to another time asks the same of the database: a page does so up to three. */
async function samePeople(tx: Tx, contactIds: readonly string[], kinds: readonly string[], to: ToldTo): Promise<Pair[]> {
  const pairs = await readPairs(tx, contactIds, kinds, to);
  return kinds.includes(ADULT) ? pairs : throughBirths(tx, pairs, to);
}

/**
 * With those who are known through a birth: a contact has a row for the child that was expected and one for the child that was born, and
 * where it was born alone they are one child. Who was linked with the one is the other's, too, unless somebody told these two apart. Of
 * twins nobody but a person can say.
 */
async function throughBirths(tx: Tx, pairs: readonly Pair[], to: ToldTo): Promise<Pair[]> {
  const born = pairs.filter(({ bornAs }) => bornAs !== null);
  if (born.length === 0) return [...pairs];
  const beyond = await readPairs(tx, [...new Set(born.map(({ contactId }) => contactId))], CHILDREN, to);
  const apart = await toldApart(tx, [...new Set(born.map(({ personId }) => personId))]);
  const all = new Map(pairs.map((pair) => [`${pair.ofId} ${pairKey(pair.personId, pair.otherPersonId)}`, pair]));
  for (const { ofId, knownAt, personId, ordinal, sameBy, bornAs } of born) {
    for (const { contactId, receivedAt, added, otherPersonId, sameBy: beyondBy } of beyond.filter((pair) => pair.personId === bornAs && pair.contactId !== ofId)) {
      const pair = pairKey(personId, otherPersonId);
      if (apart.has(pair) || all.has(`${ofId} ${pair}`)) continue;
      all.set(`${ofId} ${pair}`, { ofId, knownAt, contactId, receivedAt, added, personId, otherPersonId, ordinal, sameBy: sameBy === 'linked' ? sameBy : beyondBy, bornAs: null });
    }
  }
  return [...all.values()].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
}

async function readPairs(tx: Tx, contactIds: readonly string[], kinds: readonly string[], to: ToldTo): Promise<Pair[]> {
  const { authorityId, role } = tx.actor;
  const toReader = to === 'reader' && role !== 'system';
  const grownUp = kinds.includes(ADULT);
  const rows = await tx.db.$queryRaw<(Omit<Pair, 'receivedAt' | 'knownAt' | 'added'> & { receivedMs: number; knownMs: number; addedMs: number[] })[]>(plainly`
    select each.id as "ofId", same.* from unnest(${[...contactIds]}::uuid[]) each (id) cross join lateral (
    with this as (select k.follows_id, greatest(k.received_at, (select min(p.at) from proposal p where p.authority_id = k.authority_id and p.contact_id = k.id)) as known_at
      from contact k where k.authority_id = ${authorityId} and k.id = each.id),
    mine as materialized (select id, kind, ordinal, nhs_number, upn, name_dob_key, born_as from contact_person
      where authority_id = ${authorityId} and contact_id = each.id and kind = any (${[...kinds]}::text[])),
    linked as materialized (select l.contact_person_id as mine, o.contact_person_id as other from person_link l
      join person_link o on o.authority_id = l.authority_id and o.person_id = l.person_id and o.contact_id <> l.contact_id and o.ended_at is null
      where l.authority_id = ${authorityId} and l.contact_id = each.id and l.ended_at is null),
    others as materialized (select id, contact_id, kind, ordinal, nhs_number, upn, name_dob_key, unborn, born_as from contact_person
      where authority_id = ${authorityId} and contact_id <> each.id and kind = any (${[...kinds]}::text[])
        and (nhs_number = any (array(select nhs_number from mine)) or upn = any (array(select upn from mine)) or name_dob_key = any (array(select name_dob_key from mine where not starts_with(name_dob_key, ${UNNAMED})))
          or id = any (array(select other from linked)) or contact_id = any (array(select follows_id from this where follows_id is not null))))
    select c.id as "contactId", (extract(epoch from c.received_at) * 1000)::float8 as "receivedMs", m.id as "personId", o.id as "otherPersonId", m.ordinal,
      case when (m.id, o.id) in (select mine, other from linked) then 'linked' when o.nhs_number = m.nhs_number then 'nhs_number' when o.upn = m.upn then 'upn' when o.name_dob_key = m.name_dob_key and not starts_with(m.name_dob_key, ${UNNAMED}) then 'name_and_birth' else 'told_again' end as "sameBy",
      (extract(epoch from this.known_at) * 1000)::float8 as "knownMs",
      array(select (extract(epoch from coalesce(a.received_at, a.at)) * 1000)::float8 from addition a where a.authority_id = ${authorityId} and a.contact_id = c.id and a.kind <> ${NO_TELLING}) as "addedMs",
      case when o.unborn or o.born_as is not null then (select case when o.unborn then min(b.id::text)::uuid else o.born_as end from contact_person b
        where b.authority_id = ${authorityId} and b.contact_id = o.contact_id and b.born_as = coalesce(o.born_as, o.id) having count(*) = 1) end as "bornAs"
    from mine m
      cross join this
      join others o on (m.id, o.id) in (select mine, other from linked) or o.nhs_number = m.nhs_number or o.upn = m.upn or (o.name_dob_key = m.name_dob_key and not starts_with(m.name_dob_key, ${UNNAMED}))
        or (o.contact_id = this.follows_id and o.kind = 'child' and m.kind = 'child' and o.ordinal = m.ordinal
          -- A place says it of children of the reports alone, and of babies, whose birth was carried: whoever was named on a late page has one after them.
          and (o.born_as is null) = (m.born_as is null) and (o.born_as is not null or o.ordinal <= (select greatest(1, jsonb_array_length(f.report -> 'children')) from contact f where f.authority_id = ${authorityId} and f.id = o.contact_id)))
      join contact c on c.authority_id = ${authorityId} and c.id = o.contact_id
    -- What is closed is no figure and no history to those who may not know of it, also where the product reckons for them.
    where (${toReader} or not app_is_closed(c.id) or app_is_closed(each.id))
      -- Two children are asked of by themselves, and counted.
      and (not ${grownUp} or m.kind = 'adult' or o.kind = 'adult')
      and ((m.id, o.id) in (select mine, other from linked) or not coalesce((select said.apart from (
        select n.at, true as apart from not_same_child n where n.authority_id = ${authorityId}
          and ((n.person_id = m.id and n.other_person_id = o.id) or (n.person_id = o.id and n.other_person_id = m.id))
        union all
        select d.at, d.outcome = 'not_same' from match_decision d where d.authority_id = ${authorityId}
          and ((d.contact_person_id = m.id and d.other_person_id = o.id) or (d.contact_person_id = o.id and d.other_person_id = m.id))) said
        order by said.at desc limit 1), false))
    ) same order by each.id, same."receivedMs" desc, same."contactId", same.ordinal, same."otherPersonId"`);
  return rows.map(({ receivedMs, knownMs, addedMs, ...pair }) => ({ ...pair, receivedAt: new Date(receivedMs), knownAt: new Date(knownMs), added: addedMs.map((ms) => new Date(ms)) }));
}

/** What was added to a contact, or joined into it or into what was: each counts in the repeat rule (safe practice 8). */
async function laterArrivals(tx: Tx, contactId: string): Promise<{ at: Temporal.Instant; joined: string | null }[]> {
  const [added, joined] = await Promise.all([
    tx.db.addition.findMany({ where: { authorityId: tx.actor.authorityId, contactId, ...TELLS }, select: { at: true, receivedAt: true } }),
    // A page has asked this of itself already; only of what was joined in is more asked.
    readJoinedIn(tx, contactId).then(async (direct) => (direct.length === 0 ? [] : joinedWithin(tx, contactId))),
  ]);
  return [...added.map(({ at, receivedAt }) => ({ at: instantOf(receivedAt ?? at), joined: null })), ...joined.map(({ at, id }) => ({ at, joined: id }))];
}

/** When what was added to each of these contacts reached us. */
async function addedTo(tx: Tx, contactIds: readonly string[]): Promise<[contactId: string, added: Date[]][]> {
  if (contactIds.length === 0) return [];
  const rows = await tx.db.$queryRaw<{ contactId: string; addedMs: number }[]>(plainly`
    select a.contact_id as "contactId", (extract(epoch from coalesce(a.received_at, a.at)) * 1000)::float8 as "addedMs" from addition a
    where a.authority_id = ${tx.actor.authorityId} and a.contact_id = any (${[...contactIds]}::uuid[]) and a.kind <> ${NO_TELLING}`);
  return contactIds.map((id) => [id, rows.filter(({ contactId }) => contactId === id).map(({ addedMs }) => new Date(addedMs))]);
}

/** What is known of a contact in the transaction that records it: nothing was added to it or joined into it yet. */
export interface JustRecorded {
  /** Its children in other contacts that are here. */
  same: readonly SameChild[];
  /** What its own children are known by. */
  children: readonly KnownBy[];
}

/**
 * How often these children, and those of what was joined in, were told of in the 12 months up to one of the things that came in:
 * this contact, the earlier ones about them, what was joined into it, and what was added to any of these in its own time, each once
 * (safe practice 8). The most of them holds: that more is added a year later takes no third telling back. A consultation is one of
 * them (safe practice 2); one that went on in another contact is the same conversation and not a second, and what was added to it
 * stands in the other. One that was deleted since counts as before (safe practice 18).
 */
export async function contactsIn12Months(tx: Tx, contactId: string, receivedAt: Temporal.Instant, recorded?: JustRecorded): Promise<number> {
  const later = recorded === undefined ? await laterArrivals(tx, contactId) : [];
  const until = later.reduce((last, { at }) => (at.epochMilliseconds > last.epochMilliseconds ? at : last), receivedAt);
  const joined = later.flatMap((each) => each.joined ?? []);
  const [same, gone, addedJoined] = await Promise.all([recorded?.same ?? sameAsAny(tx, [contactId, ...joined], until), readDeleted(tx, contactId, until, recorded?.children), addedTo(tx, joined)]);
  const again = await countedElsewhere(tx, [...new Set([contactId, ...same.map((pair) => pair.contactId), ...joined])]);
  const [addedBefore, addedWithin] = [new Map(same.map((pair) => [pair.contactId, pair.added])), new Map(addedJoined)];
  // What was known of this contact when it was taken down is of its own time, whenever that was.
  const last = until.epochMilliseconds;
  return Math.max(...[receivedAt, ...later.map(({ at }) => at)].map((end) => {
    const [since, to] = [monthsBefore(end, REPEAT_MONTHS).epochMilliseconds, end.epochMilliseconds === last ? Infinity : end.epochMilliseconds];
    const within = (ms: number) => ms >= since && ms <= to;
    const came = later.filter(({ at }) => at.epochMilliseconds <= to);
    const cameIn = came.flatMap((each) => each.joined ?? []);
    const counted = new Set([contactId, ...same.filter((pair) => within(pair.receivedAt.getTime())).map((pair) => pair.contactId), ...cameIn]);
    const deleted = gone.filter((each) => within(each.receivedAt.epochMilliseconds));
    const added = [...new Map([...addedBefore, ...cameIn.map((id) => [id, addedWithin.get(id) ?? []] as const)])].flatMap(([id, times]) => (id === contactId || again.has(id) ? [] : times.filter((at) => within(at.getTime()))));
    return [...counted].filter((id) => !again.has(id)).length + deleted.length + added.length + came.filter((each) => each.joined === null && within(each.at.epochMilliseconds)).length;
  }));
}

/** The children of these contacts in others, up to then. */
async function sameAsAny(tx: Tx, contactIds: readonly string[], until: Temporal.Instant): Promise<SameChild[]> {
  return [...(await sameChildrenOfEach(tx, contactIds, until)).values()].flat();
}

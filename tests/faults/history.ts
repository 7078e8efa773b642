/**
 * The one history checker of all fault suites (quality.md B4). Clients say what they did and what they were told; afterwards the
 * database says what stands. The two are held against each other:
 *
 * - every `ok` stands exactly once and under the receipt that was given, every `fail` not at all, every `unknown` once or not at all;
 * - the ledger of the authority is whole, from its first entry to its head;
 * - each contact went a legal way from state to state, and the queue says where that way ended;
 * - letters sent are the letters due, none twice, and the mail provider has what the messages say it has;
 * - no draft, message, job or row of the queue is left without what it belongs to.
 *
 * Used so:
 *
 *     const history = new History();
 *     history.say({ key, op: 'submit', outcome: 'unknown' });        // the answer was lost
 *     history.say({ key, op: 'submit', outcome: 'ok', result });     // the retry was answered with this reference
 *     expect(await faultsIn(history, place.id)).toEqual([]);
 *
 * `op` is one of OPS: `submit` (key of the draft, result the reference), `decide` (key of the draft, result the decision's id),
 * `add` (key of the addition). One key may be said many times, by many clients. `fail` means that the client was told that
 * nothing was done; whoever was told nothing says `unknown`.
 *
 * `findFaults` is pure: what was said and what was found in, one sentence per fault out, no names or words of reports in it.
 */
import type pg from 'pg';
import { mayFollow, type ContactState } from '@/lib/contact/state';
import { faultWords, verifyChain, type Entry } from '@/lib/ledger/model';
import { asSuperuser } from '../integration/superuser';

export const OPS = ['submit', 'decide', 'add'] as const;
export type Op = (typeof OPS)[number];

/** What one client did, as that client knows it. */
export interface Said {
  key: string;
  op: Op;
  outcome: 'ok' | 'fail' | 'unknown';
  /** What the client was told stands now: a reference, a decision's id. */
  result?: string;
}

/** What all clients of a run did, in the order in which they said it. */
export class History {
  readonly said: Said[] = [];

  say(said: Said): void {
    this.said.push(said);
  }

  /** How many said this. */
  count(outcome: Said['outcome'], op?: Op): number {
    return this.said.filter((each) => each.outcome === outcome && (op === undefined || each.op === op)).length;
  }
}

export interface FoundEvent {
  kind: string;
  /** ISO instant of the transaction. */
  at: string;
  detail: Record<string, unknown>;
}

export interface FoundContact {
  id: string;
  reference: string;
  /** Has its proposals, from 1 on without a gap. */
  proposals: number[];
  /** Decisions by version. */
  decisions: { id: string; version: number; needsCountersign: boolean; verdict: string | null }[];
  events: FoundEvent[];
  /** Claims that nobody has ended. */
  liveClaims: number;
  /** State in the queue; null where it has no row there. */
  queued: string | null;
  closed: boolean;
  /** A consultation that nobody made a concern is not in the queue. */
  consultation: boolean;
  /** Somebody with an account reported it by the form, and is owed a receipt. */
  receiptDue: boolean;
  /** Entries `contact.received` of the ledger about it. */
  received: number;
  /** Duties to acknowledge that were opened. */
  acknowledge: number;
}

export interface FoundLetter {
  id: string;
  contactId: string;
  /** Occasion, recipient and kind: what makes a letter one of a kind (domain 7.5). */
  slot: string;
  kind: string;
  /** What happened to it, in order: sent, delivered, read, failed, cancelled, returned, undelivered … */
  events: string[];
  messages: string[];
}

export interface FoundMessage {
  id: string;
  state: string;
  /** Letter, alarm, or neither (mail of an account). */
  letterId: string | null;
  /** Jobs that would still deliver it. */
  jobs: number;
}

/** What stands in the database for one authority, read at rest. */
export interface Found {
  effects: { op: Op; key: string; result: string }[];
  /** What is wrong with the ledger, in words; null when it is whole. */
  ledger: string | null;
  contacts: FoundContact[];
  letters: FoundLetter[];
  messages: FoundMessage[];
  /** Drafts that say they were sent, with whether what they became is there; and contacts whose own draft is still open. */
  drafts: { id: string; closed: boolean; becameThere: boolean; contactThere: boolean }[];
  /** Jobs not done that speak of something that is not there. */
  strayJobs: string[];
}

/** What the mail provider says it took: the references of the messages it was handed, one for each time it sent one on. */
export interface Checks {
  provider?: readonly string[];
  /** The outbox has been emptied: what is still pending is a fault. */
  drained?: boolean;
}

function faultsOfSaid(said: readonly Said[], effects: Found['effects']): string[] {
  const faults: string[] = [];
  const byKey = new Map<string, Said[]>();
  for (const each of said) byKey.set(`${each.op} ${each.key}`, [...(byKey.get(`${each.op} ${each.key}`) ?? []), each]);
  const standing = new Map<string, string[]>();
  for (const { op, key, result } of effects) standing.set(`${op} ${key}`, [...(standing.get(`${op} ${key}`) ?? []), result]);
  for (const [what, all] of byKey) {
    const stands = standing.get(what) ?? [];
    const told = new Set(all.flatMap(({ outcome, result }) => (outcome === 'ok' && result !== undefined ? [result] : [])));
    const ok = all.some(({ outcome }) => outcome === 'ok');
    const unknown = all.some(({ outcome }) => outcome === 'unknown');
    if (told.size > 1) faults.push(`${what}: clients were given ${told.size} different receipts`);
    if (ok && stands.length !== 1) faults.push(`${what}: was acknowledged and stands ${stands.length} times`);
    if (!ok && unknown && stands.length > 1) faults.push(`${what}: nobody knows whether it was done, and it stands ${stands.length} times`);
    if (!ok && !unknown && stands.length > 0) faults.push(`${what}: was refused and stands ${stands.length} times`);
    for (const receipt of told) if (stands.length > 0 && !stands.includes(receipt)) faults.push(`${what}: the receipt given is not what stands`);
  }
  for (const [what, stands] of standing) if (!byKey.has(what) && stands.length > 1) faults.push(`${what}: nobody said it, and it stands ${stands.length} times`);
  return faults;
}

/** Within one transaction the end comes last, and what opens a contact first. */
const ORDER: Record<string, number> = { received: 0, added: 1, put_by_call: 1, answered: 1, proposed: 2, claimed: 3, decided: 4, countersigned: 5, returned: 5, closed: 9, withdrawn: 9, joined: 9 };
const ENDS: Record<string, ContactState> = { closed: 'closed', withdrawn: 'withdrawn', joined: 'joined' };
/** What tells the referrer of a decision. */
const tells = ({ kind, detail }: FoundEvent) => kind === 'not_told' || (kind === 'letter_sent' && detail['kind'] === 'outcome');

/** How the events of a contact say it stands: the state after each transaction. */
export function wayOf(events: readonly FoundEvent[]): ContactState[] {
  const ordered = [...events].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : (ORDER[a.kind] ?? 6) - (ORDER[b.kind] ?? 6)));
  const way: ContactState[] = ['draft'];
  let [held, questions, undecided, awaiting, answered] = [false, 0, true, false, false];
  let end: ContactState | null = null;
  let steppedAt = '';
  for (const [place, event] of ordered.entries()) {
    const { kind, detail } = event;
    if (end !== null && (kind in ENDS || kind === 'decided' || kind === 'claimed' || kind === 'received')) {
      // Whatever moves a contact after its end is told as a move, so that the table of states says that it may not be.
      way.push(ENDS[kind] === end ? 'received' : (ENDS[kind] ?? 'received'));
      continue;
    }
    if (kind === 'received' && place > 0) way.push('draft');
    if (kind === 'claimed' || kind === 'handed_over') held = true;
    if (kind === 'reassigned') held = detail['to'] !== null;
    if (kind === 'released' || kind === 'released_by_itself') held = false;
    if (kind === 'asked') questions += 1;
    if (kind === 'answered') questions -= 1;
    if (kind === 'added' || kind === 'put_by_call' || kind === 'born' || kind === 'joined_in') undecided = true;
    if (kind === 'decided') [awaiting, undecided, answered] = detail['needsCountersign'] === true ? [true, undecided, answered] : [false, false, false];
    if (kind === 'countersigned') [awaiting, undecided, answered] = [false, false, false];
    if (kind === 'returned') [awaiting, undecided] = [false, true];
    if (tells(event)) answered = true;
    if (kind in ENDS) end = ENDS[kind] ?? null;
    const open: ContactState = awaiting ? 'awaiting_countersign' : !undecided ? (answered ? 'told' : 'decided') : questions > 0 ? 'waiting_for_referrer' : held ? 'claimed' : 'received';
    const next = end ?? open;
    // One transaction is one step: what it had come to in the middle is no state.
    if (steppedAt === event.at && kind !== 'received') way.pop();
    if (way.at(-1) !== next) {
      way.push(next);
      steppedAt = event.at;
    }
  }
  return way;
}

const inLine = (versions: readonly number[]) => [...versions].sort((a, b) => a - b).every((version, place) => version === place + 1);

function faultsOfContact(contact: FoundContact): string[] {
  const { reference, events, decisions } = contact;
  const faults: string[] = [];
  const way = wayOf(events);
  for (let step = 1; step < way.length; step += 1) {
    const [from, to] = [way[step - 1] ?? 'draft', way[step] ?? 'draft'];
    if (from === to || !mayFollow(from, to)) faults.push(`${reference}: went from ${from} to ${to}`);
  }
  const last = way.at(-1) ?? 'draft';
  const received = events.filter(({ kind }) => kind === 'received').length;
  if (received !== 1) faults.push(`${reference}: was received ${received} times`);
  if (contact.received !== 1) faults.push(`${reference}: the ledger has it received ${contact.received} times`);
  if (contact.proposals.length === 0 || !inLine(contact.proposals)) faults.push(`${reference}: its proposals are ${contact.proposals.join(', ') || 'none'}`);
  if (contact.acknowledge !== 1) faults.push(`${reference}: ${contact.acknowledge} duties to acknowledge it`);
  if (!inLine(decisions.map(({ version }) => version))) faults.push(`${reference}: its decisions are ${decisions.map(({ version }) => version).join(', ')}`);
  const told = events.filter(({ kind }) => kind === 'decided').length;
  if (told !== decisions.length) faults.push(`${reference}: ${decisions.length} decisions and ${told} entries of them on its timeline`);
  for (const { version, needsCountersign, verdict } of decisions) if (!needsCountersign && verdict !== null) faults.push(`${reference}: decision ${version} was countersigned and needed nobody`);
  if (contact.liveClaims > 1) faults.push(`${reference}: ${contact.liveClaims} hold it`);
  const ended = Object.values(ENDS).includes(last);
  if (contact.closed !== ended) faults.push(`${reference}: its timeline ends as ${last}, and it is ${contact.closed ? '' : 'not '}closed`);
  if (contact.closed && contact.queued !== null) faults.push(`${reference}: is closed and in the queue`);
  if (!contact.closed && !contact.consultation && contact.queued === null) faults.push(`${reference}: is open and not in the queue`);
  if (!contact.closed && contact.queued !== null && contact.queued !== last) faults.push(`${reference}: the queue says ${contact.queued}, its timeline ${last}`);
  return faults;
}

function faultsOfLetters({ letters, messages, contacts }: Found, { provider, drained = false }: Checks): string[] {
  const faults: string[] = [];
  const gone = ({ events }: FoundLetter) => events.includes('cancelled') || events.includes('returned') || events.includes('undelivered');
  const slots = new Map<string, number>();
  for (const letter of letters) if (!gone(letter)) slots.set(`${letter.contactId} ${letter.slot}`, (slots.get(`${letter.contactId} ${letter.slot}`) ?? 0) + 1);
  for (const [slot, count] of slots) if (count > 1) faults.push(`letter ${slot}: written ${count} times`);
  for (const { id, events, messages: sent } of letters) {
    if (sent.length > 1) faults.push(`letter ${id}: ${sent.length} messages`);
    if (events.filter((what) => what === 'delivered').length > 1) faults.push(`letter ${id}: delivered more than once`);
  }
  for (const { id, reference, receiptDue } of contacts) {
    const receipts = letters.filter(({ contactId, kind }) => contactId === id && kind === 'receipt').length;
    if (receiptDue && receipts !== 1) faults.push(`${reference}: ${receipts} receipts`);
  }
  const delivered = new Set(letters.filter(({ events }) => events.includes('delivered')).flatMap(({ messages: sent }) => sent));
  const handed = new Map<string, number>();
  for (const reference of provider ?? []) handed.set(reference, (handed.get(reference) ?? 0) + 1);
  for (const { id, state, letterId, jobs } of messages) {
    if (state === 'sent' && letterId !== null && !delivered.has(id)) faults.push(`message ${id}: sent, and its letter does not know`);
    if (state !== 'sent' && letterId !== null && delivered.has(id)) faults.push(`message ${id}: ${state}, and its letter says delivered`);
    if (state === 'pending' && jobs === 0) faults.push(`message ${id}: pending, and no job would deliver it`);
    if (drained && state !== 'sent') faults.push(`message ${id}: due and ${state}`);
    if (provider !== undefined && state === 'sent' && !handed.has(id)) faults.push(`message ${id}: sent, and the provider never had it`);
  }
  for (const [reference, times] of handed) {
    if (times > 1) faults.push(`message ${reference}: the provider sent it ${times} times`);
    if (!messages.some(({ id }) => id === reference)) faults.push(`message ${reference}: the provider sent it, and it is not ours`);
  }
  return faults;
}

/**
 * Holds what clients said against what was found.
 * @returns one sentence for each fault, with keys, ids and references only; empty when the history is whole.
 */
export function findFaults(said: readonly Said[], found: Found, checks: Checks = {}): string[] {
  return [
    ...faultsOfSaid(said, found.effects),
    ...(found.ledger === null ? [] : [`ledger: ${found.ledger}`]),
    ...found.contacts.flatMap(faultsOfContact),
    ...faultsOfLetters(found, checks),
    ...found.drafts.flatMap(({ id, closed, becameThere, contactThere }) => (closed && !becameThere ? [`draft ${id}: sent, and what it became is not there`] : !closed && contactThere ? [`draft ${id}: open, and its contact is there`] : [])),
    ...found.strayJobs.map((job) => `job ${job}: speaks of something that is not there`),
  ];
}

async function ledgerOf(client: pg.Client, authorityId: string): Promise<string | null> {
  const { rows: heads } = await client.query<{ seq: string; hash: Uint8Array }>('select seq, hash from ledger_head where authority_id = $1', [authorityId]);
  const { rows } = await client.query<Omit<Entry, 'seq'> & { seq: string }>(
    `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id as "actorId", actor_role as "actorRole", action, object_kind as "objectKind",
       object_id as "objectId", detail, request_id as "requestId", bytes, prev_hash as "prevHash", hash from ledger_entry where authority_id = $1 order by seq`,
    [authorityId],
  );
  async function* entries(): AsyncGenerator<Entry> {
    for (const row of rows) yield { ...row, seq: BigInt(row.seq) };
  }
  const head = heads[0] === undefined ? null : { seq: BigInt(heads[0].seq), hash: heads[0].hash };
  const verdict = await verifyChain(authorityId, head, entries());
  return verdict.ok ? null : faultWords(verdict.fault);
}

/** Reads, as one moment, what stands for an authority: with rights that no policy holds back. */
export async function readFound(client: pg.Client, authorityId: string): Promise<Found> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const all = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql, [authorityId])).rows;
    const effects = await all<Found['effects'][number]>(
      `select 'submit' as op, key::text as key, reference as result from contact where authority_id = $1
       union all select 'decide', key::text, id::text from decision where authority_id = $1
       union all select 'add', key::text, id::text from addition where authority_id = $1`,
    );
    const contacts = await all<FoundContact>(
      `select c.id, c.reference,
         (select coalesce(array_agg(p.version order by p.version), '{}') from proposal p where p.authority_id = c.authority_id and p.contact_id = c.id) as proposals,
         (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'version', d.version, 'needsCountersign', d.needs_countersign, 'verdict', s.verdict) order by d.version), '[]')
            from decision d left join countersign s on s.authority_id = d.authority_id and s.decision_id = d.id where d.authority_id = c.authority_id and d.contact_id = c.id) as decisions,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'detail', e.detail) order by e.at), '[]')
            from contact_event e where e.authority_id = c.authority_id and e.contact_id = c.id) as events,
         (select count(*)::int from claim l where l.authority_id = c.authority_id and l.contact_id = c.id and l.ended_at is null) as "liveClaims",
         (select q.state from queue_row q where q.authority_id = c.authority_id and q.contact_id = c.id) as queued,
         exists (select 1 from closure x where x.authority_id = c.authority_id and x.contact_id = c.id) as closed,
         (c.kind = 'consultation' and not exists (select 1 from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.id)) as consultation,
         (c.channel = 'form' and c.referrer_id is not null and c.referrer_class <> 'subject'
            and exists (select 1 from draft d where d.authority_id = c.authority_id and d.key = c.key)) as "receiptDue",
         (select count(*)::int from ledger_entry e where e.authority_id = c.authority_id and e.action = 'contact.received' and e.object_id = c.id::text) as received,
         (select count(*)::int from duty d where d.authority_id = c.authority_id and d.contact_id = c.id and d.code = 'ACKNOWLEDGE') as acknowledge
       from contact c where c.authority_id = $1 order by c.received_at, c.id`,
    );
    const letters = await all<FoundLetter>(
      `select l.id, l.contact_id as "contactId", l.occasion || ' ' || l.recipient_key || ' ' || l.kind as slot, l.kind,
         (select coalesce(array_agg(e.what order by e.at, e.id), '{}') from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id) as events,
         (select coalesce(array_agg(m.id::text), '{}') from message m where m.authority_id = l.authority_id and m.letter_id = l.id) as messages
       from letter l where l.authority_id = $1`,
    );
    const messages = await all<FoundMessage>(
      // The jobs are counted once: of a million messages each would look through all of them.
      `select m.id, m.state, m.letter_id as "letterId", coalesce(j.jobs, 0) as jobs
       from message m left join (
         select data->>'messageId' as id, count(*)::int as jobs from pgboss.job where name = 'post.deliver' and state in ('created', 'retry', 'active') group by 1
       ) j on j.id = m.id::text
       where m.authority_id = $1`,
    );
    const drafts = await all<Found['drafts'][number]>(
      `select d.id, d.closed_at is not null as closed,
         (d.result_id is not null and (exists (select 1 from contact c where c.authority_id = d.authority_id and c.id = d.result_id)
           or exists (select 1 from decision x where x.authority_id = d.authority_id and x.id = d.result_id))) as "becameThere",
         exists (select 1 from contact c where c.authority_id = d.authority_id and c.key = d.key) or exists (select 1 from decision x where x.authority_id = d.authority_id and x.key = d.key) as "contactThere"
       from draft d where d.authority_id = $1 and d.kind in ('report', 'decision') and (d.closed_at is null or d.closed_how = 'sent')`,
    );
    const stray = await all<{ job: string }>(
      `select j.name || ' ' || j.id as job from pgboss.job j where j.data->>'authorityId' = $1 and j.state not in ('completed', 'cancelled')
         and ((j.name = 'post.deliver' and not exists (select 1 from message m where m.authority_id = $1 and m.id = case when pg_input_is_valid(j.data->>'messageId', 'uuid') then (j.data->>'messageId')::uuid end))
           or (j.name = 'file.scan' and not exists (select 1 from original o where o.authority_id = $1 and o.id::text = j.data->>'fileId')))`,
    );
    return { effects, ledger: await ledgerOf(client, authorityId), contacts, letters, messages, drafts, strayJobs: stray.map(({ job }) => job) };
  } finally {
    await client.query('rollback');
  }
}

/** What is wrong with a history, held against the database of the test that asks. */
export async function faultsIn(history: History, authorityId: string, checks: Checks = {}): Promise<string[]> {
  return findFaults(history.said, await asSuperuser((client) => readFound(client, authorityId)), checks);
}

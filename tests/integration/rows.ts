import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Relation } from '@/lib/access/model';
import { SYSTEM_ID } from '@/lib/platform/db';
import { seal } from '@/lib/platform/seal';
import { STAFF, type PersonName, type Place } from './people';

/** Tables whose rows belong to an authority, read from the catalogue and not from a list somebody keeps. */
export async function tenantTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and (c.relname in ('authority', 'account') or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'authority_id' and not a.attisdropped))
    order by 1`);
  return rows.map((row) => row.name);
}

const FILLING: Record<string, () => unknown> = {
  text: () => 'x',
  uuid: randomUUID,
  jsonb: () => '{}',
  boolean: () => false,
  integer: () => 1,
  bigint: () => 1,
  bytea: () => randomBytes(32),
  'timestamp with time zone': () => '2026-03-02T09:00:00Z',
  date: () => '2019-05-14',
};

/** Inserts a row with the values given and anything fitting for the rest, past all policies, triggers and foreign keys. */
export async function forge(client: pg.Client, table: string, given: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null`,
    [table],
  );
  const values = { ...Object.fromEntries(columns.map(({ name, type }) => [name, FILLING[type]?.()])), ...given };
  const names = Object.keys(values);
  await client.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(values));
  return values;
}

/** An original that can be read again, with what a PDF begins with. @returns its id. */
export async function forgeOriginal(client: pg.Client, { id: authorityId }: Place, contactId: string): Promise<string> {
  const id = randomUUID();
  const sealed = (column: 'sealed' | 'sealed_name', words: string) => seal(words, { table: 'original', column, authorityId, rowId: id });
  await forge(client, 'original', { authority_id: authorityId, id, contact_id: contactId, kind: 'pdf', sealed_name: sealed('sealed_name', 'letter.pdf'), sealed: sealed('sealed', btoa('%PDF-1.7')) });
  return id;
}

/** The four contacts that tell the relations apart. */
export const CONTACTS = ['teachers', 'past agency', 'about colleague', 'polices'] as const;
export type ContactName = (typeof CONTACTS)[number];

/**
 * Puts rows in every table of a place: three contacts of its teacher (one past the agency, one about a
 * colleague), one of its police officer, and what hangs on each.
 * @returns the ids of the contacts, and the tables filled.
 */
export async function fillEveryTable(client: pg.Client, place: Place): Promise<{ contacts: Record<ContactName, string>; tables: Set<string> }> {
  const { teacher, officer, worker, otherWorker } = place.people;
  const contacts = {} as Record<ContactName, string>;
  const tables = new Set<string>(['authority', 'account', 'agency', 'membership', 'ledger_entry', 'ledger_head']);
  const add = async (table: string, given: Record<string, unknown>) => {
    tables.add(table);
    return forge(client, table, { authority_id: place.id, ...given });
  };
  await client.query("set session_replication_role = 'replica'");
  for (const name of CONTACTS) {
    const referrer = name === 'polices' ? officer : teacher;
    const contactId = randomUUID();
    contacts[name] = contactId;
    const of = { contact_id: contactId };
    const shown = { agency_id: referrer.agencyId, referrer_id: referrer.actorId, past_agency: name === 'past agency', about_colleague: name === 'about colleague' };
    await add('contact', { id: contactId, reference: `${place.prefix}-${contactId.slice(0, 8).toUpperCase()}`, ...shown });
    const child = await add('contact_person', of);
    await add('not_same_child', { person_id: child['id'] });
    await add('person_key', { ...of, contact_person_id: child['id'], kind: 'birth' });
    const matched = await add('match_decision', { ...of, contact_person_id: child['id'], outcome: 'new' });
    const person = await add('person', {});
    await add('person_link', { ...of, contact_person_id: child['id'], person_id: person['id'], decision_id: matched['id'] });
    const professional = await add('professional', { agency_kind: 'school', name_key: randomUUID() });
    await add('professional_word', { professional_id: professional['id'], word: randomUUID() });
    await add('professional_contact', { ...of, professional_id: professional['id'] });
    const search = await add('people_search', { by: worker.actorId, ways: ['name'], about: [] });
    await add('person_look', { ...of, contact_person_id: child['id'], search_id: search['id'], by: worker.actorId, about: [] });
    const relation = await add('person_relation', { ...of, contact_person_id: child['id'], parental_responsibility: 'yes' });
    await add('person_relation_end', { ...of, relation_id: relation['id'], how: 'ended' });
    await add('proposal', of);
    await forgeOriginal(client, place, contactId);
    tables.add('original');
    await add('machine_intake', { ...of, reference: randomUUID(), agency_id: referrer.agencyId, lane: 'contact', ended_at: '2026-03-02T09:00:00Z', ended_how: 'filed', ended_by: worker.actorId });
    await add('queue_row', { ...of, ...shown, reference: `${place.prefix}-${contactId.slice(0, 8).toUpperCase()}` });
    for (const table of ['claim', 'contact_event', 'note', 'question', 'addition', 'closure']) await add(table, of);
    await add('join_undone', { ...of, joined_to_id: null });
    await add('emergency_decision', { ...of, outcome: 'acted' });
    const handOver = await add('hand_over', { direction: 'to_day' });
    await add('hand_over_item', { ...of, hand_over_id: handOver['id'] });
    await add('hand_over_acceptance', { ...of, hand_over_id: handOver['id'] });
    const decision = await add('decision', { ...of, by: worker.actorId });
    await add('decision_history', { ...of, decision_id: decision['id'] });
    await add('decision_child', { decision_id: decision['id'], person_id: child['id'] });
    await add('countersign', { decision_id: decision['id'], decided_by: worker.actorId, by: otherWorker.actorId });
    const hold = await add('hold', { ...of, by: worker.actorId, until: '2026-03-02T12:00:00Z', parents_told: 'yes' });
    await add('hold_answer', { ...of, hold_id: hold['id'], held_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed' });
    await add('hold_end', { ...of, hold_id: hold['id'], how: 'ended' });
    const held = await add('protection', { ...of, person_id: child['id'], kind: 'police', began_at: '2026-03-02T06:00:00Z', ends_at: '2026-03-05T06:00:00Z', corrects_id: null, follows_id: null, reason: '' });
    const going = await add('protection_end', { ...of, protection_id: held['id'], by: worker.actorId, how: 'returned', needs_agreement: true });
    await add('protection_answer', { ...of, end_id: going['id'], asked_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed' });
    await add('referral', { ...of, decision_id: decision['id'], basis: 'assessment' });
    await add('contact_link', { ...of, kind: 'alleged_child' });
    await add('consultation_raised', of);
    const asked = await add('information_request', of);
    await add('information_answer', { ...of, request_id: asked['id'], outcome: 'refused', reason: 'x' });
    const again = await add('information_reopened', { ...of, request_id: asked['id'] });
    await add('information_answer_anew', { ...of, reopened_id: again['id'], outcome: 'refused', reason: 'x' });
    const duty = await add('duty', of);
    await add('duty_discharge', { duty_id: duty['id'], how: 'done' });
    await add('duty_note', { ...of, duty_id: duty['id'] });
    await add('duty_offer', { ...of, duty_id: duty['id'] });
    await add('missing_episode', { ...of, person_id: child['id'], what: 'missing' });
    const end = await add('unborn_state', { ...of, person_id: child['id'], state: 'expected' });
    await add('unborn_end_undone', { ...of, end_id: end['id'] });
    const letter = await add('letter', { ...of, recipient_id: referrer.actorId });
    await add('letter_event', { letter_id: letter['id'], what: 'sent' });
    const put = await add('put_call', { ...of, reference: randomUUID(), names: '{}', verified: 'known' });
    await add('caller_correction', { ...of, call_key: put['key'], safe_way: 'email' });
    const agreed = await add('call_agreed', { ...of, level: '2' });
    await add('agreed_step', { ...of, agreed_id: agreed['id'], owner: 'us' });
    await add('caller_link', { ...of, letter_id: letter['id'] });
    await add('caller_reply', { ...of, letter_id: letter['id'], way: 'link', verdict: 'confirmed' });
    const coaching = await add('coaching', of);
    const comment = await add('coaching_comment', { ...of, coaching_id: coaching['id'] });
    await add('coaching_seen', { ...of, comment_id: comment['id'] });
    await add('service_agreement', { ...of, service: 'other', answer: 'not_asked' });
    const openness = await add('family_openness', { ...of, told: true, checks: 'agree' });
    const basis = await add('sharing_basis', { ...of, basis: 'public_task' });
    const checks = await add('checks_request', { ...of, by: worker.actorId });
    await add('checks_answer', { ...of, request_id: checks['id'], asked_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed' });
    await add('checks_taken_back', { ...of, request_id: checks['id'], by: worker.actorId });
    const told = { ...of, categories: '{identity}', basis_id: basis['id'], openness_id: openness['id'], ground: 'told_and_agreed', authorised_by: worker.actorId };
    const fact = await add('outbound_fact', { ...told, kind: 'fact' });
    await add('outbound_correction', { ...told, outbound_id: fact['id'] });
    await add('not_told', { ...of, decision_id: decision['id'] });
    await add('telling_agreement', { ...of, decision_id: decision['id'], agreed_by_role: 'designated_officer', content: 'received' });
    const safe = await add('safe_contact', { ...of, way: 'letter', how: 'spoken_with' });
    await add('family_telling', { ...of, kind: 'police_hold', tell: '' });
    await add('family_confirmation', { ...of, letter_id: letter['id'], recipient_id: child['id'], child_id: child['id'], safe_contact_id: safe['id'], standing: 'mother', wish: 'not_able', interpreter: 'not_needed', reading: 'ordinary' });
    await add('sealed_source', of);
    await add('sealed_owner', { ...of, account_id: referrer.actorId });
    const unseal = await add('unseal', { ...of, asked_by: worker.actorId, ground: 'court_order' });
    await add('unseal_answer', { ...of, unseal_id: unseal['id'], asked_by: worker.actorId, verdict: 'refused' });
    await add('protected_detail', { ...of, kind: 'address' });
    await add('protected_look', of);
    await add('message', { letter_id: letter['id'], channel: 'email' });
    await add('contact_rating', { ...of, rating: 'red', before: 'amber' });
    const alarm = await add('alarm', { ...of, kind: 'not_claimed' });
    await add('alarm_call', { ...of, alarm_id: alarm['id'] });
    const draft = await add('draft', { owner_id: referrer.actorId });
    await add('draft_conflict', { draft_id: draft['id'] });
    await add('put_away_call', { draft_id: draft['id'], by: worker.actorId, level: 2, how: 'not_needed' });
    await add('name_refusal', { draft_id: draft['id'], worker_id: worker.actorId, why: 'refused' });
    // Each told to the agency's lead; the teacher's first to no manager yet.
    const unsent = await add('unsent_report', { draft_id: draft['id'], author_id: referrer.actorId, agency_id: referrer.agencyId, lead_excluded: shown.past_agency || shown.about_colleague, lead_told_at: '2026-03-03T09:45:00Z', manager_told_at: name === 'teachers' ? null : '2026-03-02T12:00:00Z' });
    const list = await add('retention_list', { contacts: 1, drafts: 0 });
    const pack = await add('access_pack', { ...of, contact_person_id: child['id'], asker: 'child', withdrawn_at: '2026-03-02T10:00:00Z', withdrawn_by: worker.actorId });
    await add('access_piece', { ...of, pack_id: pack['id'] });
    await add('retention_item', { ...of, list_id: list['id'], id: contactId });
    const gone = await add('tombstone', { list_id: list['id'], level: 1 });
    await add('tombstone_key', { tombstone_id: gone['id'], kind: 'person', digest: randomBytes(32) });
    await add('unsent_call', { unsent_id: unsent['id'], by: worker.actorId, outcome: 'not_reached' });
    await add('session', { stage: 'full', account_id: referrer.actorId, membership_id: referrer.membershipId });
    await add('account_link', { account_id: referrer.actorId });
    // What kept somebody out, and does no more; who was let in.
    const ended = { lifted_at: '2026-03-02T10:00:00Z', lifted_by: worker.actorId, lifted_why: 'x' };
    await add('contact_bar', { ...of, ...ended, account_id: otherWorker.actorId, ground: 'declared' });
    const restricted = await add('restricted_child', { registered_by: worker.actorId });
    for (const table of ['restricted_address', 'restricted_guardian']) await add(table, { restricted_child_id: restricted['id'] });
    await add('restricted_match', { ...of, restricted_child_id: restricted['id'], grounds: '{}' });
    await add('legal_hold', { ...of, lift_asked_at: ended.lifted_at, lift_asked_by: otherWorker.actorId, lift_why: 'x', lifted_at: ended.lifted_at, lifted_by: worker.actorId });
    const lifted = { lifted_at: ended.lifted_at, lifted_by: worker.actorId, lift_asked_by: otherWorker.actorId, lift_why: 'x' };
    await add('contact_restriction', { ...of, ...lifted, kind: 'restricted_child', restricted_child_id: restricted['id'] });
    await add('contact_access', { ...of, how: 'granted', until_at: '2026-03-02T11:00:00Z' });
    // All of the staff said after any match that they know nobody in it.
    for (const name of STAFF) await add('contact_declaration', { ...of, account_id: place.people[name].actorId, answer: 'knows_nobody', at: '2026-03-02T09:30:00Z' });
    await add('contact_acquaintance', { ...of, account_id: worker.actorId, grounds: '{own_name}' });
    await add('agency_exclusion', { ...of, hidden: referrer === teacher && name !== 'teachers' });
    await add('close_person', { account_id: worker.actorId });
    await add('named_officer', { kind: 'lado', ended_at: '2026-03-02T10:00:00Z' });
    await add('glass_request', { by: worker.actorId, how: 'two_persons' });
  }
  await add('second_factor_reset', { account_id: teacher.actorId, by: worker.actorId, how: 'video' });
  await add('rota_shift', { account_id: worker.actorId, post: 'duty_social_worker', to_at: '2026-03-02T17:00:00Z' });
  await add('rota_absence', { account_id: worker.actorId, to_at: '2026-03-02T17:00:00Z' });
  const ringBack = await add('ring_back', { origin: 'asked', account_id: teacher.actorId, reachable_to: '2026-03-02T12:00:00Z' });
  await add('ring_back_try', { ring_back_id: ringBack['id'], outcome: 'engaged' });
  const slot = await add('talk_slot', { account_id: worker.actorId, to_at: '2026-03-02T09:20:00Z' });
  await add('call_event', { call_id: randomUUID(), outcome: 'answered' });
  const key = await add('api_key', { scope: 'call_events' });
  await add('api_key_former', { key_id: key['id'] });
  await add('machine_trouble', { what: 'over_limit' });
  const webhook = await add('webhook', { url: 'https://records.example.org/in' });
  await add('webhook_delivery', { webhook_id: webhook['id'], event: 'received' });
  await add('talk_booking', { slot_id: slot['id'], account_id: teacher.actorId });
  await client.query('reset session_replication_role');
  await client.query('begin');
  await become(client, { authorityId: place.id, actorId: SYSTEM_ID, agencyId: null, role: 'system' });
  await client.query(`select ledger_append('[{"action":"test","objectKind":"test","objectId":"x","role":"system","at":"2026-03-02T09:00:00Z","requestId":"x"}]'::jsonb)`);
  await client.query('commit');
  return { contacts, tables };
}

/** Three contacts beside the four: each closed to some, in its own way. */
export const CLOSED_CONTACTS = ['restricted', 'sealed', 'conflicted'] as const;
export type ClosedName = (typeof CLOSED_CONTACTS)[number];

/**
 * Puts everything a second time into a place that has it, and closes three of its contacts: the teacher's is about a
 * restricted child whose guardian is the emergency duty worker; the teacher is the protected source of another; the worker
 * and the manager know the family of the police officer's.
 */
export async function fillClosed(client: pg.Client, place: Place): Promise<Record<ClosedName, string>> {
  // Nobody stands twice in the rota at one time.
  await client.query('delete from rota_shift where authority_id = $1', [place.id]);
  // Nor is a time published twice.
  await client.query('update talk_slot set withdrawn_at = published_at, withdrawn_by = account_id where authority_id = $1', [place.id]);
  const { contacts } = await fillEveryTable(client, place);
  const { teacher, night, worker, manager } = place.people;
  const of: Record<ClosedName, string> = { restricted: contacts.teachers, sealed: contacts['past agency'], conflicted: contacts.polices };
  const plant = (table: string, given: Record<string, unknown>) => forge(client, table, { authority_id: place.id, ...given });
  await client.query('begin');
  await become(client, { authorityId: place.id, actorId: SYSTEM_ID, agencyId: null, role: 'system' });
  const child = await plant('restricted_child', { id: randomUUID() });
  await plant('restricted_guardian', { restricted_child_id: child['id'], account_id: night.actorId });
  await plant('contact_restriction', { contact_id: of.restricted, kind: 'restricted_child', restricted_child_id: child['id'], referrer_id: teacher.actorId });
  for (const { actorId } of [worker, manager]) await plant('contact_bar', { contact_id: of.conflicted, account_id: actorId, ground: 'declared' });
  // As sealing leaves it: the row says of nobody whose it is, and only the table that nobody reads does.
  await client.query('update contact set sealed = true, agency_id = null, referrer_id = null, past_agency = false where id = $1', [of.sealed]);
  await client.query("update queue_row set agency_id = null, referrer_id = null, past_agency = false where contact_id = $1", [of.sealed]);
  await client.query("update letter set recipient_key = 'protected', recipient_id = null where contact_id = $1", [of.sealed]);
  await client.query('commit');
  return of;
}

/** How somebody stands to one of the three: told apart by hand. */
export function relationToClosed(name: PersonName, contact: ClosedName): Relation {
  if (name === (contact === 'conflicted' ? 'officer' : 'teacher')) return 'own';
  if (contact === 'restricted') return name === 'night' ? 'own_authority' : 'restricted';
  if (contact === 'sealed') return ['otherTeacher', 'lead', 'officer', 'desk'].includes(name) ? 'sealed' : 'own_authority';
  if (name === 'worker' || name === 'manager') return 'conflicted';
  return name === 'desk' ? 'own_agency' : 'own_authority';
}

/** Tells PostgreSQL who is asking, as withActor does, until the transaction ends. */
export async function become(client: pg.Client, actor: { authorityId: string; actorId: string; agencyId: string | null; role: string }): Promise<void> {
  await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', $3, true), set_config('app.role', $4, true)", [actor.authorityId, actor.actorId, actor.agencyId ?? 'none', actor.role]);
}

/** Runs a piece of work as somebody and undoes it. */
export async function seenBy<T>(client: pg.Client, actor: Parameters<typeof become>[1], work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await become(client, actor);
    return await work();
  } finally {
    await client.query('rollback');
  }
}

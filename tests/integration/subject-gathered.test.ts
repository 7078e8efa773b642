/**
 * Every kind of record about a child is gathered into a pack, or stays out on purpose for a reason that the page says (UK GDPR article 15;
 * docs/decisions/0044). The tables are read from the catalogue: one that a later migration makes is named here until somebody decides.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { GATHERED, LEFT_OUT } from '@/lib/assurance/subject-access/gathered';
import type { Asker, Category, Piece } from '@/lib/assurance/subject-access/model';
import { readPieces } from '@/lib/assurance/subject-access/pack-store';
import { startPack } from '@/lib/assurance/subject-access/verbs/start-pack';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { seal } from '@/lib/platform/seal';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

test('each table that hangs on a contact is gathered or left out, and stands in one of the two alone', async () => {
  const tables = await asSuperuser(async (client) => (await client.query<{ name: string }>('select name from retention_tables()')).rows.map(({ name }) => name));
  const said: string[] = [...GATHERED, ...LEFT_OUT.flatMap(({ tables: each }) => each)];
  expect(tables.filter((name) => !said.includes(name)), 'say of these in lib/assurance/subject-access/gathered.ts whether a pack gathers them').toEqual([]);
  expect(said.filter((name) => !tables.includes(name)), 'these are not there any more').toEqual([]);
  expect(said.filter((name, index) => said.indexOf(name) !== index)).toEqual([]);
  for (const { what, why } of LEFT_OUT) expect([what, why]).not.toContain('');
});

/** What is looked for of each table: words of its own, with a date. */
const wordsOf = (table: string) => `Kestrel of ${table.replaceAll('_', ' ')}`;
type Table = (typeof GATHERED)[number];

interface Told extends Case {
  child: string;
  other: string;
  adult: string;
}

async function told(at: string, given: string, nhsNumber: string, protectMe = false): Promise<Told> {
  const of = await arrives(place, at, {
    children: [{ givenName: given, familyName: 'Trevanion', dateOfBirth: '2012-05-04', nhsNumber, indicators: { I018: 'present' } }, { givenName: 'Jory', familyName: 'Trevanion', dateOfBirth: '2015-05-04', indicators: {} }],
    household: [{ kind: 'adult', givenName: 'Meraud', familyName: 'Polglase', relationship: 'Mother' }],
    reporter: protectMe ? { name: 'Bryony Castle', protectMe: 'yes', continuingRole: 'no', aboutColleague: 'no' } : { name: 'Bryony Castle', continuingRole: 'yes', aboutColleague: 'no' },
    incident: { what: wordsOf('contact') },
  });
  await knowNobody(place, of.contactId);
  const people = await asSuperuser(async (client) => (await client.query<{ id: string; given: string }>('select id, given_name as given from contact_person where contact_id = $1', [of.contactId])).rows);
  const idOf = (name: string) => people.find((person) => person.given === name)?.id ?? '';
  return { ...of, child: idOf(given), other: idOf('Jory'), adult: idOf('Meraud') };
}

/** Duties by what their answers may tell: where the child is, and what is planned; what was found of the child; and nothing of that. */
const HARMFUL = ['OUT_OF_AREA', 'OPEN_CASE', 'TRANSFER_IN', 'HOMELESS_16_17', 'PRIVATE_FOSTERING', 'HOLD_STRATEGY', 'CONVENE_ICPC', 'FGM_POLICE', 'HAND_OVER'] as const;
const CODES = [...HARMFUL, 'MEDICAL_TODAY', 'SIBLINGS', 'REVIEW_CLOSED', 'ALLOCATE_ASSESSMENT'] as const;
// Not the whole code: “siblings” means other children by itself.
const short = (code: string) => code.slice(0, 5);
const ofDuty = (code: (typeof CODES)[number]) => [`Kestrel for ${short(code)}`, `Kestrel meanwhile for ${short(code)}`];

/** One row of every table that is gathered, about the child, and one about the other where a row is about one of them. */
async function fill({ contactId, child, other, adult }: Told): Promise<void> {
  const { worker, otherWorker } = place.people;
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const add = async (table: Table, given: object) => (await forge(client, table, { authority_id: place.id, ...given }))['id'] as string;
    const of = { contact_id: contactId, by: worker.actorId };
    const w = (table: Table, more = '') => `${wordsOf(table)}${more}`;
    await add('addition', { ...of, text: w('addition') });
    await add('question', { contact_id: contactId, text: w('question') });
    await add('note', { ...of, text: w('note') });
    for (const [name, draft] of [[w('original'), null], ['Kestrel as it was sent', randomUUID()]] as const) {
      const file = randomUUID();
      await add('original', { contact_id: contactId, id: file, draft_id: draft, kind: 'pdf', added_by: worker.actorId, sealed: 'x', sealed_name: seal(name, { table: 'original', column: 'sealed_name', authorityId: place.id, rowId: file }) });
    }
    await add('contact_rating', { ...of, rating: 'red', before: 'amber', reason: w('contact_rating') });
    const document = { delayUntil: 'Kestrel until Friday', plan: { what: 'Kestrel of the plan', until: '', watches: '', ifFails: '' }, without: [], withoutReason: 'Kestrel without', untoldReason: 'Kestrel untold', referrerReason: 'Kestrel otherwise', historyNotRead: '', familyNotHeard: null, familyNotHeardWords: '', children: [{ personId: child, notHeard: null, notHeardWords: '', seenBy: 'Kestrel saw', seenAlone: 'yes', seenWhere: '', seePlan: '', riskReaches: null, riskReason: '' }] };
    const decision = await add('decision', { ...of, version: 1, level: 3, route: 'CIN_ASSESS', rationale: w('decision'), document: JSON.stringify(document) });
    for (const [person, words] of [[child, w('decision_child')], [other, 'Merlin decided']] as const) await add('decision_child', { decision_id: decision, person_id: person, level: 3, route: 'CIN_ASSESS', primary_need: 'N1', child_views: words, child_seen: 'yes' });
    await add('countersign', { decision_id: decision, decided_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed', comment: w('countersign') });
    await add('referral', { ...of, decision_id: decision, basis: 'accepted', words: w('referral') });
    await add('closure', { ...of, how: 'told', level: 3, route: 'CIN_ASSESS', reason: w('closure') });
    await add('join_undone', { ...of, joined_to_id: null, joined_reason: 'x', joined_level: 2, joined_route: 'EH_SINGLE', reason: w('join_undone') });
    await add('emergency_decision', { ...of, outcome: 'acted', urgent: true, document: JSON.stringify({ acts: ['visit', 'advice'], done: w('emergency_decision'), childWhere: 'Kestrel House', safeUntil: 'Kestrel safe' }) });
    const handOver = await forge(client, 'hand_over', { authority_id: place.id, direction: 'to_day', note: 'Kestrel of the whole night' });
    await add('hand_over_item', { contact_id: contactId, hand_over_id: handOver['id'], line: w('hand_over_item') });
    const plan = JSON.stringify({ what: 'Kestrel keeps', until: '', watches: '', ifFails: '' });
    const hold = await add('hold', { ...of, until: '2026-03-02T12:00:00Z', parents_told: 'no', checking: 'Kestrel goes in at seven', why_safe: w('hold'), untold_reason: 'Kestrel kept back', plan });
    await add('hold_answer', { ...of, hold_id: hold, held_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed', comment: w('hold_answer') });
    await add('hold_end', { ...of, hold_id: hold, how: 'ended', words: w('hold_end') });
    for (const [person, words] of [[child, w('duty_discharge')], [other, 'Merlin owed']] as const) {
      const duty = await add('duty', { contact_id: contactId, person_id: person, code: 'RETURN_INTERVIEW', owner_role: 'manager' });
      await add('duty_discharge', { duty_id: duty, how: 'done', words });
      if (person === child) await add('duty_note', { ...of, duty_id: duty, words: w('duty_note') });
    }
    for (const code of CODES) {
      const duty = await add('duty', { contact_id: contactId, code, owner_role: 'manager' });
      await add('duty_discharge', { duty_id: duty, how: 'done', words: `Kestrel for ${short(code)}`, ...(code === 'ALLOCATE_ASSESSMENT' ? { evidence: JSON.stringify([{ question: 'Kestrel for', answer: 'ALLOC', because: '' }]) } : {}) });
      await add('duty_note', { ...of, duty_id: duty, words: `Kestrel meanwhile for ${short(code)}` });
    }
    // In no pack: it says that the family is known to somebody here.
    const guarded = await add('duty', { contact_id: contactId, code: 'CONFLICT', owner_role: 'manager' });
    await add('duty_discharge', { duty_id: guarded, how: 'done', words: 'Merlin of the staff' });
    for (const [person, happened] of [[child, '2026-02-03T10:00:00Z'], [other, '2026-02-07T10:00:00Z']] as const) await add('missing_episode', { ...of, person_id: person, episode: 1, what: 'found', happened_at: happened });
    const held = await add('protection', { ...of, person_id: child, kind: 'police', began_at: '2026-03-02T06:00:00Z', ends_at: '2026-03-05T06:00:00Z', agency: w('protection'), place: 'Merlin House', named: 'PS Merlin' });
    const going = await add('protection_end', { ...of, protection_id: held, how: 'returned', needs_agreement: true, words: w('protection_end') });
    await add('protection_answer', { ...of, end_id: going, asked_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed', comment: w('protection_answer') });
    const born = await add('unborn_state', { ...of, person_id: child, state: 'pregnancy_ended', record: JSON.stringify({ how: w('unborn_state') }) });
    await add('unborn_end_undone', { ...of, end_id: born, reason: w('unborn_end_undone') });
    const relation = await add('person_relation', { ...of, contact_person_id: child, other_person_id: adult, parental_responsibility: 'yes', relation: 'aunt', source: w('person_relation') });
    await add('person_relation_end', { ...of, relation_id: relation, how: 'ended', why: w('person_relation_end') });
    const went = { categories: '{identity}', ground: 'level_4', level: 4, authorised_by: worker.actorId, basis_id: randomUUID() };
    await add('outbound_fact', { ...of, ...went, kind: 'fact', agency: 'The school', words: w('outbound_fact') });
    const put = await add('outbound_fact', { ...of, ...went, kind: 'fact', agency: 'The school', words: 'Merlin sent' });
    await add('outbound_correction', { ...of, ...went, outbound_id: put, replaces_id: null, never_sent: false, why: 'x', agency: 'The school', words: w('outbound_correction') });
    await add('service_agreement', { ...of, service: 'other', answer: 'not_asked', not_asked: w('service_agreement') });
    await add('family_openness', { ...of, told: true, told_whom: 'Somebody', told_what: w('family_openness'), told_by: 'us', told_on: '2026-03-02', checks: 'agree' });
    await add('sharing_basis', { ...of, basis: 'public_task', why: w('sharing_basis'), advice: '' });
    const checks = await add('checks_request', { ...of, agencies: 'The surgery', question: w('checks_request'), reason: 'RISK' });
    await add('checks_answer', { ...of, request_id: checks, asked_by: worker.actorId, by: otherWorker.actorId, verdict: 'agreed', comment: w('checks_answer') });
    await add('checks_taken_back', { ...of, request_id: checks, why: w('checks_taken_back') });
    const asked = await add('information_request', { ...of, asked_by: 'The court', what: w('information_request') });
    await add('information_answer', { ...of, request_id: asked, outcome: 'refused', reason: w('information_answer') });
    const again = await add('information_reopened', { ...of, request_id: asked, correction_id: randomUUID() });
    await add('information_answer_anew', { ...of, reopened_id: again, outcome: 'refused', reason: w('information_answer_anew') });
    await add('family_telling', { ...of, kind: 'police_hold', tell: '', tell_by: '', words: w('family_telling') });
    await add('telling_agreement', { ...of, decision_id: decision, agreed_by_role: 'designated_officer', content: 'received', words: w('telling_agreement') });
    const letter = await add('letter', { contact_id: contactId, kind: 'family', occasion: 'family', recipient_key: `person:${child}`, recipient_class: 'public', about_id: child, body: JSON.stringify({ title: 'A letter', from: [], to: '', date: '', reference: '', blocks: [{ kind: 'paragraph', text: w('letter') }] }) });
    await add('letter_event', { letter_id: letter, what: 'posted' });
    await add('family_confirmation', { ...of, letter_id: letter, recipient_id: child, child_id: child, safe_contact_id: randomUUID(), standing: 'young_person', standing_words: w('family_confirmation'), wish: 'agrees', interpreter: 'not_needed', reading: 'ordinary' });
    await add('safe_contact', { ...of, recipient_key: `person:${child}`, way: 'letter', how: 'spoken_with', words: w('safe_contact') });
    await add('not_told', { ...of, decision_id: decision, ground: 'anonymous', reason: w('not_told') });
    const agreed = await add('call_agreed', { ...of, level: '2', level_words: w('call_agreed'), if_happens: '', then_do: '', ring: '', why: '' });
    await add('agreed_step', { contact_id: contactId, agreed_id: agreed, owner: 'us', what: w('agreed_step'), by_words: '' });
    await add('coaching', { ...of, discussed: w('coaching'), coached: '', feedback: '' });
  });
}

async function gathered(of: Told, child: string, asker: Asker): Promise<Piece[]> {
  return withActor(place.people.manager, async (tx) => {
    const started = await startPack(tx, await readAuthority(tx), { reference: of.reference, child, askedBy: 'Meraud Polglase', asker, basis: 'Parental responsibility', identity: 'Passport seen' });
    if (!started.ok) throw new Error(started.problem);
    return readPieces(tx, started.packId);
  });
}

/** What says of these that they are gathered: they have no words of their own. */
const WITHOUT_WORDS: Partial<Record<Table, string>> = {
  contact_person: 'Trevanion',
  hand_over: 'Kestrel of the whole night',
  proposal: 'What the guide proposed for everybody in this contact',
  duty: 'Offer an independent return home interview',
  missing_episode: 'found Tue 3 Feb 2026 10:00',
  letter_event: 'posted',
  information_reopened: 'It was refused',
};

test('everything gathered is in the pieces with its date, pointed at as it may harm or mean somebody else; another child’s and who among the staff knows them is not', async () => {
  const of = await told('2026-03-02T10:00:00Z', 'Kensa', '9990000085');
  await fill(of);
  const pieces = await gathered(of, 'Kensa', 'parent');
  const all = JSON.stringify(pieces);
  expect(GATHERED.filter((table) => !all.includes(WITHOUT_WORDS[table] ?? wordsOf(table)))).toEqual([]);
  expect(all).not.toContain('Merlin');
  expect(all).not.toContain('7 Feb 2026');
  for (const words of ['Acknowledge the contact', 'Advice to the one who rang', 'Kestrel until Friday', 'Kestrel of the plan', 'Kestrel without', 'Kestrel saw', 'Kestrel keeps']) expect(all).toContain(words);
  expect(pieces.filter(({ verdict }) => verdict !== null)).toEqual([]);
  const proposed = (words: string) => pieces.find((piece) => piece.words.includes(words))?.proposed;
  const expected: [string, Category | null][] = [
    // What warns somebody, or why a parent was not told; what the child said and did before birth; where the child was.
    ...['Kestrel untold', 'Kestrel kept back', 'Kestrel House', wordsOf('family_telling'), wordsOf('telling_agreement'), wordsOf('checks_answer'), wordsOf('checks_taken_back'), wordsOf('protection_answer'), wordsOf('unborn_state'), wordsOf('safe_contact'), wordsOf('decision_child')].map((words): [string, Category] => [words, 'safeguarding']),
    // Of whoever told us, or whoever asks us.
    ...['Kestrel otherwise', 'Kestrel as it was sent', wordsOf('call_agreed'), wordsOf('agreed_step'), wordsOf('coaching'), wordsOf('not_told')].map((words): [string, Category] => [words, 'referrer']),
    ...['The court', wordsOf('person_relation'), wordsOf('family_openness'), wordsOf('original')].map((words): [string, Category] => [words, 'adult']),
    ...[wordsOf('join_undone'), ...ofDuty('SIBLINGS'), ...ofDuty('REVIEW_CLOSED')].map((words): [string, Category] => [words, 'other_child']),
    // What the child said of where they were, and what a doctor found; where the child is; and what is planned.
    ...[wordsOf('duty_discharge'), wordsOf('duty_note'), ...ofDuty('MEDICAL_TODAY'), ...HARMFUL.flatMap(ofDuty)].map((words): [string, Category] => [words, 'safeguarding']),
    // What is found out before it is decided, and what the shifts say to each other.
    ...['Kestrel goes in at seven', wordsOf('hold'), 'Kestrel keeps', wordsOf('hand_over_item'), 'Kestrel of the whole night'].map((words): [string, Category] => [words, 'safeguarding']),
    ...['Kestrel safe', wordsOf('hold_answer'), wordsOf('hold_end'), wordsOf('countersign'), wordsOf('closure'), ...ofDuty('ALLOCATE_ASSESSMENT'), 'found Tue 3 Feb 2026'].map((words): [string, null] => [words, null]),
  ];
  expect(expected.map(([words]) => [words, proposed(words)])).toEqual(expected);
  // A duty that ended by its answers has them once.
  expect(all.split('Kestrel for ALLOC')).toHaveLength(2);
  const file = pieces.find(({ title }) => title === 'Files');
  expect(file?.label).toContain('A file, handed on by hand, Mon 2 Mar 2026');
  expect(file?.words).toContain('PDF');
  // What is the child's own is the child's to have.
  const own = await gathered(of, 'Kensa', 'child');
  for (const mine of [wordsOf('decision_child'), wordsOf('duty_discharge'), wordsOf('duty_note'), ...ofDuty('MEDICAL_TODAY')]) expect(own.find(({ words }) => words.includes(mine))?.proposed, mine).toBeNull();
  expect(own.find(({ words }) => words.includes('Kestrel for HOMEL'))?.proposed).toBe('safeguarding');
});

test('where who told us is protected nothing says that they were spoken with, and of the rest everything is asked', async () => {
  const of = await told('2026-03-03T10:00:00Z', 'Lowenna', '9990000093', true);
  await fill(of);
  const pieces = await gathered(of, 'Lowenna', 'child');
  const all = JSON.stringify(pieces);
  for (const table of ['question', 'call_agreed', 'agreed_step', 'coaching', 'not_told', 'information_request', 'information_answer', 'information_answer_anew'] as const) expect(all, table).not.toContain(wordsOf(table));
  for (const words of ['Acknowledge the contact', ...ofDuty('FGM_POLICE'), 'Report known female genital mutilation', 'Advice to the one who rang', 'whoever told us was', 'Kestrel as it was sent']) expect(all).not.toContain(words);
  for (const table of ['emergency_decision', 'hold_end', 'countersign', 'closure', 'duty_discharge'] as const) expect(pieces.find(({ words }) => words.includes(wordsOf(table)))?.proposed, table).toBe('referrer');
  expect(pieces.filter(({ proposed }) => proposed === null)).toEqual([]);
});

test.each([
  ['may be about somebody whom the manager knows', 'contact_acquaintance', { grounds: '{own_name}' }],
  ['is one that the manager is kept out of', 'contact_bar', { ground: 'declared', reason: 'My sister’s' }],
] as const)('the note of a hand-over is not read where another contact of it %s', async (_, table, more) => {
  const { contactId: beside } = await arrives(place, '2026-03-04T09:00:00Z', { children: [{ givenName: 'Ysella', familyName: 'Penhallow', dateOfBirth: '2014-05-04', indicators: {} }] });
  const name = table === 'contact_acquaintance' ? 'Derwa' : 'Eseld';
  const of = await told('2026-03-04T10:00:00Z', name, table === 'contact_acquaintance' ? '9990000174' : '9990000182');
  await fill(of);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const { rows } = await client.query<{ id: string }>('select hand_over_id as id from hand_over_item where contact_id = $1', [of.contactId]);
    await forge(client, 'hand_over_item', { authority_id: place.id, hand_over_id: rows[0]?.id, contact_id: beside, line: 'Merlin beside' });
    await forge(client, table, { authority_id: place.id, contact_id: beside, account_id: place.people.manager.actorId, ...more });
  });
  const shifts = (await gathered(of, name, 'parent')).filter(({ title }) => title === 'Handed on between shifts');
  expect(shifts.map(({ words, proposed }) => [words, proposed])).toEqual([
    [wordsOf('hand_over_item'), 'safeguarding'],
    [expect.stringContaining('answer for each contact of that hand-over'), 'safeguarding'],
  ]);
});

test('what another contact of a hand-over keeps secret is hidden in its note', async () => {
  const { contactId: beside } = await arrives(place, '2026-03-04T09:00:00Z', { children: [{ givenName: 'Ysella', familyName: 'Penrose', dateOfBirth: '2014-05-04', address: '3 Refuge Row, Whitcombe', keepAddressSecret: true, indicators: {} }] });
  const of = await told('2026-03-04T10:00:00Z', 'Kerensa', '9990000190');
  await fill(of);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const { rows } = await client.query<{ id: string }>('select hand_over_id as id from hand_over_item where contact_id = $1', [of.contactId]);
    await client.query('update hand_over set note = $2 where id = $1', [rows[0]?.id, 'They sleep at 3 Refuge Row.']);
    await forge(client, 'hand_over_item', { authority_id: place.id, hand_over_id: rows[0]?.id, contact_id: beside, line: 'Merlin beside' });
  });
  const note = (await gathered(of, 'Kerensa', 'parent')).find(({ words }) => words.startsWith('They sleep at'));
  expect(note?.words).not.toContain('Refuge Row');
});

test('the page says what stays out of every pack, and why', async () => {
  const page = await askPage('../../app/access-packs/page.tsx', place.people.manager, {});
  if (page.kind !== 'shown') throw new Error(page.kind);
  const html = await page.html();
  for (const { what, why } of LEFT_OUT) expect([html.includes(what), html.includes(why)], what).toEqual([true, true]);
});

/**
 * The canary suite (issue 3 sections 2 and 9; domain 7.6, 7.14): recognisable words of a protected source, a protected
 * address and others are planted, then every page as everybody, every column as everybody in raw SQL, every letter,
 * message, live event and calendar entry is searched. The last tests plant a leak of each kind and see it found.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { findContact } from '@/lib/contact/store';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { keepUnsent, saidToday } from '@/lib/contact/unsent/keep-unsent';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { lettersOf } from '@/lib/letter/store';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { allColumns, allDownloads, allLookedUp, allPages, sightings, watchLog, type Canary, type Looked } from '../canary/scan';
// After what stands for Next's own request: it reads the request, too.
import { withoutWords } from '@/app/_edge/failure';
import { decideFor } from './letter-scene';
import { makePlace, type Place } from './people';
import { become } from './rows';
import { asSuperuser } from './superuser';

let here: Place;
let client: pg.Client;
let source: { contactId: string; reference: string; draft: string; letter: string; original: string };
let hidden: { contactId: string; reference: string; draft: string; letter: string; original: string };
/** Every letter of both contacts, whoever it is for. */
let letters: { reference: string; draft: string; letter: string }[];
/** The process log from the first report on. */
const logged = watchLog();
const events: string[] = [];

/** Typed by the source into the report: nobody but they have them anywhere. */
const TYPED: Canary[] = [
  { name: 'the source’s work', words: 'Falconer Quillfeather' },
  { name: 'the source’s telephone', words: '01632 960499' },
  { name: 'how the source knows the child', words: 'her falconry tutor since Lammas' },
  { name: 'how to reach the source', words: 'at the mews until Candlemas' },
];
/** Planted in what must be kept secret of a child and its mother. */
const HIDDEN: Canary[] = [
  { name: 'the address', words: '14 Ptarmigan Row' },
  { name: 'the postcode', words: 'ZE3 9QT' },
  { name: 'the telephone', words: '01632 960555' },
  { name: 'the school', words: 'Capercaillie Primary' },
  { name: 'the mother’s address', words: 'Dotterel House' },
];
/** In the names and words of files that came with both. */
const FILES: Canary[] = [
  { name: 'the source’s file', words: 'Merlin lure sketch' },
  { name: 'the source’s words in a file', words: 'jesses and bewits' },
  { name: 'the hidden family’s file', words: 'Ringouzel floor plan' },
  { name: 'the hidden family’s words in a file', words: 'behind the dovecote door' },
];
/** What is the source's own, and stands where people and agencies are kept. */
const ownOf = (): Canary[] => [
  { name: 'the source’s name', words: here.people.teacher.name },
  { name: 'the source’s e-mail', words: here.people.teacher.email },
  { name: 'the source’s account', words: here.people.teacher.actorId },
  { name: 'the source’s agency', words: here.agencies.school.name },
  { name: 'the source’s agency’s id', words: here.agencies.school.id },
];

async function send(from: Person, fields: Fields, [fileName, fileWords]: readonly [Canary | undefined, Canary | undefined]) {
  const draft = await withActor(from, (tx) => startReport(tx, from));
  const key = await withActor(from, async (tx) => {
    await saveStep(tx, draft, 'all', () => true, { children: ['1'], members: ['1'], 'child.1.givenName': 'Wren', 'seen.1': ['I018'], ...fields }, 1);
    const saved = await readDraft(tx, draft);
    if (saved === null) throw new Error('no draft');
    // What is known of it while it is not sent, and after.
    await keepUnsent(tx, from, saved, saidToday(tx, from, await readAuthority(tx), saved), true);
    return saved.key;
  });
  const original = await withActor(from, async (tx) => {
    const saved = await readDraft(tx, draft);
    const attached = saved && (await attachOriginal(tx, saved, { name: `${fileName?.words}.txt`, bytes: new Uint8Array(Buffer.from(`Seen ${fileWords?.words}.`)) }));
    if (!attached?.ok) throw new Error('not attached');
    return attached.value;
  });
  return withActor(from, async (tx) => {
    const version = (await readDraft(tx, draft))?.version ?? 0;
    const sent = await submitContact(tx, from, { prefix: here.prefix, settings: { guideArea: 'norfolk' } }, { draftId: draft, key, version });
    if (!sent.ok) throw new Error(sent.problem);
    return { ...sent.value, draft, original, letter: (await writeReceipt(tx, sent.value.contactId)) ?? '' };
  });
}

const headIn = async (tx: Tx, reference: string) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('not there');
  return head;
};

/** The whole way of a contact: read, claimed, asked, answered, added to, decided, written of. */
async function workOn({ contactId, reference }: { contactId: string; reference: string }, from: Person, added: string): Promise<void> {
  const { worker } = here.people;
  const questionId = await withActor(worker, async (tx) => {
    const head = await headIn(tx, reference);
    await claimContact(tx, worker, head);
    const asked = await askReferrer(tx, head, 'Who collects her today?');
    if (!asked.ok) throw new Error(asked.problem);
    await writeQuestionLetter(tx, worker, contactId, asked.value.questionId);
    return asked.value.questionId;
  });
  await withActor(from, async (tx) => {
    await headIn(tx, reference);
    await answerQuestion(tx, contactId, { questionId, answer: 'Her aunt does.' });
    await addToContact(tx, contactId, { key: newId(), text: added, indicators: {}, immediate: false });
  });
  await withActor(worker, async (tx) => writeOutcomeLetter(tx, await decideFor(tx, contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' })));
}

beforeAll(async () => {
  here = await makePlace();
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  client.on('notification', ({ payload }) => events.push(payload ?? ''));
  await client.query('listen doorstep');
  const { teacher, officer } = here.people;
  source = await send(teacher, {
    'you.protectMe': 'yes',
    'you.role': TYPED[0]?.words ?? '',
    'you.phone': TYPED[1]?.words ?? '',
    'you.relationship': TYPED[2]?.words ?? '',
    'you.reachBy': TYPED[3]?.words ?? '',
    'you.safeWay': 'in_person',
    'you.whoMightSee': TYPED[3]?.words ?? '',
    'happened.what': 'She had a mark on her arm.',
  }, [FILES[0], FILES[1]]);
  hidden = await send(officer, {
    'child.1.address': '14 Ptarmigan Row\nKettlesham',
    'child.1.postcode': 'ZE3 9QT',
    'child.1.keepAddressSecret': 'yes',
    'child.1.phone': '01632 960555',
    'child.1.keepPhoneSecret': 'yes',
    'child.1.school': 'Capercaillie Primary',
    'child.1.keepSchoolSecret': 'yes',
    'member.1.givenName': 'Ida',
    'member.1.address': 'Dotterel House, 2 Mill Road',
    'member.1.keepAddressSecret': 'yes',
    'happened.what': 'They fled to 14 Ptarmigan Row (ze39qt), ring 01632960555, school Capercaillie Primary; the mother is at Dotterel House.',
  }, [FILES[2], FILES[3]]);
  // Everybody of the duty service has said that they know nobody of the family, and may open both.
  for (const name of ['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager', 'auditor'] as const)
    for (const { reference } of [source, hidden]) await withActor(here.people[name], async (tx) => declareBeforeOpening(tx, await headIn(tx, reference), { knows: 'no', reason: '' }));
  await workOn(source, teacher, 'She is limping.');
  await workOn(hidden, officer, 'Seen outside 14 Ptarmigan Row, ring 01632 960 555.');
  letters = await withActor(here.people.worker, async (tx) => {
    const each = [];
    for (const { contactId, reference, draft } of [source, hidden]) for (const { id } of await lettersOf(tx, contactId)) each.push({ reference, draft, letter: id });
    return each;
  });
}, 120_000);
afterAll(async () => {
  logged.end();
  await client.end();
  await closeDatabase();
});

const named = () => [source, hidden].map(({ reference, draft, letter, original }) => ({ reference, draft, letter, original, step: 'you', membership: here.people.otherTeacher.membershipId, token: 'x', area: here.id, duty: newId() }));

/** Where people and agencies are administered, and where somebody reads their own place of work. */
const ADMINISTRATION = /^GET \/admin|^table (agency|membership|account|session|account_link)$/;
const ofTheSchool = (who: string) => ['teacher', 'otherTeacher', 'lead'].includes(who);

function allowed(name: string, who: string, where: string): boolean {
  // Their own eyes on their own words and rows.
  if (who === 'teacher' && !where.startsWith('table contact') && name.includes('source')) return true;
  // The officer’s own file, on their own report: to nobody else, and its words to nobody at all.
  if (who === 'officer' && name === 'the hidden family’s file' && /^GET \/(my|report)\//.test(where)) return true;
  if (name === 'the source’s name' || name === 'the source’s e-mail' || name === 'the source’s account' || name.startsWith('the source’s agency')) {
    if (ADMINISTRATION.test(where)) return true;
    // Their colleagues work at the same place, and the page's head says where one works.
    if (name.startsWith('the source’s agency') && ofTheSchool(who)) return true;
  }
  // The demo's own door lists invented people. That the source signed in and began some report stands in the ledger, and
  // an auditor reads it; that it became this contact stands nowhere (below).
  return where === 'GET /demo' || (who === 'auditor' && ['the source’s account', 'the source’s name'].includes(name) && /ledger/.test(where));
}

const everything = (): Canary[] => [...TYPED, ...HIDDEN, ...FILES, ...ownOf()];

describe('nobody sees a canary outside its cells', () => {
  test('on any page, asked by anybody', async () => {
    const looked = await allPages(here, named());
    expect(looked.length).toBeGreaterThan(300);
    // Only of pages that were shown for what they are: the contact is on the worker's page.
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /contacts/[reference]' && text.includes(source.reference))).toBe(true);
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /queue' && text.includes('Protected source'))).toBe(true);
    expect([...new Set(sightings(looked, everything(), allowed))]).toEqual([]);
  });

  test('in the results of any search, and on the page of anybody who is found', async () => {
    const looked = [...(await allLookedUp(here, { reference: hidden.reference })), ...(await allLookedUp(here, { reference: source.reference })), ...(await allLookedUp(here, { givenName: 'Ida', 'birth.day': '1', 'birth.month': '1', 'birth.year': '1990' }))];
    // Shown for what they are: the child's own page, with the address as kept secret.
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /people/[look]' && text.includes('Wren') && text.includes('Kept secret'))).toBe(true);
    expect([...new Set(sightings(looked, everything(), allowed))]).toEqual([]);
  });

  test('in any column that the app’s role may read, as anybody', async () => {
    const looked = await allColumns(client, here);
    expect(looked.length).toBeGreaterThan(500);
    expect([...new Set(sightings(looked, everything(), allowed))]).toEqual([]);
    const rows = await asSuperuser(async (superuser) => (await superuser.query<{ text: string }>('select to_jsonb(t)::text as text from ledger_entry t where authority_id = $1 and actor_id = $2', [here.id, here.people.teacher.actorId])).rows);
    expect(rows.filter(({ text }) => text.includes(source.contactId) || text.includes(source.reference))).toEqual([]);
  });

  test('in any download: letters as PDF, calendar entries, the live stream', async () => {
    expect(letters.length).toBeGreaterThanOrEqual(6);
    const looked = [...(await allDownloads(here, letters)), ...(await allDownloads(here, named(), (route) => route.includes('/originals/')))];
    // Only of downloads that are what they should be: the words come out of the PDF, the reference out of the calendar.
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /contacts/[reference]/letters/[letter]/pdf' && text.includes('What we decided'))).toBe(true);
    expect(looked.some(({ who, where, text }) => who === 'teacher' && where === 'GET /report/[draft]/sent/calendar' && text.includes(source.reference))).toBe(true);
    expect(looked.some(({ who, where }) => who === 'worker' && where === 'GET /queue/events')).toBe(true);
    expect(looked.some(({ where }) => where === 'GET /contacts/[reference]/originals/[original]/copy')).toBe(true);
    expect([...new Set(sightings(looked, everything(), allowed))]).toEqual([]);
  });

  test('in the process log, whatever happened until now', () => {
    withoutWords(new Error('null value in row (Falconer Quillfeather, 14 Ptarmigan Row)'), newId());
    expect(logged.lines()).toContain('page failed');
    expect(sightings([{ who: 'anybody', where: 'log', text: logged.lines() }], everything())).toEqual([]);
  });

  test('in any letter, message or live event', async () => {
    const written = await withActor(here.people.worker, async (tx) => [...(await lettersOf(tx, source.contactId)), ...(await lettersOf(tx, hidden.contactId))]);
    expect(written.length).toBeGreaterThanOrEqual(6);
    const messages = await withActor(here.people.worker, (tx) => tx.db.message.findMany({ where: { letterId: { in: written.map(({ id }) => id) } } }));
    const looked: Looked[] = [...written.filter(({ contactId }) => contactId === source.contactId).map((letter) => ({ who: 'worker', where: 'letter', text: JSON.stringify(letter) })), ...written.map((letter) => ({ who: 'anybody', where: 'words of a letter', text: JSON.stringify({ ...letter.text, to: '' }) })), { who: 'anybody', where: 'live events', text: events.join(' ') }];
    expect(events.length).toBeGreaterThan(0);
    expect(sightings(looked, everything())).toEqual([]);
    expect(sightings(messages.map((message) => ({ who: 'anybody', where: 'message', text: JSON.stringify(message) })), everything())).toEqual([]);
  });
});

describe('a planted leak is found', () => {
  const LEAKS: [string, string, () => [string, unknown[]], string][] = [
    ['the name in a letter', 'the source’s name', () => ['update letter set recipient_name = $2 where contact_id = $1', [source.contactId, here.people.teacher.name]], 'table letter'],
    ['the agency in the queue', 'the source’s agency', () => ['update queue_row set agency_name = $2 where contact_id = $1', [source.contactId, here.agencies.school.name]], 'table queue_row'],
    ['the account in the timeline', 'the source’s account', () => ['update contact_event set actor_id = $2 where contact_id = $1', [source.contactId, here.people.teacher.actorId]], 'table contact_event'],
    ['the e-mail in a message', 'the source’s e-mail', () => ['update message set to_address = $2 where letter_id in (select id from letter where contact_id = $1)', [source.contactId, here.people.teacher.email]], 'table message'],
    ['the address in somebody’s details', 'the address', () => ["update contact_person set details = jsonb_build_object('address', $2::text) where contact_id = $1", [hidden.contactId, '14 Ptarmigan Row']], 'table contact_person'],
    ['the name of a file in the clear', 'the hidden family’s file', () => ['update original set sealed_name = $2 where contact_id = $1', [hidden.contactId, 'Ringouzel floor plan.txt']], 'table original'],
    ['the words of a file in the clear', 'the hidden family’s words in a file', () => ['update original set sealed = $2 where contact_id = $1', [hidden.contactId, 'Seen behind the dovecote door.']], 'table original'],
    ['the telephone, grouped otherwise, in a note', 'the telephone', () => ["insert into note (authority_id, id, contact_id, at, by, kind, text) values ($2, gen_random_uuid(), $1, now(), $3, 'note', 'ring 01632-960-555')", [hidden.contactId, here.id, here.people.worker.actorId]], 'table note'],
  ];

  test.each(LEAKS)('%s', async (_, canary, leak, where) => {
    const [sql, values] = leak();
    const found = await asSuperuser(async (superuser) => {
      await superuser.query('begin');
      try {
        // What the database derives of a row by itself asks who is there.
        await become(superuser, here.people.worker);
        await superuser.query(sql, values);
        await superuser.query('set local role doorstep_app');
        const looked = await allColumnsOf(superuser, where.replace('table ', ''));
        return sightings(looked, everything(), allowed);
      } finally {
        await superuser.query('rollback');
      }
    });
    expect(found).toContain(`worker sees ${canary} in ${where}`);
  });

  test('a page that says the agency’s name is found too', async () => {
    await asSuperuser(async (superuser) => superuser.query('update contact set agency_name = $2 where id = $1', [source.contactId, here.agencies.school.name]));
    try {
      const looked = await allPages(here, named(), (route) => route === 'GET /contacts/[reference]');
      expect(sightings(looked, everything(), allowed)).toContain('worker sees the source’s agency in GET /contacts/[reference]');
    } finally {
      await asSuperuser(async (superuser) => superuser.query("update contact set agency_name = 'Protected source' where id = $1", [source.contactId]));
    }
  });

  test('a letter that names the source is found in its PDF', async () => {
    const letter = letters.find(({ reference }) => reference === source.reference)?.letter ?? '';
    const [kept] = await asSuperuser(async (superuser) => (await superuser.query<{ text: string }>('select body::text as text from letter where id = $1', [letter])).rows);
    await asSuperuser(async (superuser) => superuser.query("update letter set body = jsonb_set(body, '{to}', to_jsonb($2::text)) where id = $1", [letter, here.people.teacher.name]));
    try {
      const looked = await allDownloads(here, letters, (route) => route === 'GET /contacts/[reference]/letters/[letter]/pdf');
      expect(sightings(looked, everything(), allowed)).toContain('worker sees the source’s name in GET /contacts/[reference]/letters/[letter]/pdf');
    } finally {
      await asSuperuser(async (superuser) => superuser.query('update letter set body = $2::jsonb where id = $1', [letter, kept?.text]));
    }
  });

  test('an address in a calendar entry, and in the reporter’s own copy, is found', async () => {
    await asSuperuser(async (superuser) => superuser.query("update contact set reference = '14 Ptarmigan Row', report = jsonb_set(report, '{children,0,address}', '\"14 Ptarmigan Row\"') where id = $1", [hidden.contactId]));
    try {
      const found = [...(await allDownloads(here, named(), (route) => route.endsWith('/calendar'))), ...(await allPages(here, named(), (route) => route === 'GET /report/[draft]/copy'))];
      const seen = sightings(found, everything(), allowed);
      expect(seen).toContain('officer sees the address in GET /report/[draft]/sent/calendar');
      expect(seen).toContain('officer sees the address in GET /report/[draft]/copy');
    } finally {
      await asSuperuser(async (superuser) => superuser.query("update contact set reference = $2, report = jsonb_set(report, '{children,0,address}', '\"\"') where id = $1", [hidden.contactId, hidden.reference]));
    }
  });

  test('a careless line in the log is found', () => {
    log().error({ note: 'Falconer Quillfeather rang' }, 'careless');
    expect(sightings([{ who: 'anybody', where: 'log', text: logged.lines() }], everything())).toEqual(['anybody sees the source’s work in log']);
  });

  test('what cannot be said with a canary is not taken for one', () => {
    expect(sightings([{ who: 'worker', where: 'x', text: 'Row 14, Ptarmigan' }], HIDDEN)).toEqual([]);
    expect(sightings([{ who: 'worker', where: 'x', text: '<b>14</b> Ptarmigan&#x27;s 14\nPtarmigan  ROW' }], HIDDEN)).toEqual(['worker sees the address in x']);
  });
});

/** One table as the worker, within the transaction that planted the leak. */
async function allColumnsOf(superuser: pg.Client, table: string): Promise<Looked[]> {
  const { rows } = await superuser.query<{ text: string | null }>(`select string_agg(to_jsonb(t)::text, ' ') as text from ${table} t`);
  return [{ who: 'worker', where: `table ${table}`, text: rows[0]?.text ?? '' }];
}

/**
 * The canary suite's second part (issue 3 section 2; domain 7.3, 7.14): a restricted child before everybody who is no
 * guardian, a contact past its agency before that agency, and a family's names before whoever has not said that they know
 * nobody in it. Every page, download, readable column and live event as everybody; the last tests plant leaks and see
 * them found.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { countQueue } from '@/lib/contact/queue/queue-list-store';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { explainBreach } from '@/lib/contact/verbs/explain-breach';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { addDutyNote } from '@/lib/duty/note-store';
import { addHandOver } from '@/lib/emergency/hand-over-store';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { addOfficer } from '@/lib/restriction/access-store';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { allColumns, allDownloads, allLookedUp, allPages, sightings, type Canary } from '../canary/scan';
import { decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { become } from './rows';
import { asSuperuser } from './superuser';
import { readsAndWithdraws } from './withdrawing';

let here: Place;
let client: pg.Client;
const events: string[] = [];
type Planted = Scene & { letter: string; duty: string };
let closed: Planted;
let past: Planted;
/** A day on which the restricted child, the colleague's and the family's children were born: looked up by everybody who may. */
const BORN = { 'birth.day': '14', 'birth.month': '5', 'birth.year': '2019' };
/** One family four times: in the queue past its time, to be countersigned, withdrawn, and handed over. */
let unread: Planted[];
let before: number;

const RESTRICTED: Canary[] = [{ name: 'the restricted child', words: 'Ottilie Thornquist' }, { name: 'its school', words: 'Nightjar Academy' }];
const PAST: Canary[] = [{ name: 'the child of the colleague’s report', words: 'Perpetua Galbraith' }, { name: 'what is said of the colleague', words: 'the caretaker kept her behind' }];
const NAMES: Canary[] = [{ name: 'a name of the family', words: 'Quaverley' }];

const child = (givenName: string, familyName: string, more: object = {}): ReportInput => ({ children: [{ givenName, familyName, dateOfBirth: '2019-05-14', indicators: { I018: 'present' }, ...more }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });

async function plant(from: Person, report: ReportInput, when = now()): Promise<Planted> {
  const scene = await recordFrom(here, from, when.toString(), report);
  const letter = await withActor(from, async (tx) => writeReceipt(tx, scene.contactId));
  const duty = await asSuperuser(async (superuser) => (await superuser.query<{ id: string }>('select id from duty where contact_id = $1 limit 1', [scene.contactId])).rows[0]?.id ?? '');
  return { ...scene, letter: letter ?? '', duty };
}

const headIn = async (tx: Tx, reference: string) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('not there');
  return head;
};

/**
 * The record of what was done holds ids, references that somebody asked for, and no words; only an auditor reads it, and
 * neither opens anything for them. The demo's post tray stands for the mailboxes of those whom a message is for.
 */
const opensNothing = (name: string, who: string, where: string) => /^the (id|reference)/.test(name) && ((who === 'auditor' && where === 'table ledger_entry') || (where === 'GET /post-tray' && name.startsWith('the reference')));

const rowsOf = async (person: Person) => withActor(person, async (tx) => (await countQueue(tx, readFilter(() => []))).open);

beforeAll(async () => {
  here = await makePlace();
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  client.on('notification', ({ payload }) => events.push(payload ?? ''));
  await client.query('listen doorstep');
  const { teacher, otherTeacher, officer, worker, night, manager, unqualifiedManager, otherWorker } = here.people;

  // Two managers, two guardians: the social worker and the emergency duty worker.
  const typed = { givenName: 'Ottilie', familyName: 'Thornquist', dateOfBirth: { day: '14', month: '5', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'witness_protection', reasonWords: '', guardians: [worker.actorId, night.actorId], second: unqualifiedManager.actorId };
  const registered = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed));
  if (!registered.ok) throw new Error(JSON.stringify(registered.problem));
  await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, registered.value.id));
  // Contacts about positions of trust are for the named officer, once there is one.
  await withActor(manager, async (tx) => addOfficer(tx, manager.actorId, 'lado'));

  before = await rowsOf(otherWorker);
  closed = await plant(officer, child('Ottilie', 'Thornquist', { school: 'Nightjar Academy' }));
  past = await plant(otherTeacher, { ...child('Perpetua', 'Galbraith'), incident: { what: 'On Monday the caretaker kept her behind.' }, reporter: { continuingRole: 'yes', aboutColleague: 'yes', leadKnows: 'told' } });

  // Somebody of the staff has the family on their own list of people close to them; nobody but the night has said anything.
  await withActor(otherWorker, async (tx) => keepClosePerson(tx, { givenName: '', familyName: 'Quaverley', address: '', postcode: '' }));
  const yesterday = now().subtract({ hours: 30 });
  const said = { incident: { what: 'Zephyrine Quaverley says that nobody wakes up at home.' } };
  unread = [];
  for (const given of ['Zephyrine', 'Ludovic', 'Crispin', 'Emerald']) unread.push(await plant(teacher, { ...child(given, 'Quaverley'), ...said }, yesterday));
  const [late, decided, withdrawn, handed] = unread as [Planted, Planted, Planted, Planted];
  for (const { contactId } of unread) await withActor(night, async (tx) => addDeclaration(tx, contactId, 'knows_nobody'));
  await withActor(night, async (tx) => {
    await explainBreach(tx, await headIn(tx, late.reference), { meanwhile: 'I rang Mrs Quaverley.', why: 'Two off sick.' });
    await decideFor(tx, decided.contactId, { by: night.actorId, level: 2, route: 'EH_SINGLE', needsCountersign: true });
    await addDutyNote(tx, { contactId: late.contactId, dutyId: late.duty, words: 'Left a message for Mrs Quaverley.' });
    await addHandOver(tx, { key: newId(), direction: 'to_day', toId: null, note: 'The second telephone is out of order.', contacts: [{ contactId: handed.contactId, line: 'Mr Quaverley waits for a call.' }] });
    await readsAndWithdraws(tx, night, await headIn(tx, withdrawn.reference), 'The Quaverleys live elsewhere.');
  });
  await asSuperuser(async (superuser) => {
    await superuser.query("update decision set rationale = 'The Quaverleys agreed.' where contact_id = $1", [decided.contactId]);
    await superuser.query("update duty set due_at = now() - interval '1 hour' where id = $1", [late.duty]);
  });
}, 120_000);
afterAll(async () => {
  await client.end();
  await closeDatabase();
});

const namedOf = (planted: readonly Planted[]) => planted.map(({ reference, letter, duty }) => ({ reference, letter, duty, draft: newId(), step: 'you', version: '1', record: 'agreement', membership: here.people.otherTeacher.membershipId, token: 'x', area: here.id }));
const idsOf = (of: string, { contactId, reference }: Planted): Canary[] => [
  { name: `the reference of ${of}`, words: reference },
  { name: `the id of ${of}`, words: contactId },
];

async function everywhere(planted: readonly Planted[]) {
  const named = namedOf(planted);
  return [...(await allPages(here, named)), ...(await allDownloads(here, named)), ...(await allColumns(client, here)), { who: 'anybody', where: 'live events', text: events.join(' ') }];
}

describe('a restricted child', () => {
  /** Guardians; the reporter of their own report; the two managers who registered the child know that it is restricted. */
  const allowed = (name: string, who: string, where: string) =>
    ['worker', 'night', 'officer'].includes(who) ||
    (name === 'the restricted child' && ['manager', 'unqualifiedManager'].includes(who) && ['GET /restricted', 'table restricted_child'].includes(where)) ||
    opensNothing(name, who, where);

  test('is nowhere for anybody else: pages, downloads, columns, events', async () => {
    const looked = await everywhere([closed]);
    expect(looked.length).toBeGreaterThan(900);
    const everything = [...RESTRICTED, ...idsOf('it', closed)];
    // Its guardian sees it, so that the eyes are known to be open.
    expect(sightings(looked, everything)).toContain('worker sees the reference of it in GET /queue');
    expect(sightings(looked, everything)).toContain('worker sees the reference of it in GET /contacts/[reference]/before');
    expect([...new Set(sightings(looked, everything, allowed))]).toEqual([]);
    const found = await allLookedUp(here, BORN);
    // A guardian is asked whether they know the family, as of any contact, by its reference.
    expect(sightings(found, everything)).toContain('worker sees the reference of it in GET /people/[look] → address');
    expect([...new Set(sightings(found, everything, allowed))]).toEqual([]);
  });

  test('is in no figure: the queue counts as if it had not come', async () => {
    const { otherWorker, worker } = here.people;
    // Since then four of one family came, of which one was withdrawn; the colleague's is for the named officer.
    expect(await rowsOf(otherWorker)).toBe(before + 3);
    expect(await rowsOf(worker)).toBe(before + 4);
  });
});

describe('a contact about somebody who works there', () => {
  /** The reporter, and the officer named for positions of trust. */
  const allowed = (name: string, who: string, where: string) => ['otherTeacher', 'manager'].includes(who) || opensNothing(name, who, where);

  test('is nowhere for the agency’s lead, colleagues, other agencies, and staff who are not named', async () => {
    const looked = await everywhere([past]);
    const everything = [...PAST, ...idsOf('it', past)];
    expect(sightings(looked, everything)).toContain('manager sees the reference of it in GET /queue');
    expect(sightings(looked, everything)).toContain('otherTeacher sees the reference of it in GET /my/contacts');
    expect([...new Set(sightings(looked, everything, allowed))]).toEqual([]);
  });

  test('is found by nobody who is not named, and opened by nobody', async () => {
    const looked = await allLookedUp(here, BORN);
    expect(sightings(looked, idsOf('it', past))).toContain('manager sees the reference of it in GET /people/[look] → address');
    expect([...new Set(sightings(looked, [...PAST, ...idsOf('it', past)], allowed))]).toEqual([]);
  });

  test('is not counted for the agency', async () => {
    const [page] = (await allPages(here, [], (route) => route === 'GET /my/contacts')).filter(({ who }) => who === 'lead');
    // Of the school's five contacts four are shown to its lead.
    expect(page?.text.match(/href="\/my\/contacts\/[A-Z]/g)?.length).toBe(4);
  });
});

describe('a family’s names, before anybody has said that they know nobody in it', () => {
  /** Who reported it and their lead; the night has answered. Administration shows no casework at all. */
  const allowed = (_: string, who: string, where: string) => ['teacher', 'lead', 'night'].includes(who) || (who === 'otherWorker' && where === 'GET /preferences');

  test('stand on no page: queue, closed, to countersign, hand-over, duties, morning, alarms', async () => {
    const looked = await allPages(here, namedOf(unread));
    for (const where of ['GET /queue', 'GET /closed', 'GET /hand-over', 'GET /duties/overdue']) expect(sightings(looked, NAMES), where).toContain(`night sees a name of the family in ${where}`);
    // The lists hold the contacts all the same, with what kind they are.
    const [decided] = unread.slice(1);
    expect(looked.some(({ who, where, text }) => who === 'manager' && where === 'GET /countersign' && text.includes(decided?.reference ?? ''))).toBe(true);
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /queue' && text.includes('Signs seen:'))).toBe(true);
    expect([...new Set(sightings(looked, NAMES, allowed))]).toEqual([]);
  });

  test('stand in the results of no search, which shows initials, and whoever opens one is asked first', async () => {
    const looked = await allLookedUp(here, BORN);
    expect(sightings(looked, NAMES)).toContain('night sees a name of the family in GET /search/[search]');
    expect(sightings(looked, NAMES)).toContain('night sees a name of the family in GET /people/[look]');
    expect(looked.some(({ who, where, text }) => who === 'worker' && where === 'GET /search/[search]' && text.includes('ZQ'))).toBe(true);
    expect([...new Set(sightings(looked, NAMES, allowed))]).toEqual([]);
  });

  test('whoever may know them is told that and nothing of the kind or the agency', async () => {
    const [page] = (await allPages(here, [], (route) => route === 'GET /closed')).filter(({ who }) => who === 'otherWorker');
    expect(page?.text).toContain('You may know somebody in this contact.');
    expect(page?.text).not.toContain(here.agencies.school.name);
    expect(page?.text).toContain('School or college');
    // A note of a whole shift may name them.
    const shift = await allPages(here, [], (route) => route === 'GET /hand-over');
    expect(shift.filter(({ text }) => text.includes('The second telephone')).map(({ who }) => who).sort()).toEqual(['auditor', 'manager', 'night', 'unqualifiedManager', 'worker']);
  });
});

describe('a planted leak is found', () => {
  async function doing(sql: string, values: unknown[]): Promise<void> {
    await asSuperuser(async (superuser) => {
      await superuser.query('begin');
      // What the database derives of a row by itself asks who is there.
      await become(superuser, { ...here.people.manager, role: 'system' });
      await superuser.query(sql, values);
      await superuser.query('commit');
    });
  }

  async function planted(sql: string, undo: string, values: unknown[], route: string) {
    await doing(sql, values);
    try {
      return await allPages(here, [], (each) => each === route);
    } finally {
      await doing(undo, values);
    }
  }

  test('a closed contact that is counted as open', async () => {
    const lift = "update contact_restriction set lifted_at = now(), lifted_by = gen_random_uuid(), lift_asked_by = gen_random_uuid(), lift_why = 'x' where contact_id = $1";
    const looked = await planted(lift, 'update contact_restriction set lifted_at = null, lifted_by = null, lift_asked_by = null, lift_why = null where contact_id = $1', [closed.contactId], 'GET /queue');
    expect(sightings(looked, idsOf('it', closed))).toContain('otherWorker sees the reference of it in GET /queue');
  });

  test('an agency that is not kept out', async () => {
    const { lead, otherTeacher } = here.people;
    const showing = (hidden: boolean) => `with told as (update contact_restriction set referrer_id = ${hidden ? '$3' : '$2'}::uuid where contact_id = $1 and $2 <> $3) update contact set about_colleague = ${hidden} where id = $1`;
    const looked = await planted(showing(false), showing(true), [past.contactId, lead.actorId, otherTeacher.actorId], 'GET /my/contacts');
    expect(sightings(looked, idsOf('it', past))).toContain('lead sees the reference of it in GET /my/contacts');
  });

  test('a name in what a list shows before it is asked', async () => {
    const line = (words: string) => `update queue_row set children_line = '${words}' where contact_id = $1`;
    const looked = await planted(line('Quaverley, 1 child'), line('1 child, 7'), [unread[0]?.contactId], 'GET /queue');
    expect(sightings(looked, NAMES)).toContain('worker sees a name of the family in GET /queue');
  });
});

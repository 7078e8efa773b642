/** Who rings: a register of professionals known from contacts and accounts, and whom it never knows (issue 4; domain 7.3, 7.9, 7.14). */
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexFor } from '@/app/_edge/jobs';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { callerByRef, findCallers } from '@/lib/contact/callers/caller-store';
import { callingNow, fieldsOfCaller, withCaller } from '@/lib/contact/callers/calling-now';
import { findCallers as findAndTell } from '@/lib/contact/callers/verbs/find-callers';
import { keepCallers } from '@/lib/contact/callers/verbs/keep-callers';
import { callerOf } from '@/lib/contact/call/call-fields';
import { readHead } from '@/lib/contact/store';
import { changeAgencyView } from '@/lib/contact/verbs/change-agency-view';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { addBar } from '@/lib/restriction/bar-store';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const AT = '2026-03-04T10:00:00Z';
let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = AT) => withActor(person, work, { at: Temporal.Instant.from(at) });

/** A call of somebody, taken down and made a contact. */
async function rang(fields: Fields, at = AT, { people: { worker } }: Place = place): Promise<string> {
  const id = await as(worker, startCall, at);
  return as(
    worker,
    async (tx) => {
      const saved = await saveCall(tx, worker, { draftId: id, posted: { 'happened.what': 'Came in hungry.', children: '1', 'child.1.givenName': 'Maya', ...fields }, version: 1 });
      if (!saved.ok) throw new Error(saved.problem.code);
      const made = await submitContact(tx, worker, await readAuthority(tx), { draftId: id, key: saved.value.key, version: saved.value.version });
      if (!made.ok) throw new Error(made.problem);
      return made.value.contactId;
    },
    at,
  );
}

const school = ({ agencies }: Place = place) => ({ 'call.from': `agency:${agencies.school.id}`, 'you.role': 'Designated safeguarding lead', 'you.aboutColleague': 'no' });
const found = (person: Person, typed: string) => as(person, (tx) => findCallers(tx, typed));
const names = async (person: Person, typed: string) => (await found(person, typed)).map(({ name }) => name);

describe('a professional who rang before', () => {
  test('is found by the beginning of name or agency, with work, newest number first and how often they rang', async () => {
    const { worker } = place.people;
    await rang({ ...school(), 'call.callerName': 'Rosalie Mensah', 'you.phone': '01632 960771' }, '2026-03-02T10:00:00Z');
    await rang({ ...school(), 'call.callerName': 'Dr Mensah, Rosalie', 'you.phone': '07700 900123' }, '2026-03-03T10:00:00Z');
    for (const typed of ['ros', 'mens', 'mensah ro', `${place.agencies.school.name.slice(0, 4)} ros`]) {
      expect(await found(worker, typed), typed).toMatchObject([{ name: 'Rosalie Mensah', role: 'Designated safeguarding lead', agency: { id: place.agencies.school.id }, numbers: ['07700 900123', '01632 960771'], rang: 2, toldOtherwise: 0, lastAt: '2026-03-03T10:00:00.000Z' }]);
    }
    expect([await found(worker, 'r'), await found(worker, 'alie')]).toEqual([[], []]);
  });

  test('and told of very many is counted over the last twenty, the latest by when they told', async () => {
    const { worker } = place.people;
    const day = (n: number) => `2026-02-${String(n).padStart(2, '0')}T10:00:00Z`;
    for (const n of [21, ...Array.from({ length: 19 }, (_, at) => at + 1), 20]) await rang({ ...school(), 'call.callerName': 'Hortense Often', 'you.phone': `01632 9607${day(n).slice(8, 10)}` }, day(n));
    const [often] = await found(worker, 'hortense');
    expect(often).toMatchObject({ rang: 20, toldOtherwise: 0, more: true, lastAt: '2026-02-21T10:00:00.000Z' });
    expect(often?.numbers).toEqual(Array.from({ length: 20 }, (_, at) => `01632 9607${String(21 - at).padStart(2, '0')}`));
  }, 60_000);

  test('is one with their account, whose work stands, and an account is found without any contact', async () => {
    const { worker, teacher } = place.people;
    const [before] = await found(worker, 'bryony');
    expect(before).toMatchObject({ name: teacher.name, role: 'Year 3 teacher', numbers: ['01632 960100'], rang: 0, lastAt: null });
    await rang({ ...school(), 'call.callerName': teacher.name, 'you.role': 'Teacher', 'you.phone': '01632 960555' });
    expect(await found(worker, 'bryony')).toMatchObject([{ role: 'Year 3 teacher', numbers: ['01632 960555', '01632 960100'], rang: 1 }]);
    // Those who work here are nobody who rings.
    expect(await names(worker, 'gareth')).toEqual([]);
  });

  test('is not found across authorities, nor by anybody of a partner agency', async () => {
    const elsewhere = await makePlace();
    expect(await names(elsewhere.people.worker, 'rosalie')).toEqual([]);
    for (const person of [place.people.lead, place.people.desk, place.people.administrator]) expect(await names(person, 'rosalie'), person.role).toEqual([]);
  });

  test('is looked for in the ledger, which says neither whom nor for which call: the caller may ask to be protected (domain 7.14)', async () => {
    const { otherWorker } = place.people;
    expect(await as(otherWorker, (tx) => findAndTell(tx, 'rosalie'))).toHaveLength(1);
    const entries = await asSuperuser(async (client) => (await client.query<{ object_id: string; detail: unknown }>("select object_id, detail from ledger_entry where authority_id = $1 and action = 'callers.found' and actor_id = $2", [place.id, otherWorker.actorId])).rows);
    expect(entries).toEqual([{ object_id: 'callers', detail: { shown: 1 } }]);
  });
});

describe('never known', () => {
  test('are family, public, whoever says no name or agency, and who told of their own place of work or past it', async () => {
    const { worker } = place.people;
    await rang({ 'call.from': 'person:family', 'call.callerName': 'Zelda Gran' });
    await rang({ 'call.from': 'person:acquaintance', 'call.callerName': 'Zelda Neighbour' });
    await rang({ 'call.callerName': 'Zelda Nowhere' });
    await rang({ ...school(), 'call.callerName': 'Zelda Colleague', 'you.aboutColleague': 'not_known' });
    await rang({ ...school(), 'call.callerName': 'Zelda Past', 'you.leadKnows': 'past_lead' });
    await rang({ ...school(), 'call.callerName': 'Zelda Known' });
    expect(await names(worker, 'zelda')).toEqual(['Zelda Known']);
    expect(await as(worker, (tx) => callingNow(tx, callerOf({ 'call.from': 'person:family', 'call.callerName': 'Zelda Gran' }, [])))).toBeNull();
  });

  test('is a protected source, from the first or sealed later: not in one row of the register (domain 7.14)', async () => {
    const { worker, manager } = place.people;
    await rang({ ...school(), 'call.callerName': 'Quenby First', 'you.protectMe': 'yes' });
    const later = await rang({ ...school(), 'call.callerName': 'Quenby Later' });
    const also = await rang({ ...school(), 'call.callerName': 'Quenby Also' });
    await rang({ ...school(), 'call.callerName': 'Quenby Also' }, '2026-03-03T09:00:00Z');
    expect(await names(worker, 'quenby')).toEqual(['Quenby Also', 'Quenby Later']);
    for (const id of [later, also])
      await as(manager, async (tx) => {
        const head = await readHead(tx, id);
        if (head === null) throw new Error('no contact');
        expect((await sealSource(tx, head, 'Is afraid of being found out.')).ok).toBe(true);
      });
    expect(await found(worker, 'quenby')).toMatchObject([{ name: 'Quenby Also', rang: 1 }]);
    const kept = await asSuperuser(async (client) => (await client.query<{ n: string }>("select count(*) as n from professional where authority_id = $1 and name_key in ('first quenby', 'later quenby')", [place.id])).rows[0]?.n);
    expect(kept).toBe('0');
  });

  test('by a worker who is kept out of the contact: neither found, nor counted, nor filled in by reference (domain 7.14)', async () => {
    const { worker, otherWorker } = place.people;
    const closed = await rang({ ...school(), 'call.callerName': 'Ottilie Reed', 'you.phone': '01632 960888' });
    const [known] = await found(otherWorker, 'ottilie');
    await asSystem(place, AT, async (tx) => expect(await addBar(tx, { contactId: closed, accountId: otherWorker.actorId, ground: 'declared', reason: 'Her sister.' })).toBe(true));
    expect([await names(otherWorker, 'ottilie'), await as(otherWorker, (tx) => callerByRef(tx, known?.ref ?? ''))]).toEqual([[], null]);
    expect(await names(worker, 'ottilie')).toEqual(['Ottilie Reed']);
    await rang({ ...school(), 'call.callerName': 'Ottilie Reed', 'you.phone': '01632 960889' });
    expect(await found(otherWorker, 'ottilie')).toMatchObject([{ rang: 1, numbers: ['01632 960889'] }]);
    expect(await found(worker, 'ottilie')).toMatchObject([{ rang: 2 }]);
  });

  test('by a contact that is hidden from its agency afterwards (domain 7.3)', async () => {
    const { worker, manager } = place.people;
    const id = await rang({ ...school(), 'call.callerName': 'Perpetua Gray' });
    expect(await names(worker, 'perpetua')).toEqual(['Perpetua Gray']);
    await as(manager, async (tx) => {
      const head = await readHead(tx, id);
      if (head !== null) expect(await changeAgencyView(tx, manager, head, { hidden: true, reason: 'It may be a colleague.' })).toEqual({ ok: true, value: null });
    });
    expect(await names(worker, 'perpetua')).toEqual([]);
  });
});

describe('what is known beside what is given (domain 7.9)', () => {
  const call = (phone: string) => callerOf({ ...school(), 'call.callerName': 'Rosalie Mensah', 'you.phone': phone }, [{ ...place.agencies.school, kind: 'school' }]);

  test('says the number on record, and whether the caller gives another', async () => {
    const { worker } = place.people;
    const standing = async (phone: string) => as(worker, (tx) => callingNow(tx, call(phone)));
    expect(await standing('(01632) 960 771')).toMatchObject({ known: 'rang twice', onRecord: ['07700 900123', '01632 960771'], number: 'same' });
    expect(await standing('01632 960772')).toMatchObject({ number: 'differs' });
    expect(await standing('')).toMatchObject({ number: 'none' });
  });

  test('fills the form, and no word of work or number that the caller gave is written over', async () => {
    const { worker } = place.people;
    const [known] = await found(worker, 'rosalie');
    if (known === undefined) throw new Error('nobody');
    expect(withCaller({ 'call.callerName': 'ros', 'you.phone': '' }, known)).toMatchObject({ 'call.callerName': 'Rosalie Mensah', 'call.from': `agency:${place.agencies.school.id}`, 'you.role': 'Designated safeguarding lead', 'you.phone': '07700 900123' });
    expect(withCaller({ 'you.phone': '01632 960772', 'you.role': 'Deputy' }, known)).toMatchObject({ 'you.phone': '01632 960772', 'you.role': 'Deputy' });
  });

  test('is shown on the page of the call, whose button offers without scripts', async () => {
    const { worker } = place.people;
    const id = await as(worker, startCall);
    await as(worker, (tx) => saveCall(tx, worker, { draftId: id, posted: { ...school(), 'call.callerName': 'Rosalie Mensah', 'you.phone': '01632 960772' }, version: 1 }));
    const shown = async (search: Record<string, string>) => {
      const page = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: id }, search);
      return page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
    };
    const html = await shown({});
    expect(html).toContain('Known to the service: rang twice.');
    expect(html).toContain('On record: 07700 900123, 01632 960771.');
    expect(html).toContain('This number is not on record for them.');
    expect(html).not.toContain('value="use:');
    const check = await askPage('../../app/calls/[draft]/check/page.tsx', worker, { draft: id });
    expect(check.kind === 'shown' ? await check.html() : check.kind).toContain('The number they gave is not on record for them.');
    expect(await shown({ find: '1' })).toMatch(/value="use:p\.[0-9a-f-]{36}"/);
  });
});

test('of an agency that has ended, or of a kind that the form does not offer, is filled in by kind and name', async () => {
  const { worker } = place.people;
  const ended = await asSystem(place, AT, async (tx) => {
    const agency = { id: randomUUID(), name: 'Old Mill Nursery', kind: 'early_years', phone: '01632 960700' };
    await tx.db.agency.create({ data: { ...agency, authorityId: place.id } });
    return agency;
  });
  await rang({ 'call.from': `agency:${ended.id}`, 'call.callerName': 'Ignatia Flood', 'you.aboutColleague': 'no' });
  expect((await found(worker, 'ignatia'))[0]).toMatchObject({ agency: { id: ended.id }, switchboard: '01632 960700' });
  await asSystem(place, AT, (tx) => tx.db.agency.updateMany({ where: { authorityId: place.id, id: ended.id }, data: { endedAt: new Date(AT) } }));
  const [known] = await found(worker, 'ignatia');
  if (known === undefined) throw new Error('nobody');
  expect(fieldsOfCaller(known)).toMatchObject({ 'call.from': 'kind:early_years', 'call.agencyName': 'Old Mill Nursery' });
  expect(fieldsOfCaller({ ...known, agency: { ...known.agency, kind: 'court' } })).toMatchObject({ 'call.from': 'kind:other' });
});

test('contacts that came before the register are taken into it by the minute’s look, once', async () => {
  const { worker } = place.people;
  await rang({ ...school(), 'call.callerName': 'Sylvain Before' });
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const table of ['professional_contact', 'professional_word', 'professional']) await client.query(`delete from ${table} where authority_id = $1`, [place.id]);
  });
  expect(await names(worker, 'sylvain')).toEqual([]);
  expect(await asSystem(place, AT, keepCallers)).toBe(true);
  expect(await found(worker, 'sylvain')).toMatchObject([{ rang: 1 }]);
  expect(await names(worker, 'zelda')).toEqual(['Zelda Known']);
});

test('a process of the release before, which says nothing of when it was received, still records who told', async () => {
  const contactId = await rang({ ...school(), 'call.callerName': 'Sylvain Between' });
  const rows = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query('delete from professional_contact where contact_id = $1', [contactId]);
    return (await client.query<{ received_at: Date }>("insert into professional_contact (authority_id, contact_id, professional_id) select authority_id, $1, id from professional where authority_id = $2 and name = 'Sylvain Between' returning received_at", [contactId, place.id])).rows;
  });
  expect(rows).toHaveLength(1);
  expect(await found(place.people.worker, 'sylvain between')).toMatchObject([{ rang: 1 }]);
});

test('of several authorities one has its turn when the time is over already, and the next in the next minute', async () => {
  const places = [await makePlace(), await makePlace()];
  for (const one of places) await rang({ ...school(one), 'call.callerName': 'Sylvain Before' }, AT, one);
  const kept = async () => Promise.all(places.map(async ({ id }) => asSuperuser(async (client) => (await client.query('select 1 from professional_contact where authority_id = $1', [id])).rowCount)));
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const table of ['professional_contact', 'professional_word', 'professional']) await client.query(`delete from ${table} where authority_id = any ($1)`, [places.map(({ id }) => id)]);
  });
  const ids = places.map(({ id }) => id);
  await indexFor(ids, 0);
  expect(await kept()).toEqual([1, 0]);
  await indexFor(ids, 0);
  expect(await kept()).toEqual([1, 1]);
});

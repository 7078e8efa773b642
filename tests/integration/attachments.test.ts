/** Files of a report, of what is added to it and of staff: the scanner, the copy, who may have what, and that a concern never waits (safe practice 7.14, 7.17; quality A10, F14, F21). */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NextRequest } from 'next/server';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { SESSION_COOKIE } from '@/lib/access/session';
import { addOriginal, originalsOf, originalsOfDraft } from '@/lib/contact/originals/original-store';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { scanOriginal } from '@/lib/contact/originals/verbs/scan-original';
import { scanWaiting } from '@/lib/contact/originals/verbs/scan-waiting';
import { ownedBy } from '@/lib/contact/report/steps';
import { findContact } from '@/lib/contact/store';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { readEntries } from '@/lib/ledger/entry-store';
import { config } from '@/lib/platform/config';
import { closeDatabase, SOURCE_ID, withActor } from '@/lib/platform/db';
import { lockDraft, readDraft, saveStep } from '@/lib/platform/draft/store';
import { dateOf, now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { startClamd, type Clamd } from './clamd';
import { EICAR, photograph } from './files';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let clamd: Clamd;
const before = process.env['CLAMD_HOST'];
beforeAll(async () => {
  clamd = await startClamd();
  process.env['CLAMD_HOST'] = `127.0.0.1:${clamd.port}`;
  place = await makePlace();
});
afterAll(async () => {
  await clamd.stop();
  if (before === undefined) delete process.env['CLAMD_HOST'];
  else process.env['CLAMD_HOST'] = before;
  await closeDatabase();
});

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>(['../../app/report/**/route.ts', '../../app/my/contacts/**/route.ts', '../../app/contacts/[[]reference[]]/originals/**/route.ts']);
const GETS = import.meta.glob<{ GET: Handler }>('../../app/contacts/[[]reference[]]/originals/**/route.ts');

async function ask(person: Person, file: string, params: Record<string, string>, { body, headers = {} }: { body?: FormData | URLSearchParams; headers?: Record<string, string> } = {}): Promise<Response> {
  const request = new NextRequest('http://localhost:3000/x', { method: body === undefined ? 'GET' : 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin, ...headers }, ...(body === undefined ? {} : { body }) });
  const path = `../../app/${file}/route.ts`;
  const handler = body === undefined ? (await GETS[path]?.())?.GET : (await POSTS[path]?.())?.POST;
  if (handler === undefined) throw new Error(`no ${path}`);
  return handler(request, { params: Promise.resolve(params) });
}

const withFile = (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  return form;
};

async function draftOf(person: Person, more: Record<string, string> = {}): Promise<string> {
  return withActor(person, async (tx) => {
    const id = await startReport(tx, person);
    const steps = { children: { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': 'Marsh' }, 'what-happened': { 'happened.what': 'A bruise on the upper arm.' }, you: { 'you.role': 'Teacher', ...more } } as const;
    for (const [step, fields] of Object.entries(steps)) await saveStep(tx, id, step, ownedBy(step as keyof typeof steps), fields, Number.MAX_SAFE_INTEGER);
    return id;
  });
}

async function sends(person: Person, draftId: string): Promise<{ contactId: string; reference: string }> {
  const draft = await withActor(person, (tx) => readDraft(tx, draftId));
  const answer = await ask(person, 'report/[draft]/submit', { draft: draftId }, { body: new URLSearchParams({ key: draft?.key ?? '', version: String(draft?.version) }) });
  expect(answer.headers.get('location')).toBe(`/report/${draftId}/sent`);
  const sent = await withActor(person, (tx) => readDraft(tx, draftId));
  const contactId = sent?.resultId ?? '';
  await knowNobody(place, contactId);
  const [{ reference = '' } = {}] = await asSuperuser(async (client) => (await client.query<{ reference: string }>('select reference from contact where id = $1', [contactId])).rows);
  return { contactId, reference };
}

const attach = (person: Person, draft: string, name: string, bytes: Uint8Array<ArrayBuffer>) => ask(person, 'report/[draft]/files/add', { draft }, { body: withFile(name, bytes) });
const rows = (draftId: string) => asSuperuser(async (client) => (await client.query<{ id: string; scan: string; scan_tries: number; added_by: string; contact_id: string | null; text: string }>('select id, scan, scan_tries, added_by, contact_id, o::text as text from original o where draft_id = $1 and removed_at is null order by added_at, id', [draftId])).rows);
/** The scanner is asked about every file of a draft. */
const scan = async (draftId: string, seconds = 5) => {
  for (const { id } of await rows(draftId)) await scanOriginal({ authorityId: place.id, fileId: id }, config().clamd, seconds);
};
const html = async (file: string, person: Person, params: Record<string, string>, search: Record<string, string> = {}) => {
  const page = await askPage(`../../app/${file}/page.tsx`, person, params, search);
  return page.kind === 'shown' ? (await page.html()).replaceAll('<!-- -->', '') : page.kind;
};
const get = (person: Person, reference: string, original: string, copy = false, headers: Record<string, string> = {}) => ask(person, `contacts/[reference]/originals/[original]${copy ? '/copy' : ''}`, { reference, original }, { headers });
/** As if every job of before had been done. */
const jobsDone = () => asSuperuser((client) => client.query("update pgboss.job set state = 'completed' where name = 'file.scan' and state < 'completed'"));
/** As if its time had come. */
const toDue = (id: string) => asSystem(place, now().toString(), (tx) => tx.db.original.updateMany({ where: { id }, data: { scanDueAt: null } }));

test('a file that comes while its report is being sent waits, and none is left behind', async () => {
  const { teacher } = place.people;
  const draftId = await draftOf(teacher);
  let [isLocked, goOn] = [() => {}, () => {}];
  const [locked, going] = [new Promise<void>((done) => (isLocked = done)), new Promise<void>((done) => (goOn = done))];
  const sending = withActor(teacher, async (tx) => {
    const draft = await lockDraft(tx, draftId);
    if (draft === null) throw new Error('no draft');
    isLocked();
    await going;
    return submitContact(tx, teacher, await readAuthority(tx), { draftId, locked: draft, key: draft.key, version: draft.version });
  });
  await locked;
  const attaching = attach(teacher, draftId, 'drawing.txt', new Uint8Array(Buffer.from('a house')));
  // Far longer than a file takes that waits for nobody.
  await Promise.race([attaching, sleep(2_000)]);
  goOn();
  expect((await sending).ok).toBe(true);
  expect((await attaching).headers.get('location')).toBe(`/report/${draftId}/sent?file=sent_before`);
  const { resultId } = (await withActor(teacher, (tx) => readDraft(tx, draftId))) ?? {};
  const [{ reference = '' } = {}] = await asSuperuser(async (client) => (await client.query<{ reference: string }>('select reference from contact where id = $1', [resultId])).rows);
  const told = await html('report/[draft]/sent', teacher, { draft: draftId }, { file: 'sent_before' });
  for (const words of ['that file did not go with it', `href="/my/contacts/${reference}/files"`]) expect(told).toContain(words);
  expect(await rows(draftId)).toEqual([]);
});

test('a report that is sent while a file is being attached waits for it, and the file goes with it', async () => {
  const { teacher, worker } = place.people;
  const draftId = await draftOf(teacher);
  let [isAttached, goOn] = [() => {}, () => {}];
  const [attached, going] = [new Promise<void>((done) => (isAttached = done)), new Promise<void>((done) => (goOn = done))];
  const attaching = withActor(teacher, async (tx) => {
    await attachOriginal(tx, { id: draftId, kind: 'report' }, { name: 'drawing.txt', bytes: new Uint8Array(Buffer.from('a house')) });
    isAttached();
    await going;
  });
  await attached;
  const sending = sends(teacher, draftId);
  // Far longer than it takes to send for who waits for nobody.
  await Promise.race([sending, sleep(2_000)]);
  goOn();
  await attaching;
  const { contactId } = await sending;
  expect((await withActor(worker, (tx) => originalsOf(tx, contactId))).map(({ name }) => name)).toEqual(['drawing.txt']);
});

describe('a photograph sent with a report', () => {
  test('is kept as it came for the police, and staff have a copy that does not say where it was taken', async () => {
    const { teacher, lead, otherTeacher, officer, worker, auditor, manager, desk, administrator } = place.people;
    const draft = await draftOf(teacher);
    const came = await photograph();
    const name = '../../etc/"Tilly"\u202e <b>Marsh.jpg';
    expect((await attach(teacher, draft, name, came)).headers.get('location')).toBe(`/report/${draft}/files`);
    expect(await html('report/[draft]/files', teacher, { draft })).toContain('being checked for viruses');
    // Nobody else meets it, and not a word of it stands in the database.
    const [row] = await rows(draft);
    if (row === undefined) throw new Error('no file');
    expect(row.text).not.toMatch(/Tilly|Marsh/);
    expect(await withActor(otherTeacher, (tx) => originalsOfDraft(tx, draft))).toEqual([]);
    expect((await attach(otherTeacher, draft, 'a.txt', came)).status).toBe(404);
    await scan(draft);
    expect(clamd.scanned.at(-1)).toBe(came.length);
    expect(await html('report/[draft]/check', teacher, { draft })).toContain('No virus was found');
    const { contactId, reference } = await sends(teacher, draft);
    // Its sender sees that it is there; a colleague, their lead and another agency do not.
    expect(await html('my/contacts/[reference]', teacher, { reference })).toContain('Files you sent');
    for (const person of [lead, otherTeacher, officer]) expect(await withActor(person, (tx) => originalsOf(tx, contactId))).toEqual([]);
    expect(await html('my/contacts/[reference]', lead, { reference })).not.toContain('Files you sent');

    const copy = await get(worker, reference, row.id, true);
    expect(copy.status).toBe(200);
    const sha = createHash('sha256').update(came).digest('hex');
    expect(Object.fromEntries(['content-type', 'content-disposition', 'content-security-policy', 'cache-control', 'x-content-type-options'].map((header) => [header, copy.headers.get(header)]))).toEqual({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${reference}-copy-${sha.slice(0, 8)}.jpg"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const drawn = Buffer.from(await copy.arrayBuffer());
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 4, height: 6, format: 'jpeg' });
    expect(drawn.includes('Exif') || drawn.includes('Telephone 9')).toBe(false);
    // As it came: the same bytes, for managers only.
    expect((await get(worker, reference, row.id)).status).toBe(404);
    expect((await get(auditor, reference, row.id)).status).toBe(404);
    expect(createHash('sha256').update(new Uint8Array(await (await get(manager, reference, row.id)).arrayBuffer())).digest('hex')).toBe(sha);
    for (const person of [teacher, lead, desk, administrator]) expect((await get(person, reference, row.id, true)).status).toBe(404);
    // Another site's page gets nothing of it into itself, and another contact's reference opens nothing.
    expect((await get(worker, reference, row.id, true, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const other = await sends(teacher, await draftOf(teacher));
    expect((await get(worker, other.reference, row.id, true)).status).toBe(404);
    expect((await asSystem(place, now().toString(), (tx) => readEntries(tx, { action: 'original.copy_downloaded', take: 5 }))).map(({ actorId, objectId }) => [actorId, objectId])).toEqual([[worker.actorId, row.id]]);
    const page = await html('contacts/[reference]', worker, { reference });
    expect(page).toContain(`/originals/${row.id}/copy`);
    expect(page).not.toContain(`/originals/${row.id}"`);
    expect(page).toContain('&lt;b&gt;Marsh.jpg');
  });

  test('of a protected source names nobody, and nobody has it whom two persons did not allow', async () => {
    const { teacher, worker, manager, auditor } = place.people;
    const draft = await draftOf(teacher, { 'you.protectMe': 'yes' });
    await attach(teacher, draft, 'from Bryony.jpg', await photograph());
    await scan(draft);
    const { contactId, reference } = await sends(teacher, draft);
    const [row] = await rows(draft);
    expect([row?.added_by, row?.contact_id, row?.scan]).toEqual([SOURCE_ID, contactId, 'clean']);
    for (const person of [worker, manager, auditor, teacher]) expect(await withActor(person, (tx) => originalsOf(tx, contactId))).toEqual([]);
    expect(await html('contacts/[reference]', manager, { reference })).not.toContain('Bryony');
    for (const copy of [true, false]) expect((await get(manager, reference, row?.id ?? '', copy)).status).toBe(404);
    // No entry of the ledger leads from the one who sent it to the file, nor from the file to them.
    const entries = await asSystem(place, now().toString(), (tx) => readEntries(tx, { take: 500 }));
    expect(entries.filter(({ objectId, actorId }) => objectId === row?.id && actorId === teacher.actorId)).toEqual([]);
    // What a worker attaches comes from no source, and is there for those who work on it.
    const added = await ask(worker, 'contacts/[reference]/originals/add', { reference }, { body: withFile('visit.txt', new Uint8Array(Buffer.from('Seen at home.'))) });
    expect(added.headers.get('location')).toBe(`/contacts/${reference}?done=attached#originals`);
    expect(await withActor(manager, (tx) => originalsOf(tx, contactId))).toMatchObject([{ name: 'visit.txt' }]);
  });

  test('is forgotten as theirs where the source is protected afterwards', async () => {
    const { teacher, manager } = place.people;
    const draft = await draftOf(teacher);
    await attach(teacher, draft, 'note.txt', new Uint8Array(Buffer.from('A note.')));
    const { contactId, reference } = await sends(teacher, draft);
    expect((await rows(draft))[0]?.added_by).toBe(teacher.actorId);
    await withActor(manager, async (tx) => {
      const head = await findContact(tx, reference);
      if (head !== null) await sealSource(tx, head, 'They are afraid.');
    });
    expect((await rows(draft))[0]?.added_by).toBe(SOURCE_ID);
    expect(await withActor(manager, (tx) => originalsOf(tx, contactId))).toEqual([]);
  });
});

describe('the virus scanner', () => {
  test('finds the test virus: its sender is told, and nobody is ever given it', async () => {
    const { teacher, worker, manager, night } = place.people;
    const draft = await draftOf(teacher);
    await attach(teacher, draft, 'letter.txt', EICAR);
    await scan(draft);
    const [row] = await rows(draft);
    expect(row?.scan).toBe('infected');
    expect(await html('report/[draft]/files', teacher, { draft })).toContain('The selected file contains a virus');
    const { reference } = await sends(teacher, draft);
    expect(await html('report/[draft]/sent', teacher, { draft })).toMatch(/letter\.txt<\/bdi>: The selected file contains a virus/);
    for (const person of [worker, manager, night]) for (const copy of [true, false]) expect((await get(person, reference, row?.id ?? '', copy)).status).toBe(404);
    const page = await html('contacts/[reference]', manager, { reference });
    expect(page).toContain('contains a virus and is given to nobody');
    expect(page).not.toContain(`/originals/${row?.id}`);
    // It stays what it was found to be, whatever a later scanner says.
    await expect(asSystem(place, now().toString(), (tx) => tx.db.original.updateMany({ where: { id: row?.id ?? '' }, data: { scan: 'clean' } }))).rejects.toThrow('stands');
  });

  test.each(['hangs', 'hangs up', 'talks nonsense'] as const)('that %s leaves the file with nobody, the concern goes its way, and it is asked again', async (mood) => {
    const { teacher, manager } = place.people;
    const draft = await draftOf(teacher);
    await attach(teacher, draft, 'letter.pdf', new Uint8Array(Buffer.from('%PDF-1.7\nA letter.')));
    clamd.mood = mood;
    const began = now();
    await scan(draft, 1);
    const [row] = await rows(draft);
    if (row === undefined) throw new Error('no file');
    expect([row.scan, row.scan_tries]).toEqual(['scan_failed', 1]);
    const { reference } = await sends(teacher, draft);
    expect((await get(manager, reference, row.id)).status).toBe(404);
    expect(await html('contacts/[reference]', manager, { reference })).toContain('The virus scanner gave no answer');
    // In 1, 2, 4 minutes; before that nobody asks, also where a job comes twice.
    await scan(draft, 1);
    expect((await rows(draft))[0]?.scan_tries).toBe(1);
    const due = async () => (await asSuperuser(async (client) => (await client.query<{ due: Date }>('select scan_due_at as due from original where id = $1', [row.id])).rows))[0]?.due.getTime() ?? 0;
    expect(Math.round((await due() - began.epochMilliseconds) / 60_000)).toBe(1);
    await toDue(row.id);
    await scan(draft, 1);
    expect(Math.round((await due() - now().epochMilliseconds) / 60_000)).toBe(2);
    clamd.mood = 'answers';
    await toDue(row.id);
    const jobs = () => asSuperuser(async (client) => (await client.query<{ count: number }>("select count(*)::int as count from pgboss.job where name = 'file.scan' and data->>'fileId' = $1", [row.id])).rows[0]?.count ?? 0);
    await jobsDone();
    const queued = await jobs();
    await asSystem(place, now().add({ minutes: 1 }).toString(), (tx) => scanWaiting(tx));
    expect(await jobs()).toBe(queued + 1);
    await scan(draft);
    expect((await rows(draft))[0]?.scan).toBe('clean');
    // A letter that is clean is for all who may open the contact.
    expect((await get(place.people.worker, reference, row.id)).status).toBe(200);
  });

  test('is asked about each file once at a time, however long it hangs, and what waits longest keeps no newer one from it', async () => {
    const other = await makePlace();
    const { teacher } = other.people;
    const draftId = await withActor(teacher, (tx) => startReport(tx, teacher));
    await withActor(teacher, async (tx) => {
      for (let count = 1; count <= 60; count += 1) await addOriginal(tx, { draftId }, { kind: 'text', name: `page ${count}.txt`, bytes: new Uint8Array(Buffer.from('A letter.')) });
    });
    const minute = () => asSystem(other, now().toString(), (tx) => scanWaiting(tx));
    const jobs = async () => (await asSuperuser((client) => client.query<{ jobs: number; files: number }>("select count(*)::int as jobs, count(distinct data->>'fileId')::int as files from pgboss.job where name = 'file.scan' and data->>'authorityId' = $1", [other.id]))).rows[0];
    await minute();
    expect(await jobs()).toEqual({ jobs: 50, files: 50 });
    await minute();
    await minute();
    expect(await jobs(), 'while none of them is done').toEqual({ jobs: 60, files: 60 });
    await jobsDone();
    await minute();
    expect(await jobs(), 'done, and still not known what they are').toEqual({ jobs: 110, files: 60 });
  });

  test('where there is none, files are kept sealed and unopened: nothing is drawn, and a manager alone has them as they came', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher);
    await attach(teacher, draft, 'arm.jpg', await photograph());
    const [row] = await rows(draft);
    const asked = clamd.scanned.length;
    await scanOriginal({ authorityId: place.id, fileId: row?.id ?? '' }, null);
    await asSystem(place, now().toString(), (tx) => scanWaiting(tx, null));
    expect([(await rows(draft))[0]?.scan, clamd.scanned.length]).toEqual(['unscanned', asked]);
  });
});

describe('a concern never waits for a file', () => {
  test('that cannot be kept: its sender is told which, staff are told to ask for it, and the rest is sent', async () => {
    const { teacher, worker } = place.people;
    const draft = await draftOf(teacher);
    await asSuperuser((client) => client.query("create function full_disk() returns trigger language plpgsql as $$ begin if new.sealed is not null then raise exception 'could not extend file' using errcode = '53100'; end if; return new; end $$; create trigger full_disk before insert on original for each row execute function full_disk()"));
    try {
      const answer = await attach(teacher, draft, 'bruise.txt', new Uint8Array(Buffer.from('As drawn.')));
      expect(answer.headers.get('location')).toBe(`/report/${draft}/files?file=not_kept`);
      expect(await html('report/[draft]/files', teacher, { draft }, { file: 'not_kept' })).toContain('The fault is ours');
    } finally {
      await asSuperuser((client) => client.query('drop trigger full_disk on original; drop function full_disk()'));
    }
    const { reference } = await sends(teacher, draft);
    expect(await html('report/[draft]/sent', teacher, { draft })).toMatch(/bruise\.txt<\/bdi>: it did not arrive/);
    expect(await html('contacts/[reference]', worker, { reference })).toContain('Ask whoever sent it for it');
  });

  /** No file can be handed on for as long. */
  async function whileDiskIsFull<T>(work: () => Promise<T>): Promise<T> {
    await asSuperuser((client) => client.query("create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$; create trigger full_disk before update on original for each row execute function full_disk()"));
    return work().finally(() => asSuperuser((client) => client.query('drop trigger full_disk on original; drop function full_disk()')));
  }

  test('that cannot be handed on: its sender is told which, and it stands on the contact', async () => {
    const { teacher, worker } = place.people;
    const draft = await draftOf(teacher);
    await attach(teacher, draft, 'bruise.txt', new Uint8Array(Buffer.from('As drawn.')));
    const { reference } = await whileDiskIsFull(() => sends(teacher, draft));
    expect(await html('report/[draft]/sent', teacher, { draft })).toMatch(/bruise\.txt<\/bdi>: it did not arrive/);
    expect(await html('contacts/[reference]', worker, { reference })).toContain('A file that was sent did not arrive');
  });

  test('that cannot be handed on with what is added: the words arrive, and sender and staff are told', async () => {
    const { teacher, worker } = place.people;
    const { contactId, reference } = await sends(teacher, await draftOf(teacher));
    await ask(teacher, 'my/contacts/[reference]/add', { reference }, { body: new URLSearchParams({ act: 'files', key: '', text: 'She drew what happened.' }) });
    await ask(teacher, 'my/contacts/[reference]/files/add', { reference }, { body: withFile('drawing.txt', new Uint8Array(Buffer.from('As drawn.'))) });
    const key = /name="key" value="([^"]+)"/.exec(await html('my/contacts/[reference]', teacher, { reference }))?.[1] ?? '';
    const answer = await whileDiskIsFull(() => ask(teacher, 'my/contacts/[reference]/add', { reference }, { body: new URLSearchParams({ key, text: 'She drew what happened.' }) }));
    expect(answer.headers.get('location')).toBe(`/my/contacts/${reference}?done=added&file=not_kept`);
    expect(await html('my/contacts/[reference]', teacher, { reference }, { done: 'added', file: 'not_kept' })).toMatch(/Not every file went with it.*files/s);
    expect(await html('my/contacts', teacher, {}, { done: 'kept_from_agency', file: 'not_kept' })).toContain('Not every file went with it');
    expect(await asSystem(place, now().toString(), (tx) => tx.db.addition.count({ where: { contactId } }))).toBe(1);
    expect(await html('contacts/[reference]', worker, { reference })).toContain('A file that was sent did not arrive');
  });

  test.each([
    ['a program under another name', 'letter.pdf', 'MZ\u0090\u0000\u0003\u0000', 'unknown'],
    ['a script in a picture', 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'other_name'],
    ['nothing', 'empty.pdf', '', 'empty'],
  ])('that is %s', async (_, name, content, problem) => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher);
    expect((await attach(teacher, draft, name, new Uint8Array(Buffer.from(content, 'latin1')))).headers.get('location')).toBe(`/report/${draft}/files?file=${problem}`);
    expect(await rows(draft)).toEqual([]);
    await sends(teacher, draft);
  });
});

test('files go with what is added later, and only with that; ten at most, and what was typed is kept meanwhile', async () => {
  const { teacher, worker, otherTeacher } = place.people;
  const { contactId, reference } = await sends(teacher, await draftOf(teacher));
  const kept = await ask(teacher, 'my/contacts/[reference]/add', { reference }, { body: new URLSearchParams({ act: 'files', key: '', text: 'She drew what happened.' }) });
  expect(kept.headers.get('location')).toBe(`/my/contacts/${reference}/files`);
  const add = (person: Person, text: string) => ask(person, 'my/contacts/[reference]/files/add', { reference }, { body: withFile('drawing.txt', new Uint8Array(Buffer.from(text))) });
  for (let nth = 1; nth <= 10; nth += 1) expect((await add(teacher, `Drawing ${nth}`)).headers.get('location')).toBe(`/my/contacts/${reference}/files`);
  expect((await add(teacher, 'One more')).headers.get('location')).toBe(`/my/contacts/${reference}/files?file=too_many`);
  expect((await add(otherTeacher, 'Not theirs')).status).toBe(404);
  expect(await withActor(worker, (tx) => originalsOf(tx, contactId))).toEqual([]);
  const form = await html('my/contacts/[reference]', teacher, { reference });
  for (const words of ['She drew what happened.', 'drawing.txt']) expect(form).toContain(words);
  const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? '';
  expect((await ask(teacher, 'my/contacts/[reference]/add', { reference }, { body: new URLSearchParams({ key, text: 'She drew what happened.' }) })).headers.get('location')).toBe(`/my/contacts/${reference}?done=added`);
  expect(await withActor(worker, (tx) => originalsOf(tx, contactId))).toHaveLength(10);
});

test('the database lets nobody but the product say what a file is, hand it on, or put it to a draft that is not theirs', async () => {
  const { teacher, officer, worker } = place.people;
  const draft = await draftOf(teacher);
  await attach(teacher, draft, 'note.txt', new Uint8Array(Buffer.from('A note.')));
  const [row] = await rows(draft);
  const id = row?.id ?? '';
  const { contactId } = await sends(teacher, await draftOf(teacher));
  await expect(withActor(teacher, (tx) => tx.db.original.updateMany({ where: { id }, data: { scan: 'clean' } }))).rejects.toThrow();
  await expect(withActor(teacher, (tx) => tx.db.original.updateMany({ where: { id }, data: { contactId } }))).rejects.toThrow();
  const mine = { authorityId: place.id, id: crypto.randomUUID(), kind: 'text', sizeBytes: 1, sha256: new Uint8Array(32), sealedName: 'x', sealed: 'x', addedAt: dateOf(now()) };
  for (const [person, data] of [
    [officer, { ...mine, draftId: draft, addedBy: officer.actorId }],
    [teacher, { ...mine, draftId: draft, addedBy: teacher.actorId, scan: 'clean' }],
    [teacher, { ...mine, contactId, addedBy: teacher.actorId }],
    [worker, { ...mine, contactId, addedBy: teacher.actorId }],
  ] as const) await expect(withActor(person, (tx) => tx.db.original.createMany({ data: [data] }))).rejects.toThrow();
  // What belongs to one contact goes to no other.
  const { contactId: second } = await sends(teacher, await draftOf(teacher));
  await asSystem(place, now().toString(), (tx) => tx.db.original.updateMany({ where: { id }, data: { contactId } }));
  await expect(asSystem(place, now().toString(), (tx) => tx.db.original.updateMany({ where: { id }, data: { contactId: second } }))).rejects.toThrow('stays with its contact');
});

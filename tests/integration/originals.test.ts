/** An e-mail or a letter that is typed in, with its original: the clocks, the sealing, and who may have the bytes (N17; safe practice 6, 14, 17). */
import { createHash } from 'node:crypto';
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { downloadOriginal } from '@/lib/contact/originals/verbs/download-original';
import { takeAwayOriginal } from '@/lib/contact/originals/verbs/take-away-original';
import { originalsOf, originalsOfDraft } from '@/lib/contact/originals/original-store';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { findContact, readContact } from '@/lib/contact/store';
import { lookAtProtected } from '@/lib/contact/verbs/look-at-protected';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { readEntries } from '@/lib/ledger/entry-store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { now } from '@/lib/platform/time';
import { arrives, earlyHelp } from './deciding';
import { askPage, cookieOf } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

// Wednesday 4 March 2026: London is at UTC.
const TYPED = '2026-03-04T10:00:00Z';
const LETTER = new Uint8Array(Buffer.from('%PDF-1.7\nMaya Quill came in again without a coat.'));
const NAME = 'Quill family.pdf';
const NONE = { id: '', kind: 'call' as const, closedAt: null };

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = TYPED) => withActor(person, work, { at: Temporal.Instant.from(at) });

const SAYS = (): Fields => ({
  'call.channel': 'letter',
  'call.arrivedOn': '2026-02-27',
  'call.arrivedAt': '09:00',
  'call.from': `agency:${place.agencies.school.id}`,
  'call.callerName': 'Rosalie Mensah',
  'you.role': 'Head of year',
  'happened.what': 'Came in again without a coat.',
  children: '1',
  'child.1.givenName': 'Maya',
  'child.1.familyName': 'Quill',
  'belief.level': '2',
});

/** Typed in by the worker with its original, and made a contact. */
async function typedIn(more: Fields = {}, written: 'letter' | 'email' = 'letter') {
  const { worker } = place.people;
  const draftId = await as(worker, (tx) => startCall(tx, written));
  const original = await as(worker, async (tx) => {
    const draft = await readDraft(tx, draftId);
    const attached = await attachOriginal(tx, draft ?? NONE, { name: NAME, bytes: LETTER });
    if (!attached.ok) throw new Error(attached.problem);
    return attached.value;
  });
  const contactId = await as(worker, async (tx) => {
    const saved = await saveCall(tx, worker, { draftId, posted: { ...SAYS(), 'call.channel': written, ...more }, version: 1 });
    if (!saved.ok) throw new Error(saved.problem.code);
    const made = await submitContact(tx, worker, await readAuthority(tx), { draftId, key: saved.value.key, version: saved.value.version });
    if (!made.ok) throw new Error(made.problem);
    return made.value.contactId;
  });
  await knowNobody(place, contactId);
  const contact = await asSystem(place, TYPED, (tx) => readContact(tx, contactId));
  if (contact === null) throw new Error('no contact');
  return { draftId, original, contact };
}

const head = async (tx: Tx, reference: string) => {
  const found = await findContact(tx, reference);
  if (found === null) throw new Error('not for them');
  return found;
};
const downloaded = (person: Person, reference: string, id: string, at = TYPED) => as(person, async (tx) => downloadOriginal(tx, person, await head(tx, reference), id, 'original'), at);

describe('a letter that lay', () => {
  test('keeps its channel, and both its clocks run from when it reached the authority', async () => {
    const { contact } = await typedIn();
    // Friday 27 February, 09:00: by Saturday 09:00, and within one working day by the end of Monday 2 March. Both are past.
    expect([contact.channel, contact.receivedAt.toString(), contact.due24h.toString(), contact.due1wd?.toString()]).toEqual(['letter', '2026-02-27T09:00:00Z', '2026-02-28T09:00:00Z', '2026-03-02T17:00:00Z']);
    const events = await asSystem(place, TYPED, (tx) => tx.db.contactEvent.findMany({ where: { authorityId: place.id, contactId: contact.id }, select: { kind: true } }));
    expect(events.map(({ kind }) => kind)).not.toContain('call_taken');
    expect((await typedIn({}, 'email')).contact.channel).toBe('email');
  });

  test('has its original sealed: no word of it, nor its name, is anywhere in the database; the hash is that of its bytes', async () => {
    const { contact, original } = await typedIn();
    const kept = await asSuperuser(async (client) => (await client.query<{ row: string; sha: string; scan: string }>("select t::text as row, encode(sha256, 'hex') as sha, scan from original t where id = $1", [original])).rows[0]);
    expect(kept?.row).not.toMatch(new RegExp(`Quill|coat|${Buffer.from(LETTER).toString('base64').slice(0, 20)}|${Buffer.from(NAME).toString('base64').slice(0, 12)}`));
    expect([kept?.sha, kept?.scan]).toEqual([createHash('sha256').update(LETTER).digest('hex'), 'unscanned']);
    expect(await as(place.people.worker, (tx) => originalsOf(tx, contact.id))).toMatchObject([{ id: original, name: NAME, kind: 'pdf', sizeBytes: LETTER.length }]);
  });

  test('that nobody scanned is given to managers and emergency duty only, with a warning, as a download in a sandbox, and each time is in the ledger', async () => {
    const { contact, original } = await typedIn();
    const { GET } = await import('@/app/contacts/[reference]/originals/[original]/route');
    const ask = async (person: Person, reference = contact.reference) => GET(new NextRequest(`http://localhost:3000/contacts/${reference}/originals/${original}`, { headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } }), { params: Promise.resolve({ reference, original }) });
    const answer = await ask(place.people.manager);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'content-disposition', 'content-security-policy', 'cache-control'].map((name) => [name, answer.headers.get(name)]))).toEqual({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${contact.reference}-original-${createHash('sha256').update(LETTER).digest('hex').slice(0, 8)}.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(Buffer.compare(new Uint8Array(await answer.arrayBuffer()), LETTER)).toBe(0);
    for (const name of ['worker', 'otherWorker', 'auditor', 'teacher', 'lead', 'desk', 'administrator'] as const) expect((await ask(place.people[name])).status, name).toBe(404);
    // Another contact's reference opens it no more than none.
    const { contact: other } = await typedIn();
    expect((await ask(place.people.manager, other.reference)).status).toBe(404);
    expect((await ask(place.people.night)).status).toBe(200);
    expect(await asSystem(place, now().toString(), (tx) => readEntries(tx, { action: 'original.downloaded', take: 5 }))).toMatchObject([{ actorId: place.people.night.actorId, objectId: original }, { actorId: place.people.manager.actorId, objectId: original }]);
    const shown = async (person: Person) => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', person, { reference: contact.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    const managers = await shown(place.people.manager);
    for (const words of [`/contacts/${contact.reference}/originals/${original}`, NAME, 'Nobody has scanned it', createHash('sha256').update(LETTER).digest('hex')]) expect(managers).toContain(words);
    const workers = await shown(place.people.worker);
    for (const words of [NAME, 'A manager can have it as it came']) expect(workers).toContain(words);
    expect(workers).not.toContain(`/originals/${original}`);
  });

  test('of a protected source has no original for anybody whom two persons did not allow (7.14)', async () => {
    const { contact, original } = await typedIn({ 'you.protectMe': 'yes' });
    expect(contact.channel).toBe('protected');
    for (const name of ['worker', 'otherWorker', 'manager', 'auditor'] as const) {
      expect(await as(place.people[name], (tx) => originalsOf(tx, contact.id)), name).toEqual([]);
      expect(await downloaded(place.people[name], contact.reference, original), name).toEqual({ ok: false, problem: 'missing' });
    }
    expect(await asSystem(place, TYPED, (tx) => originalsOf(tx, contact.id))).toHaveLength(1);
    const { manager, unqualifiedManager } = place.people;
    const { askUnseal } = await import('@/lib/contact/verbs/ask-unseal');
    const { answerUnseal } = await import('@/lib/contact/verbs/answer-unseal');
    const today = now();
    await as(unqualifiedManager, async (tx) => askUnseal(tx, await head(tx, contact.reference), { ground: 'court_order', orderReference: 'ZA26C00101', reason: 'The court has ordered it.', tellSource: 'forbidden' }), today.toString());
    const unseal = await asSystem(place, TYPED, (tx) => tx.db.unseal.findFirstOrThrow({ where: { authorityId: place.id, contactId: contact.id } }));
    await as(manager, async (tx) => answerUnseal(tx, manager, await head(tx, contact.reference), { unsealId: unseal.id, verdict: 'agreed', reason: 'I have seen the order.' }), today.toString());
    const at = (minutes: number) => today.add({ minutes }).toString();
    expect((await downloaded(unqualifiedManager, contact.reference, original, at(1))).ok).toBe(true);
    expect((await downloaded(manager, contact.reference, original, at(1))).ok).toBe(false);
    // The agreement lasts an hour.
    expect((await downloaded(unqualifiedManager, contact.reference, original, at(60))).ok).toBe(false);
  });

  test('of a contact with protected details asks for a reason first (7.6)', async () => {
    const { contact, original } = await typedIn({ 'child.1.address': '4 Hollow Lane', 'child.1.keepAddressSecret': 'yes' });
    const { manager } = place.people;
    expect(await downloaded(manager, contact.reference, original)).toEqual({ ok: false, problem: 'protected' });
    await as(manager, async (tx) => lookAtProtected(tx, manager, await head(tx, contact.reference), 'The police ask whether it is the same letter.'));
    expect((await downloaded(manager, contact.reference, original)).ok).toBe(true);
    expect(await downloaded(manager, contact.reference, original, '2026-03-04T10:15:01Z')).toEqual({ ok: false, problem: 'protected' });
  });
});

test('that belongs to a contact which is there is added to it with its original, the way by which it came kept and its own time of receipt', async () => {
  const { worker, teacher } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await knowNobody(place, of.contactId);
  const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
  expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Add a letter');
  const draftId = await as(worker, (tx) => startCall(tx, 'letter', of.reference));
  const draft = await as(worker, (tx) => readDraft(tx, draftId));
  const attached = await as(worker, (tx) => attachOriginal(tx, draft ?? NONE, { name: NAME, bytes: LETTER }));
  expect(attached.ok).toBe(true);
  const typed: Fields = { 'call.arrivedOn': '2026-03-03', 'call.arrivedAt': '09:00', 'call.from': 'person:family', 'call.callerName': 'Gran', 'happened.what': 'He has not been at school since Friday.' };
  const made = await as(worker, async (tx) => {
    const saved = await saveCall(tx, worker, { draftId, posted: { ...draft?.content.fields, ...typed }, version: 1 });
    if (!saved.ok) throw new Error(saved.problem.code);
    return submitContact(tx, worker, await readAuthority(tx), { draftId, key: saved.value.key, version: saved.value.version });
  });
  expect(made).toMatchObject({ ok: true, value: { contactId: of.contactId } });
  const [added] = await as(worker, (tx) => additionsOf(tx, of.contactId));
  expect(added).toMatchObject({ kind: 'update', channel: 'letter', caller: 'Gran, Family member' });
  expect(added?.receivedAt.toString()).toBe('2026-03-03T09:00:00Z');
  expect(await as(worker, (tx) => originalsOf(tx, of.contactId))).toMatchObject([{ name: NAME, sizeBytes: LETTER.length }]);
  const after = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
  const html = after.kind === 'shown' ? await after.html() : after.kind;
  expect(html).toContain(NAME);
  expect(html.replaceAll('<!-- -->', '')).toMatch(/Update by letter,.*Wrote: <bdi>Gran/s);
  // Nobody rang: no call, and no letter is owed to whoever wrote.
  expect(await asSystem(place, TYPED, (tx) => tx.db.putCall.count({ where: { contactId: of.contactId } }))).toBe(0);
  expect(await as(teacher, (tx) => originalsOf(tx, of.contactId))).toEqual([]);
});

test('until it is a contact an original is its taker’s alone, and may be taken away; nothing else is kept', async () => {
  const { worker, otherWorker } = place.people;
  const draftId = await as(worker, (tx) => startCall(tx, 'letter'));
  const draft = { ...NONE, id: draftId };
  const attach = (name: string, bytes: string) => as(worker, (tx) => attachOriginal(tx, draft, { name, bytes: new Uint8Array(Buffer.from(bytes, 'latin1')) }));
  expect([await attach('run.exe', 'MZ\u0090\0'), await attach('letter.pdf', ''), await as(worker, (tx) => attachOriginal(tx, draft, null))]).toEqual([{ ok: false, problem: 'unknown' }, { ok: false, problem: 'empty' }, { ok: false, problem: 'none' }]);
  const kept = await attach('letter.pdf', '%PDF-1.7');
  if (!kept.ok) throw new Error(kept.problem);
  expect(await as(otherWorker, (tx) => originalsOfDraft(tx, draftId))).toEqual([]);
  await as(otherWorker, (tx) => takeAwayOriginal(tx, draft, kept.value));
  expect(await as(worker, (tx) => originalsOfDraft(tx, draftId))).toHaveLength(1);
  await as(worker, (tx) => takeAwayOriginal(tx, draft, kept.value));
  expect(await as(worker, (tx) => originalsOfDraft(tx, draftId))).toEqual([]);
});

test('the original that is chosen as it becomes a contact did not go with it, and whoever typed it in is told where to attach it', async () => {
  const { worker } = place.people;
  const { draftId, contact } = await typedIn();
  expect(await as(worker, (tx) => attachOriginal(tx, { ...NONE, id: draftId }, { name: NAME, bytes: LETTER }))).toEqual({ ok: false, problem: 'sent_before' });
  const page = await askPage('../../app/calls/[draft]/made/page.tsx', worker, { draft: draftId }, { original: 'sent_before' });
  const made = page.kind === 'shown' ? await page.html() : page.kind;
  for (const words of ['did not go with it', `href="/contacts/${contact.reference}"`]) expect(made).toContain(words);
});

test('an original that cannot be handed on: whoever typed it in is told, and it stands on the contact (decision 46)', async () => {
  const { worker } = place.people;
  await asSuperuser((client) => client.query("create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$; create trigger full_disk before update on original for each row execute function full_disk()"));
  const { draftId, contact } = await typedIn().finally(() => asSuperuser((client) => client.query('drop trigger full_disk on original; drop function full_disk()')));
  const shown = async (file: string, params: Record<string, string>) => {
    const page = await askPage(`../../app/${file}/page.tsx`, worker, params, {});
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown('calls/[draft]/made', { draft: draftId })).toContain('Not every file went with it');
  expect(await shown('contacts/[reference]', { reference: contact.reference })).toContain('A file that was sent did not arrive');
  const { draftId: whole } = await typedIn();
  expect(await shown('calls/[draft]/made', { draft: whole })).not.toContain('Not every file');
});

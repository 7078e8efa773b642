/**
 * What somebody asked a copy of is there until they have it and could complain (UK GDPR article 15; Data Protection Act 2018 s.173; safe
 * practice 18). Received in March 2026, closed as advice: over on 10 March 2032; asked for in January 2036, when a list was released already.
 */
import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { dryRun, isStillDue } from '@/lib/assurance/retention/dry-run';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { lockPack, readPieces } from '@/lib/assurance/subject-access/pack-store';
import { markOf, markOfPack, piecesShown } from '@/lib/assurance/subject-access/reviewing';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { giveOutPack } from '@/lib/assurance/subject-access/verbs/give-out-pack';
import { reviewPieces } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { showPack } from '@/lib/assurance/subject-access/verbs/show-pack';
import { startPack } from '@/lib/assurance/subject-access/verbs/start-pack';
import { withdrawPack } from '@/lib/assurance/subject-access/verbs/withdraw-pack';
import { findContact } from '@/lib/contact/store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { forge, seenBy } from './rows';
import { asApp, asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
const of: Case[] = [];
beforeAll(async () => {
  place = await makePlace();
  const report = { ...earlyHelp(), children: [{ givenName: 'Wenna', familyName: 'Trease', dateOfBirth: '2016-05-04', nhsNumber: '9990000085', indicators: {} }], household: [] };
  for (const day of ['2026-03-02', '2026-03-03']) {
    const each = await arrives(place, `${day}T09:00:00Z`, report);
    await knowNobody(place, each.contactId);
    of.push(each);
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await client.query('delete from queue_row where contact_id = $1', [each.contactId]);
      await forge(client, 'closure', { authority_id: place.id, contact_id: each.contactId, at: '2026-03-10T12:00:00Z', how: 'told', level: 1, route: 'UNIV_ADVICE' });
    });
  }
});
afterAll(closeDatabase);

const at = (day: string) => `${day}T12:00:00Z`;
const as = async <T>(person: Person, day: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: Temporal.Instant.from(at(day)) });
const due = async (day: string) => Promise.all(of.map(({ contactId }) => asSystem(place, at(day), async (tx) => isStillDue(tx, contactId))));
const begin = async (day: string): Promise<string> => {
  const started = await as(place.people.manager, day, async (tx) => startPack(tx, await readAuthority(tx), { reference: of[0]?.reference ?? '', child: 'Wenna Trease', askedBy: 'Wenna Trease', asker: 'child', basis: 'Her own', identity: 'Passport seen' }));
  if (!started.ok) throw new Error(started.problem);
  return started.packId;
};
const gives = async (packId: string, day: string) => as(place.people.manager, day, async (tx) => giveOutPack(tx, packId, 'Wenna Trease, at the counter'));
/** Reviewed by one manager and confirmed by another. */
const confirmed = async (packId: string, day: string): Promise<string> => {
  await as(place.people.manager, day, async (tx) => reviewPieces(tx, packId, () => ({ verdict: 'keep', category: '', reason: 'It is hers.', was: '' })));
  const done = await as(place.people.unqualifiedManager, day, async (tx) => {
    const pack = await lockPack(tx, packId);
    return confirmPack(tx, packId, pack === null ? '' : markOfPack(await piecesShown(tx, pack)));
  });
  expect(done).toEqual({ ok: true, value: null });
  return packId;
};
const deleted = async (contactId: string, day: string) => asSystem(place, at(day), async (tx) => {
  const list = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const made = await forge(client, 'retention_list', { authority_id: place.id, contacts: 1, drafts: 0, released_at: at(day), released_by: place.people.manager.actorId });
    await forge(client, 'retention_item', { authority_id: place.id, list_id: made['id'], id: contactId, contact_id: contactId, due_on: '2032-03-10', outcome: 'advice' });
    return made['id'] as string;
  });
  return tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${contactId}::uuid, '[]'::jsonb)`;
}).then(() => 'deleted', (error: unknown) => String(error));

test('a request under way keeps what it is about, of a list that was released before, until three months after it was given out', async () => {
  const { manager, administrator } = place.people;
  const list = await as(manager, '2036-01-10', makeList);
  if (!list.ok) throw new Error(list.problem);
  await as(administrator, '2036-01-10', async (tx) => releaseList(tx, list.value));
  expect(await due('2036-01-10')).toEqual([true, true]);

  const withdrawn = await begin('2036-01-10');
  expect(await due('2036-01-10')).toEqual([false, false]);
  const met: string[] = [];
  for (let each = await asSystem(place, at('2036-01-10'), (tx) => deleteNext(tx)); each !== null; each = await asSystem(place, at('2036-01-10'), (tx) => deleteNext(tx, met))) {
    expect(each.how).toBe('kept');
    met.push(each.id);
  }
  expect(met).toHaveLength(2);
  // The database by itself, also of a contact that has only a piece of it.
  for (const { contactId } of of) expect(await deleted(contactId, '2036-01-10')).toContain('a hold keeps it');
  expect((await as(manager, '2036-01-10', async (tx) => dryRun(tx))).kept.map(({ kept }) => 'why' in kept && kept.why)).toEqual(['asked', 'asked']);
  await as(manager, '2036-01-10', async (tx) => withdrawPack(tx, withdrawn));
  expect(await due('2036-01-10')).toEqual([true, true]);

  const id = await begin('2036-01-11');
  await confirmed(id, '2036-01-12');
  expect(await due('2036-09-01'), 'confirmed and not given out').toEqual([false, false]);
  // A look at it gives it to nobody; nor is it given out to nobody in particular.
  expect(await as(manager, '2036-01-13', async (tx) => showPack(tx, await readAuthority(tx), id))).not.toBeNull();
  expect(await as(manager, '2036-01-13', async (tx) => giveOutPack(tx, id, ' '))).toEqual({ ok: false, problem: 'to' });
  expect(await due('2036-09-01'), 'looked at and not given out').toEqual([false, false]);
  expect(await gives(id, '2036-01-20')).toEqual({ ok: true, value: null });
  expect(await due('2036-04-19')).toEqual([false, false]);
  expect(await due('2036-04-21')).toEqual([true, true]);
  const page = await askPage('../../app/access-packs/page.tsx', manager, {});
  expect(page.kind === 'shown' && (await page.html())).toContain('Given out on 20/1/2036');

  // It lost what the second contact said: shorter it is not given out again. That it was given out stays in the ledger.
  expect(await deleted(of[1]?.contactId ?? '', '2036-04-21')).toBe('deleted');
  expect(await gives(id, '2036-04-21')).toEqual({ ok: false, problem: 'gone' });
  expect(await deleted(of[0]?.contactId ?? '', '2036-04-21')).toBe('deleted');
  const entries = await asSuperuser(async (client) => (await client.query<{ action: string }>("select action from ledger_entry where authority_id = $1 and object_id = $2 and action <> 'access_pack.reviewed' order by seq", [place.id, id])).rows.map(({ action }) => action));
  expect(entries).toEqual(['access_pack.started', 'access_pack.confirmed', 'access_pack.shown', 'access_pack.given_out']);
});

test('it stays where the pack is withdrawn after it was given out, and where something in it was made secret before', async () => {
  const { manager, worker } = place.people;
  const mine = await arrives(place, '2026-03-04T09:00:00Z', { children: [{ givenName: 'Jenifer', familyName: 'Trease', dateOfBirth: '2015-05-04', address: '2 Fore Street', indicators: {} }], incident: { what: 'Hungry.' } });
  await knowNobody(place, mine.contactId);
  const asked = async (day: string) => asSystem(place, at(day), async (tx) => (await tx.db.$queryRaw<{ id: string }[]>`select id from retention_asked() id`).some(({ id }) => id === mine.contactId));
  const starts = async (day: string) => {
    const started = await as(manager, day, async (tx) => startPack(tx, await readAuthority(tx), { reference: mine.reference, child: 'Jenifer', askedBy: 'Jenifer Trease', asker: 'child', basis: 'Her own', identity: 'Passport seen' }));
    if (!started.ok) throw new Error(started.problem);
    return started.packId;
  };
  const pageOf = async (pack: string) => {
    const page = await askPage('../../app/access-packs/page.tsx', manager, {}, { pack });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const out = await confirmed(await starts('2026-03-10'), '2026-03-12');
  expect(await gives(out, '2026-03-20')).toEqual({ ok: true, value: null });
  expect(await pageOf(out)).toContain('Wenna Trease, at the counter');
  expect(await as(manager, '2026-03-21', async (tx) => withdrawPack(tx, out))).toEqual({ ok: true, value: null });
  // Three months in which they may complain, from 20 March.
  expect([await asked('2026-06-19'), await asked('2026-06-21')]).toEqual([true, false]);
  expect(await as(manager, '2026-03-22', async (tx) => withdrawPack(tx, out))).toEqual({ ok: false, problem: 'gone' });

  const emptied = await starts('2026-07-01');
  await as(worker, '2026-07-02', async (tx) => {
    const head = await findContact(tx, mine.reference);
    expect(head && (await keepSecret(tx, head, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'She has fled.' }))).toMatchObject({ ok: true });
  });
  expect(await as(manager, '2026-07-03', async (tx) => lockPack(tx, emptied))).toMatchObject({ withdrawn: true, waits: true });
  expect(await asked('2036-07-01'), 'until a person settles it').toBe(true);
  expect(await pageOf(emptied)).toContain('Nobody waits for it any more');
  // When it was withdrawn nobody says over.
  await expect(asApp(async (client) => seenBy(client, manager, async () => client.query('update access_pack set withdrawn_at = now(), withdrawn_by = $2, waits_since = null where id = $1', [emptied, manager.actorId])))).rejects.toThrow('was withdrawn');
  expect(await as(manager, '2026-07-04', async (tx) => withdrawPack(tx, emptied))).toEqual({ ok: true, value: null });
  expect(await asked('2026-07-05')).toBe(false);
  expect(await pageOf(emptied)).not.toContain('Nobody waits for it any more');
  expect(await as(manager, '2026-07-06', async (tx) => withdrawPack(tx, emptied))).toEqual({ ok: false, problem: 'gone' });
});

test('a pack that went out and was withdrawn before that was said: the words go back to their writer, with what is left to do', async () => {
  const { manager } = place.people;
  const begun = await arrives(place, '2026-03-05T09:00:00Z', { children: [{ givenName: 'Loveday', familyName: 'Trease', dateOfBirth: '2014-05-04', indicators: {} }], incident: { what: 'Hungry.' } });
  await knowNobody(place, begun.contactId);
  const started = await as(manager, '2026-03-10', async (tx) => startPack(tx, await readAuthority(tx), { reference: begun.reference, child: 'Loveday', askedBy: 'Loveday Trease', asker: 'child', basis: 'Her own', identity: 'Passport seen' }));
  if (!started.ok) throw new Error(started.problem);
  const pack = await confirmed(started.packId, '2026-03-12');
  const pageNow = async () => {
    const page = await askPage('../../app/access-packs/page.tsx', manager, {}, { pack });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const LEFT = 'hold that contact and everything about its children';
  expect(await pageNow()).not.toContain(LEFT);
  await as(manager, '2026-03-20', async (tx) => withdrawPack(tx, pack));
  expect(await pageNow()).toContain(LEFT);

  const { POST: giveOut } = await import('@/app/access-packs/give-out/route');
  const presses = async (id: string) => {
    const answer = await giveOut(new NextRequest(`${config().publicOrigin}/access-packs/give-out`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(manager)}`, origin: config().publicOrigin }, body: new URLSearchParams({ pack: id, to: 'Loveday Trease, by post' }) }), { params: Promise.resolve({}) });
    return { status: answer.status, html: await answer.text() };
  };
  const { status, html } = await presses(pack);
  expect(status).toBe(409);
  for (const words of ['Loveday Trease, by post', LEFT, `href="/contacts/${begun.reference}"`]) expect(html).toContain(words);
  // Of one that is not there for them nothing else is said.
  const other = await presses(randomUUID());
  expect([other.status, other.html.includes('Loveday Trease, by post'), other.html.includes('/contacts/')]).toEqual([409, true, false]);
});

test('what was typed of the pieces of a pack that ended meanwhile goes back to its writer; who must be asked first is told so, and finds it again', async () => {
  const { manager, unqualifiedManager } = place.people;
  const about = async (givenName: string, day: string) => {
    const of = await arrives(place, `${day}T09:00:00Z`, { children: [{ givenName, familyName: 'Nance', dateOfBirth: '2014-05-04', indicators: {} }], incident: { what: 'Hungry.' } });
    await knowNobody(place, of.contactId);
    const started = await as(manager, '2026-03-10', async (tx) => startPack(tx, await readAuthority(tx), { reference: of.reference, child: givenName, askedBy: `${givenName} Nance`, asker: 'child', basis: 'Their own', identity: 'Passport seen' }));
    if (!started.ok) throw new Error(started.problem);
    const pieces = await as(manager, '2026-03-10', async (tx) => readPieces(tx, started.packId));
    return { id: started.packId, of, pieces };
  };
  const { POST: review } = await import('@/app/access-packs/review/route');
  const sends = async (person: Person, pack: string, fields: Record<string, string>) => review(new NextRequest(`${config().publicOrigin}/access-packs/review`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams({ pack, ...fields }) }), { params: Promise.resolve({}) });
  const saying = (pieceId: string, reason: string, was = '') => ({ [`verdict-${pieceId}`]: 'keep', [`category-${pieceId}`]: '', [`reason-${pieceId}`]: reason, [`was-${pieceId}`]: was });

  const ended = await about('Jory', '2026-03-05');
  const [first, second] = ended.pieces;
  if (first === undefined || second === undefined) throw new Error('pieces');
  const stood = markOf({ verdict: 'keep', category: null, reason: 'Stood there before.' });
  const typed = { ...saying(first.id, 'Read with the school nurse.'), ...saying(second.id, 'Stood there before.', stood) };
  await as(manager, '2026-03-20', async (tx) => withdrawPack(tx, ended.id));
  for (const [pack, onward] of [[ended.id, `href="/access-packs?pack=${ended.id}"`], [randomUUID(), 'href="/access-packs"']] as const) {
    const answer = await sends(manager, pack, typed);
    expect(answer.status).toBe(409);
    const html = await answer.text();
    for (const words of ['Read with the school nurse.', onward]) expect(html).toContain(words);
    expect(html).not.toContain('Stood there before.');
  }

  const waiting = await about('Bersaba', '2026-03-06');
  const [piece] = waiting.pieces;
  await asSuperuser((client) => client.query('delete from contact_declaration where contact_id = $1 and account_id = $2', [waiting.of.contactId, unqualifiedManager.actorId]));
  const told = await sends(unqualifiedManager, waiting.id, saying(piece?.id ?? '', 'Read with the health visitor.'));
  expect([told.status, told.headers.get('location')]).toEqual([303, `/access-packs?pack=${waiting.id}&problem=open_first`]);
  await knowNobody(place, waiting.of.contactId);
  const page = await askPage('../../app/access-packs/page.tsx', unqualifiedManager, {}, { pack: waiting.id });
  expect(page.kind === 'shown' && (await page.html())).toContain('Read with the health visitor.');
});

test('nobody says of a pack that it was given out which nobody confirmed', async () => {
  const forged = asSuperuser((client) => forge(client, 'access_pack', { authority_id: place.id, id: randomUUID(), asker: 'child', asked_by: 'x', basis: 'x', identity: 'x', given_at: at('2036-01-20') }));
  await expect(forged).rejects.toThrow('access_pack_given');
});

/** What is sent again is answered as the first time, whatever became of it; and nothing is refused in silence (safe practice 1, 3, 9, 14, 17, 20; decision 41). */
import { NextRequest } from 'next/server';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyScope } from '@/lib/access/api-key';
import { readKeys } from '@/lib/access/api-key-store';
import { makeKey } from '@/lib/access/verbs/make-key';
import { revokeKey } from '@/lib/access/verbs/revoke-key';
import { rotateKey } from '@/lib/access/verbs/rotate-key';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { endTyped, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { recentTroubles, troubleWords } from '@/lib/contact/machine/trouble-store';
import { findContact } from '@/lib/contact/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { concern, keyAt, post } from './machine-scene';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { addProposal, asSystem } from './waiting';

let place: Place;
let school: string;
let police: string;
beforeAll(async () => {
  place = await makePlace();
  [school, police] = [await keyAt(place, 'school'), await keyAt(place, 'police')];
});
afterAll(closeDatabase);

const system = async <T>(work: Parameters<typeof asSystem<T>>[2], at: Temporal.Instant = now()) => asSystem(place, at.toString(), work);
const idOf = async (reference: string) => system(async (tx) => (await findContact(tx, reference))?.id ?? '');
const READ = /has not read it/;

describe('the same again', () => {
  test('says nothing of the contact of another agency into which it was typed', async () => {
    const said: Record<string, unknown>[] = [];
    // One of level 2 and one of level 4 (I099 in the guide of Norfolk): the sender cannot tell which.
    for (const sign of ['I018', 'I099']) {
      const other = await post(police, JSON.stringify(concern({ children: [{ givenName: 'Maya', familyName: `Put ${sign}`, indicators: { [sign]: 'present' } }] })));
      const [body, key] = ['{"kind":"concern"}', crypto.randomUUID()];
      const first = await post(school, body, key);
      const intake = (await system(waitingIntakes)).find(({ reference }) => reference === first.said.reference);
      const contactId = await idOf(other.said.reference);
      await system((tx) => endTyped(tx, intake?.id ?? '', contactId));
      const again = await post(school, body, key);
      expect([again.status, again.said.reference, again.said['ringNow']]).toEqual([200, first.said.reference, first.said['ringNow']]);
      said.push({ ...again.said, reference: '' });
    }
    expect(said[0]).toEqual(said[1]);
    expect(said[0]?.['words']).not.toMatch(READ);
  });

  test('is answered as the first time, also once it is closed to its agency, and whatever was learned since', async () => {
    const [low, high] = [JSON.stringify(concern()), JSON.stringify(concern({ children: [{ givenName: 'Ada', familyName: 'Again', indicators: { I099: 'present' } }] }))];
    for (const [body, level] of [[low, 4], [high, 2]] as const) {
      const key = crypto.randomUUID();
      const first = await post(school, body, key);
      const id = await idOf(first.said.reference);
      await system((tx) => addProposal(tx, id, { version: 2, level, route: 'EARLY_HELP' }));
      await asSuperuser(async (client) => {
        await client.query("set session_replication_role = 'replica'");
        await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: id, kind: 'restricted_child', restricted_child_id: crypto.randomUUID() });
      });
      const again = await post(school, body, key);
      expect([again.status, again.said.reference, again.said['ringNow']]).toEqual([200, first.said.reference, first.said['ringNow']]);
      // White space is no content, and no other answer.
      const spaced = await post(school, JSON.stringify(JSON.parse(body), null, 2), key);
      expect(spaced.said).toEqual(again.said);
    }
  });

  test('does not say that nobody has read it, which nobody looked up', async () => {
    const [body, key] = [JSON.stringify(concern()), crypto.randomUUID()];
    expect((await post(school, body, key)).said['words']).toMatch(READ);
    expect((await post(school, body, key)).said['words']).toBe('We have had it before. How far it is can be asked with its reference.');
  });
});

test('one of many under an id that was something else is answered with whom to ring, as it is alone (safe practice 1)', async () => {
  const secret = await keyAt(place, 'police', 'notifications');
  const { POST } = await import('@/app/api/v1/notifications/route');
  const send = async (what: string) => {
    const body = { batch: what, sentAt: now().toString(), notifications: [{ id: 'PPN-1', eventAt: '2026-11-26T22:40:00Z', report: concern({ firstQuestions: { cannotWait: 'yes' }, incident: { what } }) }] };
    const answer = await POST(new NextRequest('http://localhost:3000/api/v1/notifications', { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${secret}` } }));
    return ((await answer.json()) as { results: Record<string, unknown>[] }).results[0];
  };
  expect(await send('first')).toMatchObject({ status: 201, words: expect.stringMatching(READ) as string });
  expect(await send('second')).toMatchObject({ status: 409, ringNow: expect.stringMatching(/^01632/) as string, words: expect.stringContaining('If it cannot wait, ring.') as string });
});

describe('a secret that opens no more', () => {
  const troubles = async (at = now()) => {
    await system(look, at);
    return (await system((tx) => listAlarms(tx, 'open', 500), at)).filter(({ kind }) => kind === 'machine_trouble');
  };
  const keyNamed = async (name: string, scope: KeyScope = 'contacts') => {
    const { administrator } = place.people;
    const made = await withActor(administrator, (tx) => makeKey(tx, { name, scope, agency: scope === 'call_events' ? '' : place.agencies.school.id }));
    const id = (await withActor(administrator, readKeys)).find((key) => key.name === name)?.id ?? '';
    return { secret: made.ok ? made.value : '', id };
  };
  const exchange = async (id: string, overlap: number, at = now()) => {
    const secret = await withActor(place.people.administrator, (tx) => rotateKey(tx, { key: id, overlap }), { at });
    return secret.ok ? secret.value : '';
  };
  const words = async () => system(async (tx) => [...(await troubleWords(tx, (await recentTroubles(tx)).map(({ occasion }) => occasion))).values()].sort());

  test('is refused, and somebody is told which system sends with it, once an hour, until they accept it', async () => {
    const { administrator } = place.people;
    const [exchanged, revoked, line] = [await keyNamed('Exchanged records'), await keyNamed('Revoked records'), await keyNamed('Telephones', 'call_events')];
    const fresh = await exchange(exchanged.id, 0);
    for (const { id } of [revoked, line]) await withActor(administrator, (tx) => revokeKey(tx, id));
    expect((await post(fresh, JSON.stringify(concern()))).status).toBe(201);
    // A secret that was never one, and one that never filed anything, are nobody's concern.
    for (const secret of [`${school.slice(0, -3)}abc`, line.secret]) expect((await post(secret, JSON.stringify(concern()))).status).toBe(401);
    expect(await troubles()).toEqual([]);
    for (const { secret } of [exchanged, exchanged, revoked]) {
      const answer = await post(secret, JSON.stringify(concern()));
      expect([answer.status, answer.said['problem']]).toEqual([401, 'unknown_key']);
    }
    expect(await troubles()).toHaveLength(2);
    const said = (system: string, times: string) => `${system} of ${place.agencies.school.name} sends with a secret that was exchanged or revoked, and nothing of it is taken: ring them, ${times}`;
    expect(await words()).toEqual([said('Exchanged records', '2 times'), said('Revoked records', '1 time')]);
    expect(await troubles(now().add({ hours: 60 }))).toHaveLength(2);
    // In another hour it is another occasion of the same key, and not one beside it.
    await asSuperuser(async (client) => client.query("update machine_trouble set hour = hour - interval '2 hours', last_at = last_at - interval '2 hours' where key_id = $1", [exchanged.id]));
    const before = (await troubles()).map(({ occasion }) => occasion);
    expect((await post(exchanged.secret, '{')).status).toBe(401);
    const after = (await troubles()).map(({ occasion }) => occasion);
    expect([after.length, after.filter((occasion) => before.includes(occasion)).length]).toEqual([2, 1]);
  });

  const status = async (secret: string) => (await post(secret, JSON.stringify(concern()))).status;
  const of = async (id: string) => (await withActor(place.people.administrator, readKeys)).find((key) => key.id === id);

  test('exchanged again because the new one was lost, the one that is sent with opens for as long as was said of it', async () => {
    const { secret, id } = await keyNamed('Lost on the way');
    const monday = now();
    const lost = await exchange(id, 720, monday);
    const fresh = await exchange(id, 24);
    // Nobody knows which of those before is sent with: each opens, and no longer than its administrator said last.
    expect([await status(secret), await status(lost), await status(fresh)]).toEqual([201, 201, 201]);
    const again = await exchange(id, 720);
    expect(await status(secret)).toBe(201);
    const [before, ...earlier] = (await of(id))?.formerUntil.map((until) => Math.round(monday.until(until).total('hours'))) ?? [];
    expect([before, earlier]).toEqual([720, [24, 24]]);
    const page = await askPage('../../app/admin/keys/page.tsx', place.people.administrator, {});
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect([html.split('; the one before opens until ').length, html.split(', the one before that until ').length]).toEqual([2, 3]);
    const told = (await troubles()).length;
    // Ended with all before it, the first one is missed as any other: the system that sends with it is named.
    const last = await exchange(id, 0);
    expect([await status(secret), await status(again), await status(last)]).toEqual([401, 401, 201]);
    expect(await troubles()).toHaveLength(told + 1);
    expect(await words()).toContain(`Lost on the way of ${place.agencies.school.name} sends with a secret that was exchanged or revoked, and nothing of it is taken: ring them, 2 times`);
    expect((await of(id))?.formerUntil).toEqual([]);
  });

  test('is not the only one by which nothing is taken: a key that files at the other door is told of, and one that files nothing is not', async () => {
    const [many, line] = [await keyNamed('Night batches', 'notifications'), await keyNamed('Switchboard', 'call_events')];
    const told = (await troubles()).length;
    for (const { secret } of [line, many]) {
      const answer = await post(secret, JSON.stringify(concern()));
      expect([answer.status, answer.said['problem']]).toEqual([403, 'wrong_scope']);
    }
    expect(await troubles()).toHaveLength(told + 1);
    expect(await words()).toContain(`Night batches of ${place.agencies.school.name} sends a concern with a key that opens another door, and nothing of it is taken: ring them, 1 time`);
    expect(await troubles(now().add({ hours: 60 }))).toHaveLength(told + 1);
    // A secret of it that is over is told of, too, and not as one that was never known.
    await exchange(many.id, 0);
    expect(await status(many.secret)).toBe(401);
    expect(await troubles()).toHaveLength(told + 2);
  });
});

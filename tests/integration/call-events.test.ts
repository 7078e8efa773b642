/** What a telephone system says of its calls: who may say it, once each, and what becomes of a professional who gave up (safe practice 7.9; docs/call-events.md). */
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readKeys } from '@/lib/access/api-key-store';
import { makeKey } from '@/lib/access/verbs/make-key';
import { revokeKey } from '@/lib/access/verbs/revoke-key';
import { readCsv } from '@/lib/line/events/call-event';
import { readEntries } from '@/lib/ledger/entry-store';
import { endRingBack, addTry, openRingBacks } from '@/lib/line/ring-back-store';
import { importCalls } from '@/lib/line/verbs/import-calls';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const NOW = '2026-03-04T11:00:00Z';
/** The number of the school's line in this place; the teacher's own stands with the teacher. */
const SCHOOL = '01632 960 444';
const TEACHER = '01632 960 311';
const FAMILY = '07700 900 187';

let place: Place;
let other: Place;
beforeAll(async () => {
  [place, other] = [await makePlace(), await makePlace()];
  await asSystem(place, '2026-03-01T09:00:00Z', async (tx) => {
    // Nobody else of the place is known by a number.
    await tx.db.membership.updateMany({ where: { authorityId: place.id }, data: { phone: '' } });
    await tx.db.membership.updateMany({ where: { authorityId: place.id, id: place.people.teacher.membershipId }, data: { phone: TEACHER } });
    await tx.db.agency.updateMany({ where: { authorityId: place.id, id: place.agencies.school.id }, data: { phone: SCHOOL } });
  });
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = NOW) => withActor(person, work, { at: Temporal.Instant.from(at) });
const HEAD = 'call_id,offered_at,outcome,waited_seconds,caller_number';

async function imported(lines: string[], at = NOW) {
  const read = readCsv([HEAD, ...lines].join('\n'), Temporal.Instant.from(at));
  if (!read.ok) throw new Error(read.problem);
  return as(place.people.manager, (tx) => importCalls(tx, read.value), at);
}

const owed = (at = NOW) => asSystem(place, at, openRingBacks);

describe('an import', () => {
  test('takes each call once; what says something else of a call that is kept is left out', async () => {
    const lines = ['a1,2026-03-04T09:00:00Z,answered,12,', 'a2,2026-03-04T09:05:00Z,abandoned,70,', 'a2,2026-03-04T09:05:00Z,abandoned,70,', 'a3,2026-03-04T09:05:00Z,gone,70,'];
    expect(await imported(lines)).toEqual({ taken: 2, repeated: 1, leftOut: [{ line: 5, why: 'outcome: answered or abandoned' }], ringBacks: 0 });
    expect(await imported([...lines.slice(0, 1), 'a2,2026-03-04T09:05:00Z,answered,70,', 'a4,2026-03-04T09:06:00Z,answered,3,'])).toMatchObject({ taken: 1, repeated: 1, leftOut: [{ line: 3, why: expect.stringContaining('the first stays') as string }] });
    expect(await asSystem(place, NOW, (tx) => tx.db.callEvent.count({ where: { authorityId: place.id } }))).toBe(3);
    expect(await owed()).toEqual([]);
  });

  test('owes a call within ten minutes to a known professional who gave up, one however often, and to nobody else', async () => {
    const gaveUp = await imported(['b1,2026-03-04T10:30:00Z,abandoned,80,+44 1632 960311', `b2,2026-03-04T10:40:00Z,abandoned,20,${TEACHER}`, `b3,2026-03-04T10:41:00Z,abandoned,50,${FAMILY}`, 'b4,2026-03-04T10:42:00Z,abandoned,50,withheld', `b5,2026-03-04T10:43:00Z,abandoned,5,${SCHOOL}`, `b6,2026-03-03T10:59:00Z,abandoned,5,${SCHOOL}`]);
    expect(gaveUp).toMatchObject({ taken: 6, ringBacks: 2 });
    const rows = await owed();
    expect(rows.map(({ origin, name, agencyName, times }) => [origin, name, agencyName, times]).sort()).toEqual([
      ['abandoned', 'Bryony Castle', 'Harrow Lane Primary School', 2],
      ['abandoned', 'Somebody at Harrow Lane Primary School', 'Harrow Lane Primary School', 1],
    ]);
    expect(rows.map(({ promisedAt }) => promisedAt.toString())).toEqual(['2026-03-04T11:10:00Z', '2026-03-04T11:10:00Z']);
    expect(rows.find(({ times }) => times === 2)).toMatchObject({ accountId: place.people.teacher.actorId, phone: '+44 1632 960311', answeredLaterAt: null });
    // They ring again and somebody answers: it is said, and a person ends it.
    await imported([`b7,2026-03-04T10:50:00Z,answered,9,${TEACHER}`]);
    expect((await owed()).find(({ times }) => times === 2)?.answeredLaterAt?.toString()).toBe('2026-03-04T10:50:00Z');
  });

  test('who gives up once more is there now: what was promised for later is owed within ten minutes again', async () => {
    const later = '2026-03-05T08:45:00Z';
    const [first] = await owed();
    if (first === undefined) throw new Error('somebody is owed a call');
    await asSystem(place, NOW, (tx) => addTry(tx, first.id, { outcome: 'no_answer', words: '' }, Temporal.Instant.from(later)));
    expect((await owed()).find(({ id }) => id === first.id)?.promisedAt.toString()).toBe(later);
    await imported([`again,2026-03-04T12:00:00Z,abandoned,30,${first.phone}`], '2026-03-04T12:01:00Z');
    expect((await owed()).find(({ id }) => id === first.id)?.promisedAt.toString()).toBe('2026-03-04T12:11:00Z');
  });

  test('sent twice at the same moment owes one call', async () => {
    const number = '01632 960 655';
    await asSystem(place, NOW, (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: place.people.officer.membershipId }, data: { phone: number } }));
    const read = (id: string) => {
      const rows = readCsv([HEAD, `${id},2026-03-04T10:58:00Z,abandoned,9,${number}`].join('\n'), Temporal.Instant.from(NOW));
      if (!rows.ok) throw new Error(rows.problem);
      return rows.value;
    };
    const others: Promise<unknown>[] = [];
    await as(place.people.manager, async (tx) => {
      await importCalls(tx, read('t1'));
      others.push(as(place.people.manager, (second) => importCalls(second, read('t2'))));
      await new Promise((done) => setTimeout(done, 400));
    });
    await Promise.all(others);
    const rows = (await owed()).filter(({ phone }) => phone === number);
    expect(rows.map(({ times }) => times)).toEqual([2]);
    await as(place.people.worker, (tx) => endRingBack(tx, rows[0]?.id ?? '', { how: 'done', why: 'Rung.' }));
  });

  test('of a number that several have says which agency rings, and not who', async () => {
    const { lead, otherTeacher } = place.people;
    const shared = '01632 960 777';
    await asSystem(place, NOW, (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: { in: [lead.membershipId, otherTeacher.membershipId] } }, data: { phone: shared } }));
    expect(await imported([`s1,2026-03-04T10:55:00Z,abandoned,9,${shared}`])).toMatchObject({ ringBacks: 1 });
    const row = (await owed()).find(({ phone }) => phone === shared);
    expect(row).toMatchObject({ name: 'Somebody at Harrow Lane Primary School', accountId: null, agencyId: place.agencies.school.id });
    await as(place.people.worker, (tx) => endRingBack(tx, row?.id ?? '', { how: 'done', why: 'Rung.' }));
  });

  test('keeps no number but that of somebody who is to be rung, and that only until they are', async () => {
    const everywhere = async () =>
      asSuperuser(async (client) => {
        const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
        const found: string[] = [];
        for (const { name } of rows) {
          // However it is written, but not where digits of a sealed file, of ids or of one column and the next happen to make it.
          const { rows: hits } = await client.query<{ n: string }>(`select count(*) as n from ${name} t where regexp_replace(t::text, '\\\\x[0-9a-f]+', '', 'g') ~ '7700[ .-]?900[ .-]?187|1632[ .-]?960[ .-]?311'`);
          if (Number(hits[0]?.n) > 0) found.push(name);
        }
        return found.sort();
      });
    // The teacher's own account has it, too.
    expect(await everywhere()).toEqual(['membership', 'ring_back']);
    for (const { id } of await owed()) await as(place.people.worker, (tx) => endRingBack(tx, id, { how: 'done', why: 'Rung.' }));
    expect(await everywhere()).toEqual(['membership']);
  });
});

describe('a machine', () => {
  const post = async (secret: string | null, body: string, type: string) => {
    const { POST } = await import('@/app/api/call-events/route');
    return POST(new NextRequest('http://localhost:3000/api/call-events', { method: 'POST', body, headers: { 'content-type': type, ...(secret === null ? {} : { authorization: `Bearer ${secret}` }) } }));
  };
  const body = JSON.stringify({ calls: [{ call_id: 'm1', offered_at: '2026-03-04T09:00:00Z', outcome: 'answered', waited_seconds: 4 }, { call_id: 'm2' }] });

  test('speaks with a key that is shown once, kept as a hash, and revoked', async () => {
    const { administrator } = place.people;
    const made = await as(administrator, (tx) => makeKey(tx, { name: 'Contact centre', scope: 'call_events', agency: '' }));
    if (!made.ok) throw new Error(made.problem);
    const secret = made.value;
    expect(secret).toMatch(new RegExp(`^dsk\\.${place.id}\\.[A-Za-z0-9_-]{43}$`));
    const [key] = await as(administrator, readKeys);
    expect(JSON.stringify(key)).not.toContain(secret.slice(-20));
    const there = await asSuperuser(async (client) => (await client.query<{ hit: string }>("select count(*) as hit from api_key t where t::text like '%' || $1 || '%'", [secret.slice(-43)])).rows[0]?.hit);
    expect(there).toBe('0');
    const answer = await post(secret, body, 'application/json; charset=utf-8');
    expect([answer.status, await answer.json()]).toEqual([200, { taken: 1, repeated: 0, left_out: [{ line: 2, why: expect.stringContaining('offered_at') as string }], ring_backs: 0 }]);
    expect((await as(administrator, readKeys))[0]?.usedAt).not.toBeNull();
    expect((await post(secret, body, 'text/plain')).status).toBe(415);
    expect((await post(secret, '{', 'application/json')).status).toBe(400);
    expect((await post(secret, `"${'x'.repeat(2 * 1024 * 1024)}"`, 'application/json')).status).toBe(413);
    // Of another authority, of nobody, or cut short: nothing is said but that it is not known.
    for (const wrong of [null, secret.slice(0, -1), secret.replace(place.id, other.id), `dsk.nowhere.${secret.slice(-43)}`]) expect((await post(wrong, body, 'application/json')).status, wrong ?? 'none').toBe(401);
    expect(await as(administrator, (tx) => revokeKey(tx, key?.id ?? ''))).toEqual({ ok: true, value: null });
    expect((await post(secret, body, 'application/json')).status).toBe(401);
    expect(await asSystem(other, NOW, (tx) => tx.db.callEvent.count({ where: { authorityId: other.id } }))).toBe(0);
    const said = await asSystem(place, NOW, (tx) => readEntries(tx, { action: 'calls.imported', take: 1 }));
    expect(said[0]).toMatchObject({ actorId: key?.id });
  });
});

describe('on the page', () => {
  test('a manager uploads a file and reads what was left out; the figures stand in a table', async () => {
    const { manager, worker } = place.people;
    const { POST } = await import('@/app/line/import/route');
    const form = new FormData();
    const at = now().subtract({ minutes: 1 }).toString({ smallestUnit: 'second' });
    form.set('calls', new File([[HEAD, `u1,${at},answered,61,`, `u2,${at},abandoned,5,`, `u3,,answered,5,`].join('\r\n')], 'Maya Quill.csv'));
    const sent = new Request('http://localhost:3000/line/import', { method: 'POST', body: form });
    const request = async (person: Person) => new NextRequest(sent.clone(), { headers: { origin: 'http://localhost:3000', 'content-type': sent.headers.get('content-type') ?? '', cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } });
    const refused = await POST(await request(worker), { params: Promise.resolve({}) });
    expect(refused.status).toBe(404);
    const answer = await POST(await request(manager), { params: Promise.resolve({}) });
    expect(answer.headers.get('location')).toBe('/line?done=imported#import');
    const shown = await askPage('../../app/line/page.tsx', manager, {});
    const html = shown.kind === 'shown' ? await shown.html() : shown.kind;
    expect(html).toContain('Line 4: offered_at: give date, time and offset');
    expect(html).toMatch(/Taken: (<!-- -->)?2/);
    expect(html).toContain('1 min 1 s');
    expect(html).not.toContain('Maya');
  });
});

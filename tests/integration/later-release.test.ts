/** What a later release wrote stops this one calling nobody: in an upgrade both run, and after going back its rows stay (safe practice 7.1). */
import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addAlarm, endAlarms, listAlarms } from '@/lib/attention/alarm-store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { addRingBack, openRingBacks } from '@/lib/line/ring-back-store';
import { endOwedCall } from '@/lib/line/verbs/end-owed-call';
import { noteTry } from '@/lib/line/verbs/note-try';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { makePlace, type PersonName, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, makeWaiting } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
const month = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...month },
    ]),
  );
});
afterEach(() => vi.restoreAllMocks());
afterAll(closeDatabase);

/** How to put back what a test lifted. */
let putBack: (() => Promise<void>) | undefined;
afterEach(async () => putBack?.());

/** The tables as a later release leaves them, whose list of words has one more. Afterwards its rows bear a word of this release and the check stands as before. */
async function laterWord(table: 'alarm' | 'ring_back', column: string, word: string, of: string): Promise<void> {
  const check = `${table}_${column}`;
  const { rows } = await asSuperuser((client) => client.query<{ def: string }>('select pg_get_constraintdef(oid) as def from pg_constraint where conname = $1', [check]));
  await asSuperuser((client) => client.query(`alter table ${table} drop constraint ${check}`));
  putBack = async () => {
    putBack = undefined;
    await asSuperuser(async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(`update ${table} set ${column} = $1 where ${column} = $2`, [of, word]);
      await client.query(`alter table ${table} add constraint ${check} ${rows[0]?.def ?? ''}`);
    });
  };
}

async function shown(file: string, person: PersonName): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, place.people[person], {});
  return page.kind === 'shown' ? page.html() : page.kind;
}

/** Every alarm that is open, and how often somebody was called about it. */
const open = async () => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => (await tx.db.alarm.findMany({ where: { authorityId: place.id, endedAt: null }, orderBy: [{ raisedAt: 'asc' }, { kind: 'asc' }], include: { calls: { where: { channel: 'email' } } } })).map(({ kind, contactId, calls }) => ({ kind, contactId, calls: calls.length })));

test('an open alarm of a kind that is not known here: everybody else is called, the pages open, and it stays for the release that wrote it', async () => {
  const { manager } = place.people;
  const first = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await asSystem(place, '2026-03-02T11:00:00Z', look);
  expect(await open()).toEqual([{ kind: 'not_claimed', contactId: first.id, calls: 1 }]);
  await laterWord('alarm', 'kind', 'child_unheard', 'not_seen');
  await asSuperuser((client) => client.query(`insert into alarm (authority_id, id, kind, contact_id, occasion, round, due_at, raised_at) select authority_id, gen_random_uuid(), 'child_unheard', contact_id, 'of a later release', 1, due_at - interval '1 minute', raised_at - interval '1 minute' from alarm where authority_id = $1`, [place.id]));
  const second = await makeWaiting(place, { receivedAt: '2026-03-02T10:05:00Z', level: 4, route: 'STRATEGY' });
  const warned = vi.spyOn(log(), 'warn');
  await asSystem(place, '2026-03-02T11:05:00Z', look);
  expect(await open()).toEqual([
    { kind: 'child_unheard', contactId: first.id, calls: 0 },
    { kind: 'not_claimed', contactId: first.id, calls: 2 },
    { kind: 'not_claimed', contactId: second.id, calls: 1 },
  ]);
  // The kind, once in a look, and nothing of whom it is about.
  expect(warned.mock.calls).toEqual([[{ kinds: ['child_unheard'] }, expect.any(String)]]);

  // It takes nobody's place on a page.
  expect((await withActor(manager, (tx) => listAlarms(tx, 'open', 2))).map(({ kind }) => kind)).toEqual(['not_claimed', 'not_claimed']);
  for (const page of [await shown('alarms', 'manager'), await shown('morning', 'manager')]) for (const { reference } of [first, second]) expect(page).toContain(reference);

  // Accepting what is known about the same contact accepts nothing that nobody here can read.
  const [alarm] = await withActor(manager, (tx) => listAlarms(tx, 'open', 1));
  expect(await withActor(manager, (tx) => acceptAlarm(tx, alarm?.id ?? ''), { at: instant('2026-03-02T11:06:00Z') })).toEqual({ ok: true, value: { contactId: first.id } });
  const strange = await asSystem(place, '2026-03-02T11:06:00Z', async (tx) => tx.db.alarm.findFirstOrThrow({ where: { authorityId: place.id, kind: 'child_unheard' } }));
  expect(await withActor(manager, (tx) => acceptAlarm(tx, strange.id), { at: instant('2026-03-02T11:07:00Z') })).toEqual({ ok: false, problem: 'gone' });
  expect((await open()).map(({ kind, contactId }) => [kind, contactId])).toEqual([
    ['child_unheard', first.id],
    ['not_claimed', second.id],
  ]);
});

test('a call that is owed for a reason that is not known here is called about at once, by night too, and can be tried and ended', async () => {
  const { teacher, worker, night } = place.people;
  // Monday 2 March 2026, after the office has closed.
  const promisedAt = instant('2026-03-02T19:10:00Z');
  const id = await asSystem(place, '2026-03-02T19:00:00Z', (tx) => addRingBack(tx, { origin: 'asked', name: 'Nadia Osei', role: 'Teacher', agencyId: null, agencyName: 'Harbour School', phone: '01632 960123', about: '', accountId: null, askedBy: teacher.actorId, requestId: null, reachable: { from: instant('2026-03-02T19:00:00Z'), to: promisedAt }, promisedAt, ownerId: null, bookingId: null }));
  await laterWord('ring_back', 'origin', 'promised_by_letter', 'asked');
  await asSuperuser((client) => client.query(`update ring_back set origin = 'promised_by_letter' where id = $1`, [id]));
  await asSystem(place, '2026-03-02T19:09:00Z', look);
  expect(await open()).toEqual([]);
  await asSystem(place, '2026-03-02T19:10:00Z', look);
  expect(await open()).toEqual([{ kind: 'ring_back', contactId: null, calls: 1 }]);
  expect(await shown('ring-backs', 'worker')).toContain('Is owed a call; the reason cannot be shown here');
  expect(await shown('morning', 'manager')).toContain('Somebody is owed a call, and it is late');
  // Nobody asked whether it can wait for the office.
  expect((await withActor(night, (tx) => noteTry(tx, id ?? '', { outcome: 'no_answer', words: '', again: 'opening' }), { at: instant('2026-03-02T19:15:00Z') })).ok).toBe(false);
  expect((await withActor(worker, (tx) => endOwedCall(tx, id ?? '', { how: 'done', words: 'Rung, and spoken with.' }), { at: instant('2026-03-02T19:20:00Z') })).ok).toBe(true);
});

test('what is to be run on going back to the release before, in docs/running.md, leaves no row that it cannot read, open or ended', async () => {
  const { teacher, manager } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  const promisedAt = instant('2026-03-02T19:10:00Z');
  await asSystem(place, '2026-03-02T17:31:00Z', async (tx) => {
    for (const kind of ['today_untaken', 'duty_late'] as const) await addAlarm(tx, { kind, contactId: contact.id, occasion: 'the doctor', due: tx.at, round: 1 });
    const ended = await addAlarm(tx, { kind: 'today_untaken', contactId: contact.id, occasion: 'the bed', due: tx.at, round: 1 });
    await endAlarms(tx, [ended?.id ?? ''], 'met');
    for (const kind of ['not_confirmed', 'glass_waits'] as const) await addAlarm(tx, { kind, contactId: null, occasion: 'who waits', due: tx.at, round: 1 });
    await addRingBack(tx, { origin: 'given_up', name: 'Nadia Osei', role: 'Teacher', agencyId: null, agencyName: 'Harbour School', phone: '01632 960123', about: '', accountId: null, askedBy: teacher.actorId, requestId: null, reachable: { from: tx.at, to: promisedAt }, promisedAt, ownerId: null, bookingId: null });
  });
  const block = /```sql\n(select a\.authority_id[\s\S]*?)```/.exec(await readFile('docs/running.md', 'utf8'))?.[1] ?? '';
  const [named] = await asSuperuser(async (client) => (await client.query(block)) as unknown as { rows: { authority_id: string; reference: string }[] }[]);
  expect(named?.rows).toEqual([{ authority_id: place.id, reference: contact.reference }]);
  const left = await asSystem(place, '2026-03-02T17:32:00Z', async (tx) => ({ alarms: await tx.db.alarm.findMany({ where: { authorityId: place.id }, select: { kind: true, endedHow: true }, orderBy: { occasion: 'asc' } }), owed: await openRingBacks(tx) }));
  expect(left.alarms).toEqual([{ kind: 'duty_late', endedHow: 'met' }, { kind: 'duty_late', endedHow: null }, { kind: 'duty_late', endedHow: 'met' }, { kind: 'not_answered', endedHow: 'met' }, { kind: 'not_answered', endedHow: 'met' }]);
  expect(left.owed.map(({ origin }) => origin)).toEqual(['missed_slot']);
  expect((await withActor(manager, (tx) => listAlarms(tx, 'open', 10))).map(({ occasion }) => occasion)).toEqual(['the doctor']);
});

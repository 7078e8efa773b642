/**
 * What is written beside contacts outlives none of them (safe practice 18): the words of a hand-over are about every child in it; and a
 * call that was owed and came to nothing has who asked, and goes as a report put away unsent, a year after it ended.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { dryRun } from '@/lib/assurance/retention/dry-run';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { closeDatabase, SOURCE_ID, withActor, type Tx } from '@/lib/platform/db';
import type { Person } from '@/lib/access/model';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const AT = '2026-11-27T10:00:00Z';
let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Deletes a contact as the product, from a list that a second person released. */
async function deletes(contactId: string): Promise<void> {
  const list = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const made = await forge(client, 'retention_list', { authority_id: place.id, contacts: 1, drafts: 0, released_at: '2026-11-27T09:00:00Z', released_by: place.people.manager.actorId });
    await forge(client, 'retention_item', { authority_id: place.id, list_id: made['id'], id: contactId, contact_id: contactId, due_on: '2020-02-01', outcome: 'advice' });
    return made['id'] as string;
  });
  await asSystem(place, AT, async (tx) => tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${contactId}::uuid, '[]'::jsonb)`);
}

test('the words of a hand-over go with the first of its contacts, the hand-over with the last; of another the words stay', async () => {
  const [first, second, other] = [randomUUID(), randomUUID(), randomUUID()];
  const [shared, alone, silent] = [randomUUID(), randomUUID(), randomUUID()];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const id of [first, second, other]) {
      await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: '2014-01-01T12:00:00Z' });
      await forge(client, 'closure', { authority_id: place.id, contact_id: id, at: '2014-02-01T12:00:00Z', how: 'told', level: 1, route: 'UNIV_ADVICE' });
    }
    for (const [id, note, contacts] of [[shared, 'Hedra Rosevear slept; Yestin Pascoe is with his aunt.', [first, second]], [alone, 'A quiet night.', [other]], [silent, '', [first, second]]] as const) {
      await forge(client, 'hand_over', { authority_id: place.id, id, direction: 'to_day', note });
      for (const contact_id of contacts) await forge(client, 'hand_over_item', { authority_id: place.id, hand_over_id: id, contact_id, line: 'Slept.' });
    }
  });
  const notes = async () => Object.fromEntries(await asSuperuser(async (client) => (await client.query<{ id: string; note: string }>('select id, note from hand_over where authority_id = $1', [place.id])).rows.map(({ id, note }) => [id, note])));
  await deletes(first);
  expect(await notes()).toEqual({ [shared]: 'Taken out: a contact of this hand-over was deleted', [alone]: 'A quiet night.', [silent]: '' });
  await deletes(second);
  expect(await notes()).toEqual({ [alone]: 'A quiet night.' });
});

test('a call owed and a time to talk that came to nothing go a year after they ended, on a list that a second person released; what was held or is about a report stays', async () => {
  const ids = new Map<string, string>();
  const idOf = (name: string) => ids.get(name) ?? name;
  const nameOf = (id: string) => [...ids].find(([, each]) => each === id)?.[0] ?? id;
  const [contact, reference] = [randomUUID(), `${place.prefix}-RNGBACK1`];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact', { authority_id: place.id, id: contact, reference, kind: 'concern', received_at: '2025-01-01T12:00:00Z' });
    await forge(client, 'contact_person', { authority_id: place.id, contact_id: contact, kind: 'child', given_name: 'Ysella', family_name: 'Roskruge', details: '{}' });
    await forge(client, 'queue_row', { authority_id: place.id, contact_id: contact, reference });
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contact, by: place.people.manager.actorId, reason: 'Inquiry.' });
    const owed = async (table: 'ring_back' | 'talk_booking', name: string, endedOn: string | null, more: Record<string, unknown> = {}) => {
      ids.set(name, randomUUID());
      const ended = endedOn === null ? { phone: '01736 496005' } : { phone: '', ended_at: `${endedOn}T12:00:00Z`, ended_how: table === 'ring_back' ? 'not_needed' : 'missed', ended_why: 'Rang the school instead.', ended_by: place.people.worker.actorId };
      const of = table === 'ring_back' ? { origin: 'asked', reachable_from: '2025-11-20T09:00:00Z', reachable_to: '2025-11-20T17:00:00Z' } : { slot_id: randomUUID(), request_id: randomUUID() };
      await forge(client, table, { authority_id: place.id, id: idOf(name), name: 'Wella Trethewey', ...of, ...ended, ...more });
    };
    ids.set('report put away', randomUUID());
    await forge(client, 'draft', { authority_id: place.id, id: idOf('report put away'), kind: 'report', data: '{}', closed_at: '2025-11-26T12:00:00Z', closed_how: 'not_needed', closed_why: 'Rung through.', result_id: null });
    await owed('ring_back', 'in vain', '2025-11-26');
    await forge(client, 'ring_back_try', { authority_id: place.id, ring_back_id: idOf('in vain'), outcome: 'no_answer', words: 'Nobody at the school.' });
    await owed('ring_back', 'a day short', '2025-11-28');
    await owed('ring_back', 'still owed', null);
    await owed('ring_back', 'a call', '2025-11-26', { ended_how: 'done', draft_id: randomUUID() });
    await owed('ring_back', 'about a report', '2025-11-26', { about: reference });
    await owed('ring_back', 'held', '2025-11-26', { ended_why: 'It was about Ysella Roskruge, and the police have it.' });
    await owed('talk_booking', 'time in vain', '2025-11-26');
    await owed('talk_booking', 'time missed and then a call', '2025-11-26');
    await owed('ring_back', 'the call after that', '2025-11-26', { origin: 'missed_slot', booking_id: idOf('time missed and then a call'), ended_how: 'done', draft_id: randomUUID() });
    // Spoken with, where no call was taken down: the words alone say where it is recorded.
    const recorded = { ended_why: `Spoken; recorded in ${reference}.` };
    await owed('ring_back', 'recorded elsewhere', '2025-11-26', { ended_how: 'done', ...recorded });
    await owed('talk_booking', 'talk recorded elsewhere', '2025-11-26', { ended_how: 'talked', ...recorded });
    await owed('talk_booking', 'time missed, recorded elsewhere', '2025-11-26');
    await owed('ring_back', 'the record after that', '2025-11-26', { origin: 'missed_slot', booking_id: idOf('time missed, recorded elsewhere'), ended_how: 'done', ...recorded });
    await owed('talk_booking', 'talked after all', '2025-11-26', { ended_how: 'talked', ...recorded });
    await owed('ring_back', 'not needed after that', '2025-11-26', { origin: 'not_reached', booking_id: idOf('talked after all') });
    // Their call made them a protected source: which call it was is forgotten, and how this ended is from before it was taken up again.
    const forgotten = { name: 'Protected', ended_why: 'Spoken with' };
    await owed('ring_back', 'of a protected source', '2025-11-26', { asked_by: SOURCE_ID, ...forgotten });
    await owed('talk_booking', 'time of a protected source', '2025-11-26', { booked_by: SOURCE_ID, ...forgotten });
  });
  const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: Temporal.Instant.from(AT) });
  const { manager, administrator } = place.people;
  const left = async () => new Set(await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from ring_back where authority_id = $1 union select id from talk_booking where authority_id = $1', [place.id])).rows.map(({ id }) => nameOf(id))));
  const run = await as(manager, async (tx) => dryRun(tx));
  expect([run.drafts.map(({ id }) => nameOf(id)).sort(), run.heldDrafts]).toEqual([['in vain', 'report put away', 'time in vain'], 1]);
  // The release before this one, beside it while they change over, writes each id that this gives it as a report's: a call is none.
  const reports = async () => asSystem(place, AT, (tx) => tx.db.$queryRaw<{ id: string }[]>`select id from retention_drafts(${AT}::timestamptz)`);
  expect((await reports()).map(({ id }) => nameOf(id))).toEqual(['report put away']);

  const made = await as(manager, makeList);
  if (!made.ok) throw new Error(made.problem);
  const page = await askPage('../../app/retention/page.tsx', manager, {}, { list: made.value });
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  expect(html).toContain('Call owed that came to nothing');
  expect(html).not.toContain('Trethewey');
  expect(await as(administrator, async (tx) => releaseList(tx, made.value))).toEqual({ ok: true, value: null });
  // The database by itself: nothing else that would stand on the list goes.
  const takes = async (name: string, table: 'ring_back' | 'booking') => {
    await asSuperuser((client) => forge(client, 'retention_item', { authority_id: place.id, list_id: made.value, id: idOf(name), [`${table}_id`]: idOf(name), due_on: '2020-01-01', outcome: 'unsent_draft' }));
    const answer = await asSystem(place, AT, async (tx) => tx.db.$queryRaw`select retention_delete_draft(${made.value}::uuid, ${idOf(name)}::uuid)`).then(() => 'deleted', (error: unknown) => String(error));
    await asSuperuser((client) => client.query('delete from retention_item where list_id = $1 and id = $2', [made.value, idOf(name)]));
    return answer;
  };
  const calls = ['still owed', 'a call', 'about a report', 'the call after that', 'recorded elsewhere', 'the record after that', 'not needed after that', 'of a protected source'];
  const times = ['time missed and then a call', 'talk recorded elsewhere', 'time missed, recorded elsewhere', 'talked after all', 'time of a protected source'];
  for (const name of calls) expect(await takes(name, 'ring_back'), name).toContain('was not put away');
  for (const name of times) expect(await takes(name, 'booking'), name).toContain('was not put away');
  expect(await takes('held', 'ring_back')).toContain('a hold keeps it');

  const met: string[] = [];
  for (let next = await asSystem(place, AT, (tx) => deleteNext(tx)); next !== null; next = await asSystem(place, AT, (tx) => deleteNext(tx, met))) met.push(next.id);
  expect(await left()).toEqual(new Set(['a day short', 'held', ...calls, ...times]));
  expect(await asSuperuser(async (client) => (await client.query('select 1 from ring_back_try where ring_back_id = $1', [idOf('in vain')])).rowCount)).toBe(0);
});

test('the words of a hand-over stay while a hold, or a copy that somebody asked for, keeps another of its contacts; then they go with the next that is deleted', async () => {
  const [first, kept, asked, last] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [ofHold, ofCopy] = [randomUUID(), randomUUID()];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const id of [first, kept, asked, last]) {
      await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: '2014-01-01T12:00:00Z' });
      await forge(client, 'closure', { authority_id: place.id, contact_id: id, at: '2014-02-01T12:00:00Z', how: 'told', level: 1, route: 'UNIV_ADVICE' });
    }
    for (const [id, contacts] of [[ofHold, [first, kept, last]], [ofCopy, [first, asked]]] as const) {
      await forge(client, 'hand_over', { authority_id: place.id, id, direction: 'to_day', note: 'Tamsin Hocking is at her aunt’s.' });
      for (const contact_id of contacts) await forge(client, 'hand_over_item', { authority_id: place.id, hand_over_id: id, contact_id, line: 'Slept.' });
    }
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: kept, by: place.people.manager.actorId, reason: 'Inquest.' });
    await forge(client, 'access_pack', { authority_id: place.id, contact_id: asked, asker: 'child' });
  });
  const note = async (id: string) => (await asSuperuser(async (client) => (await client.query<{ note: string }>('select note from hand_over where id = $1', [id])).rows))[0]?.note;
  await deletes(first);
  expect([await note(ofHold), await note(ofCopy)]).toEqual(['Tamsin Hocking is at her aunt’s.', 'Tamsin Hocking is at her aunt’s.']);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query('update legal_hold set lift_asked_at = $2, lift_asked_by = by, lift_why = $4, lifted_at = $2, lifted_by = $3 where contact_id = $1', [kept, AT, place.people.administrator.actorId, 'It is over.']);
  });
  await deletes(last);
  expect(await note(ofHold)).toBe('Taken out: a contact of this hand-over was deleted');
  await deletes(kept);
  expect(await note(ofHold)).toBeUndefined();
});

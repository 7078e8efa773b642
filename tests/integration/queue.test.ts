import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { addSession, endSession, sessionHolds } from '@/lib/access/store';
import { queueState } from '@/lib/clock/model';
import { addEvent } from '@/lib/contact/event-store';
import type { ContactHead } from '@/lib/contact/head';
import { CLOSED_PAGE_SIZE, listClosed } from '@/lib/contact/queue/closed-store';
import { readFilter, type Cursor, type Lateness } from '@/lib/contact/queue/queue-filter';
import { countQueue, listQueue, readNews } from '@/lib/contact/queue/queue-list-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { explainBreach } from '@/lib/contact/verbs/explain-breach';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { addEnd, readOpen } from '@/lib/contact/standing-store';
import { readWorkspace } from '@/lib/contact/workspace-store';
import type { Person } from '@/lib/access/model';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import { arrives, earlyHelp } from './deciding';
import { makePlace, type Place } from './people';
import { addDecision, addProposal, asSystem, makeWaiting, queueRow } from './waiting';

afterAll(closeDatabase);

const filterOf = (query: string) => readFilter((name) => new URLSearchParams(query).getAll(name));
const as = async <T>(person: Person, at: string, work: (tx: Tx) => Promise<T>): Promise<T> => withActor(person, work, { at: Temporal.Instant.from(at) });

/** Every reference of a list, page after page. */
async function allOf(tx: Tx, query: string): Promise<string[]> {
  const found: string[] = [];
  let after: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listQueue>> = await listQueue(tx, filterOf(query), after);
    found.push(...page.items.map(({ reference }) => reference));
    after = page.next;
  } while (after !== null);
  return found;
}

/** A contact leaves the queue at an instant, as one that was withdrawn. */
async function leaves(tx: Tx, contactId: string): Promise<void> {
  const open = await readOpen(tx, { contactId });
  if (open === null) throw new Error('it is open');
  await addEnd(tx, open, { how: 'withdrawn', reason: 'Sent twice' });
  await refreshQueue(tx, contactId);
}

describe('the list', () => {
  let place: Place;
  // Received on Monday 2 March 2026. Looked at on Tuesday 3 March at 08:00.
  const NOW = '2026-03-03T08:00:00Z';
  const named: Record<string, ContactHead> = {};
  beforeAll(async () => {
    place = await makePlace();
    const made: [string, Parameters<typeof makeWaiting>[1]][] = [
      ['early help, fresh', { receivedAt: '2026-03-03T07:00:00Z' }],
      ['early help, ends at 09:00', { receivedAt: '2026-03-02T09:00:00Z', channel: 'phone' }],
      ['early help, past since 06:00', { receivedAt: '2026-03-02T06:00:00Z' }],
      ['protection, fresh', { receivedAt: '2026-03-03T07:30:00Z', level: 4, route: 'STRATEGY', agencyKind: 'police' }],
      ['danger, last to come', { receivedAt: '2026-03-03T07:55:00Z', level: 4, route: 'IMMEDIATE', immediate: true, agencyKind: 'police' }],
      ['in need, ends at 14:00', { receivedAt: '2026-03-02T14:00:00Z', level: 3, route: 'CIN_ASSESS', referrerLevel: 4 }],
    ];
    for (const [name, given] of made) named[name] = await makeWaiting(place, given);
  });
  const reference = (name: string) => named[name]?.reference;

  test('is by risk, then by the time left', async () => {
    await as(place.people.worker, NOW, async (tx) => {
      const order = ['danger, last to come', 'protection, fresh', 'in need, ends at 14:00', 'early help, past since 06:00', 'early help, ends at 09:00', 'early help, fresh'];
      expect(await allOf(tx, '')).toEqual(order.map(reference));
    });
  });

  test('is counted in one look: the figures above, and each filter beside what else is chosen', async () => {
    await as(place.people.worker, NOW, async (tx) => {
      const all = await countQueue(tx, filterOf(''));
      expect(all.views).toEqual({ now: 2, waiting: 6, due3h: 1, over24h: 1, countersign: 0 });
      expect(all.open).toBe(6);
      expect(Object.fromEntries(all.facets.level)).toEqual({ 2: 3, 3: 1, 4: 2 });
      const police = await countQueue(tx, filterOf('kind=police&level=2'));
      expect(police.matching).toBe(0);
      // The level's own figures leave the chosen level out, and keep the chosen kind.
      expect(Object.fromEntries(police.facets.level)).toEqual({ 4: 2 });
      expect(Object.fromEntries(police.facets.kind)).toEqual({ school: 3 });
      expect(Object.fromEntries(all.facets.channel)).toEqual({ form: 5, phone: 1 });
      expect(Object.fromEntries(all.facets.held)).toEqual({ nobody: 6 });
    });
  });

  test('shows what each view counts', async () => {
    await as(place.people.worker, NOW, async (tx) => {
      expect(await allOf(tx, 'view=due3h')).toEqual([reference('early help, ends at 09:00')]);
      expect(await allOf(tx, 'view=over24h')).toEqual([reference('early help, past since 06:00')]);
      expect(await allOf(tx, 'view=now')).toEqual([reference('danger, last to come'), reference('protection, fresh')]);
    });
  });

  test('knows mine from others’ and nobody’s', async () => {
    const { worker, otherWorker } = place.people;
    const mine = await makeWaiting(place, { receivedAt: '2026-03-03T06:00:00Z', level: 1, route: 'UNIV_ADVICE' });
    await as(worker, NOW, (tx) => claimContact(tx, worker, mine));
    await as(worker, NOW, async (tx) => expect(await allOf(tx, 'held=me')).toEqual([mine.reference]));
    await as(otherWorker, NOW, async (tx) => {
      expect(await allOf(tx, 'held=me')).toEqual([]);
      expect(await allOf(tx, 'held=others')).toEqual([mine.reference]);
      expect((await countQueue(tx, filterOf(''))).facets.held.get('nobody')).toBe(6);
    });
  });

  test('is another authority’s to nobody here, and a partner’s only where it is theirs', async () => {
    const elsewhere = await makePlace();
    await as(elsewhere.people.manager, NOW, async (tx) => expect(await allOf(tx, '')).toEqual([]));
    await as(place.people.officer, NOW, async (tx) => expect(await allOf(tx, '')).toEqual([]));
  });

  test('tells an open browser what is new and who holds what it shows', async () => {
    const { worker, otherWorker } = place.people;
    const shown = [named['in need, ends at 14:00']?.id ?? ''];
    const look = (at: string, since: string) => as(worker, at, (tx) => readNews(tx, filterOf('level=3'), Temporal.Instant.from(since), shown));
    expect(await look(NOW, NOW)).toEqual({ fresh: 0, anew: 0, rows: [{ id: shown[0], state: 'received', level: 3, route: 'CIN_ASSESS', immediate: false, unread: true, addedUnread: false, holder: null, marks: [], heldUntil: null }] });
    await makeWaiting(place, { receivedAt: '2026-03-03T08:05:00Z', level: 3, route: 'CIN_ASSESS' });
    await makeWaiting(place, { receivedAt: '2026-03-03T08:06:00Z', level: 2 });
    await as(otherWorker, '2026-03-03T08:07:00Z', (tx) => claimContact(tx, otherWorker, named['in need, ends at 14:00'] as ContactHead));
    const news = await look('2026-03-03T08:08:00Z', NOW);
    expect(news.fresh).toBe(1);
    expect(news.rows).toMatchObject([{ state: 'claimed', holder: { name: otherWorker.name, mine: false } }]);
    // A call began before the page was made and was recorded after it.
    await makeWaiting(place, { receivedAt: '2026-03-03T07:56:00Z', recordedAt: '2026-03-03T08:09:00Z', level: 3, route: 'CIN_ASSESS', channel: 'phone' });
    expect((await look('2026-03-03T08:10:00Z', NOW)).fresh).toBe(2);
    // One was being written while the page was made, which does not show it.
    await makeWaiting(place, { receivedAt: '2026-03-03T07:50:00Z', recordedAt: '2026-03-03T07:59:45Z', level: 3, route: 'CIN_ASSESS', channel: 'phone' });
    expect((await look('2026-03-03T08:11:00Z', NOW)).fresh).toBe(3);
  });

  test('tells an open browser of danger that was added to a contact that it shows, and to one that it does not', async () => {
    const here = await makePlace();
    const [shown, below] = [await arrives(here, '2026-03-03T07:00:00Z', earlyHelp()), await arrives(here, '2026-03-03T07:10:00Z', earlyHelp())];
    const look = (at: string) => as(here.people.worker, at, (tx) => readNews(tx, filterOf(''), Temporal.Instant.from(NOW), [shown.contactId]));
    expect(await look('2026-03-03T08:01:00Z')).toMatchObject({ fresh: 0, anew: 0, rows: [{ level: 2, immediate: false, unread: true, addedUnread: false }] });
    for (const { contactId } of [shown, below]) await withActor(here.people.teacher, (tx) => addToContact(tx, contactId, { key: newId(), text: 'He is at the door.', indicators: { '1': ['I099'] }, immediate: true }), { at: Temporal.Instant.from('2026-03-03T08:02:00Z') });
    expect(await look('2026-03-03T08:03:00Z')).toMatchObject({ fresh: 0, anew: 2, rows: [{ level: 4, immediate: true, unread: true, addedUnread: true }] });
    // A page that was made a moment later may not show the one below; the one that it shows says it by itself.
    expect(await as(here.people.worker, '2026-03-03T08:03:00Z', (tx) => readNews(tx, filterOf(''), Temporal.Instant.from('2026-03-03T08:02:10Z'), [shown.contactId]))).toMatchObject({ fresh: 0, anew: 1 });
  });
});

test('pages are cut by place in the order: nothing is shown twice or left out', async () => {
  const place = await makePlace();
  const received = Temporal.Instant.from('2026-03-02T09:00:00Z');
  const made: string[] = [];
  for (let index = 0; index < 60; index += 1) {
    // Many with the same rank and the same minute, so that only the id tells them apart.
    const { reference } = await makeWaiting(place, { receivedAt: received.add({ minutes: index % 3 }).toString(), level: 1 + (index % 2), route: index % 2 === 0 ? 'UNIV_ADVICE' : 'EH_SINGLE' });
    made.push(reference);
  }
  const decided = await asSystem(place, '2026-03-02T12:00:00Z', async (tx) => tx.db.queueRow.findMany({ where: { level: 2 }, take: 12, select: { contactId: true } }));
  await asSystem(place, '2026-03-02T12:00:00Z', async (tx) => {
    for (const { contactId } of decided) {
      await addDecision(tx, contactId, { version: 1, by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' });
      await refreshQueue(tx, contactId);
    }
  });
  await as(place.people.worker, '2026-03-02T12:00:00Z', async (tx) => {
    const found = await allOf(tx, '');
    expect(new Set(found)).toEqual(new Set(made));
    expect(found).toHaveLength(60);
    // Decided ones have no clock left and come last in their level.
    const states = (await tx.db.queueRow.findMany({ select: { reference: true, state: true, level: true } })).map((row): [string, typeof row] => [row.reference, row]);
    const byReference = new Map(states);
    const level2 = found.map((each) => byReference.get(each)).filter((row) => row?.level === 2);
    expect(level2.slice(-12).every((row) => row?.state === 'decided')).toBe(true);
    expect(level2.slice(0, -12).every((row) => row?.state === 'received')).toBe(true);
  });
});

test('the database’s predicate and the clock room’s function call the same contacts late', async () => {
  const place = await makePlace();
  const contacts: ContactHead[] = [];
  // A working day that ends before the 24 hours, a Friday, the night the clocks go forward, Good Friday.
  for (const receivedAt of ['2026-03-02T19:30:00Z', '2026-03-06T16:00:00Z', '2026-03-28T20:00:00Z', '2026-04-02T15:00:00+01:00']) contacts.push(await makeWaiting(place, { receivedAt }));
  for (const contact of contacts) {
    const row = await queueRow(place, contact.id);
    const start = Temporal.Instant.fromEpochMilliseconds(row?.receivedAt.getTime() ?? 0);
    const due = Temporal.Instant.fromEpochMilliseconds(row?.nextDueAt?.getTime() ?? 0);
    const span = due.epochMilliseconds - start.epochMilliseconds;
    // At the marks themselves and a millisecond to each side.
    const marks = [0, span * 0.75, span].flatMap((mark) => [Math.floor(mark) - 1, Math.floor(mark), Math.ceil(mark), Math.ceil(mark) + 1]);
    for (const mark of marks) {
      const at = start.add({ milliseconds: mark });
      await as(place.people.worker, at.toString(), async (tx) => {
        const says: Lateness[] = [];
        for (const lateness of ['breached', 'due_soon', 'running', 'stopped'] as const) if ((await allOf(tx, `clock=${lateness}`)).includes(contact.reference)) says.push(lateness);
        expect(says, `${contact.reference} ${mark} of ${span}`).toEqual([queueState(due, at, start)]);
      });
    }
  }
});

describe('what happens to a contact', () => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace();
  });

  test('a question makes it wait and both clocks go on; the answer gives it back', async () => {
    const { worker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    await as(worker, '2026-03-02T10:00:00Z', (tx) => claimContact(tx, worker, contact));
    const asked = await as(worker, '2026-03-02T10:05:00Z', (tx) => askReferrer(tx, contact, 'Who was with her?'));
    expect(asked.ok).toBe(true);
    expect(await queueRow(place, contact.id)).toMatchObject({ state: 'waiting_for_referrer', holderId: worker.actorId, nextDueAt: new Date('2026-03-03T09:00:00Z') });
    await asSystem(place, '2026-03-02T11:00:00Z', async (tx) => {
      await tx.db.question.updateMany({ where: { contactId: contact.id }, data: { answer: 'Her uncle.', answeredAt: dateOf(tx.at) } });
      await refreshQueue(tx, contact.id);
    });
    expect((await queueRow(place, contact.id))?.state).toBe('claimed');
    expect(await as(worker, '2026-03-02T12:00:00Z', (tx) => askReferrer(tx, contact, ' '))).toEqual({ ok: false, problem: 'text_missing' });
  });

  test('what is added re-opens it for everyone: unread, under its own clocks, at the higher level', async () => {
    const { worker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    await as(worker, '2026-03-02T10:00:00Z', (tx) => readContact(tx, worker, contact));
    await asSystem(place, '2026-03-02T11:00:00Z', async (tx) => {
      await addDecision(tx, contact.id, { version: 1, by: worker.actorId, level: 2, route: 'EH_SINGLE' });
      await refreshQueue(tx, contact.id);
    });
    expect(await queueRow(place, contact.id)).toMatchObject({ state: 'decided', nextDueAt: null, readAt: new Date('2026-03-02T10:00:00Z') });
    // Wednesday 4 March, 10:00: its 24 hours end on Thursday at 10:00.
    await asSystem(place, '2026-03-04T10:00:00Z', async (tx) => {
      await tx.db.addition.create({ data: { authorityId: place.id, id: newId(), contactId: contact.id, at: dateOf(tx.at), by: place.people.teacher.actorId, key: newId(), text: 'He hit her.', indicators: {} } });
      await addProposal(tx, contact.id, { version: 2, level: 4, route: 'STRATEGY' });
      await refreshQueue(tx, contact.id);
    });
    expect(await queueRow(place, contact.id)).toMatchObject({ state: 'received', level: 4, route: 'STRATEGY', riskRank: 1, readAt: null, nextDueAt: new Date('2026-03-05T10:00:00Z'), receivedAt: new Date('2026-03-04T10:00:00Z') });
    await as(worker, '2026-03-04T10:30:00Z', async (tx) => {
      expect((await readWorkspace(tx, contact.id)).additions).toMatchObject([{ text: 'He hit her.', unread: true }]);
      await readContact(tx, worker, contact);
    });
    expect((await queueRow(place, contact.id))?.readAt).toEqual(new Date('2026-03-04T10:30:00Z'));
  });

  test('a joined contact leaves the queue and brings its earlier deadline and higher level; nothing is joined into an end', async () => {
    const { worker, manager } = place.people;
    const first = await makeWaiting(place, { receivedAt: '2026-03-01T22:00:00Z', level: 3, route: 'CIN_ASSESS' });
    const second = await makeWaiting(place, { receivedAt: '2026-03-02T15:00:00Z', level: 2 });
    await as(worker, '2026-03-02T15:30:00Z', (tx) => readContact(tx, worker, second));
    const join = (into: string, reason = 'The same fall') => as(worker, '2026-03-02T16:00:00Z', (tx) => joinContact(tx, worker, first, { into, prefix: place.prefix, reason, otherChildren: true }));
    expect(await join(first.reference)).toEqual({ ok: false, problem: 'itself' });
    expect(await join('no such thing')).toEqual({ ok: false, problem: 'not_found' });
    expect(await join(second.reference, '')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await join(second.reference.toLowerCase())).toEqual({ ok: true, value: { reference: second.reference, hidden: [] } });
    expect(await queueRow(place, first.id)).toBeNull();
    // Received on Sunday at 22:00: 24 hours end on Monday at 22:00, the working day on Monday at 17:00.
    expect(await queueRow(place, second.id)).toMatchObject({ level: 3, route: 'CIN_ASSESS', readAt: null, nextDueAt: new Date('2026-03-02T17:00:00Z') });

    const withdrawn = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z', level: 1, route: 'UNIV_ADVICE' });
    await as(manager, '2026-03-02T16:00:00Z', (tx) => leaves(tx, withdrawn.id));
    const third = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    const into = await as(worker, '2026-03-02T16:10:00Z', (tx) => joinContact(tx, worker, third, { into: withdrawn.reference, prefix: place.prefix, reason: 'Same', otherChildren: true }));
    expect(into).toEqual({ ok: false, problem: 'not_found' });
    expect((await queueRow(place, third.id))?.state).toBe('received');
  });

  test('lateness is explained only when there is any, with what was done and why, and stands in the queue', async () => {
    const { worker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    const explain = (at: string, said: { meanwhile: string; why: string }) => as(worker, at, (tx) => explainBreach(tx, contact, said));
    const said = { meanwhile: 'The school kept her until six.', why: 'Two off sick.' };
    expect(await explain('2026-03-03T08:59:59Z', said)).toEqual({ ok: false, problem: 'not_late' });
    expect(await explain('2026-03-03T09:00:00Z', { ...said, meanwhile: ' ' })).toEqual({ ok: false, problem: 'meanwhile_missing' });
    expect((await explain('2026-03-03T09:00:00Z', said)).ok).toBe(true);
    // Words stand in a list for whoever said that they know nobody in the family.
    await as(worker, '2026-03-03T09:00:30Z', async (tx) => declareBeforeOpening(tx, contact, { knows: 'no', reason: '' }));
    await as(worker, '2026-03-03T09:01:00Z', async (tx) => {
      const { items } = await listQueue(tx, filterOf(''), null);
      expect(items.find(({ contactId }) => contactId === contact.id)?.breach).toMatchObject({ by: worker.name, text: 'Done for the child meanwhile: The school kept her until six.\n\nWhy it is late: Two off sick.' });
    });
  });

  test('the same child counts for twelve months and no longer, until a worker tells two apart', async () => {
    const { worker } = place.people;
    const wren = [{ nameDobKey: 'wren|ashby|2020-02-11' }];
    // Twelve months to the day (domain 2.2, behaviour 5): earlier in the day of the same date counts, the evening before does not.
    const older = await makeWaiting(place, { receivedAt: '2025-03-01T23:59:00Z', children: wren });
    const within = await makeWaiting(place, { receivedAt: '2025-03-02T08:00:00Z', children: wren });
    const now = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z', children: [...wren, { nhsNumber: '9990000018' }] });
    await makeWaiting(place, { receivedAt: '2026-02-02T09:00:00Z', children: [{ nameDobKey: 'wren|ashby|2020-02-12' }] });
    expect((await queueRow(place, now.id))?.contactsIn12Months).toBe(2);
    const workspace = await as(worker, '2026-03-02T10:00:00Z', (tx) => readWorkspace(tx, now.id));
    expect(workspace.earlier.map(({ reference }) => reference)).toEqual([within.reference, older.reference]);
    const pair = workspace.earlier[0]?.same[0];
    expect(pair?.sameBy).toBe('name_and_birth');
    const apart = (reason: string) => as(worker, '2026-03-02T10:00:00Z', (tx) => notSameChild(tx, now, { personId: pair?.personId ?? '', otherPersonId: pair?.otherPersonId ?? '', reason }));
    expect(await apart('')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await apart('Twins’ cousins of the same name')).ok).toBe(true);
    expect((await queueRow(place, now.id))?.contactsIn12Months).toBe(1);
    expect(await apart('Again')).toEqual({ ok: false, problem: 'not_matched' });
  });

  test('an open stream’s session is asked for without being kept awake, and ends with sign-out, idleness and disabling', async () => {
    const { worker, manager } = place.people;
    const start = '2026-03-02T09:00:00Z';
    const begin = (person: Person) => as(person, start, (tx) => addSession(tx, { id: person.sessionId, tokenHash: randomBytes(32), accountId: person.actorId, membershipId: person.membershipId, amr: 'pwd', expiresAt: tx.at.add({ hours: 12 }) }));
    const holds = (person: Person, at: string) => as(person, at, (tx) => sessionHolds(tx, person));
    await begin(worker);
    await begin(manager);
    for (const at of ['2026-03-02T09:10:00Z', '2026-03-02T09:29:59Z']) expect(await holds(worker, at)).toBe(true);
    // Thirty minutes after it was last seen, however often a stream asked meanwhile.
    expect(await holds(worker, '2026-03-02T09:30:00Z')).toBe(false);
    await as(worker, '2026-03-02T09:05:00Z', (tx) => endSession(tx, worker.sessionId));
    expect(await holds(worker, '2026-03-02T09:06:00Z')).toBe(false);
    expect(await holds(manager, '2026-03-02T09:06:00Z')).toBe(true);
    await asSystem(place, '2026-03-02T09:07:00Z', async (tx) => tx.db.membership.updateMany({ where: { id: manager.membershipId }, data: { disabledAt: dateOf(tx.at) } }));
    expect(await holds(manager, '2026-03-02T09:08:00Z')).toBe(false);
  });

  test('who decides on it has read it', async () => {
    const { worker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    await as(worker, '2026-03-02T10:00:00Z', async (tx) => {
      await addDecision(tx, contact.id, { version: 1, by: worker.actorId, level: 2, route: 'EH_SINGLE' });
      await addEvent(tx, contact.id, 'decided');
      await refreshQueue(tx, contact.id);
    });
    expect(await queueRow(place, contact.id)).toMatchObject({ readAt: new Date('2026-03-02T10:00:00Z'), readBy: worker.actorId });
  });

  test('a row is derived from all that was written, also by two at once', async () => {
    const { worker, otherWorker } = place.people;
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    await Promise.all([
      as(worker, '2026-03-02T10:00:00Z', (tx) => claimContact(tx, worker, contact)),
      as(otherWorker, '2026-03-02T10:00:00Z', (tx) => askReferrer(tx, contact, 'Where is she now?')),
      as(otherWorker, '2026-03-02T10:00:00Z', (tx) => readContact(tx, otherWorker, contact)),
    ]);
    expect(await queueRow(place, contact.id)).toMatchObject({ state: 'waiting_for_referrer', holderId: worker.actorId, readBy: otherWorker.actorId });
  });
});

test('what came in after a decision marks it re-opened; it is found by that mark, and a new decision takes the mark away', async () => {
  const place = await makePlace();
  const { worker } = place.people;
  const quiet = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  const later = await makeWaiting(place, { receivedAt: '2026-03-02T11:00:00Z' });
  const decides = (at: string, version: number) =>
    as(worker, at, async (tx) => {
      await addDecision(tx, contact.id, { version, by: worker.actorId, level: 2, route: 'EH_SINGLE' });
      await refreshQueue(tx, contact.id);
    });
  await decides('2026-03-02T10:00:00Z', 1);
  expect(await queueRow(place, contact.id)).toMatchObject({ marks: [], heldUntil: null });
  await as(worker, '2026-03-02T12:00:00Z', (tx) => joinContact(tx, worker, later, { into: contact.reference, prefix: place.prefix, reason: 'Same family', otherChildren: true }));
  expect(await queueRow(place, contact.id)).toMatchObject({ marks: ['reopened'], state: 'received' });
  await as(worker, '2026-03-02T12:30:00Z', async (tx) => {
    const marked = filterOf('mark=reopened');
    expect((await listQueue(tx, marked, null)).items).toMatchObject([{ reference: contact.reference, marks: ['reopened'], heldUntil: null }]);
    const counts = await countQueue(tx, marked);
    expect(counts).toMatchObject({ matching: 1, open: 2 });
    expect(Object.fromEntries(counts.facets.mark)).toEqual({ reopened: 1 });
    expect((await listQueue(tx, filterOf('mark=held_for_checks'), null)).items).toEqual([]);
    expect((await readWorkspace(tx, quiet.id)).work.marks).toEqual([]);
    expect((await readWorkspace(tx, contact.id)).work.marks).toEqual(['reopened']);
  });
  await decides('2026-03-02T13:00:00Z', 2);
  expect(await queueRow(place, contact.id)).toMatchObject({ marks: [], state: 'decided' });
});

test('ended contacts are listed by date, latest first, page after page, and by how they ended', async () => {
  const place = await makePlace();
  const { manager, worker } = place.people;
  const withdrawn: string[] = [];
  const from = Temporal.Instant.from('2026-03-02T10:00:00Z');
  for (let index = 0; index < CLOSED_PAGE_SIZE + 3; index += 1) {
    const contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z', level: 1, route: 'UNIV_ADVICE' });
    // Two at each minute, so that only the id tells them apart.
    await as(manager, from.add({ minutes: Math.floor(index / 2) }).toString(), (tx) => leaves(tx, contact.id));
    withdrawn.push(contact.reference);
  }
  const target = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  const joined = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  await as(worker, '2026-03-02T12:00:00Z', (tx) => joinContact(tx, worker, joined, { into: target.reference, prefix: place.prefix, reason: 'Same', otherChildren: true }));
  await as(place.people.auditor, '2026-03-02T13:00:00Z', async (tx) => {
    const first = await listClosed(tx, [], null);
    expect(first.items[0]).toMatchObject({ reference: joined.reference, state: 'joined', joinedTo: target.reference, closedBy: worker.name });
    const rest = await listClosed(tx, [], first.next);
    expect(rest.next).toBeNull();
    const all = [...first.items, ...rest.items];
    expect(new Set(all.map(({ reference }) => reference))).toEqual(new Set([joined.reference, ...withdrawn]));
    expect(all).toHaveLength(withdrawn.length + 1);
    const times = all.map(({ closedAt }) => closedAt.epochMilliseconds);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect((await listClosed(tx, ['joined'], null)).items.map(({ reference }) => reference)).toEqual([joined.reference]);
  });
});

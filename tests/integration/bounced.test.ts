/**
 * What GOV.UK Notify took may come back up to 72 hours later, and it says so when it is asked (`GET /v2/notifications/{id}`). A letter that
 * nobody got tells nobody: telling is owed anew, and nothing stays closed over it (issue 2, section 5; safe practice 5, 12). The
 * provider is played on loopback and speaks as its API is documented.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askArrivalsFor } from '@/app/_edge/jobs';
import type { Person } from '@/lib/access/model';
import { addAlarm, addCall, listAlarms } from '@/lib/attention/alarm-store';
import { dutiesOfContact, openDuties } from '@/lib/duty/store';
import { writeFollowUpLetter } from '@/lib/letter/follow-up/writing';
import { readCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { askArrival } from '@/lib/letter/verbs/ask-arrival';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeLetterAnew } from '@/lib/letter/verbs/write-letter-anew';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { addLetterEvent, letterById } from '@/lib/letter/store';
import type { Config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { deliver } from '@/lib/platform/post';
import { fakeNotify, type FakeNotify } from '../faults/notify';
import { askPage } from './asking-pages';
import { MADE } from './calling';
import * as calls from './follow-up-scene';
import { DECIDED, LATER, RECEIVED, decideFor, recordFrom, type Scene } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
let notify: FakeNotify;
let way: Config['mail'];
beforeAll(async () => {
  notify = await fakeNotify();
  const { NOTIFY_URL: url = '', NOTIFY_API_KEY: apiKey = '', NOTIFY_EMAIL_TEMPLATE_ID: templateId = '' } = notify.settings;
  way = { kind: 'notify', url, apiKey, templateId, textTemplateId: templateId };
  await calls.placeForCalls();
});
/** An area of its own for each: what is asked of one says nothing of another. */
beforeEach(async () => {
  place = await makePlace();
  notify.asked.length = 0;
  notify.behave = () => 'well';
});
afterAll(async () => {
  await notify.close();
  await closeDatabase();
});

const instant = (at: string) => Temporal.Instant.from(at);
const after = (duration: Temporal.DurationLike, from = LATER) => instant(from).add(duration).toString();
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = LATER) => withActor(person, work, { at: instant(at) });
const worker = () => place.people.worker;

/** The message of a letter, which the provider takes at this instant. @returns its id there. */
async function taken(where: { letterId: string } | { alarmId: string; channel: string }, at = LATER, area = place): Promise<string> {
  const { id } = await asSystem(area, at, (tx) => tx.db.message.findFirstOrThrow({ where }));
  await deliverMessage({ authorityId: area.id, messageId: id }, (mail, from) => deliver(mail, from, way));
  // The job goes by the clock of today.
  await asSystem(area, at, (tx) => tx.db.message.updateMany({ where: { authorityId: area.id, id }, data: { sentAt: new Date(at) } }));
  const there = notify.taken.find(({ reference }) => reference === id);
  if (there === undefined) throw new Error('the provider has not taken it');
  return there.id;
}

/** One question to the provider at an instant. @returns of which messages it was asked what became of them. */
async function ask(at: string, area = place): Promise<string[]> {
  const before = notify.asked.length;
  await askArrival(area.id, way, () => instant(at));
  return notify.asked.slice(before).map(({ what, reference }) => `${what === 'status' ? '' : what}${reference}`);
}

/** A decided contact whose letter was sent and taken at LATER. */
async function told(): Promise<{ scene: Scene; decisionId: string; letterId: string; id: string }> {
  const scene = await recordFrom(place, place.people.teacher, RECEIVED);
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
  const letterId = (await as(worker(), (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
  await sends(scene, letterId);
  return { scene, decisionId, letterId, id: await taken({ letterId }) };
}

async function sends({ contactId }: Scene, letterId: string, at = LATER): Promise<void> {
  await as(worker(), (tx) => previewLetter(tx, worker(), contactId, letterId), at);
  expect(await as(worker(), (tx) => sendLetter(tx, worker(), { contactId, letterId }), at)).toEqual({ ok: true, value: { how: 'sent' } });
}

const stateOf = async (letterId: string) => (await asSystem(place, LATER, (tx) => letterById(tx, letterId)))?.state;
const owed = ({ contactId }: Scene) => asSystem(place, LATER, async (tx) => (await openDuties(tx, contactId)).filter(({ code }) => code === 'TELL_REFERRER'));
const marked = ({ contactId }: Scene) => asSystem(place, LATER, (tx) => tx.db.contactEvent.count({ where: { contactId, kind: 'letter_undelivered' } }));

describe('a letter that the provider took and nobody got', () => {
  for (const status of ['permanent-failure', 'temporary-failure', 'technical-failure']) {
    test(`${status}: its reader counts as not told, and telling is owed again within a working day, once`, async () => {
      const { scene, letterId, id } = await told();
      expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
      expect(await owed(scene)).toEqual([]);
      notify.became.set(id, status);
      expect(await ask(after({ minutes: 5 }))).toEqual([id]);
      expect(await stateOf(letterId)).toBe('undelivered');
      expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'decided', marks: ['letter_came_back'] });
      // By hand: Monday 2 March 2026, 12:05; one working day ends on Tuesday 3 March at 17:00.
      expect((await owed(scene)).map(({ dueAt, ownerId }) => [dueAt?.toString(), ownerId])).toEqual([['2026-03-03T17:00:00Z', worker().actorId]]);
      expect(await as(worker(), (tx) => closeContact(tx, worker(), scene.contactId))).toEqual({ ok: false, problem: 'not_told' });
      expect(await ask(after({ hours: 12 }))).toEqual([]);
      expect(await marked(scene)).toBe(1);
    });
  }

  test('whoever closed the contact meanwhile owes it all the same; the letter that is written anew ends it, and comes back as the first did', async () => {
    const { scene, letterId, id } = await told();
    expect(await as(worker(), (tx) => closeContact(tx, worker(), scene.contactId))).toEqual({ ok: true, value: null });
    notify.became.set(id, 'permanent-failure');
    await ask(after({ hours: 1 }));
    expect(await owed(scene)).toHaveLength(1);
    const page = await askPage('../../app/duties/overdue/page.tsx', place.people.manager, {});
    expect(page.kind === 'shown' && (await page.html())).toContain(scene.reference);
    const anew = await as(worker(), (tx) => writeLetterAnew(tx, { contactId: scene.contactId, letterId, confirmed: true }), after({ hours: 2 }));
    const fresh = anew.ok ? anew.value.letterId : '';
    await sends(scene, fresh, after({ hours: 2 }));
    expect(await owed(scene)).toEqual([]);
    const again = await taken({ letterId: fresh }, after({ hours: 2 }));
    notify.became.set(again, 'permanent-failure');
    expect(await ask(after({ hours: 3 }))).toEqual([again]);
    expect(await owed(scene)).toHaveLength(1);
  });

  test('several workers that ask at once: the provider is asked once, and it is owed once', async () => {
    const { scene, id } = await told();
    notify.became.set(id, 'permanent-failure');
    await Promise.all([1, 2, 3, 4].map(async () => askArrival(place.id, way, () => instant(after({ minutes: 6 })))));
    expect(notify.asked.filter(({ what }) => what === 'status')).toHaveLength(1);
    expect(await owed(scene)).toHaveLength(1);
    expect(await marked(scene)).toBe(1);
  });
});

test('staff read what is known of a letter and no more: taken by the mail service, arrived, or did not arrive', async () => {
  const WORDS = ['Sent: taken by the mail service', 'Sent: the e-mail arrived', 'Did not arrive: no e-mail could tell them of it'] as const;
  const arrives = await told();
  const lost = await told();
  const read = async ({ scene: { contactId, reference }, letterId }: Awaited<ReturnType<typeof told>>) => {
    await knowNobody(place, contactId);
    const shown = await Promise.all(
      [askPage('../../app/contacts/[reference]/page.tsx', worker(), { reference }), askPage('../../app/contacts/[reference]/letters/[letter]/page.tsx', worker(), { reference, letter: letterId }), askPage('../../app/contacts/[reference]/decisions/[version]/page.tsx', worker(), { reference, version: '1' })].map(async (asked) => {
        const page = await asked;
        const html = page.kind === 'shown' ? await page.html() : page.kind;
        return WORDS.filter((words) => html.includes(words));
      }),
    );
    return shown;
  };
  const everywhere = (words: (typeof WORDS)[number]) => [[words], [words], [words]];
  expect(await read(arrives)).toEqual(everywhere(WORDS[0]));
  notify.became.set(arrives.id, 'delivered');
  notify.became.set(lost.id, 'permanent-failure');
  for (const minutes of [5, 6]) await ask(after({ minutes }));
  expect([await read(arrives), await read(lost)]).toEqual([everywhere(WORDS[1]), everywhere(WORDS[2])]);
  // Kept once, and no other state of the letter for it.
  expect(await stateOf(arrives.letterId)).toBe('sent');
  expect(await asSystem(place, LATER, (tx) => tx.db.letterEvent.count({ where: { letterId: arrives.letterId, what: 'arrived' } }))).toBe(1);
});

describe('it is asked sparingly', () => {
  test('what arrived is asked once; what is on its way after five minutes, then after twice the time, every six hours and for four days', async () => {
    const { scene, letterId } = await told();
    expect(await ask(after({ minutes: 4 }))).toEqual([]);
    const asked: number[] = [];
    for (let minute = 5; minute <= 98 * 60; minute += 5) if ((await ask(after({ minutes: minute }))).length > 0) asked.push(minute);
    expect(asked.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 320, 640]);
    expect(asked.slice(8).every((minute, index) => minute === 640 + (index + 1) * 360)).toBe(true);
    expect(asked.at(-1)).toBeGreaterThan(72 * 60);
    expect(asked.at(-1)).toBeLessThan(96 * 60);
    expect(await stateOf(letterId)).toBe('sent');
    expect(await owed(scene)).toEqual([]);

    const other = await told();
    notify.became.set(other.id, 'delivered');
    expect([await ask(after({ minutes: 5 })), await ask(after({ hours: 30 }))]).toEqual([[other.id], []]);
    expect(await stateOf(other.letterId)).toBe('sent');
  });

  test('a provider that is down, refuses, or knows no such message changes nothing, and is asked again later', async () => {
    const { scene, letterId, id } = await told();
    notify.became.set(id, 'permanent-failure');
    for (const [how, minutes] of [['cut', 5], ['fails', 10], ['too_many', 20]] as const) {
      notify.behave = () => how;
      await expect(askArrival(place.id, way, () => instant(after({ minutes })))).rejects.toThrow();
      expect([await stateOf(letterId), await owed(scene)]).toEqual(['sent', []]);
    }
    notify.behave = () => 'well';
    const [kept] = notify.taken.splice(notify.taken.findIndex((each) => each.id === id), 1);
    expect(await ask(after({ minutes: 40 }))).toEqual([id]);
    expect(await stateOf(letterId)).toBe('sent');
    if (kept !== undefined) notify.taken.push(kept);
    // A word that is none of those documented for e-mails, too.
    notify.became.set(id, 'virus-scan-failed');
    expect(await ask(after({ minutes: 80 }))).toEqual([id]);
    expect(await stateOf(letterId)).toBe('sent');
    notify.became.set(id, 'permanent-failure');
    expect(await ask(after({ minutes: 160 }))).toEqual([id]);
    expect(await stateOf(letterId)).toBe('undelivered');
  });

  test('a mail server is asked nothing', async () => {
    const { letterId, id } = await told();
    notify.became.set(id, 'permanent-failure');
    const smtp: Config['mail'] = { kind: 'smtp', url: 'smtp://127.0.0.1:1', from: 'a@example.org' };
    expect(await askArrival(place.id, smtp, () => instant(after({ hours: 1 })))).toBe(false);
    await asSystem(place, LATER, (tx) => tx.db.message.updateMany({ where: { letterId }, data: { provider: 'smtp' } }));
    expect(await ask(after({ hours: 2 }))).toEqual([]);
    expect(await stateOf(letterId)).toBe('sent');
  });

  test('in the minute it is asked of every area by turns; one that cannot be asked keeps no other waiting', async () => {
    const left = new Map([['a', 2], ['b', 1], ['c', 3]]);
    const turns: string[] = [];
    await askArrivalsFor([...left.keys()], 60_000, async (id) => {
      turns.push(id);
      if (id === 'b') throw new Error('503');
      const more = left.get(id) ?? 0;
      left.set(id, more - 1);
      return Promise.resolve(more > 0);
    });
    expect(turns.join('')).toBe('abcacacc');
    await askArrivalsFor(['a'], 0, async () => Promise.reject(new Error('not asked: there is no time')));
  });
});

describe('a bounce of what nobody waits for any more', () => {
  test('read, kept back or given up: it is not asked, and nothing is owed', async () => {
    const read = await told();
    await as(place.people.teacher, (tx) => openLetter(tx, read.scene.contactId, read.letterId));
    const withheld = await told();
    await asSystem(place, LATER, (tx) => addLetterEvent(tx, withheld.letterId, 'withheld'));
    for (const { id } of [read, withheld]) notify.became.set(id, 'permanent-failure');
    expect(await ask(after({ hours: 1 }))).toEqual([]);
    expect([await stateOf(read.letterId), await stateOf(withheld.letterId)]).toEqual(['read', 'withheld']);
    expect([await owed(read.scene), await owed(withheld.scene)]).toEqual([[], []]);
  });

  test('of a decision that a later one replaced: the later letter is owed, and no other', async () => {
    const { scene, letterId, id } = await told();
    const second = await asSystem(place, '2026-03-03T11:00:00Z', (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 4, route: 'STRATEGY' }));
    const before = await owed(scene);
    expect(before.map(({ decisionId }) => decisionId)).toEqual([second]);
    notify.became.set(id, 'temporary-failure');
    await ask('2026-03-03T12:00:00Z');
    expect(await stateOf(letterId)).toBe('undelivered');
    expect((await owed(scene)).map((duty) => duty.id)).toEqual(before.map((duty) => duty.id));
  });

  /** Safe practice 12: the end of a pregnancy stops every letter and duty at once. */
  test('about a pregnancy that has ended: nothing is owed', async () => {
    const { scene, id } = await told();
    const people = await asSystem(place, LATER, (tx) => tx.db.contactPerson.findMany({ where: { contactId: scene.contactId, kind: { in: ['child', 'household_child'] } } }));
    for (const person of people) await asSuperuser((client) => forge(client, 'unborn_state', { authority_id: place.id, contact_id: scene.contactId, person_id: person.id, state: 'pregnancy_ended' }));
    notify.became.set(id, 'permanent-failure');
    expect(await ask(after({ hours: 1 }))).toEqual([id]);
    expect(await marked(scene)).toBe(1);
    expect(await owed(scene)).toEqual([]);
  });
});

describe('a letter after a call', () => {
  const callOf = async () => {
    const call = await calls.made(calls.fromSchool({ 'call.callerEmail': 'rosalie@school.example' }));
    await calls.preview(call);
    expect(await calls.send(call)).toEqual({ ok: true, value: { how: 'sent' } });
    return { call, id: await taken({ letterId: (await calls.newest(call)).id }, MADE, calls.place) };
  };
  const open = async (call: calls.Made) => (await calls.owed(call)).filter(({ discharge }) => discharge === null);

  test('comes back: the duty that it had ended is owed again by whoever took the call', async () => {
    const { call, id } = await callOf();
    expect(await open(call)).toEqual([]);
    notify.became.set(id, 'permanent-failure');
    expect(await ask(after({ hours: 1 }, MADE), calls.place)).toEqual([id]);
    expect((await open(call)).map(({ ownerId }) => ownerId)).toEqual([calls.worker().actorId]);
    expect((await asSystem(calls.place, MADE, (tx) => dutiesOfContact(tx, call.contactId))).filter(({ code }) => code === 'FOLLOW_UP_LETTER')).toHaveLength(2);
  });

  test('comes back after the next issue was posted: they were told by that one', async () => {
    const { call, id } = await callOf();
    const facts = await asSystem(calls.place, MADE, (tx) => readCallFacts(tx, call.contactId, null));
    if (facts === null) throw new Error('a call');
    const second = await asSystem(calls.place, MADE, (tx) => writeFollowUpLetter(tx, facts, 'post'));
    await asSystem(calls.place, MADE, async (tx) => {
      await addLetterEvent(tx, second, 'posted');
      for (const duty of await openDuties(tx, call.contactId)) if (duty.code === 'FOLLOW_UP_LETTER') await tx.db.dutyDischarge.create({ data: { authorityId: calls.place.id, dutyId: duty.id, at: new Date(MADE), by: calls.worker().actorId, how: 'done', words: 'The letter was printed and posted.', evidence: [] } });
    });
    notify.became.set(id, 'permanent-failure');
    expect(await ask(after({ hours: 1 }, MADE), calls.place)).toEqual([id]);
    expect(await open(call)).toEqual([]);
  });
});

test('a call to a colleague that did not arrive shows so on the page of alarms', async () => {
  const { night, manager } = place.people;
  const alarmId = await withActor(systemOf(place.id), async (tx) => {
    const alarm = await addAlarm(tx, { kind: 'nobody_on', contactId: null, occasion: 'duty_manager 2026-03-02T18:00:00Z', due: tx.at, round: 1 });
    if (alarm === null) throw new Error('an alarm');
    const callee = { accountId: night.actorId, post: null };
    await addCall(tx, alarm, { number: 1, callee, channel: 'email', toAddress: 'wrong@example.org', subject: 'Alarm', body: 'Sign in.' });
    await addCall(tx, alarm, { number: 1, callee, channel: 'text', toAddress: '07700 900001', subject: '', body: 'Sign in.' });
    return alarm.id;
  });
  const email = await taken({ alarmId, channel: 'email' });
  const text = await taken({ alarmId, channel: 'text' });
  notify.became.set(email, 'permanent-failure');
  notify.became.set(text, 'delivered');
  expect([...(await ask(after({ minutes: 5 }))), ...(await ask(after({ minutes: 5 })))].toSorted()).toEqual([email, text].toSorted());
  const [shown] = await as(manager, (tx) => listAlarms(tx, 'open', 10));
  expect(shown?.calls[0]?.channels.toSorted((a, b) => a.channel.localeCompare(b.channel))).toEqual([{ channel: 'email', state: 'bounced' }, { channel: 'text', state: 'sent' }]);
  const page = await askPage('../../app/alarms/page.tsx', manager, {});
  expect(page.kind === 'shown' && (await page.html())).toContain('e-mail did not arrive, text sent');
});

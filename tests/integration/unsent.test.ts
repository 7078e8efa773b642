/**
 * Drafts that die (domain 7.10), on a real database with the time given: "NOT SENT" after 2 hours and next working morning,
 * then the agency's lead unless 7.3 keeps them out, and at level 4 the duty manager as "unsent report, ring them". It ends
 * only by a person's word with a reason. Monday 2 March 2026; the office is open from 08:45 to 17:00.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { ringUnsent } from '@/lib/attention/verbs/ring-unsent';
import type { StepName } from '@/lib/contact/report/steps';
import { openUnsent, unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { saveReportPage } from '@/lib/contact/verbs/save-report-page';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readConflicts, readDraft } from '@/lib/platform/draft/store';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { fromSchool, taken } from './calling';
import { makePlace, type PersonName, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  const day = { from: instant('2026-03-02T08:00:00Z'), to: instant('2026-03-02T17:00:00Z') };
  const month = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
  await asSystem(place, '2026-03-01T00:00:00Z', (tx) =>
    addShifts(tx, [
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...day },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, from: instant('2026-03-02T17:00:00Z'), to: instant('2026-03-03T08:00:00Z') },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(name: PersonName, at: string, work: (tx: Tx, person: Person) => Promise<T>) => withActor(place.people[name], (tx) => work(tx, place.people[name]), { at: instant(at) });

/** A sign of high risk, of which one is enough for level 4. */
const HARM: Fields = { 'seen.1': ['I099'] };
const LEVEL_3: Fields = { 'belief.level': '3' };
const MAY_BE_TOLD: Fields = { 'you.aboutColleague': 'no', 'you.leadKnows': 'will_tell', 'you.phone': '01632 960471' };
const CHILD: Fields = { children: ['1'], 'child.1.givenName': 'Wrenna', 'child.1.familyName': 'Ashbourne' };

async function save(author: PersonName, at: string, draftId: string, pages: Partial<Record<StepName, Fields>>): Promise<void> {
  for (const [step, posted] of Object.entries(pages) as [StepName, Fields][]) {
    await as(author, at, async (tx, person) => {
      const saved = await saveReportPage(tx, person, { draftId, step, posted, version: (await readDraft(tx, draftId))?.version ?? 0 });
      if (!saved.ok) throw new Error(saved.problem.code);
    });
  }
}

/** Begins a report and leaves it. */
async function begins(author: PersonName, at: string, pages: Partial<Record<StepName, Fields>>): Promise<string> {
  const draftId = await as(author, at, (tx, person) => startReport(tx, person));
  await save(author, at, draftId, { children: CHILD, ...pages });
  return draftId;
}

/** What the product does each minute. */
async function minute(at: string): Promise<void> {
  await asSystem(place, at, remindUnsent);
  await asSystem(place, at, look);
}

/** Messages that lie in the post, by whom they go to; gaps of this small rota are alarms of their own and not looked at here. */
async function posted(to: PersonName): Promise<string[]> {
  const rows = await asSystem(place, '2026-03-31T00:00:00Z', (tx) => tx.db.message.findMany({ where: { authorityId: place.id, alarmId: null, toAddress: place.people[to].email }, orderBy: { madeAt: 'asc' } }));
  return rows.map(({ madeAt }) => madeAt.toISOString().slice(5, 16));
}
const unsentAlarms = () => asSystem(place, '2026-03-31T00:00:00Z', (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: { in: ['unsent', 'unsent_level_4'] } }, orderBy: [{ raisedAt: 'asc' }], include: { calls: { orderBy: { number: 'asc' } } } }));
async function called(): Promise<string[]> {
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  return (await unsentAlarms()).flatMap(({ calls }) => calls.filter(({ channel }) => channel === 'email').map(({ at, accountId }) => `${at.toISOString().slice(8, 16)} ${names.get(accountId)}`));
}
const seenBy = (name: PersonName) => as(name, '2026-03-31T00:00:00Z', (tx) => openUnsent(tx));
const rowOf = (draftId: string) => asSystem(place, '2026-03-31T00:00:00Z', (tx) => unsentOfDraft(tx, draftId));

async function shows(file: string, name: PersonName): Promise<string> {
  const answer = await askPage(file, place.people[name], {});
  return answer.kind === 'shown' ? answer.html() : answer.kind;
}
const DRAFTS = '../../app/my/drafts/page.tsx';
const UNSENT = '../../app/unsent/page.tsx';

describe('at level 4', () => {
  test('the author after two hours and next morning, the duty manager with the two hours, the lead an hour after the morning; each once', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await minute('2026-03-02T11:59:59Z');
    expect([await posted('teacher'), await called()]).toEqual([[], []]);
    for (const name of ['lead', 'manager', 'night'] as const) expect(await seenBy(name), name).toEqual([]);
    expect(await seenBy('teacher')).toHaveLength(1);

    for (const at of ['12:00:00', '12:01:00', '12:04:00']) await minute(`2026-03-02T${at}Z`);
    expect(await posted('teacher')).toEqual(['03-02T12:00']);
    expect(await called()).toEqual(['02T12:00 manager']);
    expect(await posted('lead')).toEqual([]);
    expect(await seenBy('lead')).toEqual([]);
    expect(await seenBy('manager')).toMatchObject([{ author: { name: 'Bryony Castle', phone: '01632 960471' }, agency: { name: 'Harrow Lane Primary School' }, urgent: true }]);

    await minute('2026-03-03T08:44:59Z');
    expect(await posted('teacher')).toHaveLength(1);
    for (const at of ['08:45', '08:50', '09:44']) await minute(`2026-03-03T${at}:00Z`);
    expect(await posted('teacher')).toEqual(['03-02T12:00', '03-03T08:45']);
    expect(await posted('lead')).toEqual([]);
    for (const at of ['09:45', '09:46', '14:00']) await minute(`2026-03-03T${at}:00Z`);
    expect(await posted('lead')).toEqual(['03-03T09:45']);
    expect(await seenBy('lead')).toMatchObject([{ draftId, author: { name: 'Bryony Castle' } }]);
    expect(await posted('teacher')).toHaveLength(2);
    for (const name of ['otherTeacher', 'officer', 'desk', 'worker', 'auditor', 'administrator', 'serviceAdministrator'] as const) expect(await seenBy(name), name).toEqual([]);
  });

  test('the pages: a manager reads whom to ring and nothing of the report, the lead a name and since when, the author NOT SENT', async () => {
    await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM, 'what-happened': { 'happened.what': 'He said his uncle did it.' } });
    expect(await shows(DRAFTS, 'lead')).not.toContain('Bryony Castle');
    await minute('2026-03-03T10:00:00Z');
    const [ofManager, ofLead, ofAuthor, ofColleague] = [await shows(UNSENT, 'manager'), await shows(DRAFTS, 'lead'), await shows(DRAFTS, 'teacher'), await shows(DRAFTS, 'otherTeacher')];
    for (const words of ['Bryony Castle', '01632 960471', 'Harrow Lane Primary School', 'Level 4']) expect(ofManager).toContain(words);
    expect(ofLead).toContain('Bryony Castle');
    expect(ofLead).not.toContain('01632 960471');
    for (const page of [ofManager, ofLead]) for (const secret of ['Wrenna', 'Ashbourne', 'uncle', 'I099']) expect(page).not.toContain(secret);
    expect(ofAuthor).toContain('NOT SENT');
    expect(ofAuthor).toContain('Your safeguarding lead was told');
    expect(ofAuthor).toContain('Somebody will ring you.');
    expect(ofColleague).not.toContain('Bryony Castle');
    expect(await shows('../../app/home/page.tsx', 'teacher')).toContain('NOT SENT');
    expect(await shows('../../app/home/page.tsx', 'lead')).toContain('A colleague has begun a report that may be serious');
  });

  test('a message says that there is one, and where; never whose, about whom or what', async () => {
    await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await minute('2026-03-03T10:00:00Z');
    // Nobody is on the rota that day, so the first of the managers is called: whichever of them it is.
    const { teacher, lead, manager, unqualifiedManager } = place.people;
    const messages = await asSystem(place, '2026-03-03T11:00:00Z', (tx) => tx.db.message.findMany({ where: { authorityId: place.id, toAddress: { in: [teacher, lead, manager, unqualifiedManager].map(({ email }) => email) } } }));
    expect(messages.length).toBeGreaterThanOrEqual(3);
    for (const { subject, body, channel } of messages) {
      const rest = `${subject} ${body}`.replace(/http:\/\/localhost:3000\/(alarms|my\/drafts)/g, '').replace(/\s+/g, ' ').trim();
      expect(rest).toBe(channel === 'text' ? 'There is a message for you.' : 'There is a message for you There is a message for you. Sign in to read it:');
    }
  });

  test('in the night emergency duty is called with the two hours, a duty social worker never; with nobody on, the managers', async () => {
    await begins('teacher', '2026-03-02T18:00:00Z', { you: MAY_BE_TOLD, safety: { 'safety.cannotWait': 'yes' } });
    for (const at of ['20:00', '20:05', '20:10']) await minute(`2026-03-02T${at}:00Z`);
    expect(await called()).toEqual(['02T20:00 night', '02T20:05 night', '02T20:10 night']);
    const { teacher, worker, manager, unqualifiedManager } = place.people;
    expect(await as('worker', '2026-03-02T20:11:00Z', async (tx) => acceptAlarm(tx, (await unsentAlarms())[0]?.id ?? '')), 'who sees nothing of it answers for nothing').toEqual({ ok: false, problem: 'gone' });
    expect((await as('night', '2026-03-02T20:12:00Z', async (tx) => acceptAlarm(tx, (await unsentAlarms())[0]?.id ?? ''))).ok).toBe(true);
    // On Thursday the rota of this place has nobody but the duty social worker.
    await begins('officer', '2026-03-05T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    for (const at of ['12:00', '12:05', '12:10']) await minute(`2026-03-05T${at}:00Z`);
    const those = new Set((await unsentAlarms()).filter(({ raisedAt }) => raisedAt >= new Date('2026-03-05')).flatMap(({ calls }) => calls.map(({ accountId }) => accountId)));
    expect(those.has(worker.actorId) || those.has(teacher.actorId)).toBe(false);
    expect([manager.actorId, unqualifiedManager.actorId].some((id) => those.has(id))).toBe(true);
  });

  test('typing on puts nothing off', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await save('teacher', '2026-03-02T11:55:00Z', draftId, { 'what-happened': { 'happened.what': 'More.' } });
    await minute('2026-03-02T12:00:00Z');
    expect(await called()).toEqual(['02T12:00 manager']);
    expect(await rowOf(draftId)).toMatchObject({ since: instant('2026-03-02T10:00:00Z'), touchedAt: instant('2026-03-02T11:55:00Z') });
  });

  test('a service that was down for a day tells each once, and two at once tell no more', async () => {
    await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await Promise.all(Array.from({ length: 4 }, () => minute('2026-03-03T11:00:00Z')));
    expect([await posted('teacher'), await posted('lead')]).toEqual([['03-03T11:00'], ['03-03T11:00']]);
    expect((await unsentAlarms()).map(({ calls }) => calls.filter(({ channel }) => channel === 'email').length)).toEqual([1]);
  });
});

describe('below level 4', () => {
  test('no manager is told where a lead is; none is told twice', async () => {
    await begins('teacher', '2026-03-06T16:00:00Z', { you: MAY_BE_TOLD, level: LEVEL_3 });
    for (const at of ['06T18:00', '07T09:00', '09T08:45', '09T09:45', '09T12:00']) await minute(`2026-03-${at}:00Z`);
    expect(await posted('teacher')).toEqual(['03-06T18:00', '03-09T08:45']);
    expect(await posted('lead')).toEqual(['03-09T09:45']);
    expect([await called(), await seenBy('manager')]).toEqual([[], []]);
  });

  test('nothing serious is known of to nobody', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: { 'seen.1': ['I018'] }, level: { 'belief.level': '2' } });
    await minute('2026-03-03T12:00:00Z');
    expect([await rowOf(draftId), await posted('teacher'), await posted('lead')]).toEqual([null, [], []]);
  });

  const KEPT: [string, Fields][] = [
    ['goes past the lead', { 'you.aboutColleague': 'no', 'you.leadKnows': 'past_lead' }],
    ['about a colleague', { 'you.aboutColleague': 'yes', 'you.leadKnows': 'told' }],
    ['may be about a colleague', { 'you.aboutColleague': 'not_known', 'you.leadKnows': 'told' }],
    ['not answered yet', {}],
  ];
  test.each(KEPT)('%s: the lead sees and hears nothing; a manager takes their place, in the lead’s hour', async (_what, you) => {
    await begins('teacher', '2026-03-02T10:00:00Z', { you, level: LEVEL_3 });
    await minute('2026-03-03T09:44:00Z');
    expect(await seenBy('manager')).toEqual([]);
    await minute('2026-03-03T09:45:00Z');
    expect([await posted('lead'), await seenBy('lead')]).toEqual([[], []]);
    expect(await shows(DRAFTS, 'lead')).not.toContain('Bryony Castle');
    expect(await seenBy('manager')).toMatchObject([{ urgent: false, author: { name: 'Bryony Castle' } }]);
    expect((await unsentAlarms()).map(({ kind }) => kind)).toEqual(['unsent']);
  });

  test('kept from the lead after they were told, it is gone from their list at once', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, level: LEVEL_3 });
    await minute('2026-03-03T09:45:00Z');
    expect(await seenBy('lead')).toHaveLength(1);
    await save('teacher', '2026-03-03T10:00:00Z', draftId, { you: { 'you.aboutColleague': 'yes' } });
    expect(await seenBy('lead')).toEqual([]);
    await minute('2026-03-03T10:01:00Z');
    expect(await seenBy('manager')).toHaveLength(1);
  });

  test('the lead’s own unsent report is not told to the lead; with no other lead a manager is told', async () => {
    await begins('lead', '2026-03-02T10:00:00Z', { you: { ...MAY_BE_TOLD, 'you.leadKnows': 'i_am_lead' }, level: LEVEL_3 });
    await minute('2026-03-03T09:45:00Z');
    expect(await posted('lead')).toHaveLength(1);
    expect(await shows(DRAFTS, 'lead')).not.toContain('Colleagues’ reports not sent');
    expect(await seenBy('manager')).toHaveLength(1);
  });
});

describe('an author who asks to be protected', () => {
  const PROTECTED: Fields = { ...MAY_BE_TOLD, 'you.protectMe': 'yes', 'you.role': 'Falconer' };

  test('is nobody to everybody: neither name, telephone nor agency is in the row, on the page or in a call', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: PROTECTED, indicators: HARM });
    await minute('2026-03-03T10:00:00Z');
    expect([await posted('lead'), await seenBy('lead')]).toEqual([[], []]);
    expect(await posted('teacher')).toHaveLength(1);
    expect(await seenBy('manager')).toMatchObject([{ draftId, author: null, agency: null, protected: true, urgent: true }]);
    const page = await shows(UNSENT, 'manager');
    expect(page).toContain('Somebody who asks to be protected');
    for (const words of ['Bryony', 'Castle', 'Harrow Lane', '01632 960471', 'Falconer', place.people.teacher.actorId, place.agencies.school.id]) expect(page).not.toContain(words);
    await asSuperuser(async (client) => {
      const { rows } = await client.query<{ row: string }>('select row_to_json(u)::text as row from unsent_report u where draft_id = $1', [draftId]);
      for (const words of ['Bryony', 'Harrow Lane', '01632', place.people.teacher.actorId, place.agencies.school.id]) expect(rows[0]?.row).not.toContain(words);
    });
  });

  test('is asked by a message of the service to ring, and cannot be rung', async () => {
    await begins('teacher', '2026-03-02T10:00:00Z', { you: PROTECTED, indicators: HARM });
    await minute('2026-03-02T12:00:00Z');
    const [row] = await seenBy('manager');
    expect(await as('manager', '2026-03-02T12:10:00Z', (tx) => ringUnsent(tx, row?.id ?? '', { outcome: 'not_reached', words: 'Voicemail.' }))).toEqual({ ok: false, problem: 'no_outcome' });
    expect((await as('manager', '2026-03-02T12:10:00Z', (tx) => ringUnsent(tx, row?.id ?? '', { outcome: 'asked_to_ring', words: 'Asked to ring the desk.' }))).ok).toBe(true);
    expect(await posted('teacher')).toEqual(['03-02T12:00', '03-02T12:10']);
    expect(await shows(DRAFTS, 'teacher')).toContain('nobody there knows that it is you');
  });

  test('who asks for it later is nobody from then on', async () => {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await minute('2026-03-02T12:00:00Z');
    await save('teacher', '2026-03-02T12:30:00Z', draftId, { you: PROTECTED });
    expect(await seenBy('manager')).toMatchObject([{ author: null, agency: null }]);
  });
});

describe('the end', () => {
  async function told(): Promise<{ draftId: string; id: string }> {
    const draftId = await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await minute('2026-03-02T12:00:00Z');
    return { draftId, id: (await rowOf(draftId))?.id ?? '' };
  }
  const ring = (name: PersonName, at: string, id: string, typed: { outcome: string; words: string }) => as(name, at, (tx) => ringUnsent(tx, id, typed));

  test('not reached: accepted in the manager’s name, and an hour later an alarm again; told another way ends it, with reason and name', async () => {
    const { draftId, id } = await told();
    expect(await ring('manager', '2026-03-02T12:05:00Z', id, { outcome: '', words: 'x' })).toEqual({ ok: false, problem: 'no_outcome' });
    expect(await ring('manager', '2026-03-02T12:05:00Z', id, { outcome: 'not_needed', words: '  ' })).toEqual({ ok: false, problem: 'no_words' });
    expect(await ring('worker', '2026-03-02T12:05:00Z', id, { outcome: 'not_needed', words: 'x' })).toEqual({ ok: false, problem: 'missing' });
    expect((await ring('manager', '2026-03-02T12:05:00Z', id, { outcome: 'not_reached', words: 'Teaching until three.' })).ok).toBe(true);
    expect(await unsentAlarms()).toMatchObject([{ endedHow: 'accepted', endedBy: place.people.manager.actorId }]);
    await minute('2026-03-02T13:04:00Z');
    expect(await unsentAlarms()).toHaveLength(1);
    await minute('2026-03-02T13:05:00Z');
    expect(await unsentAlarms()).toMatchObject([{ round: 1 }, { round: 2, endedAt: null }]);

    expect((await ring('manager', '2026-03-02T13:10:00Z', id, { outcome: 'sent_another_way', words: 'Told me all of it by telephone.' })).ok).toBe(true);
    expect(await rowOf(draftId)).toMatchObject({ ended: { how: 'sent_another_way', why: 'Told me all of it by telephone.', by: place.people.manager.actorId } });
    expect(await ring('unqualifiedManager', '2026-03-02T13:11:00Z', id, { outcome: 'not_needed', words: 'x' })).toEqual({ ok: false, problem: 'over' });
    for (const at of ['02T14:30', '03T08:45', '03T09:45']) await minute(`2026-03-${at}:00Z`);
    expect((await unsentAlarms()).map(({ endedHow }) => endedHow)).toEqual(['accepted', 'accepted']);
    expect(await posted('lead')).toEqual([]);
    const page = await shows(UNSENT, 'unqualifiedManager');
    for (const words of ['Teaching until three.', 'Told another way', 'Jocasta Kerr']) expect(page).toContain(words);
    // The draft is still its author's, to send.
    const draft = await as('teacher', '2026-03-02T15:00:00Z', (tx) => readDraft(tx, draftId));
    expect(draft?.closedAt).toBeNull();
  });

  test('what its author writes after that is unsent anew, with two hours of its own; saving the same words is not', async () => {
    const { draftId, id } = await told();
    await ring('manager', '2026-03-02T12:10:00Z', id, { outcome: 'not_needed', words: 'Another school has told us.' });
    await save('teacher', '2026-03-02T12:20:00Z', draftId, { indicators: HARM });
    expect((await rowOf(draftId))?.ended?.how).toBe('not_needed');
    await save('teacher', '2026-03-02T15:00:00Z', draftId, { 'what-happened': { 'happened.what': 'He has a new mark.' } });
    expect(await rowOf(draftId)).toMatchObject({ ended: null, since: instant('2026-03-02T15:00:00Z') });
    expect(await seenBy('manager')).toEqual([]);
    await minute('2026-03-02T16:59:00Z');
    expect(await unsentAlarms()).toHaveLength(1);
    await minute('2026-03-02T17:00:00Z');
    expect((await unsentAlarms()).filter(({ endedAt }) => endedAt === null)).toMatchObject([{ round: 1, kind: 'unsent_level_4' }]);
  });

  test('taken back before anybody was told, it is over; after that only a person ends it', async () => {
    const early = await begins('officer', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
    await save('officer', '2026-03-02T11:00:00Z', early, { indicators: { 'seen.1': [] } });
    expect((await rowOf(early))?.ended?.how).toBe('no_longer');
    const { draftId } = await told();
    await save('teacher', '2026-03-02T13:00:00Z', draftId, { indicators: { 'seen.1': [] } });
    expect(await rowOf(draftId)).toMatchObject({ ended: null, urgent: false });
    expect(await seenBy('manager')).toHaveLength(1);
  });

  test('sent, the alarm is met at the next look, and who it was is no longer kept', async () => {
    const { draftId } = await told();
    await as('teacher', '2026-03-02T12:30:00Z', async (tx, person) => {
      const draft = await readDraft(tx, draftId);
      if (draft === null) throw new Error('no draft');
      const sent = await submitContact(tx, person, await readAuthority(tx), { draftId, key: draft.key, version: draft.version });
      expect(sent.ok).toBe(true);
    });
    expect(await rowOf(draftId)).toMatchObject({ author: null, agency: null, ended: { how: 'sent', by: null } });
    await minute('2026-03-02T12:31:00Z');
    expect((await unsentAlarms()).map(({ endedHow }) => endedHow)).toEqual(['met']);
    expect(await shows(UNSENT, 'manager')).not.toContain('Bryony Castle');
  });

  test('put away by its author only with a reason, which a manager who was told reads; no statement deletes it', async () => {
    const { draftId } = await told();
    const put = (typed: unknown) => as('teacher', '2026-03-02T12:40:00Z', (tx) => discardDraft(tx, draftId, typed));
    expect(await put({ how: 'not_needed', why: ' ' })).toEqual({ ok: false, problem: 'no_reason' });
    expect((await rowOf(draftId))?.ended).toBeNull();
    await expect(as('teacher', '2026-03-02T12:41:00Z', async (tx) => tx.db.$executeRaw`update draft set closed_at = now(), closed_how = 'not_needed' where id = ${draftId}::uuid`)).rejects.toThrow(/draft_put_away_reason/);
    await expect(as('teacher', '2026-03-02T12:41:00Z', async (tx) => tx.db.$executeRaw`delete from draft where id = ${draftId}::uuid`)).rejects.toThrow(/permission denied/);
    expect((await put({ how: 'sent_another_way', why: 'I rang the police, log 412.' })).ok).toBe(true);
    expect(await rowOf(draftId)).toMatchObject({ ended: { how: 'sent_another_way', why: 'I rang the police, log 412.', by: place.people.teacher.actorId } });
    expect(await shows(UNSENT, 'manager')).toContain('I rang the police, log 412.');
  });
});

test('nobody of another authority sees or ends any of it', async () => {
  await begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: HARM });
  await minute('2026-03-03T10:00:00Z');
  const [row] = await seenBy('manager');
  const other = await makePlace();
  for (const person of [other.people.manager, other.people.lead]) {
    expect(await withActor(person, (tx) => openUnsent(tx))).toEqual([]);
    expect(await withActor(person, (tx) => ringUnsent(tx, row?.id ?? '', { outcome: 'not_needed', words: 'x' }))).toEqual({ ok: false, problem: 'missing' });
  }
});

describe('a page whose words are kept beside another text of it', () => {
  /** A second window, which shows the page as it was before the first saved it. */
  const beside = (draftId: string, step: StepName, posted: Fields, at: string) => as('teacher', at, async (tx, person) => (await saveReportPage(tx, person, { draftId, step, posted, version: 1 })).ok);
  const known = (draftId: string) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => {
    const there = await unsentOfDraft(tx, draftId);
    return there === null ? null : [there.urgent, there.ended?.how ?? null];
  });
  const settles = (draftId: string, keep: 'saved' | 'typed', author: PersonName = 'teacher', at = '2026-03-02T10:30:00Z') => as(author, at, async (tx, person) => {
    for (const { id } of await readConflicts(tx, draftId)) await settleReportConflict(tx, person, draftId, id, keep);
  });
  const written = () => begins('teacher', '2026-03-02T10:00:00Z', { you: MAY_BE_TOLD, indicators: { 'seen.1': ['I018'] } });

  test.each<['saved' | 'typed', unknown]>([['saved', [true, 'no_longer']], ['typed', [true, null]]])('is serious and unsent from then on, whatever is saved on another page, until its author chooses: %s', async (keep, after) => {
    const draftId = await written();
    expect(await known(draftId)).toBeNull();
    expect(await beside(draftId, 'indicators', HARM, '2026-03-02T10:10:00Z')).toBe(false);
    expect(await known(draftId)).toEqual([true, null]);
    await save('teacher', '2026-03-02T10:20:00Z', draftId, { 'what-happened': { 'happened.what': 'She came in late.' } });
    expect(await known(draftId)).toEqual([true, null]);
    await settles(draftId, keep);
    expect(await known(draftId)).toEqual(after);
  });

  test.each<['saved' | 'typed', unknown]>([['saved', [true, 'no_longer']], ['typed', [true, null]]])('of a call, too: %s', async (keep, after) => {
    const { worker } = place.people;
    const call = await taken(worker, fromSchool(place));
    const before = await asSystem(place, '2026-03-31T00:00:00Z', (tx) => unsentOfDraft(tx, call.id));
    expect(before).toBeNull();
    await as('worker', '2026-03-04T10:12:00Z', async (tx, person) => saveCall(tx, person, { draftId: call.id, posted: fromSchool(place, { 'seen.1': 'I099' }), version: 1 }));
    expect(await known(call.id)).toEqual([true, null]);
    await settles(call.id, keep, 'worker', '2026-03-04T10:20:00Z');
    expect(await known(call.id)).toEqual(after);
  });

  test('which says nothing serious makes nothing so', async () => {
    const draftId = await written();
    expect(await beside(draftId, 'indicators', { 'seen.1': ['I014'] }, '2026-03-02T10:10:00Z')).toBe(false);
    expect(await known(draftId)).toBeNull();
  });
});

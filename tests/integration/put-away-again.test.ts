/**
 * A report or a call that was put away in one window and is gone on with in another (safe practice 7.10: a draft with a child in it dies
 * only by a person's act; 7.1: danger is seen at once and answered by whom to ring). By hand from there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { putAwaySince } from '@/lib/contact/call/put-away-store';
import { readContact } from '@/lib/contact/store';
import { unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { startCall } from '@/lib/contact/verbs/start-call';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readConflicts } from '@/lib/platform/draft/store';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { begin, draftNow, postForm, savePage, sendReport } from './report-scene';

let place: Place;
let teacher: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ teacher } = place.people);
});
afterAll(closeDatabase);

async function shown(person: Person, file: string, params: Record<string, string>, search: Record<string, string> = {}): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, person, params, search);
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
}

const WHY = { 'discard.how': 'not_needed', 'discard.why': 'Her mother explained it.' };

/** A serious report about Bryony, put away while another window stands open at a version. */
async function putAway(): Promise<{ draft: string; version: number }> {
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Bryony', 'child.1.ageWords': '6' });
  await savePage(teacher, draft, 'level', { 'belief.level': '4' });
  const { version } = await draftNow(teacher, draft);
  expect((await postForm(teacher, 'report/[draft]/discard', { draft }, WHY)).to).toBe('/my/drafts');
  expect(await withActor(teacher, async (tx) => unsentOfDraft(tx, draft))).toMatchObject({ ended: { how: 'not_needed' } });
  return { draft, version };
}
const contactOf = async (draft: string) => {
  const { resultId } = await draftNow(teacher, draft);
  return resultId === null ? null : withActor(teacher, async (tx) => readContact(tx, resultId));
};
const ledgerOf = (draft: string) => withActor(systemOf(place.id), async (tx) => (await tx.db.ledgerEntry.findMany({ where: { authorityId: place.id, objectId: draft }, orderBy: { seq: 'asc' } })).map(({ action }) => action));

describe('a report that was put away in another window', () => {
  test('is sent by Send, and the ledger knows of both', async () => {
    const { draft } = await putAway();
    expect((await sendReport(teacher, draft)).to).toBe(`/report/${draft}/sent`);
    expect((await contactOf(draft))?.report.children[0]?.givenName).toBe('Bryony');
    expect((await ledgerOf(draft)).filter((action) => /put_away|taken_up/.test(action))).toEqual(['report.put_away', 'report.taken_up']);
  });

  test('danger pressed on one of its pages: whom to ring, and it is sent with what was typed last', async () => {
    const { draft, version } = await putAway();
    const danger = await savePage(teacher, draft, 'what-happened', { 'happened.what': 'He is at the door.', act: 'danger' }, version);
    expect(danger.to).toBe(`/report/${draft}/danger`);
    expect(await shown(teacher, 'report/[draft]/danger', { draft })).toMatch(/Ring now.*01632 96000[12]/s);
    expect((await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to).toBe(`/report/${draft}/sent`);
    expect(await contactOf(draft)).toMatchObject({ immediate: true, report: { incident: { what: 'He is at the door.' } } });
  });

  test('danger pressed with no new word, or on a page “Ring now” that stood open', async () => {
    const { draft, version } = await putAway();
    expect((await savePage(teacher, draft, 'level', { 'belief.level': '4', act: 'danger' }, version)).to).toBe(`/report/${draft}/danger`);
    expect(await shown(teacher, 'report/[draft]/danger', { draft })).toMatch(/Ring now.*You had put this report away/s);
    await postForm(teacher, 'report/[draft]/danger/send', { draft }, {});
    expect(await contactOf(draft)).toMatchObject({ immediate: true });
  });

  test('takes what was typed here where its author chooses it, and is unsent anew', async () => {
    const { draft, version } = await putAway();
    expect((await savePage(teacher, draft, 'what-happened', { 'happened.what': 'A burn on her arm.' }, version)).to).toBe(`/report/${draft}/conflict`);
    expect(await shown(teacher, 'report/[draft]/conflict', { draft })).toMatch(/You had put this report away.*Leave it put away.*Use what was typed here, and take it up again/s);
    const [kept] = await withActor(teacher, async (tx) => readConflicts(tx, draft));
    await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'typed' });
    expect(await draftNow(teacher, draft)).toMatchObject({ closedAt: null, content: { fields: { 'happened.what': 'A burn on her arm.' } } });
    expect(await withActor(teacher, async (tx) => unsentOfDraft(tx, draft))).toMatchObject({ ended: null, urgent: true });
  });

  test('stays put away where they leave it so', async () => {
    const { draft, version } = await putAway();
    await savePage(teacher, draft, 'what-happened', { 'happened.what': 'Nothing new.' }, version);
    const [kept] = await withActor(teacher, async (tx) => readConflicts(tx, draft));
    await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'saved' });
    expect((await draftNow(teacher, draft)).closedHow).toBe('not_needed');
  });

  test('stands in the list with a way to take it up again, for its author alone', async () => {
    const { draft, version } = await putAway();
    expect((await savePage(teacher, draft, 'level', { 'belief.level': '4' }, version)).to).toBe('/my/drafts#put-away');
    const list = await shown(teacher, 'my/drafts', {});
    expect(list).toMatch(new RegExp(`Put away by you.*Bryony.*action="/report/${draft}/take-up"`, 's'));
    expect(await shown(place.people.otherTeacher, 'my/drafts', {})).not.toContain('Bryony');
    expect((await postForm(place.people.otherTeacher, 'report/[draft]/take-up', { draft }, {})).status).toBe(404);
    expect((await postForm(teacher, 'report/[draft]/take-up', { draft }, {})).to).toBe(`/report/${draft}/check`);
    expect(await shown(teacher, 'report/[draft]/check', { draft })).toContain('NOT SENT');
    expect(await shown(teacher, 'my/drafts', {})).not.toContain(`/report/${draft}/take-up`);
  });

  test('one that was sent is not taken up', async () => {
    const draft = await begin(teacher);
    await sendReport(teacher, draft);
    await postForm(teacher, 'report/[draft]/take-up', { draft }, {});
    expect((await draftNow(teacher, draft)).closedHow).toBe('sent');
  });
});

test('a call that was put away in another window says so, not that it is a contact', async () => {
  const { worker } = place.people;
  const draft = await withActor(worker, async (tx) => startCall(tx));
  const save = async (said: string, version: number) => postForm(worker, 'calls/[draft]/save', { draft }, { version: String(version), act: 'save', 'happened.what': said });
  await save('A neighbour about parking.', (await draftNow(worker, draft)).version);
  const { version } = await draftNow(worker, draft);
  expect((await postForm(worker, 'calls/[draft]/put-away', { draft }, { 'discard.how': 'not_needed', 'discard.why': 'About parking.' })).to).toBe('/calls?done=put-away');
  expect(await shown(worker, 'calls', {}, { done: 'put-away' })).toContain('It is put away, and is no contact.');
  expect(await shown(worker, 'calls/[draft]', { draft })).toContain('/calls?problem=put_away');
  expect(await shown(worker, 'calls', {}, { problem: 'put_away' })).toMatch(/You had put this call away.*take it up again.*Put away by you/s);
  expect((await save('He shouts at his boy, too.', version)).to).toBe(`/calls/${draft}/conflict`);
  const two = await shown(worker, 'calls/[draft]/conflict', { draft });
  expect(two).toMatch(/You had put this call away.*He shouts at his boy, too.*Leave it put away.*Use what was typed here, and take it up again/s);
  expect(two).not.toMatch(/was a contact already/);
});

describe('a call that was put away', () => {
  const AWAY = { 'discard.how': 'not_needed', 'discard.why': 'About parking.' };
  const started = async () => {
    const { worker } = place.people;
    const draft = await withActor(worker, async (tx) => startCall(tx));
    const save = async (said: string, version: number) => postForm(worker, 'calls/[draft]/save', { draft }, { version: String(version), act: 'save', 'happened.what': said });
    await save('A neighbour about parking.', (await draftNow(worker, draft)).version);
    const { version } = await draftNow(worker, draft);
    await postForm(worker, 'calls/[draft]/put-away', { draft }, AWAY);
    return { worker, draft, save, version };
  };
  const counted = async () => withActor(place.people.manager, async (tx) => (await putAwaySince(tx, tx.at.subtract({ hours: 1 }))).map(({ why }) => why));

  test('is taken up from the list by its worker alone, as it was, and counts as none any more; put away again it does', async () => {
    const { worker, draft } = await started();
    const before = await counted();
    const list = await shown(worker, 'calls', {});
    expect(list).toMatch(new RegExp(`Put away by you.*action="/calls/${draft}/take-up"`, 's'));
    expect(await shown(place.people.otherWorker, 'calls', {})).not.toContain(draft);
    expect((await postForm(place.people.otherWorker, 'calls/[draft]/take-up', { draft }, {})).status).toBe(404);
    expect((await postForm(worker, 'calls/[draft]/take-up', { draft }, {})).to).toBe(`/calls/${draft}`);
    expect(await shown(worker, 'calls/[draft]', { draft })).toContain('A neighbour about parking.');
    expect(await shown(worker, 'calls', {})).not.toContain(`/calls/${draft}/take-up`);
    expect((await counted()).length).toBe(before.length - 1);
    await postForm(worker, 'calls/[draft]/put-away', { draft }, { ...AWAY, 'discard.why': 'About parking, again.' });
    expect(await counted()).toContain('About parking, again.');
    expect(await ledgerOf(draft)).toEqual(expect.arrayContaining(['call.put_away', 'call.taken_up', 'call.put_away']));
  });

  test('is named by who rang and about whom, so that two of one minute are told apart; who asked to be protected is not', async () => {
    const { worker } = place.people;
    for (const fields of [{ 'call.callerName': 'Marek Nowak', 'child.1.givenName': 'Vickery', 'child.1.familyName': 'Hale' }, { 'call.callerName': 'Sunniva Orr', 'you.protectMe': 'yes', 'child.1.givenName': 'Tove' }]) {
      const draft = await withActor(worker, async (tx) => startCall(tx));
      await postForm(worker, 'calls/[draft]/save', { draft }, { version: String((await draftNow(worker, draft)).version), act: 'save', ...fields });
      await postForm(worker, 'calls/[draft]/put-away', { draft }, AWAY);
    }
    const list = (await shown(worker, 'calls', {})).replaceAll('<!-- -->', '');
    for (const words of [' from Marek Nowak about Vickery Hale', ' about Tove']) expect(list).toContain(words);
    expect(list).not.toContain('Sunniva');
  });

  test('is made a contact by whoever presses it in another window, from when it began', async () => {
    const { worker, draft, version } = await started();
    const { key, createdAt } = await draftNow(worker, draft);
    expect((await postForm(worker, 'calls/[draft]/submit', { draft }, { key, version: String(version) })).to).toBe(`/calls/${draft}/made`);
    const { resultId } = await draftNow(worker, draft);
    const made = await withActor(worker, async (tx) => readContact(tx, resultId ?? ''));
    expect(made?.receivedAt.epochMilliseconds).toBe(createdAt.getTime());
  });

  test('takes what was typed since where its worker chooses it', async () => {
    const { worker, draft, save, version } = await started();
    expect((await save('He shouts at his boy, too.', version)).to).toBe(`/calls/${draft}/conflict`);
    const [kept] = await withActor(worker, async (tx) => readConflicts(tx, draft));
    expect((await postForm(worker, 'calls/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'typed' })).to).toBe(`/calls/${draft}`);
    expect(await draftNow(worker, draft)).toMatchObject({ closedAt: null, content: { fields: { 'happened.what': 'He shouts at his boy, too.' } } });
  });
});

/**
 * Words that the server keeps beside a draft, since a page of it was saved from an older window (architecture 2: nothing typed is ever
 * lost): their author is told of them wherever they go on, before they send and after, until they have chosen. By hand from there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { startCall } from '@/lib/contact/verbs/start-call';
import type { Person } from '@/lib/access/model';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { keptName } from '@/lib/platform/draft/kept';
import { openDrafts, readConflicts, saveStep } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { begin, draftNow, goesIdle, postForm, savePage, sendReport } from './report-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

async function shown(person: Person, file: string, params: Record<string, string>): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, person, params);
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
}
const tells = (html: string, href: string) => html.includes(`href="${href}"`) && html.includes('Something that you typed');

/** What stands in the form of additions that an address opens. */
async function formShown(person: Person, contactId: string, to: string): Promise<Record<string, string>> {
  const form = (await withActor(person, async (tx) => openDrafts(tx, 'addition', contactId))).find(({ id }) => to.includes(id));
  return { kept: keptName(form), ...(form?.content.fields as Record<string, string> | undefined) };
}

/** The page was kept while it was typed; the last sentence comes with the version before. */
async function leftWhileKept(draft: string, teacher: Person): Promise<void> {
  const { version } = await draftNow(teacher, draft);
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'She came without lunch.' }, version);
  const late = await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'what-happened' }, { version: String(version), 'happened.what': 'She came without lunch. He hits her.' }, 'application/json');
  expect(late.status).toBe(409);
}

test('a report says so on every page, before it is sent and in the list, until its author has chosen', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  const pages: readonly [string, Record<string, string>][] = [['report/[draft]/[step]', { draft, step: 'what-happened' }], ['report/[draft]/[step]', { draft, step: 'level' }], ['report/[draft]/check', { draft }], ['my/drafts', {}]];
  const said = async () => Promise.all(pages.map(async ([file, params]) => tells(await shown(teacher, file, params), `/report/${draft}/conflict`)));
  expect(await said()).toEqual([false, false, false, false]);
  await leftWhileKept(draft, teacher);
  expect(await said()).toEqual([true, true, true, true]);
  const [kept] = await withActor(teacher, async (tx) => readConflicts(tx, draft));
  await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'typed' });
  expect(await said()).toEqual([false, false, false, false]);
  expect((await draftNow(teacher, draft)).content.fields['happened.what']).toBe('She came without lunch. He hits her.');
});

test('of three windows each text is asked about: choosing one settles no other that was not read', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  const { version } = await draftNow(teacher, draft);
  const save = async (what: string) => savePage(teacher, draft, 'what-happened', { 'happened.what': what }, version);
  const two = async () => shown(teacher, 'report/[draft]/conflict', { draft });
  const chooses = async (keep: 'saved' | 'typed') => {
    const [kept] = await withActor(teacher, async (tx) => readConflicts(tx, draft));
    return (await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep })).to;
  };
  for (const what of ['She came without lunch.', 'Her uncle hits her.', 'She is afr', 'She is afraid to go home.']) await save(what);
  expect(await two()).toMatch(/She came without lunch.*She is afraid to go home/s);
  // What was typed on in the same window is read with it, and not asked about again.
  expect(await chooses('typed')).toBe(`/report/${draft}/conflict`);
  expect(await two()).toMatch(/She is afraid to go home.*Her uncle hits her/s);
  expect(await chooses('saved')).toBe(`/report/${draft}/what-happened`);
  expect((await draftNow(teacher, draft)).content.fields['happened.what']).toBe('She is afraid to go home.');
});

test('it holds nothing up, and what was sent says that it did not go with it', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await leftWhileKept(draft, teacher);
  expect((await sendReport(teacher, draft)).to).toBe(`/report/${draft}/sent`);
  expect(tells(await shown(teacher, 'report/[draft]/sent', { draft }), `/report/${draft}/conflict`)).toBe(true);
  expect(await shown(teacher, 'report/[draft]/conflict', { draft })).toContain('He hits her.');
});

test('what was left out stands in the form of additions, beside what is typed there, and is not sent by that', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await leftWhileKept(draft, teacher);
  await sendReport(teacher, draft);
  const [kept] = await withActor(teacher, async (tx) => readConflicts(tx, draft));
  const contactId = (await draftNow(teacher, draft)).resultId ?? '';
  const { reference } = await withActor(systemOf(place.id), async (tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: contactId } } }));
  await knowNobody(place, contactId);
  await goesIdle(teacher, async () => {
    await postForm(teacher, 'my/contacts/[reference]/add', { reference }, { key: newId(), kept: '', text: 'Her gran rang.' });
  });
  const { to } = await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'add' });
  expect(to).toMatch(new RegExp(`^/my/contacts/${reference}\\?draft=[-0-9a-f]+#add$`));
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', teacher, { reference }, { draft: /draft=([-0-9a-f]+)/.exec(to)?.[1] ?? '' });
  const html = page.kind === 'shown' ? await page.html() : JSON.stringify(page);
  expect(html).toMatch(/NOT SENT.*<textarea[^>]*name="text"[^>]*>[^<]*She came without lunch. He hits her\./s);
  expect(html).toContain('Her gran rang.');
  expect(await withActor(teacher, async (tx) => additionsOf(tx, contactId))).toEqual([]);
  // Nobody has it yet: it waits where it was until it is sent, and a second press finds the same form.
  expect(tells(await shown(teacher, 'report/[draft]/sent', { draft }), `/report/${draft}/conflict`)).toBe(true);
  expect((await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'add' })).to).toBe(to);
  await postForm(teacher, 'my/contacts/[reference]/add', { reference }, { key: newId(), ...(await formShown(teacher, contactId, to)) });
  expect(await withActor(teacher, async (tx) => additionsOf(tx, contactId))).toMatchObject([{ text: expect.stringContaining('He hits her.') as string, immediate: false }]);
  expect(tells(await shown(teacher, 'report/[draft]/sent', { draft }), `/report/${draft}/conflict`)).toBe(false);
});

test('of a protected source nothing is kept by their name beside their contact: what was left out waits where it was (domain 7.14)', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'you', { 'you.protectMe': 'yes' });
  await leftWhileKept(draft, teacher);
  await sendReport(teacher, draft);
  const waits = async () => withActor(teacher, async (tx) => readConflicts(tx, draft));
  const [kept] = await waits();
  expect((await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: kept?.id ?? '', keep: 'add' })).to).toMatch(/^\/my\/contacts\/[-\w]+#add$/);
  const { resultId } = await draftNow(teacher, draft);
  expect(await withActor(systemOf(place.id), async (tx) => tx.db.draft.count({ where: { authorityId: place.id, contactId: resultId } }))).toBe(0);
  expect(await waits()).toHaveLength(1);
});

test('danger pressed in an older window sends what is typed there; the child and the words that it did not know of wait on the receipt', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Sorrel', 'child.1.ageWords': '6' });
  await savePage(teacher, draft, 'safety', { 'safety.collected': 'Dad collects at 3' });
  const { version } = await draftNow(teacher, draft);
  const two: [string, string][] = [['children', '1'], ['children', '2'], ['child.1.givenName', 'Sorrel'], ['child.1.ageWords', '6'], ['child.2.givenName', 'Corin']];
  await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'children' }, [['version', String(version)], ['act', 'continue'], ...two]);
  await savePage(teacher, draft, 'safety', { 'safety.collected': 'Her uncle collects at noon' });
  expect((await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Sorrel', 'child.1.ageWords': '7', act: 'danger' }, version)).to).toBe(`/report/${draft}/danger`);
  await savePage(teacher, draft, 'safety', { 'safety.collected': 'Dad collects at 30', act: 'danger' }, version);
  expect((await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to).toBe(`/report/${draft}/sent`);
  expect(await shown(teacher, 'report/[draft]/sent', { draft })).toMatch(new RegExp(`did not go with it.*href="/report/${draft}/conflict".*Look at what was left out`, 's'));
  expect((await withActor(teacher, async (tx) => readConflicts(tx, draft))).map(({ fields }) => fields['child.2.givenName'] ?? fields['safety.collected'])).toEqual(['Her uncle collects at noon', 'Corin']);
});

test('a secret address takes nothing else with it: the words beside the report stay, without it (safe practice 7.6)', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  const { version } = await draftNow(teacher, draft);
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Linnet', 'child.1.address': '4 Fuller Row, Whitcombe', 'child.1.keepAddressSecret': 'yes' });
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'She came without lunch.' });
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Linnet', 'child.1.address': 'the flat over the mill', 'child.1.school': 'Whitcombe Primary' }, version);
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'He waits for her at 4 Fuller Row.', 'happened.worst': 'He hits her.' }, version);
  await sendReport(teacher, draft);
  expect(tells(await shown(teacher, 'report/[draft]/sent', { draft }), `/report/${draft}/conflict`)).toBe(true);
  const waits = await withActor(teacher, async (tx) => readConflicts(tx, draft));
  expect(waits.map(({ step }) => step)).toEqual(['what-happened', 'children']);
  expect(waits[0]?.fields['happened.what']).toContain('He waits for her at ');
  expect(waits[0]?.fields['happened.worst']).toBe('He hits her.');
  expect(waits[1]?.fields).toMatchObject({ 'child.1.givenName': 'Linnet', 'child.1.school': 'Whitcombe Primary' });
  expect(JSON.stringify(waits)).not.toMatch(/Fuller Row|over the mill/);
});

test('of a protected caller the words beside the call stay, and nothing that says who rang (domain 7.14)', async () => {
  const { worker } = place.people;
  const draft = await withActor(worker, async (tx) => startCall(tx));
  const save = async (said: string, version: number) => postForm(worker, 'calls/[draft]/save', { draft }, { version: String(version), act: 'save', 'happened.what': said, 'call.callerName': 'Isolde Farrant', 'you.phone': '01632 960777', 'you.protectMe': 'yes' });
  const { version } = await draftNow(worker, draft);
  await save('He came home drunk.', version);
  expect((await save('He has a knife.', version)).to).toBe(`/calls/${draft}/conflict`);
  const now = await draftNow(worker, draft);
  await postForm(worker, 'calls/[draft]/submit', { draft }, { key: now.key, version: String(now.version) });
  const waits = await withActor(worker, async (tx) => readConflicts(tx, draft));
  expect(waits.map(({ fields }) => fields['happened.what'])).toEqual(['He has a knife.']);
  expect(JSON.stringify(waits)).not.toMatch(/Isolde|960777/);
});

test('danger pressed in the moment in which the report is sent elsewhere leaves its words for the contact to be told', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await leftWhileKept(draft, teacher);
  await sendReport(teacher, draft);
  const waits = async () => withActor(teacher, async (tx) => readConflicts(tx, draft));
  const [kept] = await waits();
  expect(await withActor(teacher, async (tx) => settleReportConflict(tx, teacher, draft, kept?.id ?? '', 'danger'))).toBe('sent');
  expect(await waits()).toHaveLength(1);
});

test('what its page of two texts does not show is not spoken of', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  const putAway = async (why: string) => withActor(teacher, async (tx) => saveStep(tx, draft, 'discard', (name) => name === 'discard.why', { 'discard.why': why }, 0));
  expect([(await putAway('one')).ok, (await putAway('two')).ok]).toEqual([true, false]);
  expect(await shown(teacher, 'report/[draft]/check', { draft })).not.toContain('Something that you typed');
});

test('a call says so on its screen, when it is read back, and when it is kept', async () => {
  const { worker } = place.people;
  const draft = await withActor(worker, async (tx) => startCall(tx));
  const save = async (said: string, version: number) => postForm(worker, 'calls/[draft]/save', { draft }, { version: String(version), act: 'save', 'happened.what': said });
  const { version } = await draftNow(worker, draft);
  // Its answer was lost, and it is sent again as it was: no other text.
  for (const _ of [1, 2]) expect((await save('He came home drunk.', version)).to).toBe(`/calls/${draft}`);
  expect(tells(await shown(worker, 'calls/[draft]', { draft }), `/calls/${draft}/conflict`)).toBe(false);
  expect((await save('He came home drunk, with a knife.', version)).to).toBe(`/calls/${draft}/conflict`);
  for (const file of ['calls/[draft]', 'calls/[draft]/check']) expect(tells(await shown(worker, file, { draft }), `/calls/${draft}/conflict`)).toBe(true);
  const now = await draftNow(worker, draft);
  expect((await postForm(worker, 'calls/[draft]/submit', { draft }, { key: now.key, version: String(now.version) })).to).toBe(`/calls/${draft}/made`);
  expect(tells(await shown(worker, 'calls/[draft]/made', { draft }), `/calls/${draft}/conflict`)).toBe(true);
});

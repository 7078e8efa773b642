/**
 * What is typed in several windows (architecture 2: nothing typed is ever lost; safe practice 7.8, 7.17): words belong to the question or the
 * addition for which they were typed, and a file to what it was chosen for. By hand from those pages.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { originalsOf, originalsOfDraft } from '@/lib/contact/originals/original-store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { findContact } from '@/lib/contact/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { lockDraft, openDrafts } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { recordFrom } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>('../../app/my/contacts/**/route.ts');
async function posts(file: string, reference: string, body: FormData | URLSearchParams, person: Person = place.people.teacher): Promise<string> {
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body });
  const handler = (await POSTS[`../../app/my/contacts/[reference]/${file}/route.ts`]?.())?.POST;
  if (handler === undefined) throw new Error(`no ${file}`);
  return (await handler(request, { params: Promise.resolve({ reference }) })).headers.get('location') ?? '';
}
const words = (fields: Record<string, string>) => new URLSearchParams(fields);
const html = async (reference: string, search: Record<string, string> = {}, file = 'my/contacts/[reference]') => {
  const page = await askPage(`../../app/${file}/page.tsx`, place.people.teacher, { reference }, search);
  return page.kind === 'shown' ? page.html() : page.kind;
};
interface Told {
  contactId: string;
  reference: string;
}
async function told(): Promise<Told> {
  const made = await recordFrom(place, place.people.teacher, now().subtract({ minutes: 30 }).toString());
  await knowNobody(place, made.contactId);
  return made;
}
async function asked({ reference }: Told, text: string): Promise<string> {
  return withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, reference);
    const done = head === null ? null : await askReferrer(tx, head, text);
    if (done?.ok !== true) throw new Error(text);
    return done.value.questionId;
  });
}
/** What a form on a page carries: its hidden fields, by where it is posted to and a text that it holds. */
function formOf(page: string, action: string, holds = ''): Record<string, string> {
  const forms = page.split('<form').map((each) => each.split('</form>')[0] ?? '');
  const form = forms.find((each) => each.includes(`action="${action}"`) && each.includes('textarea') && each.includes(holds)) ?? '';
  return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
const kept = ({ contactId }: Told, kind: 'answer' | 'addition') => withActor(place.people.teacher, (tx) => openDrafts(tx, kind, contactId));
const LONG = 'x'.repeat(20_001);

test('an answer that is sent leaves what was typed to another question, which stands in its own form', async () => {
  const of = await told();
  const [first, second] = [await asked(of, 'Who collects her?'), await asked(of, 'Where does he sleep?')];
  const answers = (fields: Record<string, string>) => posts('answer', of.reference, words(fields));
  const here = `/my/contacts/${of.reference}/answer`;
  expect(await answers({ ...formOf(await html(of.reference), here, second), answer: `On the sofa. ${LONG}` })).toContain('answer=too_long');
  // The window beside, as it was before.
  expect(await answers({ question: first, kept: '', answer: 'Her gran.' })).toContain('done=answered');
  const page = await html(of.reference);
  expect(page).toContain('On the sofa.');
  expect(await kept(of, 'answer')).toHaveLength(1);
  // Sent, it waits nowhere.
  expect(await answers({ ...formOf(page, here, second), answer: 'On the sofa.' })).toContain('done=answered');
  expect(await kept(of, 'answer')).toEqual([]);
});

test('of two windows with the same question neither writes over the other’s words, and what was not sent is shown until it is put away', async () => {
  const of = await told();
  const question = await asked(of, 'Who collects her?');
  const answers = (fields: Record<string, string>) => posts('answer', of.reference, words({ question, ...fields }));
  await answers({ kept: '', answer: `Her gran. ${LONG}` });
  await answers({ kept: '', answer: `Her uncle, on Fridays. ${LONG}` });
  const both = await html(of.reference);
  for (const each of ['Her gran.', 'Her uncle, on Fridays.']) expect(both).toContain(each);
  const filled = formOf(both, `/my/contacts/${of.reference}/answer`, 'on Fridays');
  expect(await answers({ ...filled, answer: 'Her uncle, on Fridays.' })).toContain('done=answered');
  const after = await html(of.reference);
  expect(after).toContain('You typed this as well, and it is not sent');
  expect(after).toContain('Her gran.');
  const [left] = await kept(of, 'answer');
  await answers({ kept: `${left?.id}.${left?.version}`, act: 'put_away' });
  expect(await html(of.reference)).not.toContain('Her gran.');
  // Answered by another window: the words are not thrown away, and say that they are not sent.
  expect(await answers({ kept: '', answer: 'Nobody, she walks.' })).toContain('answer=answered_already');
  expect(await html(of.reference)).toContain('Nobody, she walks.');
});

test('an addition that is sent leaves the words and the files of another, which can be gone on with', async () => {
  const of = await told();
  const adds = (fields: Record<string, string>) => posts('add', of.reference, words(fields));
  const [one, other] = [newId(), newId()];
  expect(await adds({ key: one, kept: '', text: 'She drew what happened.', act: 'files' })).toBe(`/my/contacts/${of.reference}/files`);
  const file = new FormData();
  file.append('file', new Blob(['a house']), 'drawing.txt');
  await posts('files/add', of.reference, file);
  // A window that was open before.
  expect(await adds({ key: other, kept: '', text: 'He has moved out.' })).toContain('done=added');
  expect(await withActor(place.people.worker, (tx) => originalsOf(tx, of.contactId))).toEqual([]);
  const page = await html(of.reference);
  for (const each of ['She drew what happened.', 'drawing.txt']) expect(page).toContain(each);
  // A third, refused: the page shows both, and goes on with the one that is chosen.
  await adds({ key: newId(), kept: '', text: `Bruised again. ${LONG}` });
  const [newest, older] = await kept(of, 'addition');
  const two = await html(of.reference);
  expect(two).toContain('Bruised again.');
  expect(two).toContain(`href="/my/contacts/${of.reference}?draft=${older?.id}#add"`);
  // A window that was filled from it before it was changed ends nothing of it.
  expect(await adds({ key: newId(), kept: `${older?.id}.${(older?.version ?? 0) - 1}`, text: 'He rang her.' })).toContain('done=added');
  expect((await kept(of, 'addition')).map(({ id }) => id)).toEqual([newest?.id, older?.id]);
  const chosen = await html(of.reference, { draft: older?.id ?? '' });
  const form = formOf(chosen, `/my/contacts/${of.reference}/add`);
  expect(form).toEqual({ key: one, kept: `${older?.id}.${older?.version}` });
  expect(await adds({ ...form, text: 'She drew what happened.' })).toContain('done=added');
  expect((await withActor(place.people.worker, (tx) => originalsOf(tx, of.contactId))).map(({ name }) => name)).toEqual(['drawing.txt']);
  expect((await kept(of, 'addition')).map(({ id }) => id)).toEqual([newest?.id]);
  // One's kept words are nobody else's to put away.
  await posts('add', of.reference, words({ kept: `${newest?.id}.${newest?.version}`, act: 'put_away' }), place.people.lead);
  expect(await kept(of, 'addition')).toHaveLength(1);
});

test.each(['the file first', 'the sending first'])('a file that is chosen while its addition is being sent goes with it, or whoever chose it is told and has it kept for another: %s', async (order) => {
  const of = await told();
  const { teacher, worker } = place.people;
  const key = newId();
  await posts('add', of.reference, words({ key, kept: '', text: 'She drew what happened.', act: 'files' }));
  const [draft] = await kept(of, 'addition');
  if (draft === undefined) throw new Error('it is kept');
  const send = () => posts('add', of.reference, words({ key, kept: `${draft.id}.${draft.version}`, text: 'She drew what happened.' }));
  const attach = () => {
    const form = new FormData();
    form.append('of', draft.id);
    form.append('file', new Blob(['a house']), 'drawing.txt');
    return posts('files/add', of.reference, form);
  };
  let [isLocked, goOn] = [() => {}, () => {}];
  const [locked, going] = [new Promise<void>((done) => (isLocked = done)), new Promise<void>((done) => (goOn = done))];
  const held = withActor(teacher, async (tx) => {
    if (order === 'the file first') await attachOriginal(tx, draft, { name: 'drawing.txt', bytes: new Uint8Array(Buffer.from('a house')) });
    else await lockDraft(tx, draft.id);
    isLocked();
    await going;
  });
  await locked;
  if (order === 'the file first') {
    const sending = send();
    // Far longer than it takes to send for who waits for nobody.
    await Promise.race([sending, sleep(2_000)]);
    goOn();
    await held;
    expect(await sending).toContain('done=added');
    expect((await withActor(worker, (tx) => originalsOf(tx, of.contactId))).map(({ name }) => name)).toEqual(['drawing.txt']);
    return;
  }
  // Both wait for the same row, the sending before the file: PostgreSQL lets them go on in that order.
  const sending = send();
  await sleep(1_500);
  const attaching = attach();
  await sleep(1_500);
  goOn();
  await held;
  expect(await sending).toContain('done=added');
  const told2 = await attaching;
  expect(told2).toContain('file=beside');
  expect(await withActor(worker, (tx) => originalsOf(tx, of.contactId))).toEqual([]);
  const [fresh] = await kept(of, 'addition');
  expect((await withActor(teacher, (tx) => originalsOfDraft(tx, fresh?.id ?? ''))).map(({ name }) => name)).toEqual(['drawing.txt']);
  expect(await html(of.reference, { file: 'beside' }, 'my/contacts/[reference]/files')).toContain('the file did not go with it');
  // Said and sent, it is the contact's.
  const form = formOf(await html(of.reference), `/my/contacts/${of.reference}/add`);
  expect(await posts('add', of.reference, words({ ...form, text: 'This is the drawing.' }))).toContain('done=added');
  expect((await withActor(worker, (tx) => originalsOf(tx, of.contactId))).map(({ name }) => name)).toEqual(['drawing.txt']);
  expect((await asSystem(place, now().toString(), (tx) => additionsOf(tx, of.contactId))).map(({ text }) => text).toSorted()).toEqual(['She drew what happened.', 'This is the drawing.']);
});

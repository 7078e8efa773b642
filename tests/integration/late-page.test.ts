/**
 * A page that was saved after its report had gone, put into the form of additions by one press: what it says beside its words reaches
 * the queue, the rules and the letters when the form is sent, and not before (safe practice 7.1, 7.4, 7.6, 7.8, "Who must not be told").
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { sameChildren } from '@/lib/contact/history-store';
import { findContact, readProposal } from '@/lib/contact/store';
import { openProtected, withoutSecrets } from '@/lib/contact/secrecy/protected-store';
import { dutiesOfContact } from '@/lib/duty/store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { keptName } from '@/lib/platform/draft/kept';
import { openDrafts, readConflicts } from '@/lib/platform/draft/store';
import { askPage } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { begin, draftNow, postForm, savePage, sendReport } from './report-scene';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
let teacher: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ teacher } = place.people);
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work);
const added = (contactId: string) => system((tx) => additionsOf(tx, contactId));
const rowOf = (contactId: string) => system((tx) => tx.db.queueRow.findUniqueOrThrow({ where: { authorityId_contactId: { authorityId: place.id, contactId } } }));
const waiting = (draft: string) => withActor(teacher, async (tx) => readConflicts(tx, draft));

let families = 0;
/** A report that is sent, and a page of it that was saved from an older window afterwards. */
async function late(step: string, fields: (known: Record<string, string>) => Record<string, string>, also: [string, string][] = []) {
  const draft = await begin(teacher);
  families += 1;
  const child = { children: '1', 'child.1.givenName': 'Merryn', 'child.1.familyName': `Tregear ${families}`, 'child.1.ageWords': '7' };
  await savePage(teacher, draft, 'children', child);
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'She came without lunch.' });
  await sendReport(teacher, draft);
  const contactId = (await draftNow(teacher, draft)).resultId ?? '';
  const { reference } = await system((tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: contactId } } }));
  await knowNobody(place, contactId);
  await postForm(teacher, 'report/[draft]/[step]/save', { draft, step }, [['version', String((await draftNow(teacher, draft)).version)], ['act', 'continue'], ...Object.entries(fields(child)), ...also]);
  const [page] = await waiting(draft);
  const { to } = await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: page?.id ?? '', keep: 'add' });
  return { draft, contactId, reference, to, form: await formOf(contactId) };
}

/** What stands in the form, as the page sends it. */
async function formOf(contactId: string): Promise<Record<string, string>> {
  const [kept] = await withActor(teacher, async (tx) => openDrafts(tx, 'addition', contactId));
  return { key: crypto.randomUUID(), kept: keptName(kept), ...(kept?.content.fields as Record<string, string> | undefined) };
}
const sends = async (reference: string, form: Record<string, string>) => (await postForm(teacher, 'my/contacts/[reference]/add', { reference }, form)).to;

/** A manager reads and withdraws it. */
async function ends(reference: string) {
  await withActor(place.people.manager, async (tx) => {
    const head = await findContact(tx, reference);
    expect(head === null ? head : await readsAndWithdraws(tx, place.people.manager, head, 'In error')).toEqual({ ok: true, value: null });
  });
}

test('a child who could be hurt: the form says that it is danger and where that is from, whom to ring stands first, and sent it goes to the top', async () => {
  const { draft, contactId, reference, to, form } = await late('safety', () => ({ 'safety.cannotWait': 'yes', 'safety.whoMustNotBeTold': 'Her dad' }));
  expect(to).toMatch(/^\/my\/contacts\/[^#]+$/);
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', teacher, { reference }, { draft: /draft=([-0-9a-f]+)/.exec(to)?.[1] ?? '' });
  const html = page.kind === 'shown' ? await page.html() : JSON.stringify(page);
  expect(html).toMatch(/Ring .*01632 96000[12].* now.*NOT SENT/s);
  expect(html).toMatch(/ticked where you answered there/);
  expect(html).toMatch(/<input(?=[^>]*name="immediate")(?=[^>]*checked)/);
  expect(html).toMatch(new RegExp(`<input(?=[^>]*name="late")(?=[^>]*value="${form['late']}")`));
  expect([(await waiting(draft)).length, (await added(contactId)).length, (await rowOf(contactId)).immediate]).toEqual([1, 0, false]);
  expect(await sends(reference, form)).toBe(`/my/contacts/${reference}?done=danger`);
  expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0 });
  // Whom not to tell is asked before anybody writes to the family.
  expect(await withActor(place.people.worker, async (tx) => silenceWordsOf(tx, contactId))).toEqual([{ reference, words: 'Her dad' }]);
  expect(await waiting(draft)).toEqual([]);
});

test('“not sure” is no danger that is said, and none that is ruled out', async () => {
  const { contactId, reference, form } = await late('safety', () => ({ 'safety.cannotWait': 'not_known' }));
  expect(form['immediate']).toBeUndefined();
  await sends(reference, form);
  expect(await added(contactId)).toMatchObject([{ immediate: false, perhapsImmediate: true }]);
});

test.each(['open', 'ended', 'left as sent'])('that she was cut, her plan, and an address to keep secret (%s)', async (state) => {
  const told = await late('children', (known) => ({ ...known, 'child.1.fgmKnown': 'yes', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'other', 'child.1.address': '4 Fuller Row, Whitcombe', 'child.1.keepAddressSecret': 'yes' }));
  const { draft, reference, form } = told;
  expect(JSON.stringify(form)).not.toContain('Fuller Row');
  if (state === 'ended') {
    await withActor(place.people.manager, async (tx) => {
      const head = await findContact(tx, reference);
      expect(head === null ? head : await readsAndWithdraws(tx, place.people.manager, head, 'In error')).toEqual({ ok: true, value: null });
    });
  }
  // In another window its author leaves the page as it was sent, and sends the form all the same.
  if (state === 'left as sent') await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: form['late'] ?? '', keep: 'saved' });
  const to = await sends(reference, { ...form, text: `${form['text']} He waits at 4 Fuller Row, Whitcombe.` });
  const now = state === 'ended' ? (await withActor(teacher, async (tx) => findContact(tx, /contacts\/([^?]+)/.exec(to)?.[1] ?? '')))?.id ?? '' : told.contactId;
  expect((await system((tx) => readProposal(tx, now)))?.input.children).toMatchObject([{ facts: { fgmKnown: true, openPlan: { kind: 'CP', where: 'other' } } }]);
  expect((await system((tx) => dutiesOfContact(tx, now))).map(({ code }) => code)).toContain('FGM_POLICE');
  const words = JSON.stringify([await added(now), await system((tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: now } }, select: { report: true } }))]);
  expect(words).toContain('He waits at ');
  expect(words).not.toContain('Fuller Row');
  expect((await system((tx) => openProtected(tx, now))).map((kept) => kept.words).join()).toMatch(/Fuller Row.*He waits at 4 Fuller Row/s);
  // What is written later is held against it, too.
  expect(await system((tx) => withoutSecrets(tx, now, `note.${crypto.randomUUID()}`, 'Seen at 4 Fuller Row today.'))).not.toContain('Fuller Row');
});

test.each(['added', 'danger', 'told again'])('an address that the report had said openly is asked to be kept secret afterwards (%s): the report says it no more, nor a letter that has not gone', async (how) => {
  const known = { 'child.1.address': '9 Haven Yard, Whitcombe', 'child.1.postcode': 'NR30 9ZZ' };
  const draft = await begin(teacher);
  families += 1;
  const child = { children: '1', 'child.1.givenName': 'Merryn', 'child.1.familyName': `Tregear ${families}`, 'child.1.ageWords': '7', ...known };
  await savePage(teacher, draft, 'children', child);
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'They moved to 9 Haven Yard.' });
  await sendReport(teacher, draft);
  const contactId = (await draftNow(teacher, draft)).resultId ?? '';
  const { reference } = await system((tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: contactId } } }));
  await knowNobody(place, contactId);
  // A letter that was written and has not gone.
  const waits = crypto.randomUUID();
  await system(async (tx) => {
    const { body, ...receipt } = await tx.db.letter.findFirstOrThrow({ where: { authorityId: place.id, contactId } });
    await tx.db.letter.create({ data: { ...receipt, id: waits, kind: 'outcome', body: body ?? {} } });
  });
  if (how === 'told again') await ends(reference);
  const page = { ...child, 'child.1.keepAddressSecret': 'yes' };
  if (how === 'danger') await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'children' }, { ...page, act: 'danger' });
  else {
    await savePage(teacher, draft, 'children', page);
    await postForm(teacher, 'report/[draft]/conflict/settle', { draft }, { conflict: (await waiting(draft))[0]?.id ?? '', keep: 'add' });
    const form = await formOf(contactId);
    const to = await sends(reference, form);
    // The answer was lost, and it is sent again: said once, and it is the same contact where it became one.
    expect(await sends(reference, form)).toBe(to);
    expect(await sends(reference, { ...form, text: 'Something else.' })).toContain('same_key_other_content');
  }
  const shown = JSON.stringify([await added(contactId), await system((tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: contactId } } })), await system((tx) => tx.db.contactPerson.findMany({ where: { authorityId: place.id, contactId } }))]);
  expect(shown).not.toMatch(/Haven Yard|9ZZ/);
  expect((await system((tx) => openProtected(tx, contactId))).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['address', 'postcode', 'words']));
  expect(await system((tx) => tx.db.letterEvent.count({ where: { authorityId: place.id, letterId: waits, what: 'cancelled' } }))).toBe(1);
});

/** Safe practice 8 and 13. On a protection plan, with a new worry: level 4, whoever else was told of (domain 2.2 behaviour 11), and the plan's worker is told. */
test.each(['added', 'danger', 'told again'])('a child who is named on the late page alone has a place in the contact, once, and what is said of them counts (%s)', async (how) => {
  const { draft, contactId, reference, form } = await late('children', (known) => ({ ...known, 'child.2.givenName': 'Jory', 'child.2.familyName': 'Tregear-Nance', 'child.2.ageWords': '5 months', 'child.2.openPlan': 'CP', 'child.2.openPlanWhere': 'this', 'child.2.address': '4 Fuller Row, Whitcombe' }), [['children', '2']]);
  expect(form['text']).toContain('Told of only now, beside the children of the report: Jory Tregear-Nance.');
  expect((await rowOf(contactId)).level).toBeLessThan(4);
  if (how === 'told again') await ends(reference);
  const to = await sends(reference, form);
  const again = how === 'told again' ? await withActor(teacher, async (tx) => findContact(tx, /contacts\/([^?]+)/.exec(to)?.[1] ?? '')) : null;
  const now = again?.id ?? contactId;
  // The same child, named on the page once more with danger: nobody is there twice.
  if (how === 'danger') await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'children' }, [['version', '1'], ['act', 'danger'], ['children', '1'], ['children', '2'], ['child.1.givenName', 'Merryn'], ['child.2.givenName', 'jory'], ['child.2.familyName', 'Tregear-Nance'], ['child.2.ageWords', '5 months'], ['child.2.openPlan', 'CP']]);
  const people = await system((tx) => tx.db.contactPerson.findMany({ where: { authorityId: place.id, contactId: now }, orderBy: { ordinal: 'asc' } }));
  expect(people.map(({ kind, givenName, ordinal }) => [kind, givenName, ordinal])).toEqual([['child', 'Merryn', 1], ['child', 'Jory', 2]]);
  // Where they are stands in what was added alone, which is held against what is secret.
  expect(JSON.stringify(people)).not.toContain('Fuller Row');
  const proposal = await system((tx) => readProposal(tx, now));
  expect(proposal?.input.children.find(({ id }) => id === '2')).toMatchObject({ age: { months: 5 }, facts: { openPlan: { kind: 'CP', where: 'this' } } });
  expect([proposal?.level, (await rowOf(now)).level]).toEqual([4, 4]);
  expect((await system((tx) => dutiesOfContact(tx, now))).filter(({ code }) => code === 'OPEN_CASE').map(({ personId }) => personId)).toEqual([people[1]?.id]);
});

/** Presses danger on the page of children, with these beside the first one, each by its fields. @returns the children of the contact that was told by it. */
async function presses({ draft, family }: { draft: string; family: string }, ...named: Record<string, string>[]) {
  const fields = named.flatMap((child, index) => Object.entries(child).map(([name, value]): [string, string] => [`child.${index + 2}.${name}`, value]));
  await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'children' }, [['version', '1'], ['act', 'danger'], ['children', '1'], ...named.map((_, index): [string, string] => ['children', String(index + 2)]), ['child.1.givenName', 'Merryn'], ['child.1.familyName', family], ['child.1.ageWords', '7'], ...fields]);
}
const childrenOf = (contactId: string) => system((tx) => tx.db.contactPerson.findMany({ where: { authorityId: place.id, contactId, kind: { in: ['child', 'household_child'] } }, orderBy: { ordinal: 'asc' } }));
/** A report of Merryn that is sent, and nothing of it saved since. */
async function ofMerryn() {
  const told = await late('safety', () => ({ 'safety.cannotWait': 'not_known' }));
  return { ...told, family: `Tregear ${families}` };
}
const followerOf = (contactId: string) => system(async (tx) => (await tx.db.contact.findFirstOrThrow({ where: { authorityId: place.id, followsId: contactId } })).id);

/** Safe practice 8, 13: nobody is lost, and one child is one. */
test('a child whom a page completes from one press to the next is one child; two without a name stay two', async () => {
  const told = await ofMerryn();
  await presses(told, { givenName: 'Mia', familyName: 'Penrose' }, { fgmKnown: 'not_known' }, { fgmKnown: 'not_known' });
  const first = await childrenOf(told.contactId);
  expect(first.map(({ givenName, ordinal }) => [givenName, ordinal])).toEqual([['Merryn', 1], ['Mia', 2], ['', 3], ['', 4]]);
  await presses(told, { givenName: 'Mia', familyName: 'Penrose', 'dateOfBirth-day': '4', 'dateOfBirth-month': '5', 'dateOfBirth-year': '2019', openPlan: 'CP', openPlanWhere: 'this' }, { givenName: 'Lowen', fgmKnown: 'not_known' }, { fgmKnown: 'yes' });
  expect((await childrenOf(told.contactId)).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  const owed = await system((tx) => dutiesOfContact(tx, told.contactId));
  expect(owed.filter(({ code }) => code === 'OPEN_CASE').map(({ personId }) => personId)).toEqual([first[1]?.id]);
  expect(owed.filter(({ code }) => code === 'FGM_POLICE').map(({ personId }) => personId)).toEqual([first[3]?.id]);
});

test('whom a late page named is told of again with the contact, and is nobody else whom another page names there', async () => {
  const told = await late('children', (known) => ({ ...known, 'child.2.givenName': 'Zoe', 'child.2.familyName': 'Penrose', 'child.2.ageWords': '5' }), [['children', '2']]);
  await sends(told.reference, told.form);
  const before = await childrenOf(told.contactId);
  await ends(told.reference);
  await presses({ ...told, family: `Tregear ${families}` }, { givenName: 'William', familyName: 'Penrose', ageWords: '3' });
  const again = await followerOf(told.contactId);
  const now = await childrenOf(again);
  expect(now.map(({ kind, givenName }) => [kind, givenName])).toEqual([['child', 'Merryn'], ['household_child', 'Zoe'], ['child', 'William']]);
  expect(now[1]?.details).toMatchObject({ ageWords: expect.stringMatching(/^5 \(as told before, on /) as unknown });
  const pairs = (await system((tx) => sameChildren(tx, again, tx.at))).map(({ personId, otherPersonId, sameBy }) => [personId, otherPersonId, sameBy]);
  expect(pairs).toEqual([[now[0]?.id, before[0]?.id, 'told_again']]);
  // The place that two of them could have shared is theirs alone, so that they are kept as two, too.
  expect(now[2]?.ordinal).toBeGreaterThan(before[1]?.ordinal ?? 0);
});

test('a page of another report says nothing to this contact', async () => {
  const one = await late('safety', () => ({ 'safety.whoMustNotBeTold': 'Her dad' }));
  const other = await late('safety', () => ({ 'safety.whoMustNotBeTold': 'Her uncle' }));
  await sends(one.reference, { ...one.form, late: other.form['late'] ?? '' });
  await sends(other.reference, { ...other.form, late: 'nothing of ours' });
  expect([...(await added(one.contactId)), ...(await added(other.contactId))].map(({ mustNotBeTold }) => mustNotBeTold)).toEqual(['', '']);
  expect((await waiting(one.draft)).length).toBe(1);
});

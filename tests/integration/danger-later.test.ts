/**
 * Danger that is pressed when the report has gone already, from a window beside or a page that stood open (safe practice 7.1: immediate
 * danger is seen within 15 minutes, and answered by "Ring NUMBER now"; 7.8: an addition re-runs the proposal). By hand from there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { dutiesOfContact } from '@/lib/duty/store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { readConflicts } from '@/lib/platform/draft/store';
import { askPage } from './asking-pages';
import { decideFor } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { begin, draftNow, goesIdle, postForm, savePage, sendReport } from './report-scene';
import { asSuperuser } from './superuser';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
let teacher: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ teacher } = place.people);
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work);
const rowOf = (contactId: string) => system((tx) => tx.db.queueRow.findUniqueOrThrow({ where: { authorityId_contactId: { authorityId: place.id, contactId } } }));
const waiting = (draft: string) => withActor(teacher, async (tx) => readConflicts(tx, draft));
const dutiesOf = async (contactId: string) => (await system((tx) => dutiesOfContact(tx, contactId))).map(({ code }) => code);
const KNIFE = 'Dad is coming with a knife.';

let children = 0;
/** A report that was sent in one window while another stood open, about a child not told of before. */
async function sent(pages: Record<string, Record<string, string>> = {}): Promise<{ draft: string; contactId: string; reference: string; version: number }> {
  const draft = await begin(teacher);
  children += 1;
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': `Marsh ${children}`, 'child.1.ageWords': '7' });
  for (const [step, fields] of Object.entries({ 'what-happened': { 'happened.what': 'She came without lunch.' }, ...pages })) await savePage(teacher, draft, step, fields);
  const { version } = await draftNow(teacher, draft);
  expect((await sendReport(teacher, draft)).to).toBe(`/report/${draft}/sent`);
  const contactId = (await draftNow(teacher, draft)).resultId ?? '';
  const { reference } = await system((tx) => tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: contactId } } }));
  await knowNobody(place, contactId);
  return { draft, contactId, reference, version };
}

const press = (draft: string, step: string, fields: Record<string, string>) => savePage(teacher, draft, step, { ...fields, act: 'danger' });
const shown = async (to: string, file: string, params: Record<string, string>) => {
  const page = await askPage(`../../app/${file}/page.tsx`, teacher, params, Object.fromEntries(new URL(to, 'http://x').searchParams));
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
};
const added = (contactId: string, as: Person = place.people.worker) => withActor(as, async (tx) => additionsOf(tx, contactId));

describe('danger pressed on a report that is sent', () => {
  test('reaches its contact with what was typed, which goes to the top; the answer is whom to ring; twice is once', async () => {
    const { draft, contactId, reference } = await sent();
    expect(await rowOf(contactId)).toMatchObject({ immediate: false });
    const { to } = await press(draft, 'what-happened', { 'happened.what': KNIFE });
    expect(to).toBe(`/my/contacts/${reference}?done=danger`);
    expect((await press(draft, 'what-happened', { 'happened.what': KNIFE })).to).toBe(to);
    const additions = await added(contactId);
    expect(additions).toMatchObject([{ immediate: true, by: teacher.actorId }]);
    expect(additions[0]?.text).toContain(KNIFE);
    expect(additions[0]?.text).not.toContain('Tilly');
    expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0, level: 4, readAt: null });
    const page = await shown(to, 'my/contacts/[reference]', { reference });
    expect(page).toMatch(/Ring .*01632 96000[12].* now/s);
    expect(page).toContain(KNIFE);
    // It has arrived: nothing of it waits to be settled.
    expect((await waiting(draft)).filter(({ fields }) => fields['happened.what'] === KNIFE)).toHaveLength(0);
  });

  test('who must not be told, typed since on the page of safety, is heard before anybody writes to the family', async () => {
    const { draft, contactId, reference } = await sent({ safety: { 'safety.whoMustNotBeTold': 'Her stepfather' } });
    await press(draft, 'what-happened', { 'happened.what': KNIFE });
    await press(draft, 'safety', { 'safety.whoMustNotBeTold': 'Her father' });
    expect((await added(contactId)).map(({ mustNotBeTold }) => mustNotBeTold)).toEqual(['', 'Her father']);
    const heard = await withActor(place.people.worker, async (tx) => silenceWordsOf(tx, contactId));
    expect(heard).toEqual([{ reference, words: 'Her stepfather' }, { reference, words: 'Her father' }]);
  });

  test('a position of trust told since is one: their duty is owed, and whoever leads the agency finds it no more (domain 2.2 behaviour 12, 7.3)', async () => {
    const { draft, contactId, reference } = await sent();
    const found = () => withActor(place.people.lead, async (tx) => (await findContact(tx, reference)) !== null);
    expect(await found()).toBe(true);
    await press(draft, 'what-happened', { 'happened.what': KNIFE, 'happened.positionOfTrust': 'yes', 'happened.positionOfTrustWho': 'Ivor Tresize, who coaches her' });
    expect(await dutiesOf(contactId)).toContain('LADO');
    expect(await found()).toBe(false);
  });

  test('of a child: that she was cut, and her plan, reach the rules; what was sent is not said anew', async () => {
    const { draft, contactId } = await sent();
    const { content } = await draftNow(teacher, draft);
    const pageOf = Object.fromEntries(Object.entries(content.fields).filter(([name]) => name === 'children' || name.startsWith('child.'))) as Record<string, string>;
    await press(draft, 'children', { ...pageOf, 'child.1.fgmKnown': 'yes', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'other' });
    const proposal = await system((tx) => readProposal(tx, contactId));
    expect(proposal?.input.children).toMatchObject([{ age: { years: 7 }, facts: { fgmKnown: true, openPlan: { kind: 'CP', where: 'other' } } }]);
    expect(await dutiesOf(contactId)).toContain('FGM_POLICE');
  });

  test('a child told of for the first time has a place in the contact, by a name alone, too, and whoever reads it is told so', async () => {
    for (const [more, names] of [[{ 'child.2.givenName': 'Jory' }, 'Jory'], [{ 'child.2.givenName': 'Jory', 'child.2.familyName': 'Marsh', 'child.2.fgmKnown': 'yes' }, 'Jory Marsh'], [{ 'child.2.ageWords': '3' }, 'a child without a name']] as const) {
      const { draft, contactId } = await sent();
      const { content, version } = await draftNow(teacher, draft);
      const pageOf = Object.entries(content.fields).filter(([name]) => name.startsWith('child.')) as [string, string][];
      await postForm(teacher, 'report/[draft]/[step]/save', { draft, step: 'children' }, [['version', String(version)], ['act', 'danger'], ['children', '1'], ['children', '2'], ...pageOf, ...Object.entries(more)]);
      const [addition] = await added(contactId);
      expect(addition?.text).toContain(`Told of only now, beside the children of the report: ${names}.`);
      expect(addition?.text).not.toContain('Tilly');
      const proposal = await system((tx) => readProposal(tx, contactId));
      expect(proposal?.input.children.map(({ id }) => id)).toEqual(['1', '2']);
      expect((await dutiesOf(contactId)).includes('FGM_POLICE')).toBe('child.2.fgmKnown' in more);
    }
  });

  test('other words, pressed later, are another addition', async () => {
    const { draft, contactId } = await sent();
    await press(draft, 'what-happened', { 'happened.what': KNIFE });
    await press(draft, 'what-happened', { 'happened.what': 'He is at the gate.' });
    expect((await added(contactId)).map(({ text }) => text.includes('at the gate'))).toEqual([false, true]);
  });

  test('from the page “Ring now” that stood open: no words, and the contact is immediate, once', async () => {
    const { draft, contactId, reference } = await sent();
    for (let times = 0; times < 2; times += 1) expect((await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to).toBe(`/my/contacts/${reference}?done=danger`);
    expect(await added(contactId)).toMatchObject([{ immediate: true, text: '' }]);
    expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0 });
  });

  test('on one that was sent as immediate and decided since: it is told again', async () => {
    const draft = await begin(teacher);
    await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': 'Marsh now', 'child.1.ageWords': '7' });
    const danger = async () => (await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to;
    await danger();
    const contactId = (await draftNow(teacher, draft)).resultId ?? '';
    await knowNobody(place, contactId);
    expect(await danger(), 'it waits at the top already').toBe(`/report/${draft}/sent`);
    expect(await added(contactId)).toEqual([]);
    await system((tx) => decideFor(tx, contactId, { by: place.people.worker.actorId, level: 3, route: 'CIN_ASSESS' }));
    expect(await danger()).toMatch(/^\/my\/contacts\/.*done=danger$/);
    expect(await added(contactId)).toMatchObject([{ immediate: true, text: '' }]);
  });

  test('without a word, after a worker rated it lower or decided: it is told again, each time anew', async () => {
    const draft = await begin(teacher);
    await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': 'Marsh rated', 'child.1.ageWords': '7' });
    const danger = async () => (await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to;
    await danger();
    const contactId = (await draftNow(teacher, draft)).resultId ?? '';
    await knowNobody(place, contactId);
    const { worker } = place.people;
    const rate = () => withActor(worker, async (tx) => {
      const contact = await readContact(tx, contactId);
      if (contact === null) throw new Error('it is open to the worker');
      return rateContact(tx, contact, { rating: 'amber', reason: 'The school says that he has left.' });
    });
    for (const times of [1, 2]) {
      expect(await rate()).toMatchObject({ ok: true });
      expect(await danger()).toMatch(/done=danger$/);
      expect(await danger()).not.toContain('/danger?');
      expect(await added(contactId)).toHaveLength(times);
      expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0 });
    }
    await system((tx) => decideFor(tx, contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' }));
    expect(await danger()).toMatch(/done=danger$/);
    expect(await added(contactId)).toHaveLength(3);
  });

  test('with a page that says what was sent, too: the contact is immediate', async () => {
    const { draft, contactId } = await sent();
    await press(draft, 'what-happened', { 'happened.what': 'She came without lunch.' });
    expect(await added(contactId)).toMatchObject([{ immediate: true, text: '' }]);
  });

  test('sent as danger, and pressed again without a new word: the same receipt, and nothing more', async () => {
    const draft = await begin(teacher);
    for (let times = 0; times < 2; times += 1) expect((await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to).toBe(`/report/${draft}/sent`);
    expect(await added((await draftNow(teacher, draft)).resultId ?? '')).toEqual([]);
  });

  test('signs ticked since are signs of that child: the proposal knows them', async () => {
    const { draft, contactId } = await sent({ indicators: { 'seen.1': 'I018' } });
    const body = new URLSearchParams([['seen.1', 'I018'], ['seen.1', 'I099']]);
    await press(draft, 'indicators', Object.fromEntries(body));
    expect(await added(contactId)).toMatchObject([{ indicators: { 1: ['I099'] } }]);
  });

  test('what is too long for the form of additions is not cut and not refused', async () => {
    const { draft, contactId } = await sent();
    const long = 'é'.repeat(20_001);
    await press(draft, 'what-happened', { 'happened.what': long });
    expect((await added(contactId))[0]?.text).toContain(long);
  });

  test('an address that is to be kept secret stands in no words of the contact', async () => {
    const { draft, contactId } = await sent();
    await press(draft, 'children', { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': `Marsh ${children}`, 'child.1.ageWords': '7', 'child.1.address': '14 Rose Lane, Kettlesham', 'child.1.keepAddressSecret': 'yes' });
    const [addition] = await added(contactId);
    expect(addition?.text).not.toContain('Rose Lane');
    // The whole of what was said, and the address itself, against which everything that is written later is held.
    expect((await system((tx) => tx.db.protectedDetail.findMany({ where: { authorityId: place.id, contactId }, orderBy: { kind: 'asc' }, select: { kind: true } }))).map(({ kind }) => kind)).toEqual(['address', 'words']);
  });

  test('a protected source adds as nobody, and who they are is in no words', async () => {
    const { draft, contactId } = await sent({ you: { 'you.protectMe': 'yes' } });
    await press(draft, 'you', { 'you.protectMe': 'yes', 'you.phone': '01632 960188', 'you.role': 'Her class teacher' });
    await press(draft, 'what-happened', { 'happened.what': KNIFE });
    const additions = await added(contactId);
    expect(additions.map(({ text }) => text)).toEqual(['', expect.stringContaining(KNIFE)]);
    expect(additions.map(({ by }) => by)).not.toContain(teacher.actorId);
    expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0 });
  });

  const ends = ({ reference }: { reference: string }) =>
    withActor(place.people.manager, async (tx) => {
      const head = await findContact(tx, reference);
      if (head === null || !(await readsAndWithdraws(tx, place.people.manager, head, 'Sent twice.')).ok) throw new Error('not withdrawn');
    });

  test('of a contact that has ended, what the page says beside its words reaches the rules and the closing of the new one (domain 2.2 behaviour 12, 7.3)', async () => {
    const following = async (contactId: string) => system((tx) => tx.db.contact.findFirstOrThrow({ where: { authorityId: place.id, followsId: contactId } }));
    const trust = await sent();
    await ends(trust);
    const { to } = await press(trust.draft, 'what-happened', { 'happened.what': KNIFE, 'happened.positionOfTrust': 'yes', 'happened.positionOfTrustWho': 'Ivor Tresize, who coaches her' });
    expect(to).toContain('done=again_urgent');
    const next = await following(trust.contactId);
    expect(await dutiesOf(next.id)).toContain('LADO');
    expect(await withActor(place.people.lead, (tx) => findContact(tx, next.reference))).toBeNull();
    const cut = await sent();
    await ends(cut);
    const { content } = await draftNow(teacher, cut.draft);
    const pageOf = Object.fromEntries(Object.entries(content.fields).filter(([name]) => name === 'children' || name.startsWith('child.'))) as Record<string, string>;
    await press(cut.draft, 'children', { ...pageOf, 'child.1.fgmKnown': 'yes', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'other' });
    const { id } = await following(cut.contactId);
    expect((await system((tx) => readProposal(tx, id)))?.input.children).toMatchObject([{ age: { years: 7 }, facts: { fgmKnown: true, openPlan: { kind: 'CP', where: 'other' } } }]);
    expect(await dutiesOf(id)).toContain('FGM_POLICE');
    expect(await rowOf(id)).toMatchObject({ immediate: true, riskRank: 0, level: 4 });
  });

  test('of a contact that has ended a new one is made, at the top of the queue, with a receipt', async () => {
    const { draft, contactId, reference } = await sent();
    await ends({ reference });
    const { to } = await press(draft, 'what-happened', { 'happened.what': KNIFE });
    expect(to).toMatch(/^\/my\/contacts\/[-\w]+\?done=again_urgent$/);
    expect(to).not.toContain(reference);
    const next = await system((tx) => tx.db.contact.findFirstOrThrow({ where: { authorityId: place.id, followsId: contactId } }));
    expect([to.includes(next.reference), JSON.stringify(next.report).includes(KNIFE)]).toEqual([true, true]);
    expect(await rowOf(next.id)).toMatchObject({ immediate: true, riskRank: 0 });
    expect(await system((tx) => tx.db.letter.count({ where: { authorityId: place.id, contactId: next.id } }))).toBe(1);
  });

  test('where its contact opens to them no more they are told that it was not added, and whom to ring', async () => {
    const { draft } = await sent();
    await asSuperuser((client) => client.query('update draft set result_id = gen_random_uuid() where id = $1', [draft]));
    const { to } = await press(draft, 'what-happened', { 'happened.what': KNIFE });
    const page = await shown(to, 'report/[draft]/danger', { draft });
    expect(page).toMatch(/Ring now.*999.*01632 96000[12].*What you typed now was not sent/s);
    expect(page).not.toContain('Send it now');
    expect(await waiting(draft)).toHaveLength(1);
  });

  test('an idle session hands the words in and does nothing more', async () => {
    const { draft, contactId } = await sent();
    await goesIdle(teacher, async () => expect((await press(draft, 'what-happened', { 'happened.what': KNIFE })).to).toMatch(/^\/sign-in\?return=/));
    expect(await added(contactId)).toEqual([]);
    expect(await waiting(draft)).toMatchObject([{ fields: { 'happened.what': KNIFE } }]);
  });

  test('and signed in again its author is told that nobody knows of it, whom to ring, and tells it by one press', async () => {
    const { draft, contactId, reference } = await sent();
    const { content } = await draftNow(teacher, draft);
    // Nothing was typed anew: no words wait that could tell them.
    await goesIdle(teacher, async () => expect((await press(draft, 'what-happened', { 'happened.what': String(content.fields['happened.what']) })).to).toBe(`/sign-in?return=${encodeURIComponent(`/report/${draft}/danger`)}`));
    const page = await askPage('../../app/report/[draft]/danger/page.tsx', teacher, { draft }, {});
    const to = `/report/${draft}/sent?danger=not_told`;
    expect(JSON.stringify(page)).toContain(to);
    expect(await shown(to, 'report/[draft]/sent', { draft })).toMatch(new RegExp(`Ring .*01632 96000[12].* now.*We were NOT told that a child is in danger.*action="/report/${draft}/danger/send"`, 's'));
    expect(await shown('', 'report/[draft]/sent', { draft })).not.toContain('NOT told');
    expect((await postForm(teacher, 'report/[draft]/danger/send', { draft }, {})).to).toBe(`/my/contacts/${reference}?done=danger`);
    expect(await rowOf(contactId)).toMatchObject({ immediate: true, riskRank: 0 });
    // It is told now: whoever comes back to that page is not told otherwise.
    expect(await shown(to, 'report/[draft]/sent', { draft })).not.toContain('NOT told');
  });

  test('and with what was typed last, which waits beside the report, that press tells the words as well', async () => {
    const { draft, contactId } = await sent();
    await goesIdle(teacher, async () => void (await press(draft, 'what-happened', { 'happened.what': KNIFE })));
    const typed = (await waiting(draft))[0]?.id ?? '';
    expect(await shown(`/report/${draft}/sent?danger=not_told`, 'report/[draft]/sent', { draft })).toContain(`<input type="hidden" name="typed" value="${typed}"/>`);
    await postForm(teacher, 'report/[draft]/danger/send', { draft }, { typed });
    const [addition] = await added(contactId);
    expect(addition).toMatchObject({ immediate: true });
    expect(addition?.text).toContain(KNIFE);
    expect(await waiting(draft)).toEqual([]);
  });
});

test('danger pressed after half an hour in which nothing was pressed is not forgotten: signed in again, whom to ring and the button stand there (domain 7.1)', async () => {
  const draft = await begin(teacher);
  const presses = async (act: string) => {
    let to = '';
    await goesIdle(teacher, async () => {
      ({ to } = await savePage(teacher, draft, 'what-happened', { 'happened.what': KNIFE, act }));
    });
    return to;
  };
  expect(await presses('continue')).toBe(`/sign-in?return=${encodeURIComponent(`/report/${draft}/what-happened`)}`);
  expect(await presses('danger')).toBe(`/sign-in?return=${encodeURIComponent(`/report/${draft}/danger`)}`);
  expect(await shown('', 'report/[draft]/danger', { draft })).toMatch(/Ring now.*999.*Send it now/s);
  expect((await draftNow(teacher, draft)).content.fields['happened.what']).toBe(KNIFE);
});

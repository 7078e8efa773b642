/**
 * A referrer's link after they have gone (safe practice 3, 11): it is for the person to whom it was sent, as long as they work where they
 * told us from. By hand from those pages: who may see a contact of an agency is who works there, and a link never shows more than that.
 */
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { changePerson, disablePerson, enablePerson } from '@/lib/access/verbs/manage-person';
import { recordContact } from '@/lib/contact/record';
import { report as reportSchema, type ReportInput } from '@/lib/contact/schema';
import { LINK_HERE, linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { lockLink, statusLinkOf } from '@/lib/letter/follow-up/link-store';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { ownStatusCode } from '@/lib/letter/status/own-code';
import { statusCode } from '@/lib/letter/status/status-code';
import { endStatusLink } from '@/lib/letter/status/verbs/end-status-link';
import { sendStatusLink } from '@/lib/letter/status/verbs/send-status-link';
import { tellByLink } from '@/lib/letter/status/verbs/tell-by-link';
import { lettersOf } from '@/lib/letter/store';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { keepBackLetters } from '@/lib/letter/verbs/keep-back-letters';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { decideFor, recordFrom } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
// Each ends somebody's place of work.
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const minutesAgo = (minutes: number) => now().subtract({ minutes }).toString();
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: now() });
const system = <T>(work: (tx: Tx) => Promise<T>) => asSystem(place, minutesAgo(0), work);
const PLAIN: ReportInput = { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' }, children: [{ givenName: 'Maya', familyName: 'Osier', dateOfBirth: '2018-03-04', indicators: { I018: 'present' } }], incident: { what: 'Came in without a coat again.' } };

interface Linked {
  contactId: string;
  reference: string;
  letterId: string | null;
  linkId: string;
}

async function linked(contactId: string, reference: string, letterId: string | null): Promise<Linked> {
  return { contactId, reference, letterId, linkId: (await system((tx) => statusLinkOf(tx, contactId)))?.id ?? '' };
}
async function told(from: Person): Promise<Linked> {
  const made = await recordFrom(place, from, minutesAgo(10), PLAIN);
  return linked(made.contactId, made.reference, await withActor(from, (tx) => writeReceipt(tx, made.contactId)));
}
/** From another system of the school, without an account: an address and no more. */
async function sentBySystem(email: string): Promise<Linked> {
  const { school } = place.agencies;
  const done = await system((tx) => recordContact(tx, { report: reportSchema.parse(PLAIN), agency: { id: school.id, name: school.name, kind: 'school' }, referrer: { id: null, name: 'Bryony Castle', role: 'Teacher', phone: '', email }, channel: 'api', receivedAt: now().subtract({ minutes: 10 }), key: newId(), immediate: false }, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }));
  if (!done.ok) throw new Error(done.problem);
  return linked(done.value.contactId, done.value.reference, await system((tx) => writeReceipt(tx, done.value.contactId)));
}

const tokenOf = ({ linkId }: Linked) => linkToken(linkId);
const opens = async (of: Linked, typed: { code: string; birth?: string } = { code: statusCode(of.linkId) }) => {
  const done = await openCallerLink(tokenOf(of), typed);
  return done.ok ? (/=([^;]+);/.exec(done.value.cookie)?.[1] ?? '') : done.problem;
};
const pageOf = async (of: Linked, pass?: string) => {
  const page = await askPage('../../app/message/[token]/page.tsx', null, { token: tokenOf(of) }, {}, pass === undefined ? {} : { [OPENED_COOKIE]: pass });
  return page.kind === 'shown' ? page.html() : page.kind;
};
const cardOf = async (of: Linked) => {
  await knowNobody(place, of.contactId);
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
  return page.kind === 'shown' ? ((await page.html()).split('id="status-link"')[1] ?? '').split('</section>')[0] ?? '' : page.kind;
};
/** Without its secret, which stands in where each form goes. */
const bare = (html: string, of: Linked) => html.replaceAll(tokenOf(of), '');
const admin = <T>(work: (tx: Tx) => Promise<T>) => as(place.people.administrator, work);
const disables = (person: Person) => admin(async (tx) => expect((await disablePerson(tx, person.membershipId)).ok).toBe(true));
const enables = (person: Person) => admin(async (tx) => expect((await enablePerson(tx, person.membershipId)).ok).toBe(true));
const moves = (person: Person, agencyId: string) => admin(async (tx) => expect((await changePerson(tx, person.membershipId, { role: person.role, agencyId, qualified: false })).ok).toBe(true));
/** Another place of work of the same person. */
const alsoWorks = (person: Person, agencyId: string) => system((tx) => tx.db.membership.create({ data: { authorityId: place.id, id: newId(), accountId: person.actorId, role: 'partner_safeguarding_lead', agencyId, qualified: false, jobTitle: '', phone: '' }, select: { id: true } }));

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['their account is closed', () => disables(place.people.teacher), /because their account here was closed/],
  ['they work for another agency now', () => moves(place.people.teacher, place.agencies.police.id), /because they no longer work for the agency/],
])('%s: it opens nothing any more, by code or fact or in the browser where it is open, in the words of every dead link; staff see why', async (_, goes, why) => {
  const { teacher, otherTeacher, worker } = place.people;
  const [mine, another, colleague] = [await told(teacher), await told(otherTeacher), await told(otherTeacher)];
  const pass = await opens(mine);
  expect(await pageOf(mine, pass)).toContain('We have it.');
  await goes();
  expect(await opens(mine)).toBe('dead');
  expect(await opens(mine, { code: '', birth: '2018-03-04' })).toBe('dead');
  expect((await readCallerMessage(tokenOf(mine), pass)).state).toBe('dead');
  expect(await tellByLink(tokenOf(mine), pass, { key: newId(), text: 'More.', challenge: false, immediate: false }, writeReceipt)).toEqual({ ok: false, problem: 'dead' });
  // No telling why: the page is that of a link which staff ended.
  await as(worker, (tx) => endStatusLink(tx, another.contactId, 'A wrong address.'));
  expect(bare(await pageOf(mine, pass), mine)).toBe(bare(await pageOf(another), another));
  // A colleague's is theirs.
  expect(await opens(colleague)).not.toBe('dead');
  const card = await cardOf(mine);
  expect(card).toMatch(why);
  expect(card).toContain('by telephone');
  expect(card).not.toContain('Send them a new link');
  expect((await as(worker, (tx) => sendStatusLink(tx, mine.contactId))).ok).toBe(false);
});

test('an account that is opened again brings none back: staff send another, with another code', async () => {
  const { teacher, worker } = place.people;
  const mine = await told(teacher);
  const pass = await opens(mine);
  await disables(teacher);
  await enables(teacher);
  expect(await opens(mine)).toBe('dead');
  expect((await readCallerMessage(tokenOf(mine), pass)).state).toBe('dead');
  expect(await withActor(teacher, (tx) => ownStatusCode(tx, mine.contactId, teacher))).toBeNull();
  expect(await cardOf(mine)).toMatch(/because their account here was closed/);
  expect((await as(worker, (tx) => sendStatusLink(tx, mine.contactId))).ok).toBe(true);
  const second = await linked(mine.contactId, mine.reference, null);
  expect(second.linkId).not.toBe(mine.linkId);
  expect(await pageOf(second, await opens(second))).toContain('Being looked at');
});

test('who has two places in the agency is there as long as one is open; of two that are closed at the same moment none is overlooked', async () => {
  const { teacher, administrator } = place.people;
  const mine = await told(teacher);
  const { id } = await alsoWorks(teacher, place.agencies.school.id);
  const elsewhere = await alsoWorks(teacher, place.agencies.police.id);
  await disables(teacher);
  expect(await opens(mine)).not.toBe('dead');
  await enables(teacher);
  // Held open until both have been asked for.
  let both = () => {};
  const asked = new Promise<void>((done) => (both = done));
  const first = withActor(administrator, async (tx) => {
    await disablePerson(tx, teacher.membershipId);
    await asked;
  });
  await new Promise((wait) => setTimeout(wait, 300));
  const second = withActor(administrator, (tx) => disablePerson(tx, id));
  await new Promise((wait) => setTimeout(wait, 300));
  both();
  await Promise.all([first, second]);
  // A place elsewhere is no place in this agency.
  expect(elsewhere.id).not.toBe(id);
  expect(await opens(mine)).toBe('dead');
  await enables(teacher);
  expect(await opens(mine)).toBe('dead');
});

test('a link that is made in the moment in which its reader is closed out opens nothing either, whichever is first', async () => {
  for (const order of ['closed first', 'made first']) {
    place = await makePlace();
    const { teacher, administrator } = place.people;
    const made = await recordFrom(place, teacher, minutesAgo(10), PLAIN);
    let go = () => {};
    const asked = new Promise<void>((done) => (go = done));
    const [close, make] = [(tx: Tx) => disablePerson(tx, teacher.membershipId), (tx: Tx) => writeReceipt(tx, made.contactId, undefined, teacher)];
    const held = async (tx: Tx, work: (tx: Tx) => Promise<unknown>) => {
      await work(tx);
      await asked;
    };
    const first = order === 'closed first' ? withActor(administrator, (tx) => held(tx, close)) : withActor(teacher, (tx) => held(tx, make));
    await new Promise((wait) => setTimeout(wait, 300));
    const second = order === 'closed first' ? withActor(teacher, make) : withActor(administrator, close);
    await new Promise((wait) => setTimeout(wait, 300));
    go();
    await Promise.all([first, second]);
    const link = await system((tx) => statusLinkOf(tx, made.contactId));
    expect(link?.ended?.how, order).toBe('account_closed');
  }
});

test('a new link is sent in the moment in which its reader is closed out: neither is refused for the other, and it opens nothing', async () => {
  const { teacher, administrator, worker } = place.people;
  const of = await told(teacher);
  await knowNobody(place, of.contactId);
  let go = () => {};
  const asked = new Promise<void>((done) => (go = done));
  const sends = as(worker, async (tx) => {
    // As sending begins: with the link that they had.
    await lockLink(tx, of.linkId);
    await asked;
    return sendStatusLink(tx, of.contactId);
  });
  await new Promise((wait) => setTimeout(wait, 300));
  const closes = withActor(administrator, (tx) => disablePerson(tx, teacher.membershipId));
  await new Promise((wait) => setTimeout(wait, 300));
  go();
  const [sent] = await Promise.all([sends, closes]);
  expect(sent).toMatchObject({ ok: true });
  const fresh = await system((tx) => statusLinkOf(tx, of.contactId));
  expect([fresh?.id === of.linkId, fresh?.ended?.how]).toEqual([false, 'account_closed']);
});

test('what another system of the agency sent in their name goes with their account, and other addresses do not', async () => {
  const { teacher } = place.people;
  const [theirs, another] = [await sentBySystem(teacher.email.toUpperCase()), await sentBySystem('office@school.example')];
  await disables(teacher);
  expect(await opens(theirs)).toBe('dead');
  expect(await opens(theirs, { code: '', birth: '2018-03-04' })).toBe('dead');
  expect(await opens(another)).not.toBe('dead');
  // Nor is a new one sent to them.
  const later = await sentBySystem(teacher.email);
  expect(later.linkId).toBe('');
});

test('a message with the link that has not left does not leave; what they are owed is owed in the other ways that there are', async () => {
  const { teacher, worker } = place.people;
  const mine = await told(teacher);
  const message = await system((tx) => tx.db.message.findFirstOrThrow({ where: { letterId: mine.letterId } }));
  expect(message.body).toContain(LINK_HERE);
  await disables(teacher);
  const handed: unknown[] = [];
  await deliverMessage({ authorityId: place.id, messageId: message.id }, async (mail) => {
    handed.push(mail);
    return { provider: 'fake', providerId: newId() };
  });
  expect(handed).toEqual([]);
  await knowNobody(place, mine.contactId);
  const decided = await asSystem(place, minutesAgo(0), (tx) => decideFor(tx, mine.contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' }));
  const letterId = (await as(worker, (tx) => writeOutcomeLetter(tx, decided))) ?? '';
  await as(worker, (tx) => previewLetter(tx, worker, mine.contactId, letterId));
  expect(await as(worker, (tx) => sendLetter(tx, worker, { contactId: mine.contactId, letterId }))).toEqual({ ok: false, problem: 'account_closed' });
  expect((await as(worker, (tx) => lettersOf(tx, mine.contactId))).filter(({ kind }) => kind === 'outcome').map(({ state }) => state)).toEqual(['to_preview']);
  expect(await system((tx) => tx.db.duty.count({ where: { contactId: mine.contactId, code: 'TELL_REFERRER', discharge: { is: null } } }))).toBe(1);
});

test('what was decided does not go to somebody who reported for another agency than the one they read at now: telling stays owed until that agency is told', async () => {
  const { teacher, worker } = place.people;
  const mine = await told(teacher);
  await knowNobody(place, mine.contactId);
  const decided = await asSystem(place, minutesAgo(0), (tx) => decideFor(tx, mine.contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' }));
  const letterId = (await as(worker, (tx) => writeOutcomeLetter(tx, decided))) ?? '';
  await as(worker, (tx) => previewLetter(tx, worker, mine.contactId, letterId));
  const { agencyId: school } = teacher;
  await moves(teacher, place.agencies.police.id);
  expect(await as(worker, (tx) => sendLetter(tx, worker, { contactId: mine.contactId, letterId }))).toEqual({ ok: false, problem: 'left_agency' });
  expect((await as(worker, (tx) => lettersOf(tx, mine.contactId))).filter(({ kind }) => kind === 'outcome').map(({ state }) => state)).toEqual(['to_preview']);
  expect(await system((tx) => tx.db.duty.count({ where: { contactId: mine.contactId, code: 'TELL_REFERRER', discharge: { is: null } } }))).toBe(1);
  // Who works at both reads it where they told us from.
  await alsoWorks(teacher, school ?? '');
  expect(await as(worker, (tx) => sendLetter(tx, worker, { contactId: mine.contactId, letterId }))).toEqual({ ok: true, value: { how: 'sent' } });
});

test('a letter of a decision that went and was not read opens no more for whoever left the agency for which they told us (safe practice 5): telling is owed again; what they have read stays theirs', async () => {
  const { officer, worker } = place.people;
  const sent = async () => {
    const mine = await told(officer);
    await knowNobody(place, mine.contactId);
    const decided = await asSystem(place, minutesAgo(0), (tx) => decideFor(tx, mine.contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' }));
    const letterId = (await as(worker, (tx) => writeOutcomeLetter(tx, decided))) ?? '';
    await as(worker, (tx) => previewLetter(tx, worker, mine.contactId, letterId));
    expect(await as(worker, (tx) => sendLetter(tx, worker, { contactId: mine.contactId, letterId }))).toEqual({ ok: true, value: { how: 'sent' } });
    return { ...mine, letterId };
  };
  const [read, unread, lookedAt] = [await sent(), await sent(), await sent()];
  const open = ({ contactId, letterId }: { contactId: string; letterId: string }) => as(officer, (tx) => openLetter(tx, contactId, letterId));
  const owed = (contactId: string) => system((tx) => tx.db.duty.count({ where: { contactId, code: 'TELL_REFERRER', discharge: { is: null } } }));
  const state = async ({ contactId, letterId }: { contactId: string; letterId: string }) => (await as(worker, (tx) => lettersOf(tx, contactId))).find(({ id }) => id === letterId)?.state;
  expect(await open(read)).not.toBeNull();
  await moves(officer, place.agencies.school.id);
  // Whether or not they ever try.
  expect(await open(lookedAt)).toBeNull();
  await system(keepBackLetters);
  for (const each of [lookedAt, unread]) expect([await state(each), await owed(each.contactId)]).toEqual(['withheld', 1]);
  expect(await open(unread)).toBeNull();
  expect([await state(read), await owed(read.contactId), (await open(read)) !== null]).toEqual(['read', 0, true]);
  await moves(officer, place.agencies.police.id);
});

/**
 * A call about the worry of another contact that becomes a contact of its own, since something in it is to be kept secret or that contact has
 * ended: nothing that protects is lost by that (safe practice 6; first questions: who must not be told).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBars, addBar } from '@/lib/restriction/bar-store';
import { addAgencyChange, readAgencyChanges } from '@/lib/restriction/agency-store';
import { readAuthority } from '@/lib/access/store';
import { recordAgain, toldByTheSame } from '@/lib/contact/additions/record-again';
import { placeNamed } from '@/lib/contact/additions/place-named';
import { report, type ReportInput } from '@/lib/contact/schema';
import { openProtected } from '@/lib/contact/secrecy/protected-store';
import { findContact, readContact, type Contact } from '@/lib/contact/store';
import { mustBeSilent } from '@/lib/letter/family/silence-store';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { as, made } from './calling';
import { arrives, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

const RECEIVED = '2026-03-02T09:00:00Z';
const MEANWHILE = '2026-03-04T10:05:00Z';
const LATER = '2026-03-04T12:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const contactOf = (contactId: string) => asSystem(place, LATER, (tx) => readContact(tx, contactId));

/** Somebody of the school rings about a contact. */
async function rings(of: Case, more: Fields): Promise<Contact> {
  const about: Fields = { 'call.kind': 'update', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'happened.what': 'She came with a new mark on her arm.' };
  const contact = await contactOf((await made(place.people.worker, { ...about, ...more })).contactId);
  if (contact === null) throw new Error('no contact');
  return contact;
}

const end = (of: Case) =>
  asSystem(place, MEANWHILE, async (tx) => {
    await tx.db.closure.create({ data: { authorityId: place.id, contactId: of.contactId, at: new Date(MEANWHILE), by: place.people.worker.actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } });
    await tx.db.queueRow.deleteMany({ where: { contactId: of.contactId } });
  });

/** The child of a contact, named by whoever rings. */
async function namingHer(of: Case): Promise<Fields> {
  const [child] = (await contactOf(of.contactId))?.report.children ?? [];
  return { children: '1', 'child.1.givenName': child?.givenName ?? '', 'child.1.familyName': child?.familyName ?? '' };
}

test.each<[string, (of: Case) => Promise<Fields>]>([
  ['something in it is to be kept secret', async () => ({ children: '1', 'child.1.address': '7 Refuge Row', 'child.1.keepAddressSecret': 'yes' })],
  ['the contact has ended, and its child is named', async (of) => end(of).then(() => namingHer(of))],
])('%s: who must not be told by the report and by what was added is not told now either, and what was secret stays so, of nobody by name', async (_, more) => {
  const told = earlyHelp();
  const of = await arrives(place, RECEIVED, { ...told, firstQuestions: { whoMustNotBeTold: 'Her uncle' }, children: (told.children ?? []).map((child) => ({ ...child, address: '14 Rose Lane, Kettlesham', keepAddressSecret: true })) });
  await knowNobody(place, of.contactId);
  expect((await rings(of, { 'safety.whoMustNotBeTold': 'Her dad, who drinks' })).id).toBe(of.contactId);
  const next = await rings(of, { ...(await more(of)), 'safety.whoMustNotBeTold': 'Nor her gran' });
  expect(next.id).not.toBe(of.contactId);
  expect(next.report.firstQuestions.whoMustNotBeTold).toBe('Her uncle\nHer dad, who drinks\nNor her gran');
  await knowNobody(place, next.id);
  expect(await as(place.people.worker, (tx) => mustBeSilent(tx, next.id), LATER)).toBe(true);
  const kept = await asSystem(place, LATER, (tx) => openProtected(tx, next.id));
  expect(kept.filter(({ words }) => words.startsWith('14 Rose Lane')).map(({ place: where }) => where.startsWith('children'))).toEqual([false]);
});

const leadFinds = ({ reference }: Contact) => as(place.people.lead, async (tx) => (await findContact(tx, reference)) !== null, LATER);

test('a protected source told of the teacher, and the school rings about it: its lead does not find that either, no word of the source stands in it, and nothing ties the two', async () => {
  const of = await arrives(place, RECEIVED, { ...earlyHelp(), reporter: { ...earlyHelp().reporter, protectMe: 'yes' }, incident: { positionOfTrust: 'yes', positionOfTrustWho: 'Ivor Tresize, whom I teach beside' } });
  await knowNobody(place, of.contactId);
  expect((await contactOf(of.contactId))?.sealed).toBe(true);
  const next = await rings(of, {});
  expect(next.id).not.toBe(of.contactId);
  expect(next.report.incident.positionOfTrust).toBe('yes');
  expect(await leadFinds(next)).toBe(false);
  expect(JSON.stringify(next)).not.toContain('Tresize');
  const ties = await asSystem(place, LATER, (tx) => tx.db.contactEvent.count({ where: { authorityId: place.id, contactId: { in: [of.contactId, next.id] }, kind: 'rang_about' } }));
  expect([ties, next.followsId]).toEqual([0, null]);
  // Of another child it says nothing.
  const other = await rings(of, { children: '1', 'child.1.givenName': 'Ysella' });
  expect([other.report.incident.positionOfTrust, await leadFinds(other)]).toEqual([null, true]);
});

test('a caller who is to be protected, about somebody in a position of trust: it is closed as theirs, too', async () => {
  const of = await arrives(place, RECEIVED, { ...earlyHelp(), incident: { positionOfTrust: 'yes', positionOfTrustWho: 'Ivor Tresize, her swimming coach' } });
  await knowNobody(place, of.contactId);
  const next = await rings(of, { 'you.protectMe': 'yes' });
  expect([next.sealed, next.report.incident.positionOfTrust]).toEqual([true, 'yes']);
  // Of a danger of which nobody told nothing is said.
  expect(next.report.dangerToStaff).toBe('');
});

/** A contact of which somebody told that their father must not know, where its child hides, and out of which a worker is kept. */
async function guarded(protectMe: 'yes' | null): Promise<Case> {
  const told = earlyHelp();
  const of = await arrives(place, RECEIVED, { ...told, reporter: { ...told.reporter, protectMe }, firstQuestions: { whoMustNotBeTold: 'Her dad, whom I work beside' }, dangerToStaff: 'His machete, by the door', children: (told.children ?? []).map((child) => ({ ...child, address: '14 Rose Lane, Kettlesham', keepAddressSecret: true })) });
  await knowNobody(place, of.contactId);
  await asSystem(place, MEANWHILE, (tx) => addBar(tx, { contactId: of.contactId, accountId: place.people.otherWorker.actorId, ground: 'declared', reason: 'Sister of whoever told us' }));
  return of;
}

test.each<[string, 'yes' | null, Fields]>([
  ['the source of the one is protected', 'yes', {}],
  ['the caller is', null, { 'you.protectMe': 'yes' }],
])('nothing ties the two, since %s: who was kept out is kept out, nobody of the family is told, nobody visits unwarned, where the child hides stays secret, and no word of the other stands in it', async (_, protectMe, more) => {
  const of = await guarded(protectMe);
  // Whoever rings knows of no danger in saying where she is.
  const openly = { 'child.1.address': '14 Rose Lane, Kettlesham', 'happened.what': 'She has a new mark, at 14 Rose Lane.' };
  const next = await rings(of, { ...(await namingHer(of)), ...openly, ...more });
  expect(next.id).not.toBe(of.contactId);
  const bars = await asSystem(place, LATER, (tx) => readBars(tx, next.id));
  expect(bars.map(({ accountId }) => accountId)).toEqual([place.people.otherWorker.actorId]);
  expect(next.report.firstQuestions.whoMustNotBeTold).not.toBe('');
  expect(next.report.dangerToStaff).toMatch(/^There may be danger to whoever visits.* Ask a manager before a visit\.$/);
  expect((await asSystem(place, LATER, (tx) => openProtected(tx, next.id))).map(({ words }) => words)).toContain('14 Rose Lane, Kettlesham');
  expect(JSON.stringify([next, bars])).not.toMatch(/work beside|Sister of|Rose Lane|machete/);
});

test('an agency whose lead does not see the report of a colleague does not see what is rung about it either, and another agency does', async () => {
  const of = await arrives(place, RECEIVED, { ...earlyHelp(), reporter: { ...earlyHelp().reporter, aboutColleague: 'not_known' } });
  await knowNobody(place, of.contactId);
  await end(of);
  const next = await rings(of, await namingHer(of));
  expect(await leadFinds(next)).toBe(false);
  const head = await asSystem(place, LATER, (tx) => readAgencyChanges(tx, next.id));
  expect(head.map(({ hidden }) => hidden)).toEqual([true]);
  const police = await rings(of, { ...(await namingHer(of)), 'call.from': `agency:${place.agencies.police.id}` });
  expect(await asSystem(place, LATER, (tx) => readAgencyChanges(tx, police.id))).toEqual([]);
});

/** A finished contact that another, an hour later, was joined into. */
async function withJoinedIn(more: Pick<ReportInput, 'firstQuestions' | 'dangerToStaff'>, own: Pick<ReportInput, 'dangerToStaff'> = {}): Promise<Case> {
  const of = await arrives(place, RECEIVED, { ...earlyHelp(), ...own });
  const joined = await arrives(place, '2026-03-02T10:00:00Z', { ...earlyHelp(), ...more });
  for (const each of [of, joined]) await knowNobody(place, each.contactId);
  await asSystem(place, MEANWHILE, (tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId: joined.contactId, at: new Date(MEANWHILE), by: place.people.worker.actorId, how: 'joined', joinedToId: of.contactId, level: 2, route: 'EH_SINGLE', reason: 'The same evening' } }));
  await end(of);
  return of;
}

test('who must not be told by what was joined in is not told by what goes on from it either', async () => {
  const of = await withJoinedIn({ firstQuestions: { whoMustNotBeTold: 'The lodger' } });
  expect((await rings(of, await namingHer(of))).report.firstQuestions.whoMustNotBeTold).toBe('The lodger');
});

/** What must be known before a visit (domain 7, first questions), whoever told of it. */
test('what endangers whoever visits, told in what was joined in, is known of whatever goes on from it: her named on a call or not, or told again in words', async () => {
  const of = await withJoinedIn({ dangerToStaff: 'The lodger keeps a crossbow.' }, { dangerToStaff: 'A loose dog.' });
  const both = 'A loose dog.\nThe lodger keeps a crossbow.';
  expect((await rings(of, await namingHer(of))).report.dangerToStaff).toBe(both);
  expect((await rings(of, { 'household.dangerToStaff': 'Ice on the steps.' })).report.dangerToStaff).toBe(`${both}\nIce on the steps.`);
  const again = await asSystem(place, LATER, async (tx) => recordAgain(tx, await readAuthority(tx), of.contactId, { key: newId(), text: 'She limps.', indicators: {}, immediate: false }, toldByTheSame));
  expect(again.ok && (await contactOf(again.value.contactId))?.report.dangerToStaff).toBe(both);
});

/** Nobody moved out by not being named (safe practice 8): damp (I048) is level 2, and level 3 with a child under 1 in the home (domain 2.2 behaviour 6). */
test('a call about a finished contact that names its child, and who moved in: the baby is at home still, and no child is there twice', async () => {
  const household: ReportInput['household'] = [{ kind: 'adult', givenName: 'Kerensa', relationship: 'mother' }, { kind: 'child', givenName: 'Odalys' }, { kind: 'child', givenName: 'Piran', dateOfBirth: '2025-10-01' }];
  const of = await arrives(place, RECEIVED, { ...earlyHelp(), household });
  await knowNobody(place, of.contactId);
  await end(of);
  const next = await rings(of, { ...(await namingHer(of)), 'seen.1': 'I048', members: '1', 'member.1.kind': 'adult', 'member.1.givenName': 'Dean' });
  expect(next.report.household.map(({ givenName }) => givenName)).toEqual(['Dean', 'Kerensa', 'Piran']);
  expect(await queueRow(place, next.id)).toMatchObject({ level: 3 });
});

/** The same of those whom the contact reported itself: damp (I048) is level 2, and level 3 with a child under 1 in the home; whoever decides says of each child how they stand (safe practice 13). */
test('a call about a finished contact that names one of its children: the others are at home still, and what is secret of them stays so', async () => {
  const { children: [her] = [], ...told } = earlyHelp();
  const home = { address: '14 Rose Lane, Kettlesham', keepAddressSecret: true };
  const of = await arrives(place, RECEIVED, { ...told, children: [{ ...her, ...home }, { givenName: 'Jory', ageWords: 'about 9', ...home }, { givenName: 'Piran', dateOfBirth: '2025-10-01', ...home, indicators: { I018: 'present' } }, { unborn: true, dueDate: '2026-06-01' }] });
  await knowNobody(place, of.contactId);
  await end(of);
  const next = await rings(of, { ...(await namingHer(of)), 'seen.1': 'I048', members: '1', 'member.1.kind': 'child', 'member.1.givenName': 'Jory', 'member.1.livesWithChild': 'no' });
  expect(next.report.children).toHaveLength(1);
  expect(next.report.household.map(({ kind, givenName, dateOfBirth, livesWithChild }) => [kind, givenName, dateOfBirth, livesWithChild])).toEqual([['child', 'Jory', null, 'no'], ['child', 'Piran', '2025-10-01', null]]);
  expect(next.report.household[0]?.ageWords).toContain('about 9');
  expect(next.people.map(({ kind, givenName }) => [kind, givenName])).toEqual([['child', her?.givenName], ['household_child', 'Jory'], ['household_child', 'Piran']]);
  expect(await queueRow(place, next.id)).toMatchObject({ level: 3 });
  expect(JSON.stringify(next)).not.toContain('Rose Lane');
});

test('a manager hid it from whichever agency: what goes on from it is hidden for the same reason, and for none where nothing ties the two', async () => {
  const reason = 'The lead is her aunt';
  for (const [protectMe, expected] of [[null, reason], ['yes', 'By what is known beside this contact.']] as const) {
    const of = await arrives(place, RECEIVED, { ...earlyHelp(), reporter: { ...earlyHelp().reporter, protectMe } });
    await knowNobody(place, of.contactId);
    await asSystem(place, MEANWHILE, (tx) => addAgencyChange(tx, of.contactId, place.people.manager.actorId, true, reason));
    if (protectMe === null) await end(of);
    const next = await rings(of, await namingHer(of));
    expect((await asSystem(place, LATER, (tx) => readAgencyChanges(tx, next.id))).map((change) => change.reason)).toEqual([expected]);
  }
});

/** Nobody is lost where the worry is told again (safe practice 8, 13), whether or not the call names the child of the report. */
test('a call about a finished contact: whom a late page had named there is at home still', async () => {
  const of = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, of.contactId);
  const [child] = report.parse({ children: [{ givenName: 'Morwenna', familyName: 'Nance', ageWords: '5 months' }] }).children;
  await asSystem(place, MEANWHILE, async (tx) => child && placeNamed(tx, of.contactId, [{ child, heard: { id: '9' } }], tx.at));
  await end(of);
  for (const more of [{}, await namingHer(of)]) {
    const next = await rings(of, more);
    expect(next.report.household.map(({ kind, givenName, ageWords }) => [kind, givenName, ageWords])).toEqual([['child', 'Morwenna', '5 months (as told before, on 2/3/2026)']]);
    expect(next.people.map(({ kind }) => kind)).toEqual(['child', 'household_child']);
  }
});

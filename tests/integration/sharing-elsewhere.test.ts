/** The gate of a contact that ended in another or in nobody's hands, and of a child whom a decision lets go of (safe practice 7.8, 7.13, 7.16; decision 32). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { latestDecision } from '@/lib/contact/additions/addition-store';
import { addRequest } from '@/lib/contact/call/request-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import type { ReportInput } from '@/lib/contact/schema';
import { addEnd, readOpen } from '@/lib/contact/standing-store';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { childField } from '@/lib/decision/schema';
import { countersign } from '@/lib/decision/verbs/countersign';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Fields } from '@/lib/platform/draft/model';
import { addDeclaration } from '@/lib/restriction/opening-store';
import type { SharingForm } from '@/lib/sharing/schema';
import { readChildren, readSharing } from '@/lib/sharing/sharing-store';
import { answerRequest } from '@/lib/sharing/verbs/answer-request';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. */
const day = (time: string) => `2026-11-18T${time}:00Z`;
const [NOON, LATER] = [day('12:00'), day('13:00')];

const under = (form: SharingForm, typed: Record<string, string | string[]>): Fields => Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value]));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = NOON) => withActor(person, work, at(when));
const outboundOf = async (of: Case) => (await as(place.people.manager, async (tx) => readSharing(tx, of.contactId))).outbound;

async function waiting(report: ReportInput): Promise<Case> {
  const contact = await arrives(place, day('10:00'), report);
  await claims(contact, place.people.worker, day('10:30'));
  return contact;
}

async function basisOf(of: Case): Promise<string> {
  await as(place.people.worker, async (tx) => recordBasis(tx, of.contactId, under('basis', { person: 'all', basis: 'public_task', why: 'The GP may know whether he is well.' })), day('10:40'));
  return (await as(place.people.manager, async (tx) => readSharing(tx, of.contactId))).bases[0]?.id ?? '';
}

const says = (of: Case, checks: 'agree' | 'object', when: string) => as(place.people.worker, async (tx) => recordOpenness(tx, of.contactId, under('openness', { person: 'all', told: 'yes', toldWhom: 'Mother', toldWhat: 'That the school rang us', toldBy: 'The worker', checks })), when);

function sends(of: Case, basisId: string, more: Record<string, string | string[]> = {}, when = LATER) {
  const typed = { person: 'all', kind: 'question', agency: 'Market Street Surgery', recipient: 'Dr Amos', recipientRole: 'GP', categories: ['worry'], words: 'When was he last seen?', how: 'telephone', basisId, gone: 'no', ...more };
  return as(place.people.worker, async (tx) => recordSent(tx, of.contactId, under('sent', typed)), when);
}
const gone = (time: string) => ({ words: `Late ${time}`, gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time, sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.' });

const withHead = <T>(of: Case, person: Person, when: string, work: (tx: Tx, head: NonNullable<Awaited<ReturnType<typeof findContact>>>) => Promise<T>) =>
  as(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('the contact is there');
    return work(tx, head);
  }, when);

/** The same child told of twice: of the first nothing but early help, of the second a high-risk sign; the second is joined into the first at noon. */
async function joined(before: (second: Case) => Promise<unknown> = async () => null): Promise<{ first: Case; second: Case; basisId: string }> {
  const report = earlyHelp();
  const [child] = report.children ?? [];
  const [first, second] = [await waiting(report), await waiting({ ...report, children: [{ ...child, indicators: { I099: 'present' } }] })];
  const basisId = await basisOf(second);
  await before(second);
  const done = await withHead(second, place.people.worker, NOON, async (tx, head) => joinContact(tx, place.people.worker, head, { into: first.reference, prefix: place.prefix, reason: 'The same boy.' }));
  if (!done.ok) throw new Error(done.problem);
  return { first, second, basisId };
}

async function pageOf(of: Case): Promise<string> {
  await as(place.people.worker, async (tx) => addDeclaration(tx, of.contactId, 'knows_nobody'));
  const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', place.people.worker, { reference: of.reference }, { form: 'sent', problem: 'joined' });
  return page.kind === 'shown' ? page.html() : page.kind;
}

test('a joined contact has no gate of its own: what two persons decided of the other at level 2 is not passed by at the level 4 that this one ended with', async () => {
  const { first, second, basisId } = await joined();
  await withHead(first, place.people.worker, day('12:10'), async (tx, head) => markRead(tx, place.people.worker, head));
  await decides(first, place.people.worker, 'EH_SINGLE', day('12:20'));
  const decision = await as(place.people.manager, async (tx) => latestDecision(tx, first.contactId), day('12:30'));
  const signed = await as(place.people.manager, async (tx) => countersign(tx, place.people.manager, { contactId: first.contactId, decisionId: decision?.id ?? '', verdict: 'agreed', comment: 'Read with the worker.' }), day('12:30'));
  expect(signed.ok).toBe(true);
  expect(await sends(first, await basisOf(first))).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await sends(second, basisId)).toEqual({ ok: false, problem: 'joined' });
  const page = await pageOf(second);
  expect(page).toContain(`Record it on ${first.reference}`);
  expect(page).toContain(`href="/contacts/${first.reference}/sharing"`);
  expect(page).not.toContain('may go to other agencies');
});

test('what the mother agreed to on the joined contact opens nothing there after the join, and what she says since is recorded on the other', async () => {
  const { first, second, basisId } = await joined(async (of) => says(of, 'agree', day('11:00')));
  expect((await says(first, 'object', day('12:30'))).ok).toBe(true);
  expect(await sends(second, basisId)).toEqual({ ok: false, problem: 'joined' });
  expect(await says(second, 'object', day('12:40'))).toEqual({ ok: false, problem: 'joined' });
  const checks = under('checks', { person: 'all', agencies: 'GP', question: 'Seen?', reason: 'REFUSED', why: 'She said no.' });
  expect(await as(place.people.worker, async (tx) => askForChecks(tx, second.contactId, checks), LATER)).toEqual({ ok: false, problem: 'joined' });
});

test('what went before the join is still written down, on what stood then; what went after it is recorded on the other; a join that is undone gives the gate back', async () => {
  const { second, basisId } = await joined();
  expect((await sends(second, basisId, gone('11:30'))).ok).toBe(true);
  expect(await outboundOf(second)).toMatchObject([{ words: 'Late 11:30', ground: 'level_4', level: 4 }]);
  for (const time of ['12:00', '12:30']) expect(await sends(second, basisId, gone(time))).toEqual({ ok: false, problem: 'joined' });
  const undone = await withHead(second, place.people.manager, day('13:10'), async (tx, head) => unjoinContact(tx, place.people.manager, head, { reason: 'Another boy.', joinedAt: NOON }));
  expect(undone.ok).toBe(true);
  expect((await sends(second, basisId, {}, day('13:20'))).ok).toBe(true);
});

test('a request made of a joined contact is answered by what went out from the other', async () => {
  const requestId = newId();
  const request = { id: requestId, receivedAt: Temporal.Instant.from(day('11:00')), askedBy: 'Sergeant Hale, Fenland Police', verified: 'known' as const, what: 'Is he known?', purpose: 'A search', authority: '', dueAt: null };
  const { first, second } = await joined(async (of) => as(place.people.worker, async (tx) => addRequest(tx, { ...request, contactId: of.contactId }), day('11:00')));
  expect((await sends(first, await basisOf(first), { kind: 'fact', agency: 'Fenland Police', words: 'He is known.' })).ok).toBe(true);
  const outboundId = (await outboundOf(first))[0]?.id ?? '';
  expect(await pageOf(second)).toContain(`<option value="${outboundId}">`);
  const answer = await as(place.people.worker, async (tx) => answerRequest(tx, second.contactId, under('request', { id: requestId, outcome: 'given', outboundId })), day('13:10'));
  expect(answer).toEqual({ ok: true, value: null });
});

test('a contact that was withdrawn was decided by nobody: the level 4 that it ended with is no ground', async () => {
  const contact = await waiting(harm());
  const basisId = await basisOf(contact);
  await as(place.people.manager, async (tx) => {
    const open = await readOpen(tx, { contactId: contact.contactId });
    if (open === null) throw new Error('it is open');
    await addEnd(tx, open, { how: 'withdrawn', reason: 'The pregnancy ended.' });
    await refreshQueue(tx, contact.contactId);
  });
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  for (const time of ['11:30', '12:30']) expect((await sends(contact, basisId, gone(time))).ok).toBe(true);
  expect((await outboundOf(contact)).map(({ words, ground, level }) => [words, ground, level]).sort()).toEqual([['Late 11:30', 'level_4', 4], ['Late 12:30', 'none', 3]]);
});

test.each(['separate_household', 'not_known'])('level 4 of a sister opens nothing for a child whom the decision lets go of as “%s”', async (standing) => {
  const contact = await waiting({ ...harm(), household: [{ kind: 'child', givenName: 'Piran', familyName: 'Penhale', dateOfBirth: '2018-02-01' }] });
  const people = await as(place.people.manager, async (tx) => readChildren(tx, contact.contactId));
  const id = (name: string) => people.find((each) => each.name.startsWith(name))?.id ?? '';
  const basisId = await basisOf(contact);
  expect((await decides(contact, place.people.worker, 'STRATEGY', NOON, { [childField('standing', id('Piran'))]: standing })).inForce).toBe(true);
  expect(await sends(contact, basisId, { person: id('Piran') })).toEqual({ ok: false, problem: 'gate_closed' });
  expect((await sends(contact, basisId, { person: id('Odalys') })).ok).toBe(true);
  expect((await sends(contact, basisId, { ...gone('12:30'), person: id('Piran') })).ok).toBe(true);
  expect((await outboundOf(contact)).find(({ personId }) => personId === id('Piran'))).toMatchObject({ ground: 'none', level: 3 });
});

/** An update, a follow-up or a challenge by telephone: put to the contact that it is about, by the rules of additions (safe practice 8, 9). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withAct } from '@/app/calls/_parts/several-acts';
import { readAuthority } from '@/lib/access/store';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { recordAgain, toldByTheSame } from '@/lib/contact/additions/record-again';
import { findContact, readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { dutiesOfContact } from '@/lib/duty/store';
import { mustBeSilent } from '@/lib/letter/family/silence-store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { keepAnswer } from '@/lib/letter/follow-up/caller-page';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { followUpsOf } from '@/lib/letter/follow-up/writing';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { addAgencyChange } from '@/lib/restriction/agency-store';
import { askPage } from './asking-pages';
import { as, fromSchool, made, submit, taken } from './calling';
import { arrives, claims, decides, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

// Monday 2 March 2026; the calls come on Wednesday 4 March, begin at 10:00 and are put to the contact at 10:14.
const RECEIVED = '2026-03-02T09:00:00Z';
const DECIDED = '2026-03-02T11:00:00Z';
const MEANWHILE = '2026-03-04T10:05:00Z';
const LATER = '2026-03-04T12:00:00Z';

let place: Place;
let elsewhere: Place;
beforeAll(async () => {
  place = await makePlace();
  elsewhere = await makePlace();
});
afterAll(closeDatabase);

/** A caller about a contact, who names no child anew. */
const about = (reference: string, kind: string, more: Fields = {}): Fields => ({
  'call.kind': kind,
  'call.reference': reference,
  'call.from': `agency:${place.agencies.school.id}`,
  'call.callerName': 'Rosalie Mensah',
  'call.verified': 'known',
  'you.phone': '01632 960771',
  'happened.what': 'She came with a new mark on her arm.',
  ...more,
});

async function waiting(): Promise<Case> {
  const of = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, of.contactId);
  return of;
}

async function decidedCase(when = DECIDED): Promise<Case> {
  const of = await waiting();
  await claims(of, place.people.worker, RECEIVED);
  await decides(of, place.people.worker, 'EH_SINGLE', when);
  return of;
}

const end = (of: Case) =>
  asSystem(place, MEANWHILE, async (tx) => {
    await tx.db.closure.create({ data: { authorityId: place.id, contactId: of.contactId, at: new Date(MEANWHILE), by: place.people.worker.actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } });
    await tx.db.queueRow.deleteMany({ where: { contactId: of.contactId } });
  });

const dutiesOf = (contactId: string) => as(place.people.worker, (tx) => dutiesOfContact(tx, contactId), LATER);
const contactOf = (contactId: string) => asSystem(place, LATER, (tx) => readContact(tx, contactId));

describe('that it is, or may be, about a colleague (domain 7.3)', () => {
  const leadFinds = async ({ reference }: Case) => as(place.people.lead, async (tx) => (await findContact(tx, reference)) !== null, LATER);

  test('said, or not sure, by somebody of the agency that reported it: its lead sees it no more', async () => {
    for (const said of ['yes', 'not_known']) {
      const of = await waiting();
      expect(await leadFinds(of)).toBe(true);
      await made(place.people.worker, about(of.reference, 'update', { 'you.aboutColleague': said }));
      expect(await leadFinds(of), said).toBe(false);
    }
  });

  test('not sure, by somebody of another agency, or no: its lead goes on seeing it', async () => {
    const of = await waiting();
    await made(place.people.worker, about(of.reference, 'update', { 'you.aboutColleague': 'not_known', 'call.from': 'person:acquaintance' }));
    await made(place.people.worker, about(of.reference, 'follow_up', { 'you.aboutColleague': 'no' }));
    expect(await leadFinds(of)).toBe(true);
  });
});

describe('somebody in a position of trust, told of before the end (domain 2.2 behaviour 12, 7.3)', () => {
  const COACH = { positionOfTrust: 'yes', positionOfTrustWho: 'Ivor Tresize, her swimming coach' } as const;
  const rings = (kind: string, more: Fields) => async (of: Case) => (await made(place.people.worker, about(of.reference, kind, more))).contactId;
  const namingHer = async (of: Case) => {
    const [child] = (await contactOf(of.contactId))?.report.children ?? [];
    return rings('follow_up', { children: '1', 'child.1.givenName': child?.givenName ?? '', 'child.1.familyName': child?.familyName ?? '' })(of);
  };
  const withSecret = rings('update', { children: '1', 'child.1.address': '7 Refuge Row', 'child.1.keepAddressSecret': 'yes' });
  const writes = (of: Case) =>
    asSystem(place, LATER, async (tx) => {
      const again = await recordAgain(tx, await readAuthority(tx), of.contactId, { key: newId(), text: 'He did it again.', indicators: {}, immediate: false }, toldByTheSame);
      return again.ok ? again.value.contactId : again.problem;
    });
  const inReport = () => arrives(place, RECEIVED, { ...earlyHelp(), incident: COACH });
  const toldLater = async () => {
    const of = await waiting();
    await rings('update', { 'happened.positionOfTrust': 'yes', 'happened.positionOfTrustWho': COACH.positionOfTrustWho })(of);
    return of;
  };
  const bySign = async () => {
    const told = earlyHelp();
    return arrives(place, RECEIVED, { ...told, children: (told.children ?? []).map((child) => ({ ...child, indicators: { I126: 'present' } })) });
  };

  test.each<[string, () => Promise<Case>, (of: Case) => Promise<string>]>([
    ['in the report, and a call names the child', inReport, namingHer],
    ['by a later call, and a call names the child', toldLater, namingHer],
    ['by a later call, and a call names nobody', toldLater, rings('follow_up', {})],
    ['in the report, and a call gives an address to be kept secret', inReport, withSecret],
    ['by a later call, and it is told again in words', toldLater, writes],
    ['by a sign of the child, and it is told again in words', bySign, writes],
  ])('%s: of the contact that follows their duty is owed, and the agency’s lead finds it no more', async (_, before, again) => {
    const of = await before();
    await knowNobody(place, of.contactId);
    await end(of);
    const next = await again(of);
    expect(next).not.toBe(of.contactId);
    const { report, reference } = (await contactOf(next)) ?? { report: undefined, reference: '' };
    expect(report?.incident.positionOfTrust).toBe('yes');
    expect(await asSystem(place, LATER, async (tx) => (await dutiesOfContact(tx, next)).map(({ code }) => code))).toContain('LADO');
    expect(await as(place.people.lead, (tx) => findContact(tx, reference), LATER)).toBeNull();
  });

  test('told in a contact that is open, and a call about it gives an address to be kept secret: it is closed in that one, too; of another child it says nothing', async () => {
    const of = await inReport();
    await knowNobody(place, of.contactId);
    const [same, other] = [await contactOf(await withSecret(of)), await contactOf(await rings('update', { children: '1', 'child.1.givenName': 'Ysella', 'child.1.address': '7 Refuge Row', 'child.1.keepAddressSecret': 'yes' })(of))];
    expect(same?.id).not.toBe(of.contactId);
    expect([same, other].map((contact) => contact?.report.incident.positionOfTrust)).toEqual(['yes', null]);
    expect(await as(place.people.lead, (tx) => findContact(tx, same?.reference ?? ''), LATER)).toBeNull();
  });

  test('what two persons or a manager closed is closed in the call that names the child, too', async () => {
    const of = await waiting();
    await asSystem(place, MEANWHILE, (tx) => addAgencyChange(tx, of.contactId, place.people.manager.actorId, true, 'Her lead is her uncle.'));
    await end(of);
    const reference = (await contactOf(await namingHer(of)))?.reference ?? '';
    expect(reference).not.toBe('');
    expect(await as(place.people.lead, (tx) => findContact(tx, reference), LATER)).toBeNull();
  });
});

describe('who must not be told, said by whoever rings (safe practice 4, 8; first questions)', () => {
  const saying = (of: Case, words: string) => made(place.people.worker, about(of.reference, 'update', { 'safety.whoMustNotBeTold': words }));
  const heard = (of: Case) => as(place.people.worker, async (tx) => ({ words: await silenceWordsOf(tx, of.contactId), silent: await mustBeSilent(tx, of.contactId) }), LATER);

  test('is heard before anybody writes to the family, and stands at the top of the contact', async () => {
    const of = await waiting();
    expect(await heard(of)).toEqual({ words: [], silent: false });
    await saying(of, 'Her dad, who drinks');
    expect(await heard(of)).toEqual({ words: [{ reference: of.reference, words: 'Her dad, who drinks' }], silent: true });
    const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toMatch(/Before you ring, write or visit.{0,200}Who must not be told.{0,200}Her dad, who drinks/s);
  });

  test('also where it is said of a contact that has ended, in the one that follows', async () => {
    const of = await waiting();
    await saying(of, 'Her dad, who drinks');
    await end(of);
    const again = await asSystem(place, LATER, async (tx) => recordAgain(tx, await readAuthority(tx), of.contactId, { key: newId(), text: 'She limps.', mustNotBeTold: 'Nor his mother', indicators: {}, immediate: false }, toldByTheSame));
    const next = again.ok ? await contactOf(again.value.contactId) : null;
    expect(next?.report.firstQuestions.whoMustNotBeTold).toBe('Her dad, who drinks\nNor his mother');
  });

  test('nor does a call about one that has ended lose it: what the report and what was added said of it stands in the contact that it begins', async () => {
    const of = await arrives(place, RECEIVED, { ...earlyHelp(), firstQuestions: { whoMustNotBeTold: 'Her uncle' } });
    await knowNobody(place, of.contactId);
    await saying(of, 'Her dad, who drinks');
    await end(of);
    const next = await contactOf((await made(place.people.worker, about(of.reference, 'follow_up', { 'safety.whoMustNotBeTold': 'Nor her gran' }))).contactId);
    expect(next?.followsId).toBe(of.contactId);
    expect(next?.report.firstQuestions.whoMustNotBeTold).toBe('Her uncle\nHer dad, who drinks\nNor her gran');
  });

  test('what is kept secret stands in it no more, whether it was secret before or afterwards', async () => {
    const of = await waiting();
    await saying(of, 'Dad, of 14 Rose Lane');
    const keeps = () => as(place.people.worker, async (tx) => {
      const contact = await readContact(tx, of.contactId);
      if (contact === null) throw new Error('no contact');
      return keepSecret(tx, contact, { chosen: [], fresh: { place: 'children.0', kind: 'address', words: '14 Rose Lane, Kettlesham' }, reason: 'They fled there.' });
    }, LATER);
    expect(await keeps()).toMatchObject({ ok: true });
    await saying(of, 'His brother at 14 Rose Lane');
    const { words } = await heard(of);
    expect(words.map((each) => each.words).toSorted()).toEqual([expect.stringMatching(/^Dad, of (?!14)/), expect.stringMatching(/^His brother at (?!14)/)]);
  });
});

describe('an update', () => {
  test('is put to its contact with the time at which the call began: unread, held against the guide anew, decided again', async () => {
    const of = await decidedCase();
    const call = await made(place.people.worker, about(of.reference.toLowerCase().replaceAll('-', ' '), 'update', { 'seen.1': 'I099' }));
    expect(call).toMatchObject({ contactId: of.contactId, reference: of.reference });
    // I099 is a high-risk sign, level 4. Both clocks from 10:00 on Wednesday: 24 hours end on Thursday at 10:00.
    expect(await queueRow(place, of.contactId)).toMatchObject({ level: 4, readAt: null, marks: ['reopened'], receivedAt: new Date('2026-03-04T10:00:00Z'), nextDueAt: new Date('2026-03-05T10:00:00Z'), contactsIn12Months: 2 });
    const [added] = await as(place.people.worker, (tx) => additionsOf(tx, of.contactId), LATER);
    expect(added).toMatchObject({ kind: 'update', by: place.people.worker.actorId, caller: `Rosalie Mensah, ${place.agencies.school.name}, 01632 960771, Known to me by voice` });
    expect(added?.text).toContain('She came with a new mark on her arm.');
    expect(added?.receivedAt.toString()).toBe('2026-03-04T10:00:00Z');
    expect((await dutiesOf(of.contactId)).find(({ code }) => code === 'DECIDE_AGAIN')?.dueAt?.toString()).toBe('2026-03-05T10:00:00Z');
  });

  test('that began before a decision and was put there after it opens that decision again', async () => {
    const of = await decidedCase(MEANWHILE);
    await made(place.people.worker, about(of.reference, 'update'));
    expect(await queueRow(place, of.contactId)).toMatchObject({ marks: ['reopened'], nextDueAt: new Date('2026-03-05T10:00:00Z') });
  });

  test('pressed twice, also at once, is put there once', async () => {
    const of = await waiting();
    const call = await taken(place.people.worker, about(of.reference, 'update'));
    const answers = await Promise.all([submit(place.people.worker, call), submit(place.people.worker, call), submit(place.people.worker, call)]);
    expect(answers.map((answer) => answer.ok && answer.value.reference)).toEqual([of.reference, of.reference, of.reference]);
    expect(await as(place.people.worker, (tx) => additionsOf(tx, of.contactId), LATER)).toHaveLength(1);
  });

  test('is not for the one who reported: neither who rang nor what they said', async () => {
    const of = await waiting();
    await made(place.people.worker, about(of.reference, 'update'));
    expect(await as(place.people.teacher, (tx) => additionsOf(tx, of.contactId), LATER)).toEqual([]);
    const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: of.reference });
    expect(page.kind === 'shown' ? await page.html() : page.kind).not.toContain('new mark');
  });

  test('nor what the caller puts right by their link, and it is not said that the reporter added anything', async () => {
    const of = await waiting();
    const call = await made(place.people.worker, about(of.reference, 'update', { 'call.callerEmail': 'rosalie@elsewhere.example', 'call.steps': '1', 'call.step.1.what': 'Rosalie rings the school', 'call.step.1.owner': 'caller' }));
    await asSystem(place, LATER, async (tx) => {
      await writeFollowUp(tx, of.contactId, { ofCall: call.call.key });
      const [letter] = await followUpsOf(tx, of.contactId, call.call.key);
      if (letter === undefined) throw new Error('no letter');
      expect(await keepAnswer(tx, { letter, facts: { agencyId: place.agencies.school.id }, way: 'link' }, { verdict: 'corrected', text: 'It was her left arm.', immediate: false, key: newId() })).toMatchObject({ ok: true, value: { added: true } });
    });
    // Who works on the contact reads it, and by whom it is.
    expect((await as(place.people.worker, (tx) => additionsOf(tx, of.contactId), LATER)).map(({ kind, text, caller }) => [kind, text, caller]).at(-1)).toEqual(['correction', 'It was her left arm.', 'Rosalie Mensah']);
    const desk = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
    const worked = desk.kind === 'shown' ? await desk.html() : desk.kind;
    for (const part of ['Put right by their link', 'It was her left arm.', 'Rosalie Mensah']) expect(worked).toContain(part);
    expect(await as(place.people.teacher, (tx) => additionsOf(tx, of.contactId), LATER)).toEqual([]);
    const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: of.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const never of ['left arm', 'We have what you added', 'What was added']) expect(html).not.toContain(never);
  });
});

/** Domain 3.1: fifteen working days from the day on which we are told of the arrival, Wednesday 4 March: Wednesday 25 March, 17:00. */
test('that a child with a protection plan elsewhere lives here now: a conference is owed, from when the caller said so', async () => {
  const [child] = earlyHelp().children ?? [];
  const of = await arrives(place, RECEIVED, { children: [{ ...child, openPlan: 'CP', openPlanWhere: 'other', homeAuthority: 'other' }] });
  await knowNobody(place, of.contactId);
  const conference = async () => (await dutiesOf(of.contactId)).filter(({ code }) => code === 'TRANSFER_IN').map(({ dueAt }) => dueAt?.toString());
  expect(await conference()).toEqual([]);
  await made(place.people.worker, about(of.reference, 'update', { children: '1', 'child.1.homeAuthority': 'this', 'happened.what': 'They moved here on Monday.' }));
  expect(await conference()).toEqual(['2026-03-25T17:00:00Z']);
});

describe('a challenge', () => {
  test('is a manager’s to answer within one working day, each for itself, and opens what was decided', async () => {
    const of = await decidedCase();
    await made(place.people.worker, about(of.reference, 'challenge', { 'happened.what': 'We do not agree with early help.' }));
    await made(place.people.worker, about(of.reference, 'challenge', { 'happened.what': 'We still do not agree.' }));
    const challenges = (await dutiesOf(of.contactId)).filter(({ code }) => code === 'ANSWER_CHALLENGE');
    // Received on Wednesday: one working day ends on Thursday at 17:00.
    expect(challenges.map(({ ownerRole, dueAt }) => [ownerRole, dueAt?.toString()])).toEqual([['manager', '2026-03-05T17:00:00Z'], ['manager', '2026-03-05T17:00:00Z']]);
    expect(await queueRow(place, of.contactId)).toMatchObject({ marks: ['reopened'] });
  });
});

describe('becomes a contact of its own', () => {
  const own = async (fields: Fields) => {
    const call = await made(place.people.worker, fields);
    return { ...call, contact: await contactOf(call.contactId) };
  };

  test('where no contact is found: no such reference, another authority’s, or one that its taker may not open', async () => {
    const theirs = await arrives(elsewhere, RECEIVED, earlyHelp());
    const barred = await arrives(place, RECEIVED, earlyHelp());
    const { worker } = place.people;
    expect(await as(worker, (tx) => declareBeforeOpening(tx, { id: barred.contactId }, { knows: 'yes', reason: 'My niece.' }), MEANWHILE)).toEqual({ ok: true, value: 'kept_out' });
    for (const reference of ['', 'ZZZZ ZZZZ', theirs.reference, barred.reference]) {
      const { contact, contactId } = await own(about(reference, 'update'));
      expect(contact, reference).toMatchObject({ kind: 'update', followsId: null, referrerName: 'Rosalie Mensah' });
      expect(await queueRow(elsewhere, theirs.contactId)).toMatchObject({ marks: [] });
      const { notes } = await asSystem(place, LATER, (tx) => readWorkspace(tx, contactId));
      expect(notes.map(({ text }) => text)).toEqual(reference === '' ? [] : [`The caller gave the reference “${reference}”. No contact was found by it.`]);
    }
  });

  test('where a child is named who is not in that contact, and each says where the other is', async () => {
    const of = await waiting();
    const { contactId, contact } = await own({ ...fromSchool(place), ...about(of.reference, 'update') });
    expect(contact).toMatchObject({ kind: 'update', followsId: null, people: [{ givenName: 'Maya' }] });
    for (const [id, other] of [[of.contactId, contactId], [contactId, of.contactId]] as const) {
      const { events } = await asSystem(place, LATER, (tx) => readWorkspace(tx, id));
      expect(events.find(({ kind }) => kind === 'rang_about')?.detail).toEqual({ contact: other });
    }
    expect(await as(place.people.worker, (tx) => additionsOf(tx, of.contactId), LATER)).toEqual([]);
  });

  test('where a pregnancy or a new baby is told of without a name: it is a child there, and not words alone', async () => {
    const due = { 'child.1.unborn': 'yes', 'child.1.due.day': '1', 'child.1.due.month': '7', 'child.1.due.year': '2026' };
    for (const [more, child, placed] of [[due, { unborn: true, dueDate: '2026-07-01' }, {}], [{ 'child.1.ageWords': '3 weeks', 'seen.1': 'I018' }, { unborn: false }, { level: 3 }]] as const) {
      const of = await waiting();
      const { contactId, contact } = await own(about(of.reference, 'update', { children: '1', ...more }));
      expect(contact).toMatchObject({ kind: 'update', people: [child] });
      expect(await queueRow(place, contactId)).toMatchObject(placed);
      expect(await as(place.people.worker, (tx) => additionsOf(tx, of.contactId), LATER)).toEqual([]);
    }
  });

  test('where something is to be kept secret, or who rings is: nothing of it stands in the other contact', async () => {
    const of = await waiting();
    for (const secret of [{ 'child.1.address': '7 Refuge Row', 'child.1.keepAddressSecret': 'yes' }, { 'you.protectMe': 'yes' }]) {
      const { contactId } = await own(about(of.reference, 'update', { children: '1', ...secret }));
      expect(contactId).not.toBe(of.contactId);
    }
    const { events } = await asSystem(place, LATER, (tx) => readWorkspace(tx, of.contactId));
    // Of the protected caller not even that somebody rang.
    expect(events.filter(({ kind }) => kind === 'rang_about')).toHaveLength(1);
  });

  test('where that contact is finished: about the same children, who are not named anew, and counted', async () => {
    const of = await decidedCase();
    await end(of);
    const said = { 'voice.1.said': 'He comes into my room at night.', 'child.1.disability': 'yes', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'this' };
    const { contactId, contact } = await own(about(of.reference, 'follow_up', { 'seen.1': 'I099', ...said }));
    const before = await contactOf(of.contactId);
    expect(contact).toMatchObject({ kind: 'follow_up', followsId: of.contactId, people: before?.people.map(({ givenName, familyName }) => ({ givenName, familyName })) });
    expect(contact?.report.children).toMatchObject([{ indicators: { I099: 'present' }, voice: { said: 'He comes into my room at night.' }, disability: 'yes', openPlan: 'CP', openPlanWhere: 'this', dateOfBirth: before?.report.children[0]?.dateOfBirth }]);
    expect(await queueRow(place, contactId)).toMatchObject({ level: 4, contactsIn12Months: 2 });
    // Nothing was added to an end.
    expect(await queueRow(place, of.contactId)).toBeNull();
  });

  /** What must be known before a visit (domain 7, first questions), and an address that is nobody else's (domain 7.6). */
  test('where that contact is finished: what endangers whoever visits is known there, and no secret is said to be of somebody whom the call names', async () => {
    const refuge = { kind: 'adult' as const, givenName: 'Kerensa', address: '7 Refuge Row', keepAddressSecret: true };
    const of = await arrives(place, RECEIVED, { ...earlyHelp(), household: [refuge], dangerToStaff: 'The father keeps a machete by the door.' });
    await end(of);
    const [child] = (await contactOf(of.contactId))?.report.children ?? [];
    const named: Fields = { children: '1', 'child.1.givenName': child?.givenName ?? '', 'child.1.familyName': child?.familyName ?? '' };
    const dean: Fields = { members: '1', 'member.1.kind': 'adult', 'member.1.givenName': 'Dean', 'member.1.livesWithChild': 'yes' };
    for (const [more, household, where] of [[named, ['Kerensa'], 'before'], [{}, ['Kerensa'], 'household.0.address'], [dean, ['Dean', 'Kerensa'], 'before']] as const) {
      const { contactId, contact } = await own(about(of.reference, 'update', { 'household.dangerToStaff': 'A new dog, loose.', ...more }));
      expect(contact?.report.dangerToStaff).toBe('The father keeps a machete by the door.\nA new dog, loose.');
      expect(contact?.report.household.map(({ givenName }) => givenName)).toEqual(household);
      const secrets = await asSystem(place, LATER, (tx) => tx.db.protectedDetail.findMany({ where: { contactId }, select: { place: true } }));
      expect(secrets).toEqual([{ place: where }]);
    }
  });
});

test('what is said of the adults at home alone, and of a child without a name, counts for the children of the contact', async () => {
  // All three hidden harms are level 3 (domain 2.2 behaviour 4); a child protection plan is level 4 (behaviour 11).
  const harm = { members: '1', 'member.1.givenName': 'Kerensa', 'member.1.harm.domesticAbuse': 'yes', 'member.1.harm.mentalIllHealth': 'yes', 'member.1.harm.drugs': 'yes' };
  for (const [more, level] of [[harm, 3], [{ children: '1', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'this' }, 4]] as const) {
    const of = await waiting();
    await made(place.people.worker, about(of.reference, 'update', more));
    expect(await queueRow(place, of.contactId)).toMatchObject({ level, readAt: null });
  }
});

test('everything of a child of which the guide takes a fact can be said on the telephone', async () => {
  const call = await taken(place.people.worker, about('', 'concern', { children: '1', members: '1' }));
  const page = await askPage('../../app/calls/[draft]/page.tsx', place.people.worker, { draft: call.id });
  const html = page.kind === 'shown' ? await page.html() : '';
  const asked = ['birth.day', 'ageWords', 'unborn', 'due.day', 'disability', 'nonMobile', 'openPlan', 'openPlanWhere', 'homeAuthority', 'privateFostering', 'fostering28Days', 'fosteringSince.day', 'fosteringUntil.day', 'fgmKnown', 'found.day', 'nhsNumber', 'upn', 'phone', 'keepPhoneSecret', 'keepSchoolSecret'];
  expect(asked.filter((name) => !html.includes(`name="child.1.${name}"`))).toEqual([]);
  // Where a mother lives who fled, and what makes it secret (safe practice 6); who helps already (domain 2.2 behaviour 3).
  const ofOthers = ['member.1.address', 'member.1.keepAddressSecret', 'member.1.phone', 'member.1.keepPhoneSecret', 'agency.1.name', 'agency.1.extraHelp', 'agency.1.stillInvolved'];
  expect(ofOthers.filter((name) => !html.includes(`name="${name}"`))).toEqual([]);
  expect(html).toContain('add:agencies');
});

test('two agencies that are told of on the telephone make it multi-agency help, and a mother’s refuge is kept out of the contact', async () => {
  const added = withAct({ children: '1', agencies: ['1'], 'agency.1.name': 'Young carers', 'agency.1.extraHelp': 'yes' }, 'add:agencies').posted;
  const two: Fields = { ...added, 'agency.2.name': 'Family support', 'agency.2.extraHelp': 'yes', 'child.1.ageWords': '8', 'seen.1': 'I018' };
  expect(added.agencies).toEqual(['1', '2']);
  const route = async (fields: Fields) => (await queueRow(place, (await made(place.people.worker, about('', 'concern', fields))).contactId))?.route;
  expect([await route({ ...two, agencies: ['1'] }), await route(two)]).toEqual(['EH_SINGLE', 'EH_CAF']);
  const fled = await made(place.people.worker, about('', 'concern', { ...two, members: '1', 'member.1.kind': 'adult', 'member.1.givenName': 'Kerensa', 'member.1.address': '7 Refuge Row', 'member.1.keepAddressSecret': 'yes', 'member.1.phone': '01632 960999', 'member.1.keepPhoneSecret': 'yes' }));
  const kept = JSON.stringify(await contactOf(fled.contactId));
  for (const secret of ['Refuge Row', '960999']) expect(kept).not.toContain(secret);
});

describe('whoever rings about a contact', () => {
  test('is not told that there is one: the page says to thank them and nothing else, verified or not', async () => {
    const of = await waiting();
    for (const verified of ['known', 'not_verified']) {
      const call = await made(place.people.worker, about(of.reference, 'follow_up', { 'call.verified': verified }));
      const page = await askPage('../../app/calls/[draft]/made/page.tsx', place.people.worker, { draft: call.call.id });
      const say = (page.kind === 'shown' ? await page.html() : '').split('Say to the caller')[1]?.split('What follows')[0] ?? '';
      expect(say, verified).toContain('not whether we know the child');
      expect(say, verified).not.toContain(of.reference);
    }
  });

  test('hears no reference of a new contact either while they are not verified', async () => {
    for (const [verified, told] of [['rung_back', true], ['not_verified', false], ['', false]] as const) {
      const call = await made(place.people.worker, fromSchool(place, { 'call.verified': verified }));
      const page = await askPage('../../app/calls/[draft]/made/page.tsx', place.people.worker, { draft: call.call.id });
      const say = (page.kind === 'shown' ? await page.html() : '').split('Say to the caller')[1]?.split('What follows')[0] ?? '';
      expect(say.includes(call.reference), verified).toBe(told);
    }
  });
});

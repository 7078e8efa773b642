import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import type { ReportInput } from '@/lib/contact/schema';
import type { WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { recordPregnancy } from '@/lib/contact/verbs/record-pregnancy';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { openDuty, dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import { dutyDue } from '@/lib/duty/model';
import { gateRefusals } from '@/lib/letter/family/family-gate';
import { familyProblems } from '@/lib/letter/family/family-problems';
import { confirmationOf, familyOf, readFamilySecret, readGate } from '@/lib/letter/family/family-store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { readHeldBack } from '@/lib/letter/held-back-store';
import { wordsOfLetter } from '@/lib/letter/model';
import { readLatestDecided } from '@/lib/letter/occasion-store';
import { whyNotGo } from '@/lib/letter/why-not-go';
import { addLetter, readLetter } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordFamilyTelling } from '@/lib/letter/verbs/record-family-telling';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeFamilyLetter } from '@/lib/letter/verbs/write-family-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage, cookieOf } from './asking-pages';
import { CANARIES, DECIDED, LATER, RECEIVED, canaryReport, decideFor, recordFrom, type Scene } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = LATER) => withActor(person, work, { at: Temporal.Instant.from(at) });
const worker = () => place.people.worker;

/** A decided contact: Mirela reported, her brother and an adult of the household named. */
async function decidedCase(report: ReportInput = canaryReport(), level: 3 | 4 = 3, route = 'CIN_ASSESS'): Promise<{ scene: Scene; people: Record<string, string> }> {
  const scene = await recordFrom(place, place.people.teacher, RECEIVED, report);
  await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level, route }));
  const rows = await asSystem(place, DECIDED, (tx) => tx.db.contactPerson.findMany({ where: { contactId: scene.contactId } }));
  return { scene, people: Object.fromEntries(rows.map(({ givenName, id }) => [givenName, id])) };
}

const given = (people: Record<string, string>, more: Record<string, unknown> = {}) => ({
  recipient: people[CANARIES.adult],
  child: people['Mirela'],
  ...{ standing: 'parental_responsibility', standingWords: '', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: true, wish: 'not_able', wishWords: '' },
  ...{ language: 'Romanian', interpreter: 'translation', reading: 'large_print', ownWords: '', namesNoOther: 'yes' },
  ...more,
});
const write = (scene: Scene, fields: Record<string, unknown>, at = LATER) => as(worker(), (tx) => writeFamilyLetter(tx, worker(), scene.contactId, fields), at);
const refusals = (scene: Scene) => as(worker(), async (tx) => gateRefusals(await readGate(tx, scene.contactId), tx.at));
const preview = (scene: Scene, letterId: string) => as(worker(), (tx) => previewLetter(tx, worker(), scene.contactId, letterId));
const send = (scene: Scene, letterId: string) => as(worker(), (tx) => sendLetter(tx, worker(), { contactId: scene.contactId, letterId }));
const tells = (person: Person, scene: Scene, more: Record<string, string>, at = LATER) => as(person, (tx) => recordFamilyTelling(tx, person, scene.contactId, { kind: '', named: 'DS Farrow', tell: '', tellBy: '', tellFrom: '', words: 'As was said.', ...more }), at);

describe('the gate', () => {
  test('an ordinary decided contact is offered a letter; before a decision it is not', async () => {
    const { scene } = await decidedCase();
    expect(await refusals(scene)).toEqual([]);
    expect(await refusals(await recordFrom(place, place.people.teacher, RECEIVED))).toEqual(['no_decision']);
  });

  test.each([
    ['I108', 'mutilation_or_forced_marriage'],
    ['I101', 'sexual_abuse'],
    ['I114', 'fabricated_illness'],
  ] as const)('with %s in the report nothing can be written, however complete the form', async (sign, worry) => {
    const [child] = canaryReport().children ?? [];
    const { scene, people } = await decidedCase(canaryReport({ children: [{ ...child, indicators: { [sign]: 'present' } }] }), 4, 'CIN_ASSESS');
    expect(await refusals(scene)).toContain(worry);
    expect(await write(scene, given(people))).toEqual({ ok: false, problem: 'not_offered' });
  });

  test('while the designated officer is asked nothing goes, and an answer opens it', async () => {
    const { scene, people } = await decidedCase();
    await asSystem(place, DECIDED, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: tx.at }) }));
    expect(await write(scene, given(people))).toEqual({ ok: false, problem: 'not_offered' });
    await asSystem(place, LATER, async (tx) => dischargeDuty(tx, (await findOpenDuty(tx, scene.contactId, 'LADO'))?.id ?? '', 'done', 'Answered.'));
    expect(await refusals(scene)).toEqual([]);
  });

  test('what holds back anybody records, what lets go a manager only; a hold stops a letter that is written', async () => {
    const { scene, people } = await decidedCase();
    const written = await write(scene, given(people));
    const letterId = written.ok ? written.value.letterId : '';
    await preview(scene, letterId);
    expect(await tells(worker(), scene, { kind: 'police_hold' })).toEqual({ ok: true, value: null });
    expect(await refusals(scene)).toEqual(['police_advice']);
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'cancelled' });
    expect(await tells(worker(), scene, { kind: 'police_lift' })).toEqual({ ok: false, problem: 'managers' });
    expect(await tells(place.people.manager, scene, { kind: 'police_lift' }, '2026-03-03T09:00:00Z')).toEqual({ ok: true, value: null });
    expect(await as(worker(), async (tx) => gateRefusals(await readGate(tx, scene.contactId), tx.at), '2026-03-03T09:30:00Z')).toEqual([]);
  });

  test('a strategy discussion sets what is said: its words stand in the letter, and nothing goes before them', async () => {
    const { scene, people } = await decidedCase(canaryReport(), 4, 'STRATEGY');
    await asSystem(place, DECIDED, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'HOLD_STRATEGY', ...dutyDue('HOLD_STRATEGY', { receivedAt: tx.at, decidedAt: tx.at }) }));
    expect(await refusals(scene)).toEqual(['strategy_open', 'no_plan']);
    await asSystem(place, LATER, async (tx) => dischargeDuty(tx, (await findOpenDuty(tx, scene.contactId, 'HOLD_STRATEGY'))?.id ?? '', 'done', 'Held.'));
    expect(await refusals(scene)).toEqual(['no_plan']);
    expect(await tells(place.people.manager, scene, { kind: 'strategy_plan', tell: 'tell', words: 'We will see you at school today.' })).toEqual({ ok: false, problem: 'incomplete' });
    await tells(place.people.manager, scene, { kind: 'strategy_plan', tell: 'tell', tellBy: 'Gareth Hume', words: 'We will see you at school today.' });
    const done = await write(scene, given(people));
    const text = JSON.stringify((await as(worker(), (tx) => readLetter(tx, scene.contactId, done.ok ? done.value.letterId : '')))?.text);
    expect(text).toContain('We will see you at school today.');
    expect(text).not.toMatch(/strategy|police/i);
  });

  test('what a strategy discussion set is held against what may stand in no letter, as a worker’s own words are (safe practice 4, 6)', async () => {
    const { scene, people } = await decidedCase();
    for (const words of [`We will see you at ${CANARIES.childAddress}.`, `${place.people.teacher.name} asked us to come.`, `${CANARIES.sibling} may stay at home.`]) {
      await tells(place.people.manager, scene, { kind: 'strategy_plan', tell: 'tell', tellBy: 'Gareth Hume', words });
      expect(await write(scene, given(people)), words).toEqual({ ok: false, problem: 'incomplete' });
      const page = await as(worker(), async (tx) => familyProblems(given(people), await familyOf(tx, scene.contactId), await readFamilySecret(tx, scene.contactId, await readGate(tx, scene.contactId), []), await readLatestDecided(tx, scene.contactId)));
      expect(page.map(({ field }) => field), words).toEqual(['recipient']);
      expect(JSON.stringify(page)).not.toContain(CANARIES.childAddress);
    }
    await tells(place.people.manager, scene, { kind: 'strategy_plan', tell: 'tell', tellBy: 'Gareth Hume', words: 'We will come to see you on Monday.' }, '2026-03-02T12:01:00Z');
    expect(await write(scene, given(people), '2026-03-02T12:02:00Z')).toMatchObject({ ok: true });
  });

  test('nor does it name anybody of a contact that was joined into it', async () => {
    const { scene, people } = await decidedCase();
    const report = canaryReport();
    const other = await recordFrom(place, place.people.officer, RECEIVED, { ...report, children: [{ ...report.children?.[0], givenName: 'Tobias', familyName: 'Fenn' }] });
    await as(worker(), async (tx) => {
      const head = await findContact(tx, other.reference);
      expect(head && (await joinContact(tx, worker(), head, { into: scene.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true })).ok).toBe(true);
    });
    const again = '2026-03-02T13:00:00Z';
    await asSystem(place, again, (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
    expect(await write(scene, given(people, { ownWords: 'Tobias’s arm is better.' }), again)).toEqual({ ok: false, problem: 'incomplete' });
    expect(await write(scene, given(people, { ownWords: 'We will ring you.' }), again)).toMatchObject({ ok: true });
  });

  test('what came up after it was written stops it at the post', async () => {
    const { scene, people } = await decidedCase();
    const written = await write(scene, given(people));
    const letterId = written.ok ? written.value.letterId : '';
    await preview(scene, letterId);
    await asSystem(place, LATER, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: tx.at }) }));
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'not_offered' });
  });

  /** What the page offers and what printing gives, as the worker meets them in a browser. */
  const paper = async (scene: Scene, letterId: string) => {
    const params = { reference: scene.reference, letter: letterId };
    const page = await askPage('../../app/contacts/[reference]/letters/[letter]/page.tsx', worker(), params);
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    // Once its request is stood in for.
    const { GET: printLetter } = await import('@/app/contacts/[reference]/letters/[letter]/pdf/route');
    const printed = await printLetter(new NextRequest(`https://door.example/contacts/${scene.reference}/letters/${letterId}/pdf`, { headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(worker())}` } }), { params: Promise.resolve(params) });
    return { offered: html.includes('Letter to print'), postable: html.includes('I have posted it'), printed: printed.headers.get('content-type') === 'application/pdf' ? 'pdf' : (printed.headers.get('location') ?? '').split('?')[1] };
  };

  test('nor does it leave on paper: what forbids it is asked before it is printed, and a letter that was cancelled prints no more', async () => {
    const { scene, people } = await decidedCase();
    await knowNobody(place, scene.contactId);
    const written = await write(scene, given(people));
    const letterId = written.ok ? written.value.letterId : '';
    expect(await paper(scene, letterId)).toEqual({ offered: true, postable: true, printed: 'pdf' });
    await asSystem(place, LATER, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: tx.at }) }));
    expect(await paper(scene, letterId)).toEqual({ offered: false, postable: false, printed: 'problem=not_offered' });
    await tells(worker(), scene, { kind: 'police_hold' });
    expect(await paper(scene, letterId)).toEqual({ offered: false, postable: false, printed: 'problem=cancelled' });
  });

  test('one that has gone prints as ever: a copy of what they got', async () => {
    const { scene, people } = await decidedCase();
    await knowNobody(place, scene.contactId);
    const written = await write(scene, given(people));
    const letterId = written.ok ? written.value.letterId : '';
    await preview(scene, letterId);
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
    await asSystem(place, LATER, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: tx.at }) }));
    expect(await paper(scene, letterId)).toMatchObject({ offered: true, printed: 'pdf' });
  });
});

describe('who must not be told, as it was reported (first questions)', () => {
  const BECAUSE = 'She named the stepfather; this reader lives apart from him and knows.';
  const saying = () => canaryReport({ firstQuestions: { whoMustNotBeTold: 'the stepfather' } });
  const ledgerOf = (letterId: string) => asSystem(place, LATER, async (tx) => (await tx.db.ledgerEntry.findFirstOrThrow({ where: { objectId: letterId, action: 'letter.written' } })).detail);

  test('no letter is written before somebody says why its reader may be told: kept with it, in the ledger as a code, and not in the letter', async () => {
    const { scene, people } = await decidedCase(saying());
    expect(await write(scene, given(people))).toEqual({ ok: false, problem: 'incomplete' });
    const done = await write(scene, given(people, { toldBecause: BECAUSE }));
    const letterId = done.ok ? done.value.letterId : '';
    expect(await as(worker(), (tx) => confirmationOf(tx, letterId))).toMatchObject({ toldBecause: BECAUSE });
    expect(await ledgerOf(letterId)).toMatchObject({ despite: 'who_must_not_be_told' });
    expect(JSON.stringify((await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId)))?.text)).not.toMatch(/stepfather|must not/i);
    await preview(scene, letterId);
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
  });

  test('where nobody said so, nothing is asked and the ledger says nothing of it', async () => {
    const { scene, people } = await decidedCase();
    const done = await write(scene, given(people));
    expect(await ledgerOf(done.ok ? done.value.letterId : '')).not.toHaveProperty('despite');
  });

  test('a letter that was confirmed before anybody was asked does not go, and gives way to one that is confirmed with the reason', async () => {
    const { scene, people } = await decidedCase();
    const done = await write(scene, given(people));
    const letterId = done.ok ? done.value.letterId : '';
    await preview(scene, letterId);
    await asSuperuser((db) => db.query(`update contact set report = jsonb_set(report, '{firstQuestions,whoMustNotBeTold}', '"the stepfather"') where id = $1`, [scene.contactId]));
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'told_unasked' });
    expect(await write(scene, given(people, { toldBecause: BECAUSE }))).toMatchObject({ ok: true });
    expect((await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId)))?.state).toBe('cancelled');
    expect(await write(scene, given(people, { toldBecause: BECAUSE }))).toEqual({ ok: false, problem: 'written_already' });
  });

  test('words that came with a contact joined since hold back a letter that is written; with the next decision they are asked about', async () => {
    const { scene, people } = await decidedCase();
    const done = await write(scene, given(people));
    const letterId = done.ok ? done.value.letterId : '';
    await preview(scene, letterId);
    const other = await recordFrom(place, place.people.officer, RECEIVED, saying());
    await as(worker(), async (tx) => {
      const head = await findContact(tx, other.reference);
      expect(head && (await joinContact(tx, worker(), head, { into: scene.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true })).ok).toBe(true);
    });
    expect(await as(worker(), (tx) => silenceWordsOf(tx, scene.contactId))).toEqual([{ reference: other.reference, words: 'the stepfather' }]);
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'told_unasked' });
    const again = '2026-03-02T13:00:00Z';
    await asSystem(place, again, (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 3, route: 'CIN_ASSESS' }));
    expect(await write(scene, given(people), again)).toEqual({ ok: false, problem: 'incomplete' });
    expect(await write(scene, given(people, { toldBecause: BECAUSE }), again)).toMatchObject({ ok: true });
  });
});

describe('one letter', () => {
  test('is written when everything is confirmed, holds no canary, and keeps who confirmed what', async () => {
    const { scene, people } = await decidedCase();
    expect(await write(scene, given(people, { standing: '' }))).toEqual({ ok: false, problem: 'incomplete' });
    const done = await write(scene, given(people));
    const letterId = done.ok ? done.value.letterId : '';
    const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));
    expect(letter).toMatchObject({ kind: 'family', aboutId: people['Mirela'], recipient: { name: `${CANARIES.adult} ${CANARIES.familyName}`, accountId: null }, text: { size: 'large' } });
    const said = JSON.stringify(letter?.text.blocks);
    expect(said).toContain('A social worker will come to see you and Mirela.');
    for (const canary of Object.values(CANARIES)) expect(said).not.toContain(canary);
    for (const kept of ['Bryony', 'school', 'Level', 'hungry']) expect(said).not.toContain(kept);
    expect(await as(worker(), (tx) => confirmationOf(tx, letterId))).toMatchObject({ by: worker().actorId, standing: 'parental_responsibility', language: 'Romanian', interpreter: 'translation', reading: 'large_print' });
  });

  test('one to a person and about a child: a second is refused, a letter about the brother is another', async () => {
    const { scene, people } = await decidedCase();
    expect((await write(scene, given(people))).ok).toBe(true);
    expect(await write(scene, given(people))).toEqual({ ok: false, problem: 'written_already' });
    expect((await write(scene, given(people, { child: people[CANARIES.sibling] }))).ok).toBe(true);
  });

  test('does not tell the referrer’s duty that it is done', async () => {
    const { scene, people } = await decidedCase();
    const done = await write(scene, given(people));
    const letterId = done.ok ? done.value.letterId : '';
    await preview(scene, letterId);
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
    expect(await asSystem(place, LATER, (tx) => tx.db.duty.count({ where: { contactId: scene.contactId, code: 'TELL_REFERRER', discharge: { is: null } } }))).toBe(1);
  });

  test('that comes back is owed in another way, and a new one needs a new proof', async () => {
    const { scene, people } = await decidedCase();
    const done = await write(scene, given(people));
    const letterId = done.ok ? done.value.letterId : '';
    await preview(scene, letterId);
    await send(scene, letterId);
    await as(worker(), (tx) => recordReturned(tx, { contactId: scene.contactId, letterId, on: '2026-03-04', why: 'not_known' }), '2026-03-04T09:00:00Z');
    const owed = () => asSystem(place, LATER, (tx) => tx.db.duty.count({ where: { contactId: scene.contactId, code: 'TELL_FAMILY', discharge: { is: null } } }));
    expect(await owed()).toBe(1);
    const anew = await write(scene, given(people, { how: 'handed_over' }), '2026-03-04T10:00:00Z');
    const fresh = anew.ok ? anew.value.letterId : '';
    await preview(scene, fresh);
    expect(await send(scene, fresh)).toEqual({ ok: true, value: { how: 'posted' } });
    expect(await owed()).toBe(0);
  });

  test('that went again to one of them leaves owed what came back from another, and about another child', async () => {
    const { scene, people } = await decidedCase(canaryReport({ household: [...(canaryReport().household ?? []), { kind: 'adult', givenName: 'Severin', familyName: CANARIES.familyName, fatherOrPartner: true }] }));
    const letters: [string, Record<string, unknown>][] = [['mother', {}], ['mother about the brother', { child: people[CANARIES.sibling] }], ['father', { recipient: people['Severin'] }]];
    const ids = new Map<string, string>();
    const writeAndSend = async (more: Record<string, unknown>, at: string) => {
      const done = await write(scene, given(people, more), at);
      const letterId = done.ok ? done.value.letterId : '';
      await preview(scene, letterId);
      expect(await as(worker(), (tx) => sendLetter(tx, worker(), { contactId: scene.contactId, letterId }), at)).toEqual({ ok: true, value: { how: 'posted' } });
      return letterId;
    };
    for (const [who, more] of letters) ids.set(who, await writeAndSend(more, LATER));
    for (const letterId of ids.values()) await as(worker(), (tx) => recordReturned(tx, { contactId: scene.contactId, letterId, on: '2026-03-04', why: 'not_known' }), '2026-03-04T09:00:00Z');
    await writeAndSend({ how: 'handed_over' }, '2026-03-04T10:00:00Z');
    const owed = await asSystem(place, LATER, (tx) => tx.db.duty.findMany({ where: { contactId: scene.contactId, code: 'TELL_FAMILY', open: true }, select: { occasionId: true } }));
    expect(owed.map(({ occasionId }) => occasionId).toSorted()).toEqual([ids.get('father'), ids.get('mother about the brother')].toSorted());
  });

  test('of a changed decision takes the place of the one they got, and of none they did not', async () => {
    const { scene, people } = await decidedCase();
    const first = await write(scene, given(people));
    const letterId = first.ok ? first.value.letterId : '';
    await preview(scene, letterId);
    await send(scene, letterId);
    await asSystem(place, '2026-03-03T11:00:00Z', (tx) => decideFor(tx, scene.contactId, { version: 2, by: worker().actorId, level: 2, route: 'EH_SINGLE' }));
    const again = await write(scene, given(people), '2026-03-03T12:00:00Z');
    const toBrothers = await write(scene, given(people, { child: people[CANARIES.sibling] }), '2026-03-03T12:00:00Z');
    const text = async (done: typeof again) => JSON.stringify((await as(worker(), (tx) => readLetter(tx, scene.contactId, done.ok ? done.value.letterId : '')))?.text);
    expect(await text(again)).toContain('This letter takes the place of our letter of Monday 2 March 2026.');
    expect(await text(toBrothers)).not.toContain('takes the place');
  });

  const unbornCase = () => decidedCase(canaryReport({ children: [{ givenName: 'Baby', unborn: true, pregnancyKnown: 'mother_only', indicators: { I084: 'present' } }, { givenName: 'Mirela', dateOfBirth: '2019-05-14', indicators: { I018: 'present' } }], household: [{ kind: 'adult', givenName: CANARIES.adult, familyName: CANARIES.familyName, relationship: 'Father', fatherOrPartner: true }] }));
  const known = async (scene: Scene, people: Record<string, string>, by: Record<string, string>, when = LATER) =>
    as(worker(), async (tx) => {
      const head = await findContact(tx, scene.reference);
      if (head === null) throw new Error('there');
      return recordPregnancy(tx, head, people['Baby'] ?? '', { 'due.how': 'unknown', informed: 'not_known', ...by });
    }, when);

  test('about an unborn child goes to the mother, or to whom she told: what is recorded of the child says so by name', async () => {
    const { scene, people } = await unbornCase();
    const about = { child: people['Baby'] };
    expect(await write(scene, given(people, about))).toEqual({ ok: false, problem: 'incomplete' });
    expect(await write(scene, given(people, { ...about, standing: 'mother' })), 'the father is not the mother').toEqual({ ok: false, problem: 'incomplete' });
    const told = { ...about, standing: 'mother_told_them', standingWords: 'She told Gareth Hume on 1 March.' };
    expect(await write(scene, given(people, told)), 'only the mother knows').toEqual({ ok: false, problem: 'incomplete' });
    expect((await known(scene, people, { known: 'listed', people: `${CANARIES.adult} ${CANARIES.familyName}` })).ok).toBe(true);
    expect((await write(scene, given(people, told))).ok).toBe(true);
  });

  test('that tells of a pregnancy is stopped when the mother has told them no longer: at the post, and on paper', async () => {
    const { scene, people } = await unbornCase();
    await known(scene, people, { known: 'listed', people: `${CANARIES.adult} ${CANARIES.familyName}` });
    const done = await write(scene, given(people, { child: people['Baby'], standing: 'mother_told_them', standingWords: 'She told Gareth Hume on 1 March.' }));
    const letterId = done.ok ? done.value.letterId : '';
    await preview(scene, letterId);
    const barred = () => as(worker(), async (tx) => {
      const letter = await readLetter(tx, scene.contactId, letterId);
      return letter === null ? 'missing' : whyNotGo(tx, letter);
    }, '2026-03-02T13:00:00Z');
    expect(await barred()).toBeNull();
    await known(scene, people, { known: 'mother_only' }, '2026-03-02T12:30:00Z');
    expect(await barred()).toBe('tells_of_pregnancy');
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'tells_of_pregnancy' });
    await known(scene, people, { known: 'listed', people: `${CANARIES.adult} ${CANARIES.familyName}` }, '2026-03-02T12:40:00Z');
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
  });

  test('about a brother or sister says nothing of a pregnancy to whom the mother has not told', async () => {
    const { scene, people } = await unbornCase();
    expect(await write(scene, given(people, { ownWords: 'We would like to bring the midwife.' }))).toEqual({ ok: false, problem: 'incomplete' });
    const done = await write(scene, given(people, { ownWords: 'We would like to bring a colleague.' }));
    const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, done.ok ? done.value.letterId : ''));
    expect(speaksOfPregnancy(wordsOfLetter(letter?.text ?? { title: '', blocks: [] }))).toBe(false);
    expect(letter?.text.blocks.length).toBeGreaterThan(0);
  });

  test.each<[string, object, boolean]>([
    ['a girl in Year 11, who told nobody', { ageWords: 'Year 11', pregnancyKnown: 'mother_only' }, true],
    ['somebody of no age, by the due date alone', { ageWords: 'under 16', dueDate: '2026-06-01' }, true],
    ['a girl of 15', { dateOfBirth: '2010-05-14', pregnancyKnownWords: 'Her sister, Elowen' }, true],
    ['“baby” for the age, with a birth to come', { ageWords: 'baby', age: { months: 0 }, dueDate: '2026-06-01' }, true],
    ['a girl who told this reader', { ageWords: 'Year 11', pregnancyKnown: 'listed', pregnancyKnownWords: `${CANARIES.adult} ${CANARIES.familyName}` }, false],
    ['a baby that is born', { ageWords: '3 weeks', age: { months: 0 }, dueDate: '2026-02-08' }, false],
  ])('tells nobody whom she has not told of what was said of no unborn child: %s', async (_, said, isKept) => {
    const { scene, people } = await decidedCase(canaryReport({ children: [{ givenName: 'Mirela', indicators: { I018: 'present' }, ...said }] }));
    expect((await write(scene, given(people, { ownWords: 'We would like to bring the midwife.' }))).ok).toBe(!isKept);
  });

  test('is never kept with a pregnancy in it for such a reader, whoever wrote it: a planted leak is refused at the table', async () => {
    const { scene, people } = await unbornCase();
    const leak = (to: WrittenTo) =>
      as(worker(), (tx) => addLetter(tx, { contactId: scene.contactId, decisionId: null, kind: 'family', occasion: 'leak', recipient: { key: `person:${people[CANARIES.adult]}`, accountId: null, name: CANARIES.adult, email: '', referrerClass: 'public' }, to, text: { title: 'A letter for you', from: [], to: '', date: '', reference: '', blocks: [{ kind: 'paragraph', text: 'We write about the unborn baby.' }] } }));
    for (const to of [{ as: 'family', called: CANARIES.adult }, { as: 'post' }, { as: 'referrer', contactId: '018f0000-0000-7000-8000-0000000000aa', called: 'Bryony Castle' }] as const) await expect(leak(to)).rejects.toThrow(/tells of a pregnancy/);
    expect((await leak({ as: 'mother' })).fresh).toBe(true);
  });
});

test('what is held back is counted from what is on record', async () => {
  const { scene, people } = await decidedCase();
  const held = await as(worker(), (tx) => readHeldBack(tx, scene.contactId, [people['Mirela'] ?? ''], { as: 'post' }));
  expect(held).toMatchObject({ otherChildren: 1, addresses: true, secretAddress: true, agencies: 1, notes: 0, strategyOpen: false, ladoOpen: false, policeAdvice: false, pregnancy: false });
});

test('the database keeps these records from being changed, and from other authorities', async () => {
  const { scene, people } = await decidedCase();
  await write(scene, given(people));
  await expect(as(worker(), (tx) => tx.db.familyConfirmation.updateMany({ where: { contactId: scene.contactId }, data: { wish: 'agrees' } }))).rejects.toThrow(/permission denied/);
  const elsewhere = await makePlace();
  expect(await withActor(elsewhere.people.worker, (tx) => tx.db.safeContact.count({ where: { contactId: scene.contactId } }))).toBe(0);
});

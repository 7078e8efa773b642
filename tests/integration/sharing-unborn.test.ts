/**
 * A child not born yet at the gate before other agencies (safe practice 7.12): "A pregnancy is never shown or written to anyone the mother
 * has not told … pregnancy ended, which stops every letter and duty at once." Expectations are by hand from there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { endPregnancy } from '@/lib/contact/verbs/end-pregnancy';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { undoPregnancyEnd } from '@/lib/contact/verbs/undo-pregnancy-end';
import { unbornOf } from '@/lib/contact/unborn-store';
import { closeDatabase } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, basisOf, childOf, day, gone, joins, LATER, outboundOf, pageOf, says, sends, waiting, withHead } from './sharing-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

let families = 0;
/** A pregnancy concealed after earlier children were harmed (I117, level 4), of which nobody but the mother knows; and a brother where one is asked for. */
function pregnancy({ brother = false } = {}): ReportInput {
  families += 1;
  const unborn = { unborn: true, dueDate: '2026-12-16', familyName: `Trevanion ${families}`, indicators: { I117: 'present' as const }, pregnancyKnown: 'mother_only' as const };
  const boy = { givenName: 'Denzil', familyName: `Trevanion ${families}`, dateOfBirth: '2022-02-02', indicators: { I018: 'present' as const } };
  return { children: brother ? [unborn, boy] : [unborn], reporter: { continuingRole: 'yes', aboutColleague: 'no' } };
}
const unbornIn = async (of: Case) => (await as(place.people.worker, async (tx) => unbornOf(tx, of.contactId)))[0]?.personId ?? '';
const ends = async (of: Case, when = day('12:30')) => {
  const id = await unbornIn(of);
  expect((await withHead(of, place.people.worker, when, async (tx, head) => endPregnancy(tx, head, id, { sure: 'yes' }))).ok).toBe(true);
  return id;
};
const words = async (of: Case) => (await outboundOf(of)).map((row) => row.words);

test('what lets a parent or partner know of it whom the mother has not told does not go, at level 4 neither; to whom it goes is on the record', async () => {
  const contact = await waiting(place, pregnancy());
  const basisId = await basisOf(contact);
  expect(await sends(contact, basisId), 'nobody said who learns of it').toEqual({ ok: false, problem: 'incomplete' });
  expect(await sends(contact, basisId, { pregnancyReach: 'not_told' })).toEqual({ ok: false, problem: 'pregnancy_not_told' });
  expect(await sends(contact, basisId, { pregnancyReach: 'nothing' }), 'it is about the unborn child').toEqual({ ok: false, problem: 'incomplete' });
  for (const pregnancyReach of ['told', 'kept']) expect(await sends(contact, basisId, { pregnancyReach }), pregnancyReach).toEqual({ ok: true, value: null });
  expect((await outboundOf(contact)).map((row) => row.pregnancyReach).sort()).toEqual(['kept', 'told']);
  expect(await pageOf(contact)).toContain('asked to keep it from everybody whom she has not told');
});

test('of her other child nothing that lets know of it goes as if it did not: words that speak of one are somebody’s to read', async () => {
  const contact = await waiting(place, pregnancy({ brother: true }));
  const [basisId, boy] = [await basisOf(contact), await childOf(contact, 'Denzil')];
  await says(contact, 'agree', day('11:00'));
  expect(await sends(contact, basisId, { person: boy, words: 'His mother is seen by the midwife.', pregnancyReach: 'nothing' })).toEqual({ ok: false, problem: 'incomplete' });
  expect(await sends(contact, basisId, { person: 'all', pregnancyReach: 'nothing' }), 'all are the unborn child, too').toEqual({ ok: false, problem: 'incomplete' });
  expect(await sends(contact, basisId, { person: boy, pregnancyReach: 'nothing' })).toEqual({ ok: true, value: null });
});

test('what has gone all the same is written down, and said to be what it is', async () => {
  const contact = await waiting(place, pregnancy());
  expect((await sends(contact, await basisOf(contact), { ...gone('11:30'), pregnancyReach: 'not_told' })).ok).toBe(true);
  expect(await pageOf(contact)).toContain('The mother had not told them');
});

describe('a pregnancy is on record', () => {
  const asked = async (of: Case) => (await sends(of, await basisOf(of))).ok === false;
  test('where a sign alone speaks of one', async () => {
    const [child] = harm().children ?? [];
    const contact = await waiting(place, { ...harm(), children: [{ ...child, dateOfBirth: '2010-03-01', indicators: { I099: 'present', I102: 'present' } }] });
    expect(await asked(contact)).toBe(true);
  });
  test('where it was told of a girl who is pregnant herself', async () => {
    const [child] = harm().children ?? [];
    expect(await asked(await waiting(place, { ...harm(), children: [{ ...child, ageWords: 'Year 11', pregnancyKnown: 'mother_only' }] }))).toBe(true);
  });
  test('where it was told of a girl beside her mother’s, which is born since', async () => {
    const [girl] = harm().children ?? [];
    const of = pregnancy();
    const both = await waiting(place, { ...of, children: [...(of.children ?? []), { ...girl, givenName: 'Elowen', ageWords: 'Year 11', pregnancyKnown: 'mother_only' }] });
    const id = await unbornIn(both);
    const done = await withHead(both, place.people.worker, day('12:10'), async (tx, head) => recordBirth(tx, head, id, { 'born.1.givenName': 'Loveday', 'born.1.familyName': 'Trevanion', 'born.1.sex': 'F', 'born.1.birth.day': '17', 'born.1.birth.month': '11', 'born.1.birth.year': '2026' }));
    expect(done.ok, JSON.stringify(done)).toBe(true);
    expect((await as(place.people.worker, (tx) => pregnanciesOf(tx, both.contactId), day('12:20'))).map(({ known }) => known.by)).toEqual(['mother_only']);
    expect(await asked(both)).toBe(true);
  });
  test('where it was told of on a contact that was joined in', async () => {
    const [first, second] = [await waiting(place, harm()), await waiting(place, pregnancy())];
    expect(await asked(first)).toBe(false);
    await joins(second, first, day('12:10'), true);
    expect(await asked(first)).toBe(true);
  });
  test('not where none is, nor once the child is born: then nothing of it is asked, nor kept', async () => {
    const none = await waiting(place, harm());
    expect((await sends(none, await basisOf(none), { pregnancyReach: 'not_told' })).ok).toBe(true);
    expect(await outboundOf(none)).toMatchObject([{ pregnancyReach: null }]);
    expect(await pageOf(none)).not.toContain('sent.pregnancyReach');
    const born = await waiting(place, pregnancy());
    const id = await unbornIn(born);
    const done = await withHead(born, place.people.worker, day('12:10'), async (tx, head) => recordBirth(tx, head, id, { 'born.1.givenName': 'Loveday', 'born.1.familyName': 'Trevanion', 'born.1.sex': 'F', 'born.1.birth.day': '17', 'born.1.birth.month': '11', 'born.1.birth.year': '2026' }));
    expect(done.ok, JSON.stringify(done)).toBe(true);
    expect(await asked(born)).toBe(false);
  });
});

describe('a pregnancy that has ended', () => {
  test('nothing goes out about it, as a child or as all there are', async () => {
    const contact = await waiting(place, pregnancy());
    const [basisId, id] = [await basisOf(contact), await ends(contact)];
    for (const person of ['all', id]) for (const kind of ['fact', 'question']) expect(await sends(contact, basisId, { person, kind, pregnancyReach: 'told' }), `${person} ${kind}`).toEqual({ ok: false, problem: 'pregnancy_ended' });
    expect(await outboundOf(contact)).toEqual([]);
    const page = await pageOf(contact);
    expect(page).toContain('The pregnancy has ended: nothing goes out about it any more');
    expect(page).not.toContain('may go to other agencies');
  });

  test('an agency that was told of it before may be told that it has, and is asked nothing', async () => {
    const contact = await waiting(place, pregnancy());
    const basisId = await basisOf(contact);
    expect((await sends(contact, basisId, { words: 'A child is expected in December.', pregnancyReach: 'kept' }, day('12:20'))).ok).toBe(true);
    const id = await ends(contact);
    const sent = { person: id, words: 'The pregnancy has ended. Nothing more is asked of you.', pregnancyReach: 'kept' };
    expect(await sends(contact, basisId, { ...sent, kind: 'question' })).toEqual({ ok: false, problem: 'pregnancy_ended' });
    expect(await sends(contact, basisId, { ...sent, agency: 'Fenland Police' })).toEqual({ ok: false, problem: 'pregnancy_ended' });
    expect((await sends(contact, basisId, sent)).ok).toBe(true);
    expect(await pageOf(contact)).toContain('(the pregnancy has ended)');
  });

  test('all the children are those who are left: what goes about all is recorded of the brother, on his own ground', async () => {
    const contact = await waiting(place, pregnancy({ brother: true }));
    const [basisId, boy] = [await basisOf(contact), await childOf(contact, 'Denzil')];
    const id = await ends(contact);
    await says(contact, 'agree', day('12:40'), { person: boy });
    expect((await sends(contact, basisId, { pregnancyReach: 'nothing' })).ok).toBe(true);
    expect((await outboundOf(contact)).map(({ personId }) => personId)).toEqual([boy]);
    expect(await sends(contact, basisId, { person: id, pregnancyReach: 'told' }), 'that he was written of tells nobody of her').toEqual({ ok: false, problem: 'pregnancy_ended' });
  });

  test('of the brother nothing goes in words that speak of it as if it stood, whoever reads them', async () => {
    const contact = await waiting(place, pregnancy({ brother: true }));
    const [basisId, boy] = [await basisOf(contact), await childOf(contact, 'Denzil')];
    await says(contact, 'agree', day('11:00'));
    const sent = { person: boy, words: 'His mother is expecting a child in December; he was seen by the midwife.' };
    expect((await sends(contact, basisId, { ...sent, agency: 'Fenland Police', pregnancyReach: 'told' }, day('12:20'))).ok).toBe(true);
    await ends(contact);
    for (const pregnancyReach of ['told', 'kept']) expect(await sends(contact, basisId, { ...sent, pregnancyReach })).toEqual({ ok: false, problem: 'pregnancy_ended' });
    expect((await sends(contact, basisId, { person: boy, pregnancyReach: 'nothing' })).ok).toBe(true);
    expect((await sends(contact, basisId, { ...sent, words: 'The pregnancy has ended.', agency: 'Fenland Police', pregnancyReach: 'told' })).ok, 'who was told of it').toBe(true);
  });

  test('below level 4 what was agreed of the child that is none opens nothing for the brother', async () => {
    const [child] = earlyHelp().children ?? [];
    const contact = await waiting(place, { ...earlyHelp(), children: [{ unborn: true, dueDate: '2026-12-16', familyName: child?.familyName ?? '', indicators: {}, pregnancyKnown: 'mother_only' }, { ...child, givenName: 'Denzil' }] });
    const [basisId, id] = [await basisOf(contact), await ends(contact)];
    await says(contact, 'agree', day('12:40'), { person: id });
    expect(await sends(contact, basisId, { pregnancyReach: 'nothing' })).toEqual({ ok: false, problem: 'gate_closed' });
  });

  test('what went while it stood is still written down; an end that was undone stops nothing', async () => {
    const contact = await waiting(place, pregnancy());
    const [basisId, id] = [await basisOf(contact), await ends(contact)];
    expect((await sends(contact, basisId, { ...gone('11:30'), words: 'A child is expected.', pregnancyReach: 'kept' })).ok).toBe(true);
    const undone = await withHead(contact, place.people.manager, day('12:50'), async (tx, head) => undoPregnancyEnd(tx, head, id, { reason: 'Another family was meant.' }));
    expect(undone.ok, JSON.stringify(undone)).toBe(true);
    expect((await sends(contact, basisId, { words: 'She is expected in December.', pregnancyReach: 'kept', agency: 'Fenland Police' })).ok).toBe(true);
    expect(await words(contact)).toHaveLength(2);
  });
});

test('the database lets nothing go to whom the mother has not told', async () => {
  const contact = await waiting(place, pregnancy());
  const { worker } = place.people;
  const basisId = await basisOf(contact);
  const row = { authorityId: place.id, id: newId(), contactId: contact.contactId, at: new Date(LATER), by: worker.actorId, kind: 'fact', agency: 'x', recipient: 'x', recipientRole: '', categories: ['worry'], words: 'x', how: 'telephone', sentAt: new Date(LATER), basisId, ground: 'level_4', authorisedBy: worker.actorId, sentBy: '', lateWhy: '', level: 4, pregnancyReach: 'not_told' };
  await expect(as(worker, async (tx) => tx.db.outboundFact.createMany({ data: [row] }), LATER)).rejects.toThrow(/outbound_fact_pregnancy/);
});

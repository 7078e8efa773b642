/**
 * What is typed for a contact that is there, and is not sent (safe practice 7.8, 7.10): danger that somebody ticked whose session had run out
 * is known to nobody, as in a report that is not sent. Monday 2 March 2026; the office is open from 08:45 to 17:00.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { findContact } from '@/lib/contact/store';
import { keepLaterWords, type LaterKind } from '@/lib/contact/unsent/later-words';
import { openUnsent } from '@/lib/contact/unsent/unsent-store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { recordFrom, type Scene } from './letter-scene';
import { knowNobody, makePlace, type PersonName, type Place } from './people';
import { postForm } from './report-scene';
import { asSystem } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
let place: Place;
beforeEach(async () => {
  place = await makePlace();
  const month = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
  await asSystem(place, '2026-03-01T00:00:00Z', (tx) => addShifts(tx, [{ post: 'duty_manager', accountId: place.people.manager.actorId, coverOrder: 1, ...month }]));
});
afterAll(closeDatabase);

const as = async <T>(name: PersonName, at: string, work: (tx: Tx, person: Person) => Promise<T>) => withActor(place.people[name], (tx) => work(tx, place.people[name]), { at: instant(at) });
/** A child with one sign of early help, told of by the teacher whose lead knows of it. */
const told = (at = '2026-03-02T09:00:00Z') => recordFrom(place, place.people.teacher, at, { children: [{ givenName: 'Odalys', familyName: 'Trevanion', dateOfBirth: '2017-03-01', indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
const keeps = async (of: Scene, fields: Fields, kind: LaterKind = 'addition', sealed = false) => as('teacher', '2026-03-02T10:00:00Z', async (tx, person) => keepLaterWords(tx, person, { id: of.contactId, sealed }, kind, null, { key: newId(), kept: '', ...fields }));
async function minute(at: string): Promise<void> {
  await asSystem(place, at, remindUnsent);
  await asSystem(place, at, look);
}
async function posted(to: PersonName): Promise<string[]> {
  const rows = await asSystem(place, '2026-03-31T00:00:00Z', (tx) => tx.db.message.findMany({ where: { authorityId: place.id, alarmId: null, toAddress: place.people[to].email, subject: { not: { contains: 'received' } }, madeAt: { gte: new Date('2026-03-02T10:00:00Z') } }, orderBy: { madeAt: 'asc' } }));
  return rows.map(({ madeAt }) => madeAt.toISOString().slice(5, 16));
}
const alarms = () => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => (await tx.db.alarm.findMany({ where: { authorityId: place.id, kind: { in: ['unsent', 'unsent_level_4'] } } })).map(({ kind, raisedAt }) => [kind, raisedAt.toISOString().slice(5, 16)]));
const known = () => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.unsentReport.findMany({ where: { authorityId: place.id }, orderBy: { begunAt: 'asc' } }));

test('danger that was ticked and not sent: the author after two hours, the duty manager with them, the lead on the next morning', async () => {
  await keeps(await told(), { text: 'He has found where they live.', immediate: 'yes', aboutColleague: 'no' });
  await minute('2026-03-02T11:59:59Z');
  expect([await posted('teacher'), await alarms()]).toEqual([[], []]);
  await minute('2026-03-02T12:00:00Z');
  expect([await posted('teacher'), await alarms(), await posted('lead')]).toEqual([['03-02T12:00'], [['unsent_level_4', '03-02T12:00']], []]);
  expect(await as('manager', '2026-03-02T12:05:00Z', (tx) => openUnsent(tx))).toMatchObject([{ author: { name: 'Bryony Castle', phone: '01632 960100' }, urgent: true }]);
  for (const at of ['08:45', '09:45']) await minute(`2026-03-03T${at}:00Z`);
  expect([await posted('teacher'), await posted('lead')]).toEqual([['03-02T12:00', '03-03T08:45'], ['03-03T09:45']]);
});

test.each<[string, Fields, LaterKind, { urgent: boolean; leadExcluded: boolean } | null]>([
  ['words alone', { text: 'She came without a coat.' }, 'addition', null],
  ['a sign of high risk, about nobody of theirs', { text: '', 'signs.1': ['I099'], aboutColleague: 'no' }, 'addition', { urgent: true, leadExcluded: false }],
  ['danger, and not said whether it is about a colleague', { text: 'He is here.', immediate: 'yes' }, 'addition', { urgent: true, leadExcluded: true }],
  ['danger with an answer, which may be about a colleague', { answer: 'He is here.', immediate: 'yes', aboutColleague: 'not_known' }, 'answer', { urgent: true, leadExcluded: true }],
])('%s', async (_, fields, kind, expected) => {
  await keeps(await told(), fields, kind);
  expect((await known()).map(({ urgent, leadExcluded, authorName }) => ({ urgent, leadExcluded, authorName }))).toEqual(expected === null ? [] : [{ ...expected, authorName: 'Bryony Castle' }]);
});

test('a protected source is nobody in it', async () => {
  await keeps(await told(), { text: 'He is here.', immediate: 'yes' }, 'addition', true);
  expect(await known()).toMatchObject([{ protected: true, authorId: null, authorName: '', agencyId: null, phone: '', urgent: true }]);
});

test('refused, it stands on “Not sent yet” until it is sent or put away', async () => {
  const of = await told(now().subtract({ minutes: 60 }).toString());
  await knowNobody(place, of.contactId);
  const asked = await withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    return head === null ? null : askReferrer(tx, head, 'Who collects her?');
  });
  const question = asked?.ok === true ? asked.value.questionId : '';
  const posts = async (file: 'add' | 'answer', fields: Record<string, string>) => (await postForm(place.people.teacher, `my/contacts/[reference]/${file}`, { reference: of.reference }, fields)).to;
  const page = async () => {
    const shown = await askPage('../../app/my/drafts/page.tsx', place.people.teacher, {});
    return shown.kind === 'shown' ? shown.html() : shown.kind;
  };
  const keptName = async (kind: string) => asSystem(place, now().toString(), async (tx) => tx.db.draft.findFirstOrThrow({ where: { contactId: of.contactId, kind } })).then(({ id, version }) => `${id}.${version}`);
  const LONG = 'é'.repeat(20_001);
  expect(await posts('add', { key: newId(), kept: '', text: LONG, immediate: 'yes' })).toContain('add=too_long');
  expect(await posts('answer', { question, kept: '', answer: LONG, immediate: 'yes' })).toContain('answer=too_long');
  expect((await known()).map(({ urgent, endedHow }) => [urgent, endedHow])).toEqual([[true, null], [true, null]]);
  const before = await page();
  for (const words of ['NOT SENT', `/my/contacts/${of.reference}?draft=`, 'An answer to our question about']) expect(before).toContain(words);
  expect(await posts('add', { key: newId(), kept: await keptName('addition'), text: 'He is here.', immediate: 'yes' })).toContain('done=danger');
  await posts('answer', { question, kept: await keptName('answer'), act: 'put_away' });
  expect((await known()).map(({ endedHow }) => endedHow)).toEqual(['sent', 'not_needed']);
  expect(await page()).not.toContain(of.reference);
});

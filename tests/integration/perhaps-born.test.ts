/** An unborn child whose due date has long passed (domain 2.2 behaviours 6 and 10; safe practice 8, 12): it may be born, and nothing is proposed as if it could not be. */
import { askPage, cookieOf } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as add } from '@/app/my/contacts/[reference]/add/route';
import { SESSION_COOKIE } from '@/lib/access/session';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { unbornOf } from '@/lib/contact/unborn-store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { endPregnancy } from '@/lib/contact/verbs/end-pregnancy';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { undoPregnancyEnd } from '@/lib/contact/verbs/undo-pregnancy-end';
import { routesFor } from '@/lib/decision/model';
import { openDuties } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { arrives, at, basisOf, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const JULY = '2026-07-01T09:00:00Z';
const NOVEMBER = '2026-11-30T09:00:00Z';
let families = 0;
/** Due on 1 August 2026, with an appointment missed (I040, level 2): level 3 before birth. */
function expected(): ReportInput {
  families += 1;
  return { children: [{ unborn: true, dueDate: '2026-08-01', familyName: `Rosewarne ${families}`, indicators: { I040: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } };
}
const bruise = (more: object = {}) => ({ key: crypto.randomUUID(), text: 'He has a bruise on the cheek.', indicators: { 1: ['I017'] }, immediate: false, ...more });
const proposalOf = (contactId: string) => asSystem(place, NOVEMBER, (tx) => readProposal(tx, contactId));
const medical = async (contactId: string) => (await asSystem(place, NOVEMBER, (tx) => openDuties(tx, contactId))).filter(({ code }) => code === 'MEDICAL_TODAY');
const ends = (of: Case) => asSystem(place, '2026-07-02T09:00:00Z', async (tx) => {
  await tx.db.closure.create({ data: { authorityId: place.id, contactId: of.contactId, at: new Date('2026-07-02T09:00:00Z'), by: place.people.worker.actorId, how: 'told', level: 3, route: 'CIN_ASSESS', reason: '' } });
  await tx.db.queueRow.deleteMany({ where: { contactId: of.contactId } });
});
async function toldAgain(of: Case, said: ReturnType<typeof bruise>) {
  const { teacher } = place.people;
  const told = await withActor(teacher, (tx) => tellAgain(tx, teacher, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }, of.contactId, said), at(NOVEMBER));
  if (!told.ok) throw new Error(told.problem);
  return told.value.contactId;
}

test('what is added to an open contact long after it was due is of a baby who may be born: level 4, and a doctor today', async () => {
  const of = await arrives(place, JULY, expected());
  expect((await proposalOf(of.contactId))?.level).toBe(3);
  await withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, bruise()), at(NOVEMBER));
  expect(await proposalOf(of.contactId)).toMatchObject({ level: 4, document: { flags: { midwifery: true } } });
  expect(await medical(of.contactId)).toHaveLength(1);
  // A week before the day it is a child not born yet: any need counts for more, and nothing else.
  const early = await arrives(place, JULY, expected());
  await withActor(place.people.teacher, (tx) => addToContact(tx, early.contactId, bruise()), at('2026-07-25T09:00:00Z'));
  expect([(await proposalOf(early.contactId))?.level, await medical(early.contactId)]).toEqual([3, []]);
});

test('danger now: immediate protection is proposed, and may be decided', async () => {
  const of = await arrives(place, JULY, expected());
  expect(routesFor((await basisOf(of)).situation.children[0] ?? { unborn: true }, ['STRATEGY', 'IMMEDIATE'])).toEqual(['STRATEGY']);
  await withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, bruise({ indicators: {}, immediate: true })), at(NOVEMBER));
  expect(await proposalOf(of.contactId)).toMatchObject({ level: 4, route: 'IMMEDIATE' });
  const [child] = (await basisOf(of)).situation.children;
  expect(child).toMatchObject({ unborn: true, perhapsBorn: true, underOne: true });
  expect(routesFor(child ?? { unborn: true }, ['STRATEGY', 'IMMEDIATE'])).toEqual(['STRATEGY', 'IMMEDIATE']);
});

test('told again of a contact that is finished, whether or not anybody says that it was born: level 4; the queue says that it may be', async () => {
  const of = await arrives(place, JULY, expected());
  await ends(of);
  const again = await toldAgain(of, bruise());
  expect((await proposalOf(again))?.level).toBe(4);
  expect(await queueRow(place, again)).toMatchObject({ childrenLine: '1 child, was due 1 August, may be born' });
  const second = await arrives(place, JULY, expected());
  await ends(second);
  const said = await toldAgain(second, bruise({ births: { 1: { said: 'yes', on: '2026-07-20' } } }));
  expect((await asSystem(place, NOVEMBER, (tx) => readContact(tx, said)))?.report.children[0]).toMatchObject({ unborn: true, birthSaid: 'yes', birthSaidOn: '2026-07-20' });
  expect(await proposalOf(said)).toMatchObject({ level: 4, input: { children: [{ facts: { perhapsBornMonths: 4, nonMobile: true } }] } });
});

test('whoever reported it is asked whether it was born; a colleague, who knows of no pregnancy, is not', async () => {
  const of = await arrives(place, JULY, expected());
  const page = async (person: Place['people']['teacher']) => {
    const answer = await askPage('../../app/my/contacts/[reference]/page.tsx', person, { reference: of.reference });
    return answer.kind === 'shown' ? answer.html() : answer.kind;
  };
  const own = await page(place.people.teacher);
  expect(own).toContain('Has the unborn baby been born?');
  expect(own).toContain('name="born.1.on.day"');
  // Nothing is chosen beforehand.
  expect(own).not.toMatch(/name="born\.1"[^>]*checked/);
  expect((await page(place.people.lead)).includes('been born')).toBe(false);
});

test('the answer goes with the words, and is heard of whoever is asked alone', async () => {
  const of = await arrives(place, JULY, expected());
  const send = async (person: Place['people']['teacher']) => {
    const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin };
    const body = new URLSearchParams({ key: crypto.randomUUID(), text: 'He has a bruise.', 'born.1': 'yes', 'born.1.on.day': '12', 'born.1.on.month': 'July', 'born.1.on.year': '2026', aboutColleague: 'no' });
    return (await add(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body }), { params: Promise.resolve({ reference: of.reference }) })).headers.get('location') ?? '';
  };
  const texts = async () => (await asSystem(place, NOVEMBER, (tx) => additionsOf(tx, of.contactId))).map(({ text }) => text);
  expect(await send(place.people.lead)).toContain('done=');
  expect(await texts()).toEqual(['He has a bruise.']);
  expect(await send(place.people.teacher)).toContain('done=');
  // What is typed and is no date is kept as it was typed.
  expect(await texts()).toContain('He has a bruise.\n\nHas the unborn baby been born? Yes, 12 July 2026');
  expect((await proposalOf(of.contactId))?.input.children[0]?.facts).toMatchObject({ perhapsBornMonths: 0, nonMobile: true });
});

test('once its birth or the end of the pregnancy is recorded nobody is told to find it out (safe practice 12), and nothing is lower than it was', async () => {
  const { worker, teacher } = place.people;
  const says = async (of: Case) => (await proposalOf(of.contactId))?.document.children.some(({ because }) => because.some(({ rule }) => rule === 'perhaps-born'));
  for (const immediate of [false, true]) {
    for (const became of ['born', 'ended'] as const) {
      const of = await arrives(place, JULY, expected());
      await knowNobody(place, of.contactId);
      await withActor(teacher, (tx) => addToContact(tx, of.contactId, bruise({ immediate })), at(NOVEMBER));
      const before = await proposalOf(of.contactId);
      expect([before?.level, await says(of)]).toEqual([4, true]);
      const [child] = (await asSystem(place, NOVEMBER, (tx) => unbornOf(tx, of.contactId)));
      const recorded = await withActor(worker, async (tx) => {
        const head = await findContact(tx, of.reference);
        if (head === null || child === undefined) throw new Error('not found');
        const born = { 'born.1.givenName': 'Jago', 'born.1.familyName': 'Rosewarne', 'born.1.sex': 'M', 'born.1.birth.day': '9', 'born.1.birth.month': '8', 'born.1.birth.year': '2026' };
        return became === 'born' ? recordBirth(tx, head, child.personId, born) : endPregnancy(tx, head, child.personId, { sure: 'yes', how: 'Stillborn.' });
      }, at(NOVEMBER));
      expect(recorded).toMatchObject({ ok: true });
      if (became === 'ended') await withActor(teacher, (tx) => addToContact(tx, of.contactId, bruise({ indicators: {} })), at(NOVEMBER));
      expect([(await proposalOf(of.contactId))?.route, await says(of)], became).toEqual([before?.route, false]);
    }
  }
});

test('an end that was recorded by mistake and undone takes nothing of what was said: who was said to be born is so again, and it is to be found out again', async () => {
  const { worker, teacher } = place.people;
  // Due in January, and said in November to be born already: no day that has passed says it.
  const of = await arrives(place, JULY, { ...expected(), children: [{ ...expected().children?.[0], dueDate: '2027-01-10' }] });
  await knowNobody(place, of.contactId);
  await withActor(teacher, (tx) => addToContact(tx, of.contactId, bruise({ indicators: {}, births: { 1: { said: 'yes', on: '2026-11-20' } } })), at(NOVEMBER));
  expect((await proposalOf(of.contactId))?.input.children[0]?.facts).toMatchObject({ perhapsBornMonths: 0 });
  const [child] = await asSystem(place, NOVEMBER, (tx) => unbornOf(tx, of.contactId));
  const record = (what: 'end' | 'undo') => withActor(worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null || child === undefined) throw new Error('not found');
    return what === 'end' ? endPregnancy(tx, head, child.personId, { sure: 'yes', how: '' }) : undoPregnancyEnd(tx, head, child.personId, { reason: 'It was said of another mother.' });
  }, at(NOVEMBER));
  expect(await record('end')).toMatchObject({ ok: true });
  await withActor(teacher, (tx) => addToContact(tx, of.contactId, bruise()), at(NOVEMBER));
  const says = async () => (await proposalOf(of.contactId))?.document.children.some(({ because }) => because.some(({ rule }) => rule === 'perhaps-born'));
  expect([(await basisOf(of)).situation.children[0]?.perhapsBorn ?? false, await says()]).toEqual([false, false]);
  expect(await record('undo')).toMatchObject({ ok: true });
  expect(await proposalOf(of.contactId)).toMatchObject({ level: 4, input: { children: [{ facts: { perhapsBornMonths: 0, nonMobile: true } }] } });
  expect([(await basisOf(of)).situation.children[0]?.perhapsBorn, await says()]).toEqual([true, true]);
});

/** A telephone call that becomes a contact: its clocks, its caller, and our notes apart from what was said (safe practice 2, 9, 10, 14). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { readContact } from '@/lib/contact/store';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { saveReportPage } from '@/lib/contact/verbs/save-report-page';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { ownedBy, STEPS } from '@/lib/contact/report/steps';
import { unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readConflicts, readDraft } from '@/lib/platform/draft/store';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { freshCookie, post, urlencoded } from '../hostile/crawl';
import { askPage } from './asking-pages';
import { as, BEGAN, fromSchool as rings, made, MADE, SAVED, submit, taken } from './calling';
import { decideFor } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

const OURS = 'Ours alone: the grandfather was convicted in 2009.';
const SAID = 'Came in without a coat again and had not eaten.';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const fromSchool = (): Fields => rings(place, { 'call.notes': OURS, 'happened.what': SAID, 'child.1.familyName': 'Quill' });

describe('a call that becomes a contact', () => {
  test('has both clocks from when the call began, the caller as its referrer and a place in the queue', async () => {
    const { contactId } = await made(place.people.worker, fromSchool());
    const contact = await asSystem(place, MADE, (tx) => readContact(tx, contactId));
    expect(contact).toMatchObject({ channel: 'phone', sourceCode: '2A', referrerClass: 'professional_continuing', referrerId: null, referrerName: 'Rosalie Mensah', referrerRole: 'Designated safeguarding lead', referrerPhone: '01632 960771', agencyId: place.agencies.school.id, referrerLevel: 2 });
    expect(contact?.receivedAt.toString()).toBe(BEGAN);
    // Received Wednesday 10:00: by Thursday 10:00, and within one working day by the end of Thursday.
    expect(contact?.due24h.toString()).toBe('2026-03-05T10:00:00Z');
    expect(contact?.report.incident.what).toBe(SAID);
    expect(contact?.people).toMatchObject([{ givenName: 'Maya', dateOfBirth: '2018-03-04' }]);
    expect(await queueRow(place, contactId)).toMatchObject({ state: 'received', level: 2, readAt: null });
  });

  test('began when the worker says, never later than its page was opened', async () => {
    const { contactId } = await made(place.people.worker, { ...fromSchool(), 'call.beganAt': '09:50' });
    expect((await asSystem(place, MADE, (tx) => readContact(tx, contactId)))?.receivedAt.toString()).toBe('2026-03-04T09:50:00Z');
  });

  test('shows who took it, how the caller was known, and our notes as a note of theirs', async () => {
    const { worker, manager } = place.people;
    const { contactId } = await made(worker, fromSchool());
    const { events, notes, names } = await asSystem(place, MADE, (tx) => readWorkspace(tx, contactId));
    expect(events.find(({ kind }) => kind === 'call_taken')).toMatchObject({ actorId: worker.actorId, detail: { verified: 'rung_back' } });
    expect(notes).toMatchObject([{ by: worker.actorId, text: OURS, kind: 'note' }]);
    expect(names.get(worker.actorId)).toBe(worker.name);
    expect(manager.actorId).not.toBe(worker.actorId);
  });

  test('pressed twice, also at once, is one contact; other content under its key is a conflict', async () => {
    const { worker } = place.people;
    const call = await taken(worker, fromSchool());
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(worker, call)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.reference : answer.problem))).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.created)).toHaveLength(1);
    expect(await submit(worker, { ...call, version: call.version - 1 })).toEqual({ ok: false, problem: 'conflict' });
    const contactId = answers.flatMap((answer) => (answer.ok ? [answer.value.contactId] : []))[0] ?? '';
    expect((await asSystem(place, MADE, (tx) => readWorkspace(tx, contactId))).notes).toHaveLength(1);
    // As a browser is told it: the same goes on to what was made, other content is 409 with the way to what was sent.
    const press = async (version: number) => post(`/calls/${call.id}/submit`, urlencoded([['key', call.key], ['version', String(version)]]), { cookie: await freshCookie(worker) });
    const again = await press(call.version);
    expect([again.status, again.headers.get('location')]).toEqual([303, `/calls/${call.id}/made`]);
    const other = await press(call.version - 1);
    expect(other.status).toBe(409);
    const words = await other.text();
    expect(words).toContain('This call was made a contact already');
    expect(words).toContain(`href="/calls/${call.id}/conflict"`);
    expect(words).not.toContain(SAID);
  });

  test('from family is of the public and hears as such, whatever they know of the child (domain 7.5)', async () => {
    const { contactId } = await made(place.people.worker, { ...fromSchool(), 'call.from': 'person:family', 'call.callerName': 'Gran' });
    expect(await asSystem(place, MADE, (tx) => readContact(tx, contactId))).toMatchObject({ sourceCode: '1A', referrerClass: 'public', agencyId: null, agencyKind: 'public' });
  });
});

describe('our notes', () => {
  test('are in no report, no letter and on no page of the caller’s agency', async () => {
    const { worker, lead } = place.people;
    const { contactId, reference } = await made(worker, fromSchool());
    const decisionId = await asSystem(place, '2026-03-04T11:00:00Z', (tx) => decideFor(tx, contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
    await as(worker, (tx) => writeOutcomeLetter(tx, decisionId), '2026-03-04T11:30:00Z');
    await asSystem(place, MADE, async (tx) => {
      const where = { authorityId: place.id, contactId };
      const letters = await tx.db.letter.findMany({ where });
      expect(letters).toHaveLength(1);
      const outside = [letters, await tx.db.contact.findMany({ where: { authorityId: place.id, id: contactId }, omit: { payloadHash: true } }), await tx.db.contactPerson.findMany({ where }), await tx.db.proposal.findMany({ where }), await tx.db.contactEvent.findMany({ where })];
      expect(JSON.stringify(outside)).not.toContain('grandfather');
      expect(await tx.db.note.count({ where: { ...where, text: OURS } })).toBe(1);
    });
    const shown = await askPage('../../app/my/contacts/[reference]/page.tsx', lead, { reference });
    if (shown.kind !== 'shown') throw new Error(`the lead sees nothing: ${shown.kind}`);
    const html = await shown.html();
    expect(html).toContain(reference);
    expect(html).not.toContain('grandfather');
  });

  test('are not on the page that is read back to the caller', async () => {
    const { worker } = place.people;
    const call = await taken(worker, fromSchool());
    const page = await askPage('../../app/calls/[draft]/check/page.tsx', worker, { draft: call.id });
    if (page.kind !== 'shown') throw new Error(page.kind);
    const html = await page.html();
    expect(html).toContain(SAID);
    expect(html).not.toContain('grandfather');
  });

  test('nor do its warnings lead anywhere but back to the call', async () => {
    const { worker } = place.people;
    const call = await taken(worker, { ...fromSchool(), 'you.protectMe': 'yes', 'happened.what': 'I am Rosalie Mensah. Ring 01632 960771.' });
    const page = await askPage('../../app/calls/[draft]/check/page.tsx', worker, { draft: call.id });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('giving-away');
    expect(html).not.toContain('/report/');
  });
});

describe('a call that is no contact yet', () => {
  test('is its taker’s alone: no page, no saving, no sending by anybody else', async () => {
    const { worker, otherWorker, manager } = place.people;
    const call = await taken(worker, fromSchool());
    for (const other of [otherWorker, manager]) {
      expect((await askPage('../../app/calls/[draft]/page.tsx', other, { draft: call.id })).kind).toBe('missing');
      expect(await submit(other, call)).toEqual({ ok: false, problem: 'missing' });
      expect(await as(other, (tx) => saveCall(tx, other, { draftId: call.id, posted: {}, version: call.version }), MADE)).toEqual({ ok: false, problem: { code: 'missing' } });
    }
    expect((await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: call.id })).kind).toBe('shown');
  });

  test('is known as serious and unsent, by the worker who took it and never by the caller', async () => {
    const { worker } = place.people;
    const call = await taken(worker, { ...fromSchool(), 'belief.level': '4', 'you.protectMe': 'yes' });
    expect(await as(worker, (tx) => unsentOfDraft(tx, call.id), SAVED)).toMatchObject({ urgent: true, protected: false, author: { name: worker.name, phone: worker.phone }, agency: null, ended: null });
    await submit(worker, call);
    expect((await asSystem(place, MADE, (tx) => unsentOfDraft(tx, call.id)))?.ended?.how).toBe('sent');
  });

  test('is put away with a reason, but not when it may be serious: advice is no way round the decision', async () => {
    const { worker } = place.people;
    const away = (call: { id: string }, why = 'A wrong number.') => as(worker, (tx) => discardDraft(tx, call.id, { how: 'not_needed', why }), MADE);
    const mild = await taken(worker, { 'happened.what': 'Wanted the library.' });
    expect(await away(mild, ' ')).toEqual({ ok: false, problem: 'no_reason' });
    expect(await away(mild)).toEqual({ ok: true, value: null });
    for (const serious of [{ 'belief.level': '3' }, { 'safety.cannotWait': 'yes' }]) expect(await away(await taken(worker, { ...fromSchool(), ...serious })), JSON.stringify(serious)).toEqual({ ok: false, problem: 'serious' });
  });

  test('saved in two windows keeps both texts until its taker chooses', async () => {
    const { worker } = place.people;
    const call = await taken(worker, fromSchool());
    const other = await as(worker, (tx) => saveCall(tx, worker, { draftId: call.id, posted: { ...fromSchool(), 'happened.what': 'Another text' }, version: 1 }), MADE);
    expect(other.ok).toBe(false);
    const [conflict] = await as(worker, (tx) => readConflicts(tx, call.id), MADE);
    const page = await askPage('../../app/calls/[draft]/conflict/page.tsx', worker, { draft: call.id });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Another text');
    expect(await as(worker, (tx) => settleReportConflict(tx, worker, call.id, conflict?.id ?? '', 'typed'), MADE)).toBe('call');
    expect((await as(worker, (tx) => readDraft(tx, call.id), MADE))?.content.fields['happened.what']).toBe('Another text');
  });
});

test('a protected caller is nobody afterwards: not on the contact, not in its story, not in the worker’s own copy (domain 7.14)', async () => {
  const { worker } = place.people;
  const { contactId, call } = await made(worker, { ...fromSchool(), 'you.protectMe': 'yes' });
  const contact = await asSystem(place, MADE, (tx) => readContact(tx, contactId));
  expect(contact).toMatchObject({ sealed: true, channel: 'protected', agencyId: null, referrerPhone: '', sourceCode: '10' });
  const { events, notes } = await asSystem(place, MADE, (tx) => readWorkspace(tx, contactId));
  expect(events.map(({ kind }) => kind)).not.toContain('call_taken');
  expect(notes.map(({ text }) => text)).toEqual([OURS]);
  const copy = JSON.stringify((await as(worker, (tx) => readDraft(tx, call.id), MADE))?.content);
  for (const said of ['Mensah', '960771', place.agencies.school.id, 'rung_back']) expect(JSON.stringify(contact) + copy, said).not.toContain(said);
  expect(copy).toContain(SAID);
});

test('what a partner types and what is taken down from a caller is one report, by one schema: strengths, safety, hidden harm and each one’s number included', async () => {
  const { worker, teacher } = place.people;
  const said: Fields = {
    'happened.what': SAID,
    children: '1',
    members: '1',
    protections: ['1', '2'],
    'child.1.givenName': 'Maya',
    'voice.1.view.scale': '2',
    'voice.1.view.wishes': ['safety', 'involvement'],
    'member.1.givenName': 'Ada',
    'member.1.livesWithChild': 'yes',
    'member.1.harm.domesticAbuse': 'yes',
    'member.1.harm.mentalIllHealth': 'yes',
    'member.1.harm.alcohol': 'yes',
    'member.1.view.scale': '7',
    'view.scale': '4',
    'view.strengths': 'Two aunts near by',
    'protection.1.what': 'Gran has her every Friday',
    'protection.1.since.day': '3',
    'protection.1.since.month': '3',
    'protection.1.since.year': '2025',
    'protection.1.evidence': 'School saw it each week',
    'protection.2.what': 'He will move out',
  };
  const { contactId, reference } = await made(worker, { ...fromSchool(), ...said });
  const partners = await as(
    teacher,
    async (tx) => {
      const draft = await startReport(tx, teacher);
      const fields = { ...said, 'you.role': 'Designated safeguarding lead', 'you.phone': '01632 960771', 'you.continuingRole': 'yes', 'you.aboutColleague': 'no', 'child.1.familyName': 'Quill', 'child.1.birth.day': '4', 'child.1.birth.month': '3', 'child.1.birth.year': '2018', 'seen.1': 'I018', 'belief.level': '2' };
      let version = 1;
      for (const step of STEPS) {
        const saved = await saveReportPage(tx, teacher, { draftId: draft, step, posted: Object.fromEntries(Object.entries(fields).filter(([name]) => ownedBy(step)(name))), version });
        if (!saved.ok) throw new Error(saved.problem.code);
        version = saved.value.version;
      }
      const kept = await readDraft(tx, draft);
      const sent = await submitContact(tx, teacher, await readAuthority(tx), { draftId: draft, key: kept?.key ?? '', version });
      if (!sent.ok) throw new Error(sent.problem);
      return sent.value.contactId;
    },
    MADE,
  );
  const reportOf = async (id: string) => {
    const { reporter: _reporter, ...report } = (await asSystem(place, MADE, (tx) => readContact(tx, id)))?.report ?? {};
    return report;
  };
  expect(await reportOf(contactId)).toEqual(await reportOf(partners));
  expect((await queueRow(place, contactId))?.level).toBe(3);
  expect((await queueRow(place, partners))?.level).toBe(3);
  // The contact page: who said which number, hidden harm of each adult, strengths and safety apart.
  await as(worker, (tx) => addDeclaration(tx, contactId, 'somebody_else', 'No family of mine.'), MADE);
  const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference });
  const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
  expect(html).toContain('How safe the child is, by whom');
  expect(html).toContain('All three meet at home');
  expect(html).toMatch(/Safety, shown over time[^]*Gran has her every Friday[^]*From 3 March 2025 until now[^]*Said to protect, not shown over time yet[^]*He will move out/);
  // The picture of the three is for areas whose guide looks for them together.
  expect(html).not.toContain('Where hidden harms meet');
});

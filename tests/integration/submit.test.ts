import { NextRequest } from 'next/server';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { ownedBy, type StepName } from '@/lib/contact/report/steps';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { sendDanger } from '@/lib/contact/verbs/send-danger';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { recordContact } from '@/lib/contact/record';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { report, type ReportInput } from '@/lib/contact/schema';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import type { Draft, Fields } from '@/lib/platform/draft/model';
import { readConflicts, readDraft, saveStep } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>, at?: string) => withActor(systemOf(place.id), work, at === undefined ? {} : { at: Temporal.Instant.from(at) });

async function draftOf(person: Person, steps: Partial<Record<StepName, Fields>>): Promise<Draft> {
  return withActor(person, async (tx) => {
    const id = await startReport(tx, person);
    for (const [step, fields] of Object.entries(steps)) {
      const saved = await saveStep(tx, id, step, ownedBy(step as StepName), fields, Number.MAX_SAFE_INTEGER);
      if (!saved.ok) throw new Error(saved.problem.code);
    }
    const draft = await readDraft(tx, id);
    if (draft === null) throw new Error('no draft');
    return draft;
  });
}

/** A report that reached the authority at some time, however it came. */
const arrive = (said: ReportInput, receivedAt: string, { agency = 'school', immediate = false, key = newId() }: { agency?: 'school' | 'police'; immediate?: boolean; key?: string } = {}) =>
  system(async (tx) => {
    const recorded = await recordContact(
      tx,
      {
        report: report.parse(said),
        agency: { ...place.agencies[agency], kind: agency },
        referrer: { id: null, name: 'Somebody', role: 'Somebody', phone: '01632 960199', email: '' },
        channel: 'phone',
        receivedAt: Temporal.Instant.from(receivedAt),
        key,
        immediate,
      },
      await readAuthority(tx),
    );
    if (!recorded.ok) throw new Error(recorded.problem);
    return recorded.value;
  });

const rowOf = (contactId: string) => system((tx) => tx.db.queueRow.findUniqueOrThrow({ where: { authorityId_contactId: { authorityId: place.id, contactId } } }));
const contactsOf = (key: string) => system((tx) => tx.db.contact.count({ where: { authorityId: place.id, key } }));

const submit = (person: Person, draft: { id: string; key: string; version: number }) =>
  withActor(person, async (tx) => submitContact(tx, person, await readAuthority(tx), { draftId: draft.id, key: draft.key, version: draft.version }));

const HUNGRY = '🥪 Two days without lunch.\nقالت إنها جائعة\u202e test';

describe('a report that is sent', () => {
  it('becomes a contact with its words unchanged, a proposal, both clocks and a place in the queue', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, {
      children: { children: '1', 'child.1.givenName': 'Tilly', 'child.1.familyName': 'Marsh', 'child.1.birth.day': '4', 'child.1.birth.month': '3', 'child.1.birth.year': '2019' },
      'what-happened': { 'happened.what': HUNGRY },
      indicators: { 'seen.1': 'I018' },
      level: { 'belief.level': '2' },
    });
    const sent = await submit(teacher, draft);
    if (!sent.ok) throw new Error(sent.problem);
    expect(sent.value.reference).toMatch(new RegExp(`^${place.prefix}-[2-9A-Z]{4}-[2-9A-Z]{4}$`));
    const own = await withActor(teacher, (tx) => readContact(tx, sent.value.contactId));
    expect(own).toMatchObject({ channel: 'form', sourceCode: '2A', referrerLevel: 2, immediate: false, referrerClass: 'professional' });
    expect(own?.report.incident.what).toBe(HUNGRY);
    expect(own?.people).toMatchObject([{ ordinal: 1, kind: 'child', givenName: 'Tilly', dateOfBirth: '2019-03-04', nameDobKey: 'tilly|marsh|2019-03-04' }]);
    await system(async (tx) => {
      expect(await readProposal(tx, sent.value.contactId)).toMatchObject({ version: 1, level: 2, route: 'EH_SINGLE', guideId: 'norfolk-threshold-guide' });
      const where = { authorityId: place.id, contactId: sent.value.contactId };
      expect(await tx.db.queueRow.findFirst({ where })).toMatchObject({ state: 'received', level: 2, riskRank: 3, contactsIn12Months: 1, readAt: null, childrenLine: expect.stringContaining('1 child') as string });
      expect(await tx.db.duty.findMany({ where })).toMatchObject([{ code: 'ACKNOWLEDGE', ownerRole: 'cads_social_worker' }]);
      expect(await tx.db.contactEvent.findMany({ where })).toMatchObject([{ kind: 'received', actorId: teacher.actorId }]);
      expect(await tx.db.ledgerEntry.count({ where: { authorityId: place.id, action: 'contact.received', objectId: sent.value.contactId, actorId: teacher.actorId } })).toBe(1);
    });
    expect(await withActor(teacher, (tx) => readDraft(tx, draft.id))).toMatchObject({ closedHow: 'sent', sentVersion: draft.version, resultId: sent.value.contactId });
  });
});

describe('the place in the queue of a contact that was just recorded', () => {
  const child = { givenName: 'Wren', familyName: 'Ashby', ageWords: '7' };
  it.each<[string, ReportInput, string, { agency?: 'police'; immediate?: boolean }]>([
    ['a small need', { children: [{ ...child, indicators: { I018: 'present' } }] }, '2026-03-02T09:00:00Z', {}],
    ['nobody named', { incident: { what: 'A child cries at night.' } }, '2026-03-06T22:30:00.123Z', {}],
    ['level 4', { children: [{ ...child, indicators: { I099: 'present' } }] }, '2026-03-07T03:10:00Z', { agency: 'police' }],
    ['danger now, from beyond the bank holidays that are known', { children: [child] }, '2041-03-02T09:00:00Z', { immediate: true }],
    ['a child not born yet, a baby, and others of the household', { children: [{ familyName: 'Ashby', unborn: true, dueDate: '2026-06-01' }, { givenName: 'Bo', familyName: 'Ashby', age: { months: 5 }, dateOfBirth: '2025-10-01' }], household: [{ kind: 'child', givenName: 'Cam', familyName: 'Ashby', livesWithChild: 'yes' }, { kind: 'adult', givenName: 'Dee', familyName: 'Ashby' }] }, '2026-03-02T09:00:00Z', {}],
    ['a home elsewhere, which waits to be accepted there', { children: [{ ...child, homeAuthority: 'other', homeAuthorityWords: 'Essex' }] }, '2026-03-02T09:00:00Z', {}],
    ['somebody in a position of trust', { children: [child], incident: { what: 'A coach.', positionOfTrust: 'yes' } }, '2026-03-02T09:00:00Z', {}],
  ])('follows from what is kept of it, as it will the next time: %s', async (_, said, receivedAt, how) => {
    const { contactId } = await arrive(said, receivedAt, how);
    const made = await rowOf(contactId);
    await system(async (tx) => refreshQueue(tx, contactId), receivedAt);
    expect(await rowOf(contactId)).toEqual(made);
  });
});

describe('sent more than once', () => {
  it('twenty times at once, it is one contact with one receipt', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, { 'what-happened': { 'happened.what': 'Hit with a belt' } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(teacher, draft)));
    const receipts = answers.map((answer) => (answer.ok ? answer.value : null));
    expect(receipts.every((receipt) => receipt !== null)).toBe(true);
    expect(new Set(receipts.map((receipt) => receipt?.reference)).size).toBe(1);
    expect(receipts.filter((receipt) => receipt?.created)).toHaveLength(1);
    expect(await contactsOf(draft.key)).toBe(1);
    const contactId = receipts[0]?.contactId ?? '';
    await system(async (tx) => {
      const where = { authorityId: place.id, contactId };
      expect([await tx.db.proposal.count({ where }), await tx.db.duty.count({ where }), await tx.db.contactPerson.count({ where }), await tx.db.queueRow.count({ where })]).toEqual([1, 1, 1, 1]);
    });
  });

  it('with other content under the same key, it is a conflict and both texts stay', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, { 'what-happened': { 'happened.what': 'First text' } });
    const sent = await submit(teacher, draft);
    if (!sent.ok) throw new Error(sent.problem);
    expect(await submit(teacher, { ...draft, version: draft.version - 1 })).toEqual({ ok: false, problem: 'conflict' });
    await withActor(teacher, async (tx) => {
      const late = await saveStep(tx, draft.id, 'what-happened', ownedBy('what-happened'), { 'happened.what': 'Second text' }, draft.version);
      expect(late).toMatchObject({ ok: false, problem: { code: 'conflict' } });
      expect(await readConflicts(tx, draft.id)).toMatchObject([{ step: 'what-happened', fields: { 'happened.what': 'Second text' } }]);
      expect((await readContact(tx, sent.value.contactId))?.report.incident.what).toBe('First text');
    });
    expect(await contactsOf(draft.key)).toBe(1);
  });

  it('recorded under a key with another payload, it is refused and nothing is written', async () => {
    const key = newId();
    const first = await arrive({ incident: { what: 'one' } }, '2026-06-01T09:00:00Z', { key });
    expect(await arrive({ incident: { what: 'one' } }, '2026-06-01T09:00:00Z', { key })).toEqual({ ...first, created: false });
    await expect(arrive({ incident: { what: 'two' } }, '2026-06-01T09:00:00Z', { key })).rejects.toThrow('same_key_other_content');
    expect(await contactsOf(key)).toBe(1);
  });

  it('changed elsewhere since its page was made, it is not sent unread', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, { safety: { 'safety.safeUntil': '15:30' } });
    await withActor(teacher, (tx) => saveStep(tx, draft.id, 'level', ownedBy('level'), { 'belief.level': '3' }, draft.version));
    expect(await submit(teacher, draft)).toEqual({ ok: false, problem: 'changed' });
    expect(await contactsOf(draft.key)).toBe(0);
  });

  it('by somebody else, it is not there', async () => {
    const draft = await draftOf(place.people.teacher, { safety: { 'safety.safeUntil': '15:30' } });
    expect(await submit(place.people.otherTeacher, draft)).toEqual({ ok: false, problem: 'missing' });
  });
});

describe('immediate danger', () => {
  const danger = (person: Person, draftId: string) => withActor(person, async (tx) => sendDanger(tx, person, await readAuthority(tx), draftId));

  it('goes to the top at once, before any child is named', async () => {
    const { officer } = place.people;
    const draft = await draftOf(officer, {});
    const sent = await danger(officer, draft.id);
    if (!sent.ok) throw new Error(sent.problem);
    expect(await rowOf(sent.value.contactId)).toMatchObject({ immediate: true, riskRank: 0, level: 4, route: 'IMMEDIATE', state: 'received' });
    const contact = await withActor(officer, (tx) => readContact(tx, sent.value.contactId));
    expect(contact).toMatchObject({ immediate: true, report: { children: [] }, people: [{ ordinal: 1, kind: 'child', givenName: '', familyName: '' }] });
    expect(await danger(officer, draft.id)).toEqual({ ok: true, value: { ...sent.value, created: false } });
  });

  it('is not held up by a text too long, which waits for its author otherwise and is never cut', async () => {
    const { teacher } = place.people;
    const long = 'é'.repeat(20_001);
    const draft = await draftOf(teacher, { 'what-happened': { 'happened.what': long } });
    expect(await submit(teacher, draft)).toEqual({ ok: false, problem: 'too_long' });
    const sent = await danger(teacher, draft.id);
    if (!sent.ok) throw new Error(sent.problem);
    expect((await withActor(teacher, (tx) => readContact(tx, sent.value.contactId)))?.report.incident.what).toBe(long);
  });

  it('said on the first page sends the whole report to the top too', async () => {
    const { teacher } = place.people;
    const sent = await submit(teacher, await draftOf(teacher, { safety: { 'safety.cannotWait': 'yes' } }));
    expect(sent.ok && (await rowOf(sent.value.contactId))).toMatchObject({ immediate: true, riskRank: 0 });
  });
});

describe('not sure whether a child could be hurt before somebody reads it (safe practice 1)', () => {
  it('stands as at level 4 and asks for attention from when it came, also when its row is made anew', async () => {
    const { teacher } = place.people;
    const sent = await submit(teacher, await draftOf(teacher, { safety: { 'safety.cannotWait': 'not_known' } }));
    const contactId = sent.ok ? sent.value.contactId : '';
    const waits = { immediate: false, riskRank: 1, marks: ['perhaps_immediate'] };
    const row = await rowOf(contactId);
    expect(row).toMatchObject({ ...waits, urgentSince: row.receivedAt });
    await system((tx) => refreshQueue(tx, contactId));
    expect(await rowOf(contactId)).toMatchObject({ ...waits, urgentSince: row.receivedAt });
  });
});

describe('received', () => {
  it('in the past, its clocks run from then: Maundy Thursday 2026, 15:00 in London', async () => {
    const { contactId } = await arrive({ incident: { what: 'a call written down later' } }, '2026-04-02T14:00:00Z');
    const contact = await system((tx) => readContact(tx, contactId));
    expect([contact?.receivedAt, contact?.due24h, contact?.due1wd].map(String)).toEqual(['2026-04-02T14:00:00Z', '2026-04-03T14:00:00Z', '2026-04-07T16:00:00Z']);
    expect(await rowOf(contactId)).toMatchObject({ nextDueAt: new Date('2026-04-03T14:00:00Z') });
  });

  it('beyond the bank holiday calendar, it is taken with the one clock that needs none', async () => {
    const { contactId } = await arrive({ incident: { what: 'far ahead' } }, '2029-01-02T09:00:00Z');
    const contact = await system((tx) => readContact(tx, contactId));
    expect([contact?.due24h, contact?.due1wd].map(String)).toEqual(['2029-01-03T09:00:00Z', 'null']);
  });
});

describe('the same child in twelve months', () => {
  const child = { givenName: 'Zoë', familyName: 'O’Rourke', dateOfBirth: '2018-05-06' };
  const count = async (contactId: string) => {
    const proposal = await system((tx) => readProposal(tx, contactId));
    return [proposal?.input.facts?.contactsIn12Months, (await rowOf(contactId)).contactsIn12Months];
  };

  it('is counted across agencies, by name and birth however written, and with brothers and sisters of the household', async () => {
    await arrive({ children: [child] }, '2025-11-20T12:00:00Z');
    const first = await arrive({ children: [child] }, '2026-01-10T12:00:00Z', { agency: 'police' });
    expect(await count(first.contactId)).toEqual([2, 2]);
    const second = await arrive({ children: [{ givenName: 'Finn' }], household: [{ ...child, kind: 'child', givenName: 'ZOE', familyName: "O'ROURKE" }] }, '2026-03-01T12:00:00Z');
    expect(await count(second.contactId)).toEqual([3, 3]);
    // A year and a day after the first of all, which no longer counts.
    const third = await arrive({ children: [child] }, '2026-11-21T12:00:00Z');
    expect(await count(third.contactId)).toEqual([3, 3]);
  });

  it('is known by a number that passes its check, and not by one that fails it', async () => {
    await arrive({ children: [{ givenName: 'A', nhsNumber: '999 000 0123' }] }, '2026-02-01T12:00:00Z');
    const same = await arrive({ children: [{ givenName: 'B', nhsNumber: '9990000123' }] }, '2026-02-02T12:00:00Z');
    expect(await count(same.contactId)).toEqual([2, 2]);
    await arrive({ children: [{ givenName: 'C', nhsNumber: '9990000124' }] }, '2026-02-03T12:00:00Z');
    const slip = await arrive({ children: [{ givenName: 'D', nhsNumber: '9990000124' }] }, '2026-02-04T12:00:00Z');
    expect(await count(slip.contactId)).toEqual([1, 1]);
  });
});

describe('past the agency (domain 7.3)', () => {
  const seenByLead = async (you: Fields) => {
    const { teacher, lead } = place.people;
    const sent = await submit(teacher, await draftOf(teacher, { you }));
    if (!sent.ok) throw new Error(sent.problem);
    return withActor(lead, (tx) => findContact(tx, sent.value.reference)).then((head) => head !== null);
  };
  it.each([
    [{ 'you.leadKnows': 'told' }, true],
    [{ 'you.leadKnows': 'past_lead' }, false],
    [{ 'you.leadKnows': 'told', 'you.aboutColleague': 'yes' }, false],
    [{ 'you.leadKnows': 'told', 'you.aboutColleague': 'not_known' }, false],
    [{ 'you.leadKnows': 'told', 'you.aboutColleague': 'no' }, true],
  ])('%j: its lead sees it: %s', async (you, expected) => {
    expect(await seenByLead(you)).toBe(expected);
  });
});

describe('an unfinished report', () => {
  it('knows what is known of its author and asks it no more', async () => {
    const { teacher, lead } = place.people;
    expect((await draftOf(teacher, {})).content.fields).toEqual({ 'you.role': 'Year 3 teacher', 'you.phone': '01632 960100' });
    expect((await draftOf(lead, {})).content.fields).toMatchObject({ 'you.leadKnows': 'i_am_lead' });
  });

  it('is put away with a reason and never deleted; pressed Send on all the same, it is sent', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, { 'what-happened': { 'happened.what': 'kept' } });
    const put = (typed: unknown) => withActor(teacher, (tx) => discardDraft(tx, draft.id, typed));
    expect(await put({ how: 'not_needed', why: '  ' })).toEqual({ ok: false, problem: 'no_reason' });
    expect(await put({ how: '', why: 'because' })).toEqual({ ok: false, problem: 'no_reason' });
    expect(await put({ how: 'sent_another_way', why: 'Rang the duty desk' })).toEqual({ ok: true, value: null });
    expect(await withActor(teacher, (tx) => readDraft(tx, draft.id))).toMatchObject({ closedHow: 'sent_another_way', content: { fields: { 'happened.what': 'kept' } } });
    expect(await submit(teacher, draft)).toMatchObject({ ok: true, value: { created: true } });
    expect(await withActor(teacher, (tx) => readDraft(tx, draft.id))).toMatchObject({ closedHow: 'sent' });
  });

  it('written in two windows keeps both texts, whichever its author chooses', async () => {
    const { teacher } = place.people;
    const draft = await draftOf(teacher, { voice: { 'voice.1.said': 'first' } });
    const save = (said: string, base: number) => withActor(teacher, (tx) => saveStep(tx, draft.id, 'voice', ownedBy('voice'), { 'voice.1.said': said }, base));
    expect(await save('second', draft.version)).toMatchObject({ ok: true });
    const late = await save('third', draft.version);
    if (late.ok || late.problem.code !== 'conflict') throw new Error('no conflict');
    const { conflictId } = late.problem;
    await withActor(teacher, async (tx) => {
      expect(await settleReportConflict(tx, teacher, draft.id, conflictId, 'typed')).toBe('voice');
      expect((await readDraft(tx, draft.id))?.content.fields['voice.1.said']).toBe('third');
      const kept = await tx.db.draftConflict.findMany({ where: { authorityId: place.id, draftId: draft.id } });
      expect(kept.map((row) => (row.data as { fields: Fields }).fields['voice.1.said']).sort()).toEqual(['second', 'third']);
      expect(await readConflicts(tx, draft.id)).toEqual([]);
    });
  });
});

describe('what is asked of the database (docs/measurements.md)', () => {
  /** As many statements from the session to the commit: a report's time is theirs. */
  const STATEMENTS = 35;

  it(`is ${STATEMENTS} statements for a report whose sender is known, with nothing read twice`, async () => {
    const { POST } = await import('@/app/report/[draft]/submit/route');
    const { teacher } = place.people;
    const cookie = `${SESSION_COOKIE}=${await cookieOf(teacher)}`;
    const send = async (familyName: string) => {
      const draft = await draftOf(teacher, { children: { children: '1', 'child.1.givenName': 'Wren', 'child.1.familyName': familyName, 'child.1.ageWords': '7' }, 'what-happened': { 'happened.what': 'She came to school hungry again.' }, indicators: { 'seen.1': 'I018' } });
      const query = vi.spyOn(pg.Client.prototype, 'query');
      try {
        const answer = await POST(new NextRequest(`http://localhost:3000/report/${draft.id}/submit`, { method: 'POST', body: new URLSearchParams({ key: draft.key, version: String(draft.version) }).toString(), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie } }), { params: Promise.resolve({ draft: draft.id }) });
        expect(answer.headers.get('location')).toBe(`/report/${draft.id}/sent`);
        const all = (query.mock.calls as unknown[][]).map(([first, values], at) => ({ by: query.mock.contexts[at], text: typeof first === 'string' ? first : String((first as { text?: string }).text), values: JSON.stringify((first as { values?: unknown }).values ?? values ?? []) }));
        // The queue of jobs looks after itself beside it, on connections of its own.
        const sending = all.find(({ text }) => text === 'BEGIN')?.by;
        return all.filter(({ by, text }) => by === sending || text.includes('session_lookup'));
      } finally {
        query.mockRestore();
      }
    };
    // Whoever sends for the first time is entered among the known professionals.
    await send('Penrose');
    const sent = await send('Tregear');
    expect(sent.map(({ text }) => text.slice(0, 90)), 'statements').toHaveLength(STATEMENTS);
    const reads = sent.filter(({ text }) => /^\s*(select|with)\b/i.test(text) && !text.includes('set_config')).map(({ text, values }) => `${text} ${values}`);
    expect(reads.filter((one, at) => reads.indexOf(one) !== at)).toEqual([]);
  });
});

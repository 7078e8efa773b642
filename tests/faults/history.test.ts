/** The checker of the fault suites is itself seen to find what it is there to find: each bad history below was planted by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { ownedBy } from '@/lib/contact/report/steps';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { findContact } from '@/lib/contact/store';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { faultsIn, findFaults, History, wayOf, type Checks, type Found, type FoundContact, type FoundEvent, type Said } from './history';

const event = (kind: string, minute: number, detail: Record<string, unknown> = {}): FoundEvent => ({ kind, at: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000000Z`, detail });
const CONTACT: FoundContact = {
  id: 'c1',
  reference: 'NOR-AAAA-AAAA',
  proposals: [1],
  decisions: [],
  events: [event('received', 0), event('claimed', 5)],
  liveClaims: 1,
  queued: 'claimed',
  closed: false,
  consultation: false,
  receiptDue: true,
  received: 1,
  acknowledge: 1,
};
const DECIDED: FoundContact = { ...CONTACT, decisions: [{ id: 'd1', version: 1, needsCountersign: false, verdict: null }], events: [...CONTACT.events, event('decided', 9, { decision: 'd1', needsCountersign: false })], queued: 'decided' };
const GOOD: Found = {
  effects: [{ op: 'submit', key: 'k1', result: 'NOR-AAAA-AAAA' }],
  ledger: null,
  contacts: [CONTACT],
  letters: [{ id: 'l1', contactId: 'c1', slot: 'receipt a1 receipt', kind: 'receipt', events: ['sent', 'delivered'], messages: ['m1'] }],
  messages: [{ id: 'm1', state: 'sent', letterId: 'l1', jobs: 0 }],
  drafts: [{ id: 'f1', closed: true, becameThere: true, contactThere: true }],
  strayJobs: [],
};
const OK: Said = { op: 'submit', key: 'k1', outcome: 'ok', result: 'NOR-AAAA-AAAA' };
const [LETTER, MESSAGE] = [GOOD.letters, GOOD.messages].map(([first]) => first) as [Found['letters'][number], Found['messages'][number]];
const withContact = (contact: Partial<FoundContact>, of = CONTACT): Found => ({ ...GOOD, contacts: [{ ...of, ...contact }] });

describe('a whole history', () => {
  it.each<[string, Said[], Found, Checks?]>([
    ['acknowledged and there once', [OK], GOOD, { provider: ['m1'], drained: true }],
    ['acknowledged twice with the same receipt, after an answer that was lost', [{ ...OK, outcome: 'unknown' }, OK, OK], GOOD],
    ['unknown and there', [{ op: 'submit', key: 'k1', outcome: 'unknown' }], GOOD],
    ['unknown and not there', [OK, { op: 'submit', key: 'k2', outcome: 'unknown' }], GOOD],
    ['refused and not there', [OK, { op: 'submit', key: 'k2', outcome: 'fail' }], GOOD],
    ['decided', [OK], { ...withContact({}, DECIDED), effects: [...GOOD.effects, { op: 'decide', key: 'k3', result: 'd1' }] }],
  ])('%s', (_, said, found, checks) => {
    expect(findFaults(said, found, checks)).toEqual([]);
  });
});

describe('a bad history that was planted', () => {
  it.each<[string, Said[], Found, string, Checks?]>([
    ['an acknowledged report that is lost', [OK], { ...GOOD, effects: [] }, 'acknowledged and stands 0 times'],
    ['an acknowledged report that is there twice', [OK], { ...GOOD, effects: [...GOOD.effects, ...GOOD.effects] }, 'acknowledged and stands 2 times'],
    ['two receipts for one key', [OK, { ...OK, result: 'NOR-BBBB-BBBB' }], GOOD, '2 different receipts'],
    ['a receipt for something else', [{ ...OK, result: 'NOR-BBBB-BBBB' }], GOOD, 'receipt given is not what stands'],
    ['a refused one that is there', [{ op: 'submit', key: 'k1', outcome: 'fail' }], GOOD, 'refused and stands 1 times'],
    ['an unknown one that is there twice', [{ op: 'submit', key: 'k1', outcome: 'unknown' }], { ...GOOD, effects: [...GOOD.effects, ...GOOD.effects] }, 'stands 2 times'],
    ['a broken ledger', [OK], { ...GOOD, ledger: 'entry 3 was edited' }, 'entry 3 was edited'],
    ['a contact that the ledger does not know', [OK], withContact({ received: 0 }), 'received 0 times'],
    ['a contact without a proposal', [OK], withContact({ proposals: [] }), 'proposals are none'],
    ['two duties to acknowledge', [OK], withContact({ acknowledge: 2 }), '2 duties'],
    ['two that hold it', [OK], withContact({ liveClaims: 2 }), '2 hold it'],
    ['an open contact out of the queue', [OK], withContact({ queued: null }), 'open and not in the queue'],
    ['a queue that says something else', [OK], withContact({ queued: 'received' }), 'the queue says received, its timeline claimed'],
    ['a decision that is not on the timeline', [OK], withContact({ events: CONTACT.events, queued: 'claimed' }, DECIDED), '1 decisions and 0 entries'],
    ['two decisions in one place', [OK], withContact({ decisions: [...DECIDED.decisions, ...DECIDED.decisions], events: [...DECIDED.events, event('decided', 10)] }, DECIDED), 'decisions are 1, 1'],
    ['closed straight from the queue', [OK], withContact({ events: [...CONTACT.events, event('closed', 9)], closed: true, queued: null }), 'went from claimed to closed'],
    ['decided after its end', [OK], withContact({ events: [event('received', 0), event('withdrawn', 5), event('decided', 9)], closed: true, queued: null }, DECIDED), 'went from withdrawn to received'],
    ['received twice', [OK], withContact({ events: [...CONTACT.events, event('received', 7)] }), 'was received 2 times'],
    ['no receipt', [OK], { ...GOOD, letters: [], messages: [] }, '0 receipts'],
    ['two receipts', [OK], { ...GOOD, letters: [LETTER, { ...LETTER, id: 'l2', messages: [] }] }, 'written 2 times'],
    ['a letter with two messages', [OK], { ...GOOD, letters: [{ ...LETTER, messages: ['m1', 'm2'] }], messages: [MESSAGE, { ...MESSAGE, id: 'm2' }] }, '2 messages'],
    ['a message that nobody would deliver', [OK], { ...GOOD, letters: [{ ...LETTER, events: ['sent'] }], messages: [{ ...MESSAGE, state: 'pending' }] }, 'no job would deliver it'],
    ['a message that the provider sent twice', [OK], GOOD, 'sent it 2 times', { provider: ['m1', 'm1'] }],
    ['a message that the provider never had', [OK], GOOD, 'never had it', { provider: [] }],
    ['a message that is still due', [OK], { ...GOOD, letters: [{ ...LETTER, events: ['sent'] }], messages: [{ ...MESSAGE, state: 'failed', jobs: 1 }] }, 'due and failed', { drained: true }],
    ['a draft whose contact is gone', [OK], { ...GOOD, drafts: [{ id: 'f1', closed: true, becameThere: false, contactThere: false }] }, 'what it became is not there'],
    ['a draft that is open beside its contact', [OK], { ...GOOD, drafts: [{ id: 'f1', closed: false, becameThere: false, contactThere: true }] }, 'open, and its contact is there'],
    ['a job about nothing', [OK], { ...GOOD, strayJobs: ['post.deliver 7'] }, 'not there'],
  ])('%s', (_, said, found, fault, checks) => {
    expect(findFaults(said, found, checks).join('\n')).toContain(fault);
  });
});

describe('the way of a contact', () => {
  it('is read from its timeline: asked, decided for a second person, told, opened again by something added', () => {
    const way = wayOf([
      ...[event('received', 0), event('claimed', 1), event('asked', 2, {}), event('letter_sent', 2, { kind: 'question' }), event('answered', 3), event('decided', 4, { needsCountersign: true })],
      ...[event('countersigned', 5), event('letter_sent', 6, { kind: 'outcome' }), event('added', 7), event('proposed', 7), event('decided', 8, { needsCountersign: false }), event('not_told', 9), event('closed', 10)],
    ]);
    // Two transactions of one millisecond, of which the first moves nothing.
    expect(wayOf([event('received', 0), event('note', 1), event('claimed', 1)])).toEqual(['draft', 'received', 'claimed']);
    expect(way).toEqual(['draft', 'received', 'claimed', 'waiting_for_referrer', 'claimed', 'awaiting_countersign', 'decided', 'told', 'claimed', 'decided', 'told', 'closed']);
  });
});

describe('what stands in a database', () => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace();
  });
  afterAll(closeDatabase);

  it('is found whole, and each thing that is then forged in it is named', async () => {
    const { teacher, worker } = place.people;
    const history = new History();
    const [kept, draft] = await withActor(teacher, async (tx) => {
      const id = await startReport(tx, teacher);
      await saveStep(tx, id, 'what-happened', ownedBy('what-happened'), { 'happened.what': 'Hungry again' }, Number.MAX_SAFE_INTEGER);
      const made = await readDraft(tx, id);
      if (made === null) throw new Error('no draft');
      const sent = await submitContact(tx, teacher, await readAuthority(tx), { draftId: id, key: made.key, version: made.version });
      if (!sent.ok) throw new Error(sent.problem);
      await writeReceipt(tx, sent.value.contactId);
      return [sent.value, made];
    });
    history.say({ key: draft.key, op: 'submit', outcome: 'ok', result: kept.reference });
    await withActor(worker, async (tx) => {
      const contact = await findContact(tx, kept.reference);
      if (contact === null) throw new Error('no contact');
      await claimContact(tx, worker, contact);
    });
    expect(await faultsIn(history, place.id)).toEqual([]);

    const forged = async (sql: string) => {
      await asSuperuser(async (client) => {
        await client.query("set session_replication_role = 'replica'");
        await client.query(sql, [place.id]);
      });
      return (await faultsIn(history, place.id)).join('\n');
    };
    expect(await forged("update queue_row set state = 'told' where authority_id = $1")).toContain('the queue says told, its timeline claimed');
    expect(await forged('delete from pgboss.job where data->>\'authorityId\' = $1')).toContain('no job would deliver it');
    expect(await forged('delete from message where authority_id = $1')).not.toContain('no job would deliver it');
    expect(await forged('delete from letter where authority_id = $1')).toContain('0 receipts');
    expect(await forged("update ledger_entry set action = 'contact.opened' where authority_id = $1 and action = 'contact.received'")).toMatch(/ledger: .*[\s\S]*received 0 times/);
    expect(await forged('delete from contact where authority_id = $1')).toMatch(/acknowledged and stands 0 times[\s\S]*what it became is not there/);
  });
});

/**
 * Protected sources and addresses (issue 3 section 2; domain 7.6, 7.14, 3.4). What may be learned by whom is written
 * from there, not from the code.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContact, readContact } from '@/lib/contact/store';
import { addressOf } from '@/lib/letter/message-store';
import { additionsOf, questionsTo } from '@/lib/contact/additions/addition-store';
import { openProtected, readMarkers } from '@/lib/contact/secrecy/protected-store';
import { readIdentity, readSealing } from '@/lib/contact/secrecy/seal-store';
import { addNote } from '@/lib/contact/verbs/add-note';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { answerUnseal } from '@/lib/contact/verbs/answer-unseal';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { askUnseal } from '@/lib/contact/verbs/ask-unseal';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { lookAtProtected } from '@/lib/contact/verbs/look-at-protected';
import { lookAtSource } from '@/lib/contact/verbs/look-at-source';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { startReport } from '@/lib/contact/verbs/start-report';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { dutiesOfContact, openDuties, ownDuties } from '@/lib/duty/store';
import { reportToPolice } from '@/lib/duty/verbs/report-to-police';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { lettersOf } from '@/lib/letter/store';
import { progressOf } from '@/lib/letter/progress';
import { myContacts, readProgress } from '@/lib/letter/progress-store';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { writeUnsealLetter } from '@/lib/letter/verbs/write-unseal-letter';
import type { Person } from '@/lib/access/model';
import { closeDatabase, SOURCE_ID, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { decideFor } from './letter-scene';
import { makePlace, type Place } from './people';
import { seenBy } from './rows';
import { asSuperuser } from './superuser';

let here: Place;
let client: pg.Client;
beforeAll(async () => {
  here = await makePlace();
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await closeDatabase();
});

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = now()) => withActor(person, work, { at });
const headIn = async (tx: Tx, reference: string) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('not there');
  return head;
};

/** Sends a report by the form, as its page does. */
async function send(from: Person, fields: Fields): Promise<{ contactId: string; reference: string; draftId: string }> {
  const authority = { prefix: here.prefix, settings: { guideArea: 'norfolk' as const } };
  const draftId = await as(from, (tx) => startReport(tx, from));
  await as(from, async (tx) => saveStep(tx, draftId, 'all', () => true, { 'you.role': from.jobTitle, 'you.phone': from.phone, children: ['1'], 'child.1.givenName': 'Wren', 'child.1.familyName': 'Ashby', 'seen.1': ['I018'], ...fields }, 1));
  const sent = await as(from, async (tx) => {
    const draft = await readDraft(tx, draftId);
    const done = await submitContact(tx, from, authority, { draftId, key: draft?.key ?? '', version: draft?.version ?? 0 });
    if (!done.ok) throw new Error(done.problem);
    await writeReceipt(tx, done.value.contactId);
    return done.value;
  });
  return { ...sent, draftId };
}

const SEALED = { 'you.protectMe': 'yes', 'you.relationship': 'her class teacher', 'happened.what': 'She had a mark on her arm.' };

describe('a report whose source asks to be protected', () => {
  let reference: string;
  let contactId: string;
  beforeAll(async () => {
    ({ reference, contactId } = await send(here.people.teacher, SEALED));
  });

  test('nobody of the duty service, the agency or the audit reads who it is, in any column of any table', async () => {
    const { teacher } = here.people;
    const tells = [teacher.name, teacher.jobTitle, teacher.email, teacher.phone, teacher.actorId, here.agencies.school.name, here.agencies.school.id, 'class teacher'];
    const { rows } = await client.query<{ name: string; columns: string[] }>("select table_name as name, array_agg(column_name::text) as columns from information_schema.column_privileges where grantee = 'doorstep_app' and privilege_type = 'SELECT' and table_schema = 'public' group by 1");
    // Where people and agencies are kept as such, they stand; and in what does not belong to this contact.
    const elsewhere = ['account', 'membership', 'agency', 'session', 'account_link', 'draft', 'sign_in_attempt'];
    const found: string[] = [];
    for (const person of [here.people.worker, here.people.manager, here.people.auditor, here.people.lead, here.people.otherTeacher])
      for (const { name, columns } of rows.filter((table) => !elsewhere.includes(table.name))) {
        const texts = await seenBy(client, person, async () => (await client.query<{ text: string }>(`select to_jsonb(t)::text as text from (select ${columns.join(', ')} from ${name}) t`)).rows.map(({ text }) => text));
        for (const tell of tells) if (texts.some((text) => text.includes(tell) && (text.includes(contactId) || text.includes(reference)))) found.push(`${person.role} reads ${tell} in ${name}`);
        if (name === 'letter' || name === 'message' || name === 'letter_event') for (const tell of tells) if (texts.some((text) => text.includes(tell))) found.push(`${person.role} reads ${tell} in ${name}`);
      }
    expect(found).toEqual([]);
  });

  test('its reporter sees their own, adds to it, and nobody else of the agency sees it or counts it', async () => {
    await as(here.people.teacher, async (tx) => {
      expect((await headIn(tx, reference)).referrerId).toBe(here.people.teacher.actorId);
      expect((await readContact(tx, contactId))?.report.incident.what).toBe('She had a mark on her arm.');
      expect((await myContacts(tx, '')).contacts.map((each) => [each.reference, each.mine])).toContainEqual([reference, true]);
      expect((await addToContact(tx, contactId, { key: newId(), text: 'She is limping today.', indicators: {}, immediate: false })).ok).toBe(true);
    });
    for (const person of [here.people.lead, here.people.otherTeacher, here.people.officer, here.people.desk]) {
      await as(person, async (tx) => {
        expect(await findContact(tx, reference)).toBeNull();
        expect((await myContacts(tx, '')).contacts.map((each) => each.reference)).not.toContain(reference);
      });
    }
    await as(here.people.worker, async (tx) => expect((await additionsOf(tx, contactId)).map(({ by }) => by)).toEqual([SOURCE_ID]));
  });

  test('what they did stands in the ledger under nobody’s name, also under raw SQL as the auditor', async () => {
    const rows = await seenBy(client, here.people.auditor, async () => (await client.query<{ actor_id: string; actor_role: string }>("select actor_id, actor_role from ledger_entry where object_id = $1 or detail->>'contact' = $1", [contactId])).rows);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ actor_id, actor_role }) => actor_id === here.people.teacher.actorId || actor_role.startsWith('partner'))).toEqual([]);
  });

  test('a question reaches them and comes back; the letter and the message name nobody', async () => {
    const { worker, teacher } = here.people;
    const questionId = await as(worker, async (tx) => {
      const asked = await askReferrer(tx, await headIn(tx, reference), 'Is she in school tomorrow?');
      if (!asked.ok) throw new Error(asked.problem);
      expect(await writeQuestionLetter(tx, worker, contactId, asked.value.questionId)).not.toBeNull();
      return asked.value.questionId;
    });
    const letters = await as(worker, (tx) => lettersOf(tx, contactId));
    expect(new Set(letters.map(({ recipient }) => `${recipient.name}|${recipient.email}|${recipient.accountId}|${recipient.referrerClass}`))).toEqual(new Set(['Protected source||null|protected']));
    const messages = await as(worker, (tx) => tx.db.message.findMany({ where: { letterId: { in: letters.map(({ id }) => id) } } }));
    expect(new Set(messages.map(({ toAddress }) => toAddress))).toEqual(new Set(['']));
    // The post alone learns where to.
    const [first] = messages;
    if (first === undefined) throw new Error('no message');
    expect(await withActor(systemOf(here.id), (tx) => addressOf(tx, { letterId: first.letterId, toAddress: '' }))).toBe(teacher.email);
    await expect(as(worker, (tx) => addressOf(tx, { letterId: first.letterId, toAddress: '' }))).resolves.toBe('');
    await expect(as(worker, (tx) => tx.asSystem((system) => addressOf(system, { letterId: first.letterId, toAddress: '' })))).resolves.toBe('');

    await as(teacher, async (tx) => {
      await headIn(tx, reference);
      const letter = (await lettersOf(tx, contactId)).find(({ kind }) => kind === 'question');
      expect(letter && (await openLetter(tx, contactId, letter.id))?.text.blocks.some((block) => block.kind === 'quote' && block.text === 'Is she in school tomorrow?')).toBe(true);
      expect((await answerQuestion(tx, contactId, { questionId, answer: 'Yes, from nine.' })).ok).toBe(true);
    });
    expect((await as(worker, (tx) => questionsTo(tx, contactId)))[0]?.answer).toBe('Yes, from nine.');
    const by = await as(worker, (tx) => tx.db.question.findFirst({ where: { id: questionId }, select: { answeredBy: true } }));
    expect(by?.answeredBy).toBe(SOURCE_ID);
  });

  test('the outcome letter says no more than to a professional without a continuing role', async () => {
    const letterId = await as(here.people.worker, async (tx) => writeOutcomeLetter(tx, await decideFor(tx, contactId, { by: here.people.worker.actorId, level: 2, route: 'EH_CAF' })));
    const letter = (await as(here.people.worker, (tx) => lettersOf(tx, contactId))).find(({ id }) => id === letterId);
    expect(JSON.stringify(letter?.text)).not.toMatch(/Bryony|Castle|Harrow|Wren/);
    expect(letter?.text.to).toBe('Protected source');
  });

  test('the app role finds no key to it: neither the words nor the link are read by anybody', async () => {
    for (const person of [here.people.worker, here.people.manager, systemOf(here.id)]) {
      await expect(seenBy(client, person, () => client.query('select identity from sealed_source'))).rejects.toThrow(/permission denied/);
      expect((await seenBy(client, person, () => client.query('select * from sealed_owner'))).rows).toEqual([]);
    }
    await asSuperuser(async (superuser) => {
      const { rows } = await superuser.query<{ identity: string }>('select identity from sealed_source where contact_id = $1', [contactId]);
      expect(rows[0]?.identity).toMatch(/^v1\.test\./);
    });
  });
});

/** Domain 7.5: "an agency whose staff are the subject: nothing until LADO or strategy discussion agrees"; its sealed source is of it. */
test('a source whose own agency is concerned reads that it arrived, and nothing of the decision', async () => {
  const { teacher, worker } = here.people;
  const { contactId } = await send(teacher, { ...SEALED, 'child.1.givenName': 'Linnet', 'you.aboutColleague': 'yes' });
  expect(await as(worker, async (tx) => writeOutcomeLetter(tx, await decideFor(tx, contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' })))).toBeNull();
  expect((await as(worker, (tx) => lettersOf(tx, contactId))).map(({ kind, recipient }) => [kind, recipient.name])).toEqual([['receipt', 'Protected source']]);
  expect(await as(worker, (tx) => readSealing(tx, contactId))).toMatchObject({ reachable: true, mayBeTold: false });
  // Nor is a letter promised that may not be written, whatever was decided.
  const said = async (id: string) => as(teacher, async (tx) => {
    const facts = (await readProgress(tx, [id])).get(id);
    return facts && progressOf(facts, tx.at);
  });
  const kept = await said(contactId);
  expect(kept?.words).toContain('We may not be able to tell you what comes of it.');
  expect(kept?.steps.map(({ title }) => title)).toEqual(['You told us', 'A person reads it']);
  const told = await send(teacher, { ...SEALED, 'child.1.givenName': 'Merle', 'you.aboutColleague': 'no' });
  expect((await said(told.contactId))?.steps.map(({ title }) => title)).toContain('We write to you');
});

/** Domain 7.15: "its owner is the professional who learned it"; 7.14: the source stays nobody, and reachable by a relayed question. */
test('a duty that the law puts on whoever learned it is the protected source’s own, whom nobody knows', async () => {
  const { teacher, otherTeacher, worker, manager } = here.people;
  const girl = { 'child.1.dateOfBirth-day': '1', 'child.1.dateOfBirth-month': '3', 'child.1.dateOfBirth-year': '2014', 'child.1.fgmKnown': 'yes' };
  for (const sealing of ['at receipt', 'afterwards'] as const) {
    const { reference, contactId } = await send(teacher, { ...SEALED, ...girl, 'child.1.givenName': `Lark ${sealing}`, 'you.protectMe': sealing === 'at receipt' ? 'yes' : 'no' });
    if (sealing === 'afterwards') expect((await as(worker, async (tx) => sealSource(tx, await headIn(tx, reference), 'She was threatened.'))).ok).toBe(true);
    const [duty] = (await as(worker, async (tx) => openDuties(tx, contactId))).filter(({ code }) => code === 'FGM_POLICE');
    expect(duty?.ownerId, sealing).toBe(SOURCE_ID);
    expect(await as(manager, async (tx) => takeDuty(tx, manager, duty?.id ?? ''))).toEqual({ ok: false, problem: 'not_transferable' });
    const mine = async (person: Person) => as(person, async (tx) => (await ownDuties(tx, contactId)).map(({ id }) => id));
    expect(await mine(teacher)).toEqual([duty?.id]);
    expect(await mine(otherTeacher)).toEqual([]);
    const when = now().toZonedDateTimeISO('Europe/London');
    const fields = { 'when.day': String(when.day), 'when.month': String(when.month), 'when.year': String(when.year), 'when.time': '', 'when.time.because': 'Not noted.', 'because.when': 'x', means: 'Rang 101', reference: 'CAD 1187' };
    const says = async (person: Person) => as(person, async (tx) => {
      await findContact(tx, reference);
      return reportToPolice(tx, person, { contactId, sealed: true }, duty?.id ?? '', fields);
    });
    expect(await says(teacher)).toMatchObject({ ok: true });
    const [kept] = await as(worker, async (tx) => (await dutiesOfContact(tx, contactId)).filter(({ code }) => code === 'FGM_POLICE'));
    expect(kept?.discharge).toMatchObject({ by: SOURCE_ID, how: 'done' });
    expect(kept?.discharge?.evidence.at(-1)?.answer).toBe('The protected source');
    expect(await as(teacher, async (tx) => (await ownDuties(tx, contactId)).map(({ discharge }) => discharge?.how))).toEqual(['done']);
  }
});

describe('opening a source', () => {
  const asked = { ground: 'court_order', orderReference: 'NR26C00417', reason: 'The court orders disclosure to the guardian; nobody else knows the date.', tellSource: 'yes' };
  const agreed = { verdict: 'agreed', reason: 'I have read the order myself.' };
  let reference: string;
  let contactId: string;
  beforeAll(async () => {
    ({ reference, contactId } = await send(here.people.teacher, SEALED));
  });

  test('takes a ground, an order and a reason', async () => {
    const { worker } = here.people;
    for (const wrong of [{ ...asked, ground: '' }, { ...asked, orderReference: ' ' }, { ...asked, reason: '' }, { ...asked, tellSource: '' }]) {
      expect(await as(worker, async (tx) => askUnseal(tx, await headIn(tx, reference), wrong))).toEqual({ ok: false, problem: 'incomplete' });
    }
  });

  test('only the order of a court keeps it from the source that they were named: neither another law nor a life at risk, and the database says so too', async () => {
    const { worker, manager } = here.people;
    const fresh = await send(here.people.teacher, SEALED);
    for (const ground of ['legal_obligation', 'life_at_risk'] as const) {
      expect(await as(worker, async (tx) => askUnseal(tx, await headIn(tx, fresh.reference), { ...asked, ground, tellSource: 'forbidden' }))).toEqual({ ok: false, problem: 'no_order_forbids' });
    }
    const insert = (unsealId: string) => [
      "insert into unseal (authority_id, id, contact_id, asked_at, asked_by, ground, order_reference, reason, tell_source) values ($1, $2, $3, now(), $4, 'legal_obligation', 'Section 29', 'Asked.', false)",
      [here.id, unsealId, fresh.contactId, worker.actorId],
    ] as const;
    await expect(seenBy(client, worker, () => client.query(insert(newId())[0], [...insert(newId())[1]]))).rejects.toThrow(/unseal_only_an_order_forbids/);

    // One that was asked before the database said so can be refused, and never agreed with.
    const old = newId();
    await asSuperuser(async (owner) => {
      await owner.query('alter table unseal drop constraint unseal_only_an_order_forbids');
      await owner.query(insert(old)[0], [...insert(old)[1]]);
      await owner.query("alter table unseal add constraint unseal_only_an_order_forbids check (tell_source or ground = 'court_order') not valid");
    });
    const answer = (verdict: string) => as(manager, async (tx) => answerUnseal(tx, manager, await headIn(tx, fresh.reference), { unsealId: old, verdict, reason: 'No court has ordered it.' }));
    expect(await answer('agreed')).toEqual({ ok: false, problem: 'no_order_forbids' });
    expect(await answer('refused')).toMatchObject({ ok: true });
    const life = await as(worker, async (tx) => askUnseal(tx, await headIn(tx, fresh.reference), { ...asked, ground: 'life_at_risk' }));
    expect(life).toMatchObject({ ok: true });
  });

  test('two persons: the second is a qualified manager, not the one who asked, who holds it or who decided', async () => {
    const { manager, otherWorker, unqualifiedManager, worker } = here.people;
    const unsealId = await as(manager, async (tx) => {
      const done = await askUnseal(tx, await headIn(tx, reference), asked);
      if (!done.ok) throw new Error(done.problem);
      return done.value.unsealId;
    });
    const answer = (person: Person) => as(person, async (tx) => answerUnseal(tx, person, await headIn(tx, reference), { unsealId, ...agreed }));
    expect(await answer(manager)).toEqual({ ok: false, problem: 'asked_themselves' });
    expect(await answer(unqualifiedManager)).toEqual({ ok: false, problem: 'not_qualified' });
    expect(await answer(otherWorker)).toEqual({ ok: false, problem: 'not_qualified' });
    const second: Person = { ...unqualifiedManager, qualified: true };
    await as(second, async (tx) => claimContact(tx, second, await headIn(tx, reference)));
    expect(await answer(second)).toEqual({ ok: false, problem: 'holder' });
    // The database says no too, whatever a page would let through.
    await expect(seenBy(client, manager, () => client.query("insert into unseal_answer (authority_id, unseal_id, contact_id, asked_by, at, by, verdict, reason, until_at) values ($1, $2, $3, $4, now(), $4, 'agreed', 'mine', now() + interval '1 hour')", [here.id, unsealId, contactId, manager.actorId]))).rejects.toThrow(/unseal_second_person/);
    // A forged request of somebody else, answered by the forger, finds no such request.
    await expect(seenBy(client, manager, () => client.query("insert into unseal_answer (authority_id, unseal_id, contact_id, asked_by, at, by, verdict, reason, until_at) values ($1, $2, $3, $5, now(), $4, 'agreed', 'mine', now() + interval '1 hour')", [here.id, unsealId, contactId, manager.actorId, worker.actorId]))).rejects.toThrow(/foreign key/);
    expect(await as(manager, async (tx) => lookAtSource(tx, await headIn(tx, reference)))).toBeNull();
  });

  test('agreed, the one who asked sees it for an hour, each look in the ledger; nobody else ever; the source is told', async () => {
    const fresh = await send(here.people.teacher, SEALED);
    const { worker, manager, otherWorker, teacher } = here.people;
    const begin = now();
    const unsealId = await as(worker, async (tx) => {
      const done = await askUnseal(tx, await headIn(tx, fresh.reference), asked);
      if (!done.ok) throw new Error(done.problem);
      return done.value.unsealId;
    });
    await as(manager, async (tx) => {
      const done = await answerUnseal(tx, manager, await headIn(tx, fresh.reference), { unsealId, ...agreed });
      expect(done).toEqual({ ok: true, value: { tellSource: true, unsealId } });
      expect(await writeUnsealLetter(tx, fresh.contactId, unsealId)).not.toBeNull();
    });
    const look = (person: Person, at = now()) => as(person, async (tx) => lookAtSource(tx, await headIn(tx, fresh.reference)), at);
    expect((await look(worker))?.identity).toMatchObject({ name: teacher.name, phone: teacher.phone, email: teacher.email, agencyName: here.agencies.school.name, channel: 'form', reporter: { relationship: 'her class teacher' } });
    await look(worker);
    expect(await look(manager)).toBeNull();
    expect(await look(otherWorker)).toBeNull();
    expect(await as(manager, (tx) => readIdentity(tx, fresh.contactId))).toBeNull();
    expect(await look(worker, begin.add({ minutes: 61 }))).toBeNull();
    const seen = await seenBy(client, here.people.auditor, async () => (await client.query("select 1 from ledger_entry where object_id = $1 and action = 'source.seen' and actor_id = $2", [fresh.contactId, worker.actorId])).rowCount);
    expect(seen).toBe(2);
    await as(teacher, async (tx) => {
      const told = (await lettersOf(tx, fresh.contactId)).find(({ kind }) => kind === 'unsealed');
      expect(JSON.stringify(told?.text)).toContain('NR26C00417');
    });
  });

  test('refused, nothing opens; forbidden by the order, the source is not told', async () => {
    const fresh = await send(here.people.teacher, SEALED);
    const { worker, manager } = here.people;
    const ask = (tellSource: string) => as(worker, async (tx) => askUnseal(tx, await headIn(tx, fresh.reference), { ...asked, tellSource }));
    const first = await ask('forbidden');
    if (!first.ok) throw new Error(first.problem);
    await as(manager, async (tx) => answerUnseal(tx, manager, await headIn(tx, fresh.reference), { unsealId: first.value.unsealId, verdict: 'refused', reason: 'The order names another child.' }));
    expect(await as(worker, async (tx) => lookAtSource(tx, await headIn(tx, fresh.reference)))).toBeNull();
    const second = await ask('forbidden');
    if (!second.ok) throw new Error(second.problem);
    const done = await as(manager, async (tx) => answerUnseal(tx, manager, await headIn(tx, fresh.reference), { unsealId: second.value.unsealId, ...agreed }));
    expect(done).toEqual({ ok: true, value: { tellSource: false, unsealId: second.value.unsealId } });
  });
});

describe('a source sealed afterwards', () => {
  test('goes out of everything that was written, and the reporter keeps their own', async () => {
    const { teacher, worker, lead, auditor } = here.people;
    const { reference, contactId } = await send(teacher, { 'you.protectMe': 'no', 'happened.what': 'A mark on the arm.' });
    await as(teacher, async (tx) => {
      await myContacts(tx, '');
      await addToContact(tx, contactId, { key: newId(), text: 'More.', indicators: {}, immediate: false });
      tx.ledger({ action: 'my_contacts.listed', objectKind: 'list', objectId: 'my-contacts', detail: { ids: [contactId] } });
    });
    await as(lead, async (tx) => expect(await findContact(tx, reference)).not.toBeNull());
    expect(await as(worker, async (tx) => sealSource(tx, await headIn(tx, reference), ' '))).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await as(worker, async (tx) => sealSource(tx, await headIn(tx, reference), 'The father has threatened whoever told.'))).ok).toBe(true);
    expect(await as(worker, async (tx) => sealSource(tx, await headIn(tx, reference), 'Again.'))).toEqual({ ok: false, problem: 'sealed_already' });

    const tells = [teacher.name, teacher.jobTitle, teacher.email, teacher.actorId, here.agencies.school.name, here.agencies.school.id];
    const tables = ['contact', 'queue_row', 'contact_event', 'letter', 'addition', 'question', 'duty', 'proposal'];
    for (const table of tables) {
      const texts = await seenBy(client, worker, async () => (await client.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t where ${table === 'contact' ? 'id' : 'contact_id'} = $1`, [contactId])).rows);
      for (const tell of tells) expect(texts.filter(({ text }) => text.includes(tell)).map(() => `${table}: ${tell}`)).toEqual([]);
    }
    const messages = await as(worker, (tx) => tx.db.message.findMany({ where: { letter: { contactId } } }));
    expect(messages.map(({ toAddress }) => toAddress)).toEqual(['']);
    await as(lead, async (tx) => expect(await findContact(tx, reference)).toBeNull());
    await as(teacher, async (tx) => {
      expect((await headIn(tx, reference)).referrerId).toBe(teacher.actorId);
      expect((await lettersOf(tx, contactId)).length).toBe(1);
    });
    expect(await as(worker, (tx) => readSealing(tx, contactId))).toMatchObject({ reachable: true, by: worker.actorId });
    // The chain keeps what it had, for its verifier; the auditor is not shown whose it was.
    const shown = await seenBy(client, auditor, async () => (await client.query("select 1 from ledger_entry where actor_id = $1 and (object_id = $2 or detail->>'contact' = $2 or detail->'ids' ? $2)", [teacher.actorId, contactId])).rowCount);
    expect(shown).toBe(0);
    const kept = await asSuperuser(async (superuser) => (await superuser.query("select 1 from ledger_entry where actor_id = $1 and object_id = $2", [teacher.actorId, contactId])).rowCount);
    expect(kept).toBeGreaterThan(0);
  });

  test('nobody rewrites a record but in the transaction that keeps what is taken out', async () => {
    const { contactId } = await send(here.people.teacher, SEALED);
    for (const person of [here.people.worker, here.people.lead, here.people.auditor]) {
      await expect(seenBy(client, person, () => client.query("select contact_rewrite($1, '{}'::jsonb, '', '[]'::jsonb, '[]'::jsonb)", [contactId]))).rejects.toThrow();
      await expect(seenBy(client, person, () => client.query("select contact_seal($1, '{}'::jsonb)", [contactId]))).rejects.toThrow();
    }
  });
});

describe('an address kept secret', () => {
  const SECRET = {
    'you.protectMe': 'no',
    'child.1.address': 'Haven House\n14 Rose Lane\nKettlesham',
    'child.1.postcode': 'ZE3 9QT',
    'child.1.keepAddressSecret': 'yes',
    'child.1.phone': '01632 960555',
    'child.1.keepPhoneSecret': 'yes',
    'child.1.school': 'Thistledown Primary',
    'child.1.keepSchoolSecret': 'yes',
    'happened.what': 'They moved to 14, Rose Lane (ze39qt). Ring +44 1632 960 555. At THISTLEDOWN primary she said nothing.',
  };
  const TELLS = /Rose Lane|Haven House|ZE3 ?9QT|960 ?555|Thistledown/i;

  test('moves out of the report, the people, the summary and the draft; a marker stays', async () => {
    const { worker, teacher } = here.people;
    const { contactId, draftId } = await send(teacher, SECRET);
    const contact = await as(worker, (tx) => readContact(tx, contactId));
    expect(JSON.stringify(contact)).not.toMatch(TELLS);
    expect(contact?.report.children[0]).toMatchObject({ keepAddressSecret: true, keepPhoneSecret: true, keepSchoolSecret: true, address: '', school: '' });
    expect(contact?.report.incident.what).toBe('They moved to [kept secret] ([kept secret]). Ring [kept secret]. At [kept secret] she said nothing.');
    const row = await as(worker, (tx) => tx.db.queueRow.findFirst({ where: { contactId } }));
    expect(JSON.stringify({ summary: row?.summary })).not.toMatch(TELLS);
    // Not even in their own copy, nor in the row of the draft.
    expect(JSON.stringify(await as(teacher, (tx) => readDraft(tx, draftId)))).not.toMatch(TELLS);
    expect(JSON.stringify(await as(teacher, (tx) => readContact(tx, contactId)))).not.toMatch(TELLS);
    expect((await as(worker, (tx) => readMarkers(tx, contactId))).map(({ kind, place }) => `${kind} ${place}`).sort()).toEqual(['address children.0.address', 'phone children.0.phone', 'postcode children.0.postcode', 'school children.0.school', 'words incident.what']);
  });

  test('is shown to whoever holds it, and managers, by an act with a reason, for a while', async () => {
    const { worker, otherWorker, manager, auditor } = here.people;
    const { contactId, reference } = await send(here.people.teacher, SECRET);
    const look = (person: Person, reason: string) => as(person, async (tx) => lookAtProtected(tx, person, await headIn(tx, reference), reason));
    const words = async (person: Person) => (await as(person, (tx) => openProtected(tx, contactId))).map((each) => each.words);
    expect(await look(worker, 'I visit today')).toEqual({ ok: false, problem: 'not_yours' });
    await as(worker, async (tx) => claimContact(tx, worker, await headIn(tx, reference)));
    expect(await words(worker)).toEqual([]);
    expect(await look(worker, ' ')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await look(worker, 'I visit today')).ok).toBe(true);
    expect(await words(worker)).toEqual(expect.arrayContaining(['Haven House\n14 Rose Lane\nKettlesham', 'ZE3 9QT', '01632 960555', 'Thistledown Primary', SECRET['happened.what']]));
    for (const other of [otherWorker, manager, auditor]) expect(await words(other)).toEqual([]);
    expect((await look(manager, 'To give it to the police')).ok).toBe(true);
    expect((await words(manager)).length).toBe(5);
    await expect(seenBy(client, worker, () => client.query('select sealed from protected_detail'))).rejects.toThrow(/permission denied/);
    const noted = await seenBy(client, auditor, async () => (await client.query("select 1 from ledger_entry where object_id = $1 and action = 'protected.look_opened'", [contactId])).rowCount);
    expect(noted).toBe(2);
    const events = await as(worker, (tx) => tx.db.contactEvent.count({ where: { contactId, kind: 'secret_seen' } }));
    expect(events).toBe(2);
  });

  test('what comes in later does not say it again', async () => {
    const { teacher, worker } = here.people;
    const { contactId, reference } = await send(teacher, SECRET);
    const key = newId();
    const text = 'Still at 14 Rose Lane, ring 01632-960-555.';
    for (let tries = 0; tries < 2; tries += 1) expect((await as(teacher, (tx) => addToContact(tx, contactId, { key, text, indicators: {}, immediate: false }))).ok).toBe(true);
    expect((await as(worker, (tx) => additionsOf(tx, contactId))).map((each) => each.text)).toEqual(['Still at [kept secret], ring [kept secret].']);
    // Sent five times at once from one page it is one note; other words from it are kept too, and so are the same words from another page.
    const note = (words: string, page: string) => as(worker, async (tx) => addNote(tx, await headIn(tx, reference), words, page));
    const page = newId();
    await Promise.all(Array.from({ length: 5 }, () => note('Visit at Rose Lane 14? No: 14 Rose Lane.', page)));
    const notes = async () => (await as(worker, (tx) => tx.db.note.findMany({ where: { contactId }, orderBy: { text: 'asc' } }))).map((each) => each.text);
    expect(await notes()).toEqual(['Visit at Rose Lane 14? No: [kept secret].']);
    const later = () => as(worker, async (tx) => [await tx.db.contactEvent.count({ where: { contactId, kind: 'note' } }), (await readMarkers(tx, contactId)).filter(({ place }) => place.startsWith('note.')).length]);
    expect(await later()).toEqual([1, 1]);
    await note('Nobody was in.', page);
    await note('Nobody was in.', newId());
    expect(await notes()).toEqual(['Nobody was in.', 'Nobody was in.', 'Visit at Rose Lane 14? No: [kept secret].']);
    expect(await later()).toEqual([3, 1]);
    expect((await as(worker, (tx) => readMarkers(tx, contactId))).filter(({ place }) => place.startsWith('addition.'))).toHaveLength(1);
  });

  test('by a worker afterwards, with a reason: report, notes and additions are rewritten, and letters not gone are cancelled', async () => {
    const { teacher, worker } = here.people;
    const { contactId, reference } = await send(teacher, { ...SECRET, 'child.1.keepAddressSecret': [], 'child.1.keepPhoneSecret': [], 'child.1.keepSchoolSecret': [] });
    expect(JSON.stringify(await as(worker, (tx) => readContact(tx, contactId)))).toMatch(TELLS);
    await as(teacher, (tx) => addToContact(tx, contactId, { key: newId(), text: 'They are at 14 Rose Lane now.', indicators: {}, immediate: false }));
    await as(worker, async (tx) => writeOutcomeLetter(tx, await decideFor(tx, contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' })));
    const keep = (typed: unknown) => as(worker, async (tx) => keepSecret(tx, await headIn(tx, reference), typed));
    const all = [{ place: 'children.0', detail: 'address' }, { place: 'children.0', detail: 'phone' }, { place: 'children.0', detail: 'school' }];
    expect(await keep({ chosen: all, fresh: null, reason: '' })).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await keep({ chosen: [], fresh: null, reason: 'Refuge' })).toEqual({ ok: false, problem: 'nothing_chosen' });
    await as(worker, async (tx) => {
      expect((await keepSecret(tx, await headIn(tx, reference), { chosen: all, fresh: { place: 'children.0', kind: 'address', words: '3 Harbour Steps' }, reason: 'Moved to a refuge' })).ok).toBe(true);
      expect(await cancelUnsentLetters(tx, contactId, 'address_protected')).toBe(1);
    });
    await asSuperuser(async (superuser) => {
      for (const table of ['contact', 'contact_person', 'addition', 'queue_row', 'note', 'letter', 'proposal']) {
        const { rows } = await superuser.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t where ${table === 'contact' ? 'id' : 'contact_id'} = $1`, [contactId]);
        for (const { text } of rows) expect(text, table).not.toMatch(/Rose Lane|Haven House|ZE3|960555|960 555|Thistledown|Harbour Steps/i);
      }
    });
    expect((await as(worker, (tx) => readContact(tx, contactId)))?.people[0]?.details).toMatchObject({ keepAddressSecret: true, address: '' });
  });
});

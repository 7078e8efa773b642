/**
 * A report is sent while things break (quality B4: F1, F2, F4, F5, F7): the application is killed at each point of the transaction,
 * answers are lost, the same is sent twenty times at once or with another text, and whoever sends it may not any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownedBy } from '@/lib/contact/report/steps';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readConflicts, readDraft, saveStep } from '@/lib/platform/draft/store';
import { dateOf } from '@/lib/platform/time';
import { DEEP, howMany } from '../hostile/depth';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { clientOf, makeApp, shown, signedIn, type App, type Client } from './app';
import { faultsIn, History } from './history';
import { answerProxy, databaseProxy, type AnswerProxy, type DatabaseProxy, type Passing } from './proxies';
import { press, pressUntilTaken, readyToSend, receiptOf, sayPressed, type Ready } from './reports';

let place: Place;
let database: DatabaseProxy;
let app: App;
let answers: AnswerProxy;
let teacher: Client;

beforeAll(async () => {
  place = await makePlace();
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  database = await databaseProxy(Number(url.port));
  url.port = String(database.port);
  app = await makeApp(url.toString());
  answers = await answerProxy(app.port);
  await app.start();
  teacher = clientOf(app, await signedIn(place.people.teacher));
  // The first request of a process loads what the others find loaded.
  await press(teacher, await readyToSend(place.people.teacher));
}, 300_000);
afterAll(async () => {
  await app?.stop();
  await answers?.close();
  await database?.close();
  await closeDatabase();
});

/** As many reports, ready to be sent: a few at a time, since whoever asks waits no longer for a connection than people do. */
async function several(count: number): Promise<Ready[]> {
  const made: Ready[] = [];
  while (made.length < count) made.push(...(await Promise.all(Array.from({ length: Math.min(8, count - made.length) }, () => readyToSend(place.people.teacher)))));
  return made;
}

/** Waits until the post has gone, so that what is due can be held against what was sent. */
async function drained(): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const due = await asSuperuser((client) => client.query<{ due: number }>("select count(*)::int as due from message where authority_id = $1 and state <> 'sent'", [place.id]));
    if (due.rows[0]?.due === 0) return;
    await sleep(250);
  }
}

const LOCK = /^select .* from draft .* for update/s;
const INTO = (table: string) => new RegExp(`^INSERT INTO "public"\\."${table}" `);

/** The points of sending at which the application dies: before a statement is asked, or when it is done and nobody has heard. */
const POINTS: readonly [name: string, when: Passing['when'], sql: RegExp][] = [
  ['before the draft is locked', 'before', LOCK],
  ['with the draft locked', 'after', LOCK],
  ['before the contact is written', 'before', INTO('contact')],
  ['with the contact written', 'after', INTO('contact')],
  ['with the proposal written', 'after', INTO('proposal')],
  ['with a job queued', 'after', /pgboss\.job|pgboss"?\."?job|insert into[^(]*job/i],
  ['with the receipt written', 'after', INTO('letter')],
  ['with the ledger appended', 'after', /ledger_append/],
  ['before the commit', 'before', /^commit$/i],
  ['committed, and nobody has heard', 'after', /^commit$/i],
];

/** With every change: where nothing, half, all but the commit, and all of it was done. In the deep form each point. */
const KILLED_AT = DEEP ? POINTS : POINTS.filter(([name]) => ['with the draft locked', 'with the contact written', 'before the commit', 'committed, and nobody has heard'].includes(name));

/** Kills the application when a connection that sends a report comes to this point. @returns whether it was reached. */
function dieAt([, when, sql]: (typeof POINTS)[number]): { reached: boolean } {
  const sending = new Set<number>();
  const seen = { reached: false };
  database.watch = (passing) => {
    if (seen.reached) return !app.alive;
    if (LOCK.test(passing.sql)) sending.add(passing.connection);
    if (!sending.has(passing.connection) || passing.when !== when || !sql.test(passing.sql)) {
      if (passing.when === 'after' && /^(commit|rollback)$/i.test(passing.sql)) sending.delete(passing.connection);
      return false;
    }
    seen.reached = true;
    app.kill();
    return true;
  };
  return seen;
}

describe('F1: the application is killed while a report is sent', () => {
  const rounds = howMany(1, 10);
  const atOnce = howMany(2, 5);
  it(`at each of ${KILLED_AT.length} points, ${KILLED_AT.length * rounds * atOnce} reports: whoever sends again sees one and the same reference`, async () => {
    const history = new History();
    const began = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      for (const point of KILLED_AT) {
        const reports = await several(atOnce);
        const seen = dieAt(point);
        const first = await Promise.all(reports.map((report) => press(teacher, report)));
        expect(seen.reached, point[0]).toBe(true);
        database.watch = null;
        await app.start();
        for (const [at, report] of reports.entries()) await sayPressed(history, teacher, report, first[at] ?? null);
        const references = await Promise.all(reports.map(async (report) => {
          await pressUntilTaken(history, teacher, report);
          return [await receiptOf(teacher, report), (await press(teacher, report))?.location, await receiptOf(teacher, report)];
        }));
        for (const [at, [one, again, other]] of references.entries()) expect([one === other, again], point[0]).toEqual([true, `/report/${reports[at]?.id}/sent`]);
      }
    }
    await drained();
    expect(await faultsIn(history, place.id, { drained: true })).toEqual([]);
    process.stdout.write(`F1: ${KILLED_AT.length * rounds} kills, ${KILLED_AT.length * rounds * atOnce} reports, ${history.count('unknown')} answers unknown, ${history.count('ok')} acknowledged, ${Math.round((performance.now() - began) / 1000)} s\n`);
  });
});

describe('F2: the answer is lost after the commit', () => {
  it('whoever sends again sees the same reference, and there is one', async () => {
    const history = new History();
    const far = clientOf(app, await signedIn(place.people.teacher), { port: answers.port });
    const reports = await several(howMany(10, 200));
    for (const report of reports) {
      answers.swallow = 1;
      const lost = await press(far, report);
      expect(lost).toBe(null);
      await sayPressed(history, far, report, lost);
      // Committed before the answer was made: it stands, and its sender does not know.
      const standing = await asSuperuser((client) => client.query<{ reference: string }>('select reference from contact where authority_id = $1 and key = $2', [place.id, report.key]));
      expect(standing.rows).toHaveLength(1);
      await pressUntilTaken(history, far, report);
      expect(await receiptOf(far, report)).toBe(standing.rows[0]?.reference);
    }
    expect(answers.swallowed).toBe(reports.length);
    await drained();
    expect(await faultsIn(history, place.id, { drained: true })).toEqual([]);
  });
});

describe('F4: the same report twenty times at once', () => {
  it('is one contact, with one receipt for all twenty and no fault of the service', async () => {
    const history = new History();
    for (const report of await several(howMany(2, 25))) {
      const all = await Promise.all(Array.from({ length: 20 }, () => press(teacher, report)));
      expect(all.map((answer) => [answer?.status, answer?.location])).toEqual(Array.from({ length: 20 }, () => [303, `/report/${report.id}/sent`]));
      for (const answer of all) await sayPressed(history, teacher, report, answer);
    }
    await drained();
    expect(await faultsIn(history, place.id, { drained: true })).toEqual([]);
  });
});

/** What the ledger has of an act on a draft. */
const entriesOf = async (action: string, draftId: string) => withActor(systemOf(place.id), (tx) => tx.db.ledgerEntry.count({ where: { authorityId: place.id, action, objectId: draftId } }));

describe('F5: the same key with another text', () => {
  it('is a conflict: its page says so, both texts are kept, and the ledger has it', async () => {
    const history = new History();
    const { teacher: person } = place.people;
    const [first, second] = ['She came to school hungry on Monday.', 'She came to school hungry on Tuesday.'];
    const report = await readyToSend(person, first);
    await pressUntilTaken(history, teacher, report);
    const late = await teacher.post(`/report/${report.id}/what-happened/save`, { 'happened.what': second, version: String(report.version), act: 'continue', shown: '1' });
    expect([late?.status, late?.location]).toEqual([303, `/report/${report.id}/conflict`]);
    const page = await shown(teacher, `/report/${report.id}/conflict`);
    expect(page?.status).toBe(200);
    expect(page?.text).toContain(first);
    expect(page?.text).toContain(second);
    const script = await teacher.post(`/report/${report.id}/what-happened/save`, { 'happened.what': second, version: String(report.version) }, { accept: 'application/json' });
    expect([script?.status, JSON.parse(script?.text ?? '')]).toEqual([409, { problem: 'conflict', sent: true }]);
    // The same key with the version of other content: neither sent again nor taken for the same.
    const other = await press(teacher, { ...report, version: report.version - 1 });
    expect(other?.status).toBe(409);
    expect(other?.text).toContain('This report was sent already');
    expect(other?.text).toContain(`href="/report/${report.id}/conflict"`);
    await withActor(person, async (tx) => {
      expect((await readConflicts(tx, report.id)).map(({ fields }) => fields['happened.what'])).toEqual([second, second]);
      expect((await readDraft(tx, report.id))?.content.fields['happened.what']).toBe(first);
    });
    expect(await entriesOf('draft.conflict', report.id)).toBe(3);
    expect(await faultsIn(history, place.id)).toEqual([]);
  });
});

describe('F5: a child is in danger, and the page that says so was saved elsewhere meanwhile', () => {
  it('what was typed last is what is sent, and what it took the place of is kept', async () => {
    const { teacher: person } = place.people;
    const report = await readyToSend(person, 'He shouts.');
    // The page was shown before any of it was saved.
    const said = await teacher.post(`/report/${report.id}/what-happened/save`, { 'happened.what': 'He shouts. He has a knife.', version: '1', act: 'danger' });
    expect([said?.status, said?.location]).toEqual([303, `/report/${report.id}/danger`]);
    await withActor(person, async (tx) => {
      expect((await readDraft(tx, report.id))?.content.fields['happened.what']).toBe('He shouts. He has a knife.');
      expect(await readConflicts(tx, report.id)).toEqual([]);
      expect((await tx.db.draftConflict.findMany({ where: { draftId: report.id } })).map(({ data }) => JSON.stringify(data))).toEqual(expect.arrayContaining([expect.stringContaining('"He shouts."')]));
    });
  });
});

describe('F7: the right is taken away between the page and its sending', () => {
  it('is refused, and the draft is kept', async () => {
    const history = new History();
    const { otherTeacher: person } = place.people;
    const client = clientOf(app, await signedIn(person));
    const report: Ready = await readyToSend(person);
    expect((await shown(client, `/report/${report.id}/check`))?.status).toBe(200);
    await withActor(systemOf(place.id), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: person.membershipId }, data: { disabledAt: dateOf(tx.at) } }));
    const refused = await press(client, report);
    expect([refused?.status, refused?.location]).toEqual([303, `/sign-in?return=${encodeURIComponent(`/report/${report.id}/check`)}`]);
    history.say({ key: report.key, op: 'submit', outcome: 'fail' });
    const typedLate = await client.post(`/report/${report.id}/what-happened/save`, { 'happened.what': 'Another text', version: String(report.version), act: 'continue' });
    // Nothing of it is kept, and so its author has it back.
    expect(typedLate?.status).toBe(401);
    expect(typedLate?.text).toContain('Another text');
    await withActor(systemOf(place.id), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: person.membershipId }, data: { disabledAt: null } }));
    const kept = await withActor(person, (tx) => readDraft(tx, report.id));
    expect(kept).toMatchObject({ closedAt: null, version: report.version });
    expect(kept?.content.fields['happened.what']).toBe('She came to school hungry again.');
    expect(await faultsIn(history, place.id)).toEqual([]);
    // With the right given back the same draft goes, once.
    const back = clientOf(app, await signedIn(person));
    const after = new History();
    await pressUntilTaken(after, back, report);
    expect(await faultsIn(after, place.id)).toEqual([]);
  });

  it('is refused of a role that was changed to one that may not report, and the draft is kept', async () => {
    const { officer: person } = place.people;
    const client = clientOf(app, await signedIn(person));
    const report = await readyToSend(person);
    await withActor(person, (tx) => saveStep(tx, report.id, 'level', ownedBy('level'), { 'belief.level': '3' }, report.version));
    await withActor(systemOf(place.id), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: person.membershipId }, data: { role: 'auditor', agencyId: null } }));
    const refused = await press(client, { ...report, version: report.version + 1 });
    expect(refused?.status).not.toBe(303);
    expect(await withActor(person, (tx) => readDraft(tx, report.id))).toMatchObject({ closedAt: null, version: report.version + 1 });
    expect((await asSuperuser((db) => db.query('select 1 from contact where authority_id = $1 and key = $2', [place.id, report.key]))).rowCount).toBe(0);
  });
});

/** What cannot be done or cannot be kept (quality B4, F28): it is put aside, somebody is told, and everything behind it goes on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HANDLERS, lookAt } from '@/app/_edge/jobs';
import { listAlarms } from '@/lib/attention/alarm-store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readDraft } from '@/lib/platform/draft/store';
import { boss, type JobData } from '@/lib/platform/jobs';
import { startWorker, stopWorker } from '@/lib/platform/worker';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { shown, type Client } from './app';
import { faultsIn, History } from './history';
import { clientInside } from './inside';
import { press, pressUntilTaken, readyToSend, receiptOf } from './reports';

let place: Place;
let teacher: Client;
let worker: Client;

beforeAll(async () => {
  // What other files of this database left in the queue would be done first, and is nothing that these letters wait behind.
  await asSuperuser((client) => client.query('delete from pgboss.job'));
  place = await makePlace();
  teacher = await clientInside(place.people.teacher);
  worker = await clientInside(place.people.worker);
  await startWorker(HANDLERS);
});
afterAll(async () => {
  await stopWorker();
  await closeDatabase();
});

const count = async (sql: string) => (await asSuperuser((client) => client.query<{ count: number }>(sql, [place.id]))).rows[0]?.count ?? -1;

async function until(holds: () => Promise<boolean>, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 200) {
    if (await holds()) return true;
    await sleep(200);
  }
  return holds();
}

/** Whatever becomes of them, letters leave within ten seconds of their cause. */
const LEAVES_WITHIN_MS = 10_000;

describe('F28: jobs that cannot be done', () => {
  it('are given up and told of, and the letters behind them leave', async () => {
    const history = new History();
    // Nothing that this release can make of a message: no id, an id of nothing that can be one, none at all.
    const poison: Record<string, unknown>[] = [{ authorityId: place.id, messageId: 'no id' }, { authorityId: place.id }, { authorityId: place.id, messageId: { not: 'text' } }];
    const queue = await boss();
    for (const data of poison) await queue.send('post.deliver', data as unknown as JobData['post.deliver'], { retryLimit: 0, priority: 10 });
    for (let sent = 0; sent < 5; sent += 1) await pressUntilTaken(history, teacher, await readyToSend(place.people.teacher));
    expect(await until(async () => (await count("select count(*)::int from message where authority_id = $1 and state <> 'sent'")) === 0, LEAVES_WITHIN_MS)).toBe(true);
    const failed = "select count(*)::int from pgboss.job where data->>'authorityId' = $1 and name = 'post.deliver' and state = 'failed'";
    expect(await until(async () => (await count(failed)) === poison.length, LEAVES_WITHIN_MS)).toBe(true);

    await lookAt(place.id);
    const told = () => withActor(systemOf(place.id), async (tx) => (await listAlarms(tx, 'open', 100)).filter(({ kind }) => kind === 'job_given_up'));
    expect(await told()).toHaveLength(1);
    await lookAt(place.id);
    expect(await told(), 'once an hour, however many').toHaveLength(1);
    const alarms = await shown(await clientInside(place.people.manager), '/alarms');
    expect(alarms?.text).toContain('Something was to be sent or looked at, and was given up after every try');
    const service = await shown(await clientInside(place.people.serviceAdministrator), '/service');
    expect(service?.text).toContain('given up: look in the log');
    // Those three are all that is wrong: they are about nothing that is there.
    const faults = await faultsIn(history, place.id);
    expect(faults.filter((fault) => !/^job post\.deliver .* speaks of something that is not there$/.test(fault))).toEqual([]);
    expect(faults).toHaveLength(poison.length);
  });

  it('are found by an index of those that were given up alone, among any number that were done', async () => {
    const plan = await asSuperuser(async (client) => {
      await client.query('set enable_seqscan = off');
      return (await client.query<{ 'QUERY PLAN': string }>("explain select name from pgboss.job where state = 'failed' and data->>'authorityId' = $1 and completed_on > now()", [place.id])).rows.map((row) => row['QUERY PLAN']);
    });
    expect(plan.join('\n')).toMatch(/using job_common_\S*expr_completed_on\S* on job_common[\s\S]*Index Cond: .*authorityId/);
  });
});

const STRANGE: readonly [name: string, text: string][] = [
  ['right to left, with marks that turn the line', 'قالت إنها جائعة \u202e\u2066 and then \u2069\u202c she wept'],
  ['emoji of several code points', '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 🥪'],
  ['letters under a hundred marks', `a${'\u0301'.repeat(100)}`],
  ['characters that stand for nothing', '\ufffe\uffff\u0001\u001b[31m\u2028\u2029'],
  ['what looks like a page', '</textarea><script>alert(1)</script>{{7*7}}${7*7}'],
];

describe('F28: reports that cannot be kept as they are, or hardly', () => {
  it('are answered in words, or kept to the letter, and the queue and every other report go on', async () => {
    const history = new History();
    const save = (id: string, body: string) => teacher.raw(`/report/${id}/what-happened/save`, body);
    const untouched = await readyToSend(place.people.teacher);
    const large = await save(untouched.id, `happened.what=${'a'.repeat(10 * 1024 * 1024)}&version=9999`);
    expect([large?.status, large?.text]).toEqual([413, expect.stringContaining('That is more than we can take in one go')]);
    const nul = await save(untouched.id, 'happened.what=before%00after&version=9999');
    expect([nul?.status, nul?.text]).toEqual([400, expect.stringContaining('a character that cannot be kept')]);
    for (const lone of ['%ED%A0%80', '%ED%BF%BF', '%C0%AF', '%F4%90%80%80']) {
      const answer = await save(untouched.id, `happened.what=before${lone}after&version=9999`);
      expect([answer?.status, answer?.text]).toEqual([400, expect.stringContaining('Some characters could not be read')]);
    }
    expect((await withActor(place.people.teacher, (tx) => readDraft(tx, untouched.id)))?.version).toBe(untouched.version);

    for (const [name, text] of STRANGE) {
      const report = await readyToSend(place.people.teacher, text);
      await pressUntilTaken(history, teacher, report);
      const kept = await asSuperuser((client) => client.query<{ what: string }>("select report->'incident'->>'what' as what from contact where authority_id = $1 and key = $2", [place.id, report.key]));
      expect(kept.rows, name).toEqual([{ what: text }]);
      const reference = (await receiptOf(teacher, report)) ?? '';
      expect((await shown(teacher, `/my/contacts/${reference}`))?.status, name).toBe(200);
    }
    // Near the limit of a form: taken as a draft, and said to be too long before it is sent; nothing is cut.
    const long = await readyToSend(place.people.teacher, 'ö'.repeat(300_000));
    const refused = await press(teacher, long);
    expect(refused?.location).toContain('problem=too_long');
    history.say({ key: long.key, op: 'submit', outcome: 'fail' });
    expect((await withActor(place.people.teacher, (tx) => readDraft(tx, long.id)))?.content.fields['happened.what']).toHaveLength(300_000);
    const queue = await shown(worker, '/queue');
    expect(queue?.status).toBe(200);
    await pressUntilTaken(history, teacher, untouched);
    expect((await faultsIn(history, place.id)).filter((fault) => !/^job post\.deliver/.test(fault))).toEqual([]);
  });
});

/** Messages to systems, from the minute's look through the queue to the wire and back (docs/api.md): what is not taken is tried again, and what is given up is told. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HANDLERS, lookAt } from '@/app/_edge/jobs';
import { listAlarms } from '@/lib/attention/alarm-store';
import { makeWebhook } from '@/lib/partner/verbs/make-webhook';
import { readDeliveries } from '@/lib/partner/webhook-store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { startWorker, stopWorker } from '@/lib/platform/worker';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { concern, keyAt, post } from './machine-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const NAME = 'records.example.org';

let place: Place;
let key: string;
let server: Server;
/** What the receiver answers, and the bodies that it was sent. */
let answers = 503;
const got: string[] = [];

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'hook-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-keyout', join(home, 'key.pem'), '-out', join(home, 'cert.pem')], { stdio: 'ignore' });
  const ca = readFileSync(join(home, 'cert.pem'), 'utf8');
  server = createServer({ key: readFileSync(join(home, 'key.pem')), cert: ca }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push(Buffer.concat(parts).toString());
      response.writeHead(answers).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  rmSync(home, { recursive: true });
  // The wire alone is ours: that name leads to the receiver here, and its certificate is vouched for. Where a message may go is asked in webhooks.test.ts.
  const connect = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
  vi.spyOn(tls, 'connect').mockImplementation(((options: tls.ConnectionOptions) => connect(options.servername === NAME ? { ...options, ca, host: '127.0.0.1', lookup: undefined } : options)) as typeof tls.connect);

  await asSuperuser((client) => client.query('delete from pgboss.job'));
  place = await makePlace();
  key = await keyAt(place, 'school');
  const url = `https://${NAME}:${(server.address() as AddressInfo).port}/doorstep`;
  expect((await withActor(place.people.administrator, (tx) => makeWebhook(tx, { agency: place.agencies.school.id, url }))).ok).toBe(true);
  await startWorker(HANDLERS);
});
afterAll(async () => {
  await stopWorker();
  server.close();
  vi.restoreAllMocks();
  await closeDatabase();
});

async function filed(): Promise<string> {
  const { status, said } = await post(key, JSON.stringify(concern()));
  expect(status).toBe(201);
  // Each minute asks what is owed.
  await lookAt(place.id);
  return said.reference;
}

const deliveryOf = async (reference: string) => (await withActor(place.people.administrator, (tx) => readDeliveries(tx, 50))).find((each) => each.reference === reference);

/** Where a message stands: in the log, with how often it was tried and what came back; and its job in the queue. */
async function standing(reference: string) {
  const delivery = await deliveryOf(reference);
  const jobs = await asSuperuser((client) => client.query<{ state: string }>("select state from pgboss.job where name = 'webhook.deliver' and data->>'deliveryId' = $1", [delivery?.id]));
  return [delivery?.state, delivery?.attempts, delivery?.lastStatus, ...jobs.rows.map(({ state }) => state)];
}
const becomes = (reference: string, ...what: unknown[]) => expect.poll(() => standing(reference), { timeout: 30_000, interval: 100 }).toEqual(what);

/** The pause before the next try is over; so many tries were made before, as the log and the queue count them alike. */
const pauseIsOver = async (reference: string, tries = 0) => {
  const id = (await deliveryOf(reference))?.id;
  await asSuperuser(async (client) => {
    await client.query('update webhook_delivery set attempts = attempts + $2 where id = $1', [id, tries]);
    await client.query("update pgboss.job set start_after = now(), retry_count = retry_count + $2 where data->>'deliveryId' = $1::text and state = 'retry'", [id, tries]);
  });
};
const sentOf = (reference: string) => got.filter((body) => body.includes(reference));

test('what a system does not take is tried again after a pause, and once it took it, never again', async () => {
  answers = 503;
  const reference = await filed();
  await becomes(reference, 'failed', 1, 503, 'retry');
  answers = 204;
  await pauseIsOver(reference);
  await becomes(reference, 'sent', 2, 204, 'completed');
  await lookAt(place.id);
  const body = `{"reference":"${reference}","words":"There is a message for you."}`;
  expect(sentOf(reference)).toEqual([body, body]);
  expect(await standing(reference)).toEqual(['sent', 2, 204, 'completed']);
}, 60_000);

test('what it never takes is given up after 21 tries, which is an alarm and stands on the page', async () => {
  answers = 503;
  const reference = await filed();
  await becomes(reference, 'failed', 1, 503, 'retry');
  await pauseIsOver(reference, 18);
  await becomes(reference, 'failed', 20, 503, 'retry');
  const told = () => asSystem(place, now().toString(), async (tx) => (await listAlarms(tx, 'open', 100)).filter(({ kind }) => kind === 'job_given_up').map(({ occasion }) => occasion.split(' ')[0]));
  await lookAt(place.id);
  expect(await told(), 'not before the last try').toEqual([]);
  await pauseIsOver(reference);
  await becomes(reference, 'given_up', 21, 503, 'failed');
  await lookAt(place.id);
  expect(await told()).toEqual(['webhook.deliver']);
  const shown = async (file: string, who: 'administrator' | 'manager') => {
    const page = await askPage(file, place.people[who], {});
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown('../../app/admin/webhooks/page.tsx', 'administrator')).toContain('Given up');
  expect(await shown('../../app/alarms/page.tsx', 'manager')).toContain('Something was to be sent or looked at, and was given up after every try');
}, 90_000);

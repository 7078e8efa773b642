/** Messages to the system that filed a concern (issue 5, section 1; safe practice 11): only the reference, signed, once for each occasion, and only what its agency may see. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { makeKey } from '@/lib/access/verbs/make-key';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { endTyped, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { findContact } from '@/lib/contact/store';
import { addClosure } from '@/lib/letter/closing-store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { postOut } from '@/lib/partner/post-out';
import { deliverWebhook, messageOf } from '@/lib/partner/verbs/deliver-webhook';
import { exchangeWebhook } from '@/lib/partner/verbs/exchange-webhook';
import { makeWebhook } from '@/lib/partner/verbs/make-webhook';
import { oweMessages } from '@/lib/partner/verbs/owe-messages';
import { stopWebhook } from '@/lib/partner/verbs/stop-webhook';
import { readDeliveries, readTellable, readWebhooks, takeDelivery } from '@/lib/partner/webhook-store';
import { addAgencyChange } from '@/lib/restriction/agency-store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { seal } from '@/lib/platform/seal';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp } from './deciding';
import { decideFor } from './letter-scene';
import { keyAt, post } from './machine-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { addDecision, asSystem } from './waiting';

let place: Place;
let key: string;
let secret: string;
beforeAll(async () => {
  place = await makePlace();
  const made = await withActor(place.people.administrator, (tx) => makeKey(tx, { name: 'Harrow Lane records', scope: 'contacts', agency: place.agencies.school.id }));
  const hook = await withActor(place.people.administrator, (tx) => makeWebhook(tx, { agency: place.agencies.school.id, url: 'https://records.example.org/doorstep' }));
  if (!made.ok || !hook.ok) throw new Error('made');
  [key, secret] = [made.value, hook.value];
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>) => asSystem(place, now().toString(), work);
const admin = <T>(work: (tx: Tx) => Promise<T>) => withActor(place.people.administrator, work);

let families = 0;
async function file(reporter: Record<string, string> = {}): Promise<string> {
  families += 1;
  const { POST } = await import('@/app/api/v1/contacts/route');
  const body = { reporter: { email: place.people.teacher.email, continuingRole: 'yes', aboutColleague: 'no', ...reporter }, children: [{ givenName: 'Maya', familyName: `Hooked ${families}`, indicators: { I018: 'present' } }] };
  const answer = await POST(new NextRequest('http://localhost:3000/api/v1/contacts', { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${key}`, 'idempotency-key': crypto.randomUUID() } }));
  return ((await answer.json()) as { reference: string }).reference;
}

interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends what waits, to a post that answers so. */
async function deliver(status: number | Error): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { id, state } of (await admin((tx) => readDeliveries(tx, 500))).reverse()) {
    if (state !== 'pending' && state !== 'failed') continue;
    await deliverWebhook({ authorityId: place.id, deliveryId: id }, (url, headers, body) => {
      sent.push({ url, headers, body });
      return status instanceof Error ? Promise.reject(status) : Promise.resolve(status);
    }).catch(() => undefined);
  }
  return sent;
}

const log = async (reference: string) => (await admin((tx) => readDeliveries(tx, 500))).filter((each) => each.reference === reference).map(({ event, state, attempts }) => `${event} ${state} ${attempts}`).reverse();

test('of a concern that its system filed one message says that it is here, one that more is asked, one that it is decided: the reference, signed, and nothing else', async () => {
  const reference = await file();
  await system(oweMessages);
  await system(oweMessages);
  expect(await log(reference)).toEqual(['received pending 0']);
  expect(await deliver(new Error('refused'))).toHaveLength(1);
  expect(await deliver(503)).toHaveLength(1);
  const [message] = await deliver(204);
  expect(await log(reference)).toEqual(['received sent 3']);
  expect(await deliver(204)).toEqual([]);
  expect(message?.url).toBe('https://records.example.org/doorstep');
  expect(message?.body).toBe(`{"reference":"${reference}","words":"There is a message for you."}`);
  const at = Number(message?.headers['webhook-timestamp']);
  expect(Math.abs(at - now().epochMilliseconds / 1000)).toBeLessThan(120);
  const by = (whsec: string) => `v1,${createHmac('sha256', Buffer.from(whsec.replace('whsec_', ''), 'base64')).update(`${message?.headers['webhook-id']}.${at}.${message?.body}`).digest('base64')}`;
  expect(message?.headers['webhook-signature']).toBe(by(secret));
  // More is asked, and it is decided.
  const contact = await system((tx) => findContact(tx, reference));
  if (contact === null) throw new Error('it is there');
  await knowNobody(place, contact.id);
  const { worker } = place.people;
  await withActor(worker, (tx) => claimContact(tx, worker, contact));
  expect(await withActor(worker, (tx) => askReferrer(tx, contact, 'When was this?'))).toMatchObject({ ok: true });
  await system(oweMessages);
  expect(await log(reference)).toEqual(['received sent 3', 'more_asked pending 0']);
  await system((tx) => addDecision(tx, contact.id, { version: 1, by: worker.actorId, level: 2, route: 'EARLY_HELP' }));
  await system(oweMessages);
  await system(oweMessages);
  expect((await log(reference)).map((line) => line.split(' ')[0])).toEqual(['received', 'more_asked', 'decided']);
  expect((await deliver(200)).map(({ body }) => body)).toEqual([messageOf(reference), messageOf(reference)]);
  const page = await askPage('../../app/admin/webhooks/page.tsx', place.people.administrator, {});
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  for (const words of [reference, 'Arrived', 'It is decided', 'https://records.example.org/doorstep']) expect(html).toContain(words);
  for (const words of ['Hooked', secret]) expect(html).not.toContain(words);
});

test('that more is asked is told also where it was decided and told before, and something came in since', async () => {
  const reference = await file();
  const { worker } = place.people;
  const contact = await system((tx) => findContact(tx, reference));
  if (contact === null) throw new Error('the contact is there');
  await knowNobody(place, contact.id);
  const decisionId = await system((tx) => decideFor(tx, contact.id, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
  await withActor(worker, async (tx) => {
    const letterId = (await writeOutcomeLetter(tx, decisionId)) ?? '';
    await previewLetter(tx, worker, contact.id, letterId);
    expect((await sendLetter(tx, worker, { contactId: contact.id, letterId })).ok).toBe(true);
  });
  await system((tx) => addToContact(tx, contact.id, { key: crypto.randomUUID(), text: 'His arm is broken.', indicators: {}, immediate: false }));
  expect(await withActor(worker, (tx) => askReferrer(tx, contact, 'Which arm?'))).toMatchObject({ ok: true });
  await system(oweMessages);
  expect((await log(reference)).map((line) => line.split(' ')[0]).sort()).toEqual(['decided', 'more_asked', 'received']);
});

test('nothing is said of what the agency may not see, nor once it may not any more', async () => {
  const hidden = [await file({ leadKnows: 'past_lead' }), await file({ aboutColleague: 'not_known' }), await file({ protectMe: 'yes' })];
  const later = await file();
  await system(oweMessages);
  for (const reference of hidden) expect(await log(reference), reference).toEqual([]);
  const contact = await system((tx) => findContact(tx, later));
  await system((tx) => addAgencyChange(tx, contact?.id ?? '', place.people.manager.actorId, true, 'A colleague may be concerned.'));
  expect((await deliver(200)).filter(({ body }) => body.includes(later))).toEqual([]);
  expect(await log(later)).toEqual(['received let_go 0']);
  await system(oweMessages);
  expect(await log(later), 'while it is hidden').toEqual(['received let_go 0']);
  // Shown to its agency again, it is told late and not lost; and once.
  await system((tx) => addAgencyChange(tx, contact?.id ?? '', place.people.manager.actorId, false, 'Nobody there is concerned.'));
  await system(oweMessages);
  await system(oweMessages);
  expect((await deliver(200)).filter(({ body }) => body.includes(later))).toHaveLength(1);
  expect(await log(later)).toEqual(['received sent 1']);
});

test('of one that has ended the decision in force is told, also where an earlier one was, and where it was hidden meanwhile; then it is asked about no more', async () => {
  const reference = await file();
  const contact = await system((tx) => findContact(tx, reference));
  if (contact === null) throw new Error('it is there');
  const { worker, manager } = place.people;
  const tellable = async () => (await system(readTellable)).some((each) => each.reference === reference);
  const decided = async () => (await log(reference)).filter((line) => line.startsWith('decided'));
  const hide = (hidden: boolean) => system((tx) => addAgencyChange(tx, contact.id, manager.actorId, hidden, 'A colleague may be concerned.'));
  await system((tx) => addDecision(tx, contact.id, { version: 1, by: worker.actorId, level: 2, route: 'EARLY_HELP' }));
  await system(oweMessages);
  await deliver(200);
  expect(await decided()).toEqual(['decided sent 1']);
  // Decided anew and ended before the next look.
  await system((tx) => addDecision(tx, contact.id, { version: 2, by: worker.actorId, level: 1, route: 'NFA' }));
  await system((tx) => addClosure(tx, contact.id, { how: 'told', level: 1, route: 'NFA' }));
  await system(oweMessages);
  expect(await decided()).toEqual(['decided sent 1', 'decided pending 0']);
  expect(await tellable()).toBe(false);
  await hide(true);
  await deliver(200);
  expect(await decided()).toEqual(['decided sent 1', 'decided let_go 0']);
  await hide(false);
  await system(oweMessages);
  await deliver(200);
  expect(await decided()).toEqual(['decided sent 1', 'decided sent 1']);
  expect(await tellable()).toBe(false);
});

test('what was put to a contact that was there tells its agency nothing, whoever sent it (decisions 36, 41)', async () => {
  for (const agency of ['police', 'school'] as const) {
    const of = await arrives(place, now().toString(), earlyHelp());
    const { said } = await post(await keyAt(place, agency), '{');
    const intake = (await system(waitingIntakes)).find(({ reference }) => reference === said.reference);
    await system((tx) => endTyped(tx, intake?.id ?? '', of.contactId));
    await system(oweMessages);
    expect(await log(of.reference), agency).toEqual([]);
  }
});

test('a secret is shown once, kept encrypted, exchanged with a time for both, and ended', async () => {
  const { administrator } = place.people;
  const made = await admin((tx) => makeWebhook(tx, { agency: place.agencies.police.id, url: 'https://police.example.org/in' }));
  const old = made.ok ? made.value : '';
  expect(await admin((tx) => makeWebhook(tx, { agency: place.agencies.police.id, url: 'https://police.example.org/in' }))).toEqual({ ok: false, problem: 'there' });
  const there = await asSuperuser(async (client) => (await client.query<{ hit: string }>("select count(*) as hit from webhook t where t::text like '%' || $1 || '%'", [old.slice(-30)])).rows[0]?.hit);
  expect(there).toBe('0');
  const hook = (await admin(readWebhooks)).find(({ url }) => url === 'https://records.example.org/doorstep');
  const exchanged = await admin((tx) => exchangeWebhook(tx, { webhook: hook?.id ?? '', overlap: 24 }));
  const fresh = exchanged.ok ? exchanged.value : '';
  const reference = await file();
  await system(oweMessages);
  const [message] = (await deliver(200)).filter(({ body }) => body.includes(reference));
  const by = (whsec: string) => `v1,${createHmac('sha256', Buffer.from(whsec.replace('whsec_', ''), 'base64')).update(`${message?.headers['webhook-id']}.${message?.headers['webhook-timestamp']}.${message?.body}`).digest('base64')}`;
  expect(message?.headers['webhook-signature']).toBe(`${by(fresh)} ${by(secret)}`);
  const { POST } = await import('@/app/admin/webhooks/make/route');
  const asked = async (url: string) => (await POST(new NextRequest('http://localhost:3000/admin/webhooks/make', { method: 'POST', body: new URLSearchParams({ agency: place.agencies.school.id, url }), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie: `${SESSION_COOKIE}=${await cookieOf(administrator)}` } }), { params: Promise.resolve({}) })).headers.get('location');
  for (const url of ['http://records.example.org', 'https://127.0.0.1/x', 'https://localhost/x', 'https://10.0.0.7/']) expect(await asked(url), url).toBe('/admin/webhooks?problem=form');
  await admin((tx) => stopWebhook(tx, hook?.id ?? ''));
  const last = await file();
  await system(oweMessages);
  expect(await log(last)).toEqual([]);
});

test('a page that is sent again exchanges nothing: the secret that was copied from it is the one that signs', async () => {
  const url = 'https://again.example.org/in';
  await admin((tx) => makeWebhook(tx, { agency: place.agencies.school.id, url }));
  const of = async () => (await admin(readWebhooks)).find((each) => each.url === url);
  const seen = await of();
  const exchange = () => admin((tx) => exchangeWebhook(tx, { webhook: seen?.id ?? '', overlap: 0, seen: seen?.secretSince ?? '' }));
  expect((await exchange()).ok).toBe(true);
  expect(await exchange()).toEqual({ ok: false, problem: 'gone' });
  expect((await of())?.secretSince).not.toBe(seen?.secretSince);
});

test('exchanged again, because the new one was lost, a secret that its receiver has is good until its own end, and “none” ends it', async () => {
  const url = 'https://lost.example.org/in';
  const made = await admin((tx) => makeWebhook(tx, { agency: place.agencies.school.id, url }));
  const id = (await admin(readWebhooks)).find((each) => each.url === url)?.id ?? '';
  const exchange = async (overlap: number) => {
    const done = await admin((tx) => exchangeWebhook(tx, { webhook: id, overlap }));
    return done.ok ? done.value : done.problem;
  };
  const reference = await file();
  await system(oweMessages);
  const delivery = await system((tx) => tx.db.webhookDelivery.findFirstOrThrow({ where: { webhookId: id, reference } }));
  const signsWith = async (hours: number) => (await asSystem(place, now().add({ hours }).toString(), (tx) => takeDelivery(tx, delivery.id)))?.secrets;
  const first = made.ok ? made.value : '';
  const [second, third] = [await exchange(168), await exchange(24)];
  expect(await signsWith(0)).toEqual([third, second, first]);
  const fourth = await exchange(168);
  // The fourth lasts a week beside the third; those before it end with the day that was chosen for them.
  expect(await signsWith(23)).toEqual([fourth, third, second, first]);
  expect(await signsWith(25)).toEqual([fourth, third]);
  const fifth = await exchange(0);
  expect(await signsWith(0)).toEqual([fifth]);
  // Kept before there could be several: one alone, without an end of its own.
  await asSuperuser((client) => client.query("update webhook set sealed_before = $2, before_until = now() + interval '1 day' where id = $1", [id, seal(first, { table: 'webhook', column: 'sealed_before', authorityId: place.id, rowId: id })]));
  expect(await signsWith(0)).toEqual([fifth, first]);
  await admin((tx) => stopWebhook(tx, id));
});

test('it leaves over https to the outside alone, whatever a name leads to, and goes where it is sent on by nobody', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hook-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(home, 'key.pem'), '-out', join(home, 'cert.pem')], { stdio: 'ignore' });
  const ca = readFileSync(join(home, 'cert.pem'), 'utf8');
  const got: string[] = [];
  const server: Server = createServer({ key: readFileSync(join(home, 'key.pem')), cert: ca }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push(`${request.url ?? ''} ${Buffer.concat(parts).toString()} ${String(request.headers['webhook-id'])}`);
      response.writeHead(request.url === '/on' ? 302 : 200, { location: '/elsewhere' }).end('x'.repeat(200_000));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `https://localhost:${(server.address() as AddressInfo).port}`;
  const outside = () => true;
  expect(await postOut(`${base}/in`, { 'webhook-id': 'm1' }, '{"a":1}', { outside, ca })).toBe(200);
  expect(await postOut(`${base}/on`, { 'webhook-id': 'm2' }, '{}', { outside, ca })).toBe(302);
  expect(got).toEqual(['/in {"a":1} m1', '/on {} m2']);
  // As it runs: the name leads inside, and so do these.
  for (const url of [`${base}/in`, `https://127.0.0.1:${(server.address() as AddressInfo).port}/in`, `https://[::1]:${(server.address() as AddressInfo).port}/in`]) await expect(postOut(url, {}, '{}', { ca }), url).rejects.toThrow('leads inside');
  // And a certificate that nobody vouches for is none.
  await expect(postOut(`${base}/in`, {}, '{}', { outside })).rejects.toThrow();
  await expect(postOut('http://localhost/in', {}, '{}')).rejects.toThrow('not over https');
  expect(got).toHaveLength(2);
  server.close();
  rmSync(home, { recursive: true });
});

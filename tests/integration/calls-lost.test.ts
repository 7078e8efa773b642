/**
 * A call to a colleague that did not arrive counts as not answered at once (safe practice 1: the alarm goes to the next in the rota, in
 * minutes): the next is called in the same minute, and whoever administers accounts learns which colleague is not reached, by a mail that
 * names nobody (safe practice 11). GOV.UK Notify and a mail server are played on loopback.
 */
import { createServer, type Server } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { askArrival } from '@/lib/letter/verbs/ask-arrival';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import type { Config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { deliver, wasRefused } from '@/lib/platform/post';
import { addShifts } from '@/lib/rota/rota-store';
import { fakeNotify, type FakeNotify } from '../faults/notify';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, makeWaiting } from './waiting';

let place: Place;
let notify: FakeNotify;
let way: Config['mail'];
beforeAll(async () => {
  notify = await fakeNotify();
  const { NOTIFY_URL: url = '', NOTIFY_API_KEY: apiKey = '', NOTIFY_EMAIL_TEMPLATE_ID: templateId = '' } = notify.settings;
  way = { kind: 'notify', url, apiKey, templateId, textTemplateId: templateId };
});
/** A rota of a first and a second duty manager, a worker and a night worker; a contact at level 4 that nobody has claimed by eleven. */
beforeEach(async () => {
  place = await makePlace();
  notify.refuses.clear();
  const { manager, unqualifiedManager, worker, night } = place.people;
  const month = { from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') };
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...month },
      { post: 'duty_manager', accountId: unqualifiedManager.actorId, coverOrder: 2, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...month },
    ]),
  );
  await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
});
afterAll(async () => {
  await notify.close();
  await closeDatabase();
});

const on = (time: string) => `2026-03-02T${time}Z`;
const looks = async (...times: string[]) => {
  for (const time of times) await asSystem(place, on(time), look);
};
/** As the job does, at an instant: whoever looks for it is its own job. */
const hands = async (messageId: string, by = way) => deliverMessage({ authorityId: place.id, messageId }, (mail, from) => deliver(mail, from, by)).catch((error: unknown) => error);
const waiting = (channel?: string) => asSystem(place, on('11:00:00'), (tx) => tx.db.message.findMany({ where: { authorityId: place.id, alarmId: { not: null }, state: 'pending', ...(channel === undefined ? {} : { channel }) }, orderBy: { madeAt: 'asc' } }));
/** What is under way is handed to the provider, which takes it at this instant or refuses it. */
async function handAll(time: string): Promise<void> {
  for (const { id } of await waiting()) {
    await hands(id);
    await asSystem(place, on(time), (tx) => tx.db.message.updateMany({ where: { authorityId: place.id, id, state: 'sent' }, data: { sentAt: new Date(on(time)) } }));
  }
}
const asks = async (time: string, times = 1) => {
  for (let turn = 0; turn < times; turn += 1) await askArrival(place.id, way, () => Temporal.Instant.from(on(time)));
};
/** What the provider says became of every message to this address. */
const became = (to: string, status: string) => {
  for (const each of notify.taken) if (each.to === to) notify.became.set(each.id, status);
};
const called = async () => {
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const calls = await asSystem(place, on('23:00:00'), (tx) => tx.db.alarmCall.findMany({ where: { authorityId: place.id, channel: 'email' }, orderBy: { number: 'asc' } }));
  return calls.map(({ at, accountId }) => `${at.toISOString().slice(11, 19)} ${names.get(accountId)}`);
};
const looksQueued = async () => {
  const { rows } = await asSuperuser((client) => client.query<{ count: string }>(`select count(*) from pgboss.job where name = 'attention.look' and data->>'authorityId' = $1`, [place.id]));
  return Number(rows[0]?.count);
};
const mails = () => asSystem(place, on('23:00:00'), (tx) => tx.db.message.findMany({ where: { authorityId: place.id, alarmId: null, letterId: null } }));
const shown = async (path: string, params: Record<string, string> = {}, person = place.people.administrator) => {
  const answer = await askPage(path, person, params);
  return answer.kind === 'shown' ? answer.html() : '';
};
const PEOPLE = '../../app/admin/people/page.tsx';
/** No telephone: nobody is reached another way. */
const byMailAlone = () => asSystem(place, on('08:00:00'), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id }, data: { phone: '' } }));

test('refused for its address: the next is called at once and has their own five minutes, and a look is queued for it with the refusal', async () => {
  await byMailAlone();
  const { manager } = place.people;
  notify.refuses.add(manager.email);
  await looks('11:00:00');
  await handAll('11:00:05');
  expect(await looksQueued()).toBe(1);
  await looks('11:00:06');
  expect(await called()).toEqual(['11:00:00 manager', '11:00:06 unqualifiedManager']);
  await handAll('11:00:10');
  await looks('11:01:00', '11:04:00', '11:05:10');
  expect(await called()).toEqual(['11:00:00 manager', '11:00:06 unqualifiedManager', '11:05:10 worker']);
  const [alarm] = await withActor(manager, (tx) => listAlarms(tx, 'open', 10));
  expect(alarm?.calls[0]?.channels).toEqual([{ channel: 'email', state: 'bounced' }]);
});

test('taken, and back within the minute: it is asked for after half a minute and before any letter, and the next is called in that minute', async () => {
  await byMailAlone();
  await looks('11:00:00');
  await handAll('11:00:05');
  became(place.people.manager.email, 'permanent-failure');
  await asks('11:00:34');
  expect(await looksQueued()).toBe(0);
  await asks('11:00:35');
  expect(await looksQueued()).toBe(1);
  await looks('11:00:36');
  expect(await called()).toEqual(['11:00:00 manager', '11:00:36 unqualifiedManager']);
});

test('a provider that is down, too busy, or of which nothing is known yet says nothing of an address: nobody else is called sooner', async () => {
  await byMailAlone();
  for (const how of ['cut', 'too_many', 'fails'] as const) {
    notify.behave = () => how;
    await looks('11:00:00');
    await handAll('11:00:05');
  }
  notify.behave = () => 'well';
  await looks('11:00:06', '11:01:00', '11:04:00');
  expect(await called()).toEqual(['11:00:00 manager']);
  expect([await looksQueued(), await mails()]).toEqual([0, []]);
  await looks('11:05:00');
  expect(await called()).toEqual(['11:00:00 manager', '11:05:00 unqualifiedManager']);
});

test('an e-mail that comes back beside a text that may have arrived: they may have heard it, and keep their time; the administrator learns of the e-mail', async () => {
  await asSystem(place, on('08:00:00'), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: place.people.manager.actorId }, data: { phone: '01632 960177' } }));
  await looks('11:00:00');
  await handAll('11:00:05');
  became(place.people.manager.email, 'permanent-failure');
  await asks('11:01:00', 2);
  await looks('11:01:00', '11:04:00');
  expect(await called()).toEqual(['11:00:00 manager']);
  const page = await shown(PEOPLE);
  expect(page).toContain('E-mails to their address do not arrive');
  expect(page).not.toContain('Texts to their telephone do not arrive');
  // Both: now nobody has heard it.
  became('01632 960177', 'permanent-failure');
  await asks('11:02:30', 2);
  await looks('11:04:01');
  expect(await called()).toEqual(['11:00:00 manager', '11:04:01 unqualifiedManager']);
});

test('where nobody of those on is reached, everybody else whom the rules let be called is called at once, each once within the time', async () => {
  await byMailAlone();
  const { night, manager, unqualifiedManager, worker } = place.people;
  for (const { email } of [manager, unqualifiedManager, worker, night]) notify.refuses.add(email);
  const other = await makePlace();
  await asSystem(place, on('08:00:00'), async (tx) => {
    const person = other.people.manager;
    await tx.db.membership.create({ data: { authorityId: place.id, id: crypto.randomUUID(), accountId: person.actorId, role: 'manager', agencyId: null, qualified: true, jobTitle: '', phone: '' } });
  });
  for (const time of ['11:00:00', '11:00:10', '11:00:20', '11:00:30', '11:00:40', '11:00:50']) {
    await looks(time);
    await handAll(time);
  }
  const names = await called();
  expect(names.slice(0, 4)).toEqual(['11:00:00 manager', '11:00:10 unqualifiedManager', '11:00:20 worker', '11:00:30 night']);
  // A manager on no shift: of another place too, where the names of this list come from.
  expect(names.slice(4)).toEqual(['11:00:40 undefined']);
});

describe('whoever administers accounts', () => {
  test('learns it once for each address, by a mail without a word about anybody, and sees it until a call there arrives', async () => {
    await byMailAlone();
    const { manager, administrator } = place.people;
    notify.refuses.add(manager.email);
    await looks('11:00:00');
    await handAll('11:00:05');
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect([mail?.toAddress, mail?.subject]).toEqual([administrator.email, 'There is a message for you']);
    expect(mail?.body.replace(/https?:\S+/g, '').replace(/\s+/g, ' ').trim()).toBe('There is a message for you. Sign in to read it:');
    expect(mail?.body).toMatch(/\/admin\/people$/);

    const page = await shown(PEOPLE);
    expect(page).toContain('Calls to these colleagues do not arrive');
    expect(page).toContain('Not reached');
    expect(await shown('../../app/admin/people/[membership]/page.tsx', { membership: manager.membershipId })).toContain('E-mails to their address do not arrive');
    expect(await shown('../../app/admin/people/[membership]/page.tsx', { membership: place.people.worker.membershipId })).not.toContain('do not arrive');

    // Refused again in the next round, and at the next try of the first: nothing new.
    await looks('11:05:10', '11:10:20', '11:15:30', '11:20:40');
    await handAll('11:20:41');
    const [first] = await asSystem(place, on('11:21:00'), (tx) => tx.db.message.findMany({ where: { authorityId: place.id, state: 'failed' }, orderBy: { madeAt: 'asc' } }));
    await hands(first?.id ?? '');
    expect(await called()).toContain('11:20:40 manager');
    expect(await mails()).toHaveLength(1);

    // Mended there: the next call arrives.
    notify.refuses.clear();
    await looks('11:20:42', '11:25:50', '11:31:00', '11:36:10');
    await handAll('11:36:11');
    became(manager.email, 'delivered');
    await asks('11:37:00', 12);
    expect(await called()).toContain('11:36:10 manager');
    expect(await shown(PEOPLE)).not.toContain('do not arrive');
  });

  test('two calls to one address that come back at once are told once', async () => {
    await byMailAlone();
    await makeWaiting(place, { receivedAt: '2026-03-02T10:00:30Z', level: 4, route: 'STRATEGY' });
    await looks('11:00:30');
    await handAll('11:00:35');
    became(place.people.manager.email, 'permanent-failure');
    await Promise.all([asks('11:01:30'), asks('11:01:30'), asks('11:01:30')]);
    expect(await looksQueued()).toBe(2);
    expect(await mails()).toHaveLength(1);
  });

  test('a fault of the provider’s own calls the next, and says nothing of the address', async () => {
    await byMailAlone();
    await looks('11:00:00');
    await handAll('11:00:05');
    became(place.people.manager.email, 'technical-failure');
    await asks('11:01:00');
    await looks('11:01:01');
    expect(await called()).toEqual(['11:00:00 manager', '11:01:01 unqualifiedManager']);
    expect(await mails()).toEqual([]);
    expect(await shown(PEOPLE)).not.toContain('do not arrive');
  });
});

describe('a mail server', () => {
  /** It answers RCPT TO and the message with these codes. */
  async function mailServer(rcpt: string, data: string): Promise<{ url: string; server: Server }> {
    const server = createServer((socket) => {
      let inData = false;
      socket.on('error', () => undefined);
      socket.write('220 test\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').filter((each) => each !== '')) {
          if (inData) {
            if (line === '.') {
              inData = false;
              socket.write(`${data}\r\n`);
            }
          } else if (line.startsWith('DATA')) {
            inData = true;
            socket.write('354 go on\r\n');
          } else if (line.startsWith('RCPT')) socket.write(`${rcpt}\r\n`);
          else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
          else socket.write('250 ok\r\n');
        }
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, server };
  }

  test.each([
    ['550 no such user', '250 taken', true],
    ['250 ok', '554 not taken', true],
    ['451 try again later', '250 taken', false],
    ['250 ok', '421 busy', false],
  ])('%s, %s: refused for good is %s', async (rcpt, data, refused) => {
    const { url, server } = await mailServer(rcpt, data);
    const smtp: Config['mail'] = { kind: 'smtp', url, from: 'a@example.org' };
    const error = await deliver({ channel: 'email', to: 'wrong@example.org', subject: 'A', body: 'B', reference: crypto.randomUUID() }, performance.now(), smtp).then(() => null, (fault: unknown) => fault);
    expect(error).not.toBeNull();
    expect(wasRefused(error)).toBe(refused);
    if (refused) {
      await byMailAlone();
      await looks('11:00:00');
      for (const { id } of await waiting()) await hands(id, smtp);
      await looks('11:00:01');
      expect((await called()).map((each) => each.split(' ')[1])).toEqual(['manager', 'unqualifiedManager']);
      expect(await mails()).toHaveLength(1);
    }
    await new Promise((done) => server.close(done));
  });

  test('an address that is none is refused by whoever is to send it; a server that is not there says nothing of an address', async () => {
    const { url, server } = await mailServer('250 ok', '250 taken');
    const fault = async (to: string, at: string) => deliver({ channel: 'email', to, subject: 'A', body: 'B', reference: crypto.randomUUID() }, performance.now(), { kind: 'smtp', url: at, from: 'a@example.org' }).then(() => null, (error: unknown) => error);
    expect(wasRefused(await fault('', url))).toBe(true);
    expect(wasRefused(await fault('somebody@example.org', 'smtp://127.0.0.1:1'))).toBe(false);
    expect(wasRefused(new TypeError('no'))).toBe(false);
    await new Promise((done) => server.close(done));
  });
});

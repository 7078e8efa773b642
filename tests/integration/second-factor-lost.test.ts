/** A second factor that was lost, and one that begins to be asked for (issue 5 part 2; decision 42). */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readBegun, readTotp } from '@/lib/access/second/factor-store';
import { askFactor } from '@/lib/access/second/verbs/ask-factor';
import { resetFactor, type ResetForm } from '@/lib/access/second/verbs/reset-factor';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { readPending, readSession, sealSession } from '@/lib/access/session';
import { invite } from '@/lib/access/verbs/invite';
import { changePerson } from '@/lib/access/verbs/manage-person';
import { switchPlace } from '@/lib/access/verbs/switch-place';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, type Place } from './people';
import { codeOf } from './codes';
import { asHolder, Browser, enrol } from './second-factor-scene';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace({ secondFactor: 'staff' });
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

describe('a lost one', () => {
  const given = (membershipId: string): ResetForm => ({ membershipId, how: 'known_number', why: 'Lost on the train.' });

  test('is taken away by a second person, who says why; its owner is signed out, told, and enrols anew', async () => {
    const { night, manager, administrator } = place.people;
    const { browser } = await enrol(night);
    expect(await withActor(place.people.otherWorker, (tx) => resetFactor(tx, given(night.membershipId))).catch((error: unknown) => String(error)), 'no role for it').toContain('not allowed');
    expect(await withActor(manager, (tx) => resetFactor(tx, given(manager.membershipId)))).toEqual({ ok: false, problem: 'yourself' });
    expect(await withActor(manager, (tx) => resetFactor(tx, given(place.people.auditor.membershipId)))).toEqual({ ok: false, problem: 'no_factor' });
    expect((await withActor(manager, (tx) => resetFactor(tx, given(night.membershipId)))).ok).toBe(true);
    expect(await browser.signedIn()).toBeNull();
    const [kept] = await asSuperuser(async (client) => (await client.query<{ by: string; why: string; how: string }>('select by, why, how from second_factor_reset where account_id = $1', [night.actorId])).rows);
    expect(kept).toEqual({ by: manager.actorId, why: 'Lost on the train.', how: 'known_number' });
    const [entry] = await asSuperuser(async (client) => (await client.query<{ actor_id: string; bytes: string }>("select actor_id, bytes from ledger_entry where authority_id = $1 and action = 'second_factor.reset'", [place.id])).rows);
    expect(entry?.actor_id).toBe(manager.actorId);
    expect(entry?.bytes).not.toContain('train');
    const [mail] = await asSuperuser(async (client) => (await client.query<{ subject: string; body: string }>('select subject, body from message where to_address = $1 order by made_at desc limit 1', [night.email])).rows);
    expect(mail?.subject).toBe('Your second factor was taken away');
    // The mail opens nothing by itself.
    expect(mail?.body).not.toMatch(/account\/|token/);
    await enrol(night);
    // An administrator is a second person too, of this area and no other.
    const other = await makePlace();
    expect(await withActor(other.people.administrator, (tx) => resetFactor(tx, given(night.membershipId)))).toEqual({ ok: false, problem: 'gone' });
    expect((await withActor(administrator, (tx) => resetFactor(tx, given(night.membershipId)))).ok).toBe(true);
  });

  test('stays where its person was only invited: an area takes it from nobody who never worked there', async () => {
    const there = await makePlace({ secondFactor: 'staff' });
    const { worker } = (await makePlace({ secondFactor: 'staff' })).people;
    const { administrator, manager } = there.people;
    const { secret } = await enrol(worker);
    const invited = await withActor(administrator, (tx) => invite(tx, { name: 'x', email: worker.email, role: 'cads_social_worker', agencyId: null, qualified: false, jobTitle: '', phone: '' }));
    if (!invited.ok) throw new Error(invited.problem);
    const { membershipId } = invited.value;
    const raw = () => withActor(administrator, (tx) => tx.db.$queryRaw`select second_factor_reset(${worker.actorId}::uuid, now())`).then(() => 'done', (error: unknown) => String(error));
    const listed = async () => {
      const answer = await askPage('../../app/second-factor/page.tsx', manager, {}, { problem: 'gone' });
      const html = answer.kind === 'shown' ? await answer.html() : '';
      expect(html).toContain('never signed in to work here');
      return html.includes(`value="${membershipId}"`);
    };
    for (const person of [administrator, manager]) expect(await withActor(person, (tx) => resetFactor(tx, given(membershipId)))).toEqual({ ok: false, problem: 'gone' });
    expect(await raw()).toContain('not allowed');
    // A sign-in that got no further than half way is no work either.
    await asSuperuser((client) => client.query("insert into session (authority_id, id, token_hash, account_id, membership_id, amr, stage, created_at, seen_at, expires_at) values ($1, gen_random_uuid(), $2, $3, $4, 'pwd', 'second', now(), now(), now())", [there.id, Buffer.from(membershipId), worker.actorId, membershipId]));
    expect(await raw()).toContain('not allowed');
    expect(await listed()).toBe(false);
    expect((await asHolder(worker, readTotp))?.secret).toBe(secret);

    const browser = new Browser();
    await browser.password(worker);
    await asSuperuser((client) => client.query('update account_totp set last_step = 1 where account_id = $1', [worker.actorId]));
    expect(await browser.code(await codeOf(secret))).toBe('/queue');
    const session = await readSession(browser.cookie, now());
    if (session === null) throw new Error('not signed in');
    expect((await withActor(session.person, (tx) => switchPlace(tx, session.person, membershipId))).ok).toBe(true);
    expect(await listed()).toBe(true);
    expect((await withActor(manager, (tx) => resetFactor(tx, given(membershipId)))).ok).toBe(true);
  });

  test('the database itself refuses one’s own, and another area’s', async () => {
    const { manager, auditor } = place.people;
    const other = await makePlace();
    const raw = (by: Person, accountId: string) => withActor(by, (tx) => tx.db.$queryRaw`select second_factor_reset(${accountId}::uuid, now())`).then(() => 'done', (error: unknown) => String(error));
    expect(await raw(manager, manager.actorId)).toContain('not allowed');
    expect(await raw(auditor, manager.actorId)).toContain('not allowed');
    expect(await raw(other.people.manager, manager.actorId)).toContain('not allowed');
  });
});

test('an area that begins to ask leads everybody who is in without one to enrol, at their next click', async () => {
  const there = await makePlace();
  const { teacher, worker, administrator } = there.people;
  const [partner, staff] = [new Browser(), new Browser()];
  expect(await partner.password(teacher)).toBe('/queue');
  expect(await staff.password(worker)).toBe('/queue');
  await withActor(administrator, (tx) => askFactor(tx, 'staff'));
  expect(await partner.signedIn()).toBe(teacher.actorId);
  expect(await staff.signedIn()).toBeNull();
  expect((await readPending(staff.cookie, now()))?.stage).toBe('enrol');
  // Who set an app up in another browser after this one was in by the password alone owes its code here.
  const { lead } = there.people;
  const [without, withApp] = [new Browser(), new Browser()];
  await without.password(lead);
  await withApp.password(lead);
  const session = await readSession(withApp.cookie, now());
  if (session === null) throw new Error('not signed in');
  await beginApp(session.person);
  const secret = (await asHolder(lead, readBegun))?.secret ?? '';
  const made = await confirmApp(session.person, session.proof, await codeOf(secret, -1), false);
  if (!made.ok) throw new Error(made.problem);
  await withActor(administrator, (tx) => changePerson(tx, lead.membershipId, { role: 'manager', agencyId: null, qualified: true }));
  expect(await without.signedIn()).toBeNull();
  expect((await readPending(without.cookie, now()))?.stage).toBe('second');
  expect(await without.code(await codeOf(secret))).toBe('/queue');
  expect((await readSession(await sealSession(made.value.token), now()))?.person.role).toBe('manager');
  // So does a role that asks for one.
  await withActor(administrator, (tx) => changePerson(tx, teacher.membershipId, { role: 'auditor', agencyId: null, qualified: false }));
  expect((await readPending(partner.cookie, now()))?.stage).toBe('enrol');
});

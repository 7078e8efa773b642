// Before the pages: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeAccountLink } from '@/lib/access/account-link';
import { addPlace, readColleague } from '@/lib/access/people-store';
import { readSession, sealSession } from '@/lib/access/session';
import { choosePassword } from '@/lib/access/password/verbs/choose-password';
import { invite } from '@/lib/access/verbs/invite';
import { endTheirs } from '@/lib/access/sessions/verbs/end-sessions';
import { sessionsAt } from '@/lib/access/sessions/session-store';
import { changePerson, changePhone, disableAllHere, disablePerson, enablePerson, resetPassword } from '@/lib/access/verbs/manage-person';
import { signIn } from '@/lib/access/verbs/sign-in';
import type { Invitation } from '@/lib/access/schema';
import { invitation, placeOfWork } from '@/lib/access/schema';
import { readEntries } from '@/lib/ledger/entry-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

const NEW_PASSWORD = 'heron ladder copper';

const someone = (more: Partial<Invitation> = {}): Invitation => ({ name: 'Petra Quill', email: `petra.${newId()}@example.org`, role: 'cads_social_worker', agencyId: null, qualified: true, jobTitle: 'Social worker', phone: '', ...more });

const asAdministrator = <T>(work: Parameters<typeof withActor<T>>[1]) => withActor(place.people.administrator, work);

/** The link of the newest mail to an address, as its reader would follow it. */
async function tokenTo(email: string): Promise<string> {
  const mail = await withActor(systemOf(place.id), (tx) => tx.db.message.findFirstOrThrow({ where: { authorityId: place.id, toAddress: email }, orderBy: { madeAt: 'desc' } }));
  const token = /http:\/\/localhost:3000\/account\/([\w-]{43})\n/.exec(mail.body)?.[1];
  if (!token) throw new Error('no link in the mail');
  return token;
}

async function invited(given = someone()): Promise<{ membershipId: string; token: string; email: string }> {
  const done = await asAdministrator((tx) => invite(tx, given));
  if (!done.ok) throw new Error(done.problem);
  return { membershipId: done.value.membershipId, token: await tokenTo(given.email), email: given.email };
}

describe('an invitation', () => {
  test('opens an account once: choose a password, sign in, and the link is dead', async () => {
    const { membershipId, token, email } = await invited();
    expect((await asAdministrator((tx) => readColleague(tx, membershipId)))?.joined).toBe(false);
    expect(await signIn({ email, password: NEW_PASSWORD })).toEqual({ ok: false, problem: 'not_recognised' });
    expect(await choosePassword({ token, password: NEW_PASSWORD })).toEqual({ ok: true, value: null });
    const done = await signIn({ email, password: NEW_PASSWORD });
    if (!done.ok) throw new Error(done.problem);
    expect((await readSession(await sealSession(done.value.token), now()))?.person).toMatchObject({ membershipId, role: 'cads_social_worker', qualified: true });
    expect(await choosePassword({ token, password: 'another good password' })).toEqual({ ok: false, problem: 'dead_link' });
    expect((await signIn({ email, password: NEW_PASSWORD })).ok).toBe(true);
  });

  test('of two who use the link at once, one wins', async () => {
    const { token, email } = await invited();
    const outcomes = await Promise.all(['first good password', 'second good password'].map((password) => choosePassword({ token, password })));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const works = await Promise.all(['first good password', 'second good password'].map((password) => signIn({ email, password })));
    expect(works.map((outcome) => outcome.ok)).toEqual(outcomes.map((outcome) => outcome.ok));
  });

  test('a password of 11 characters is refused and uses nothing up; 12 will do', async () => {
    const { token } = await invited();
    expect(await choosePassword({ token, password: 'abcdefghijk' })).toEqual({ ok: false, problem: 'too_short' });
    expect(await choosePassword({ token, password: 'x'.repeat(1025) })).toEqual({ ok: false, problem: 'too_long' });
    expect((await choosePassword({ token, password: 'kelpotterwim' })).ok).toBe(true);
  });

  test('works for 72 hours', async () => {
    const [early, late] = [await invited(), await invited()];
    vi.useFakeTimers({ toFake: ['Date'], now: now().add({ hours: 71, minutes: 59 }).epochMilliseconds });
    expect((await choosePassword({ token: early.token, password: NEW_PASSWORD })).ok).toBe(true);
    vi.setSystemTime(now().add({ minutes: 2 }).epochMilliseconds);
    expect(await choosePassword({ token: late.token, password: NEW_PASSWORD })).toEqual({ ok: false, problem: 'dead_link' });
  });

  test('its mail names nobody, and no caseworker can read it', async () => {
    const { email } = await invited();
    const mails = (actor: Parameters<typeof withActor>[0]) => withActor(actor, (tx) => tx.db.message.findMany({ where: { authorityId: place.id, toAddress: email } }));
    const [mail] = await mails(systemOf(place.id));
    expect(mail?.state).toBe('pending');
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/Petra|Quill/);
    for (const reader of [place.people.worker, place.people.manager, place.people.auditor]) expect(await mails(reader)).toEqual([]);
  });

  test('the secret itself is kept nowhere but in the mail', async () => {
    const { token } = await invited();
    const links = await withActor(systemOf(place.id), (tx) => tx.db.accountLink.findMany({ where: { authorityId: place.id } }));
    expect(links.some((link) => Buffer.from(link.tokenHash).toString('base64url') === token)).toBe(false);
    const entries = await withActor(place.people.auditor, (tx) => readEntries(tx, { take: 500 }));
    expect(JSON.stringify(entries.map((entry) => entry.detail))).not.toContain(token);
  });

  test('the same person twice in the same role is refused, in a second role is welcome', async () => {
    const given = someone({ role: 'partner_professional', agencyId: place.agencies.school.id, qualified: false });
    await invited(given);
    expect(await asAdministrator((tx) => invite(tx, { ...given, email: given.email.toUpperCase() }))).toEqual({ ok: false, problem: 'already_here' });
    expect((await asAdministrator((tx) => invite(tx, { ...given, agencyId: place.agencies.police.id }))).ok).toBe(true);
  });

  test('who signs in elsewhere already gets no link with which to change that password', async () => {
    const other = await makePlace();
    const { email } = other.people.teacher;
    const done = await asAdministrator((tx) => invite(tx, someone({ email, role: 'partner_professional', agencyId: place.agencies.school.id })));
    expect(done.ok).toBe(true);
    await expect(tokenTo(email)).rejects.toThrow('no link in the mail');
    expect((await signIn({ email, password: PASSWORD })).ok).toBe(true);
  });

  describe('of somebody who signs in by their provider alone', () => {
    /** A worker of another area who never chose a password and signs in by their provider. */
    const byProvider = async () => {
      const other = await makePlace();
      const { officer } = other.people;
      await asSuperuser(async (client) => {
        await client.query('update account set password_hash = null where id = $1', [officer.actorId]);
        await client.query("insert into account_identity (id, account_id, issuer, subject, linked_at) values (gen_random_uuid(), $1, 'https://login.council.example', $2, now())", [officer.actorId, officer.actorId]);
      });
      return { other, officer };
    };

    test('sends no link with which a password is chosen, and they count as joined', async () => {
      const { other, officer } = await byProvider();
      expect(await withActor(other.people.administrator, (tx) => readColleague(tx, officer.membershipId))).toMatchObject({ joined: true });
      const done = await asAdministrator((tx) => invite(tx, someone({ email: officer.email })));
      if (!done.ok) throw new Error(done.problem);
      await expect(tokenTo(officer.email)).rejects.toThrow('no link in the mail');
      const page = await askPage('../../app/admin/people/[membership]/page.tsx', place.people.administrator, { membership: done.value.membershipId });
      expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Can sign in');
    });

    test('a link of before, by which a password is chosen all the same, is told to them', async () => {
      const { other, officer } = await byProvider();
      const link = await withActor(other.people.administrator, (tx) => makeAccountLink(tx, officer.actorId, 'invitation'));
      expect((await choosePassword({ token: link.split('/').at(-1) ?? '', password: NEW_PASSWORD })).ok).toBe(true);
      const mails = await withActor(systemOf(other.id), (tx) => tx.db.message.findMany({ where: { toAddress: officer.email } }));
      expect(mails.map(({ subject }) => subject)).toEqual(['Your password was changed']);
    });

    test('who takes a first invitation up is told of nothing', async () => {
      const { email, token } = await invited();
      expect((await choosePassword({ token, password: NEW_PASSWORD })).ok).toBe(true);
      const mails = await withActor(systemOf(place.id), (tx) => tx.db.message.findMany({ where: { toAddress: email } }));
      expect(mails.map(({ subject }) => subject)).toEqual(['You are invited to Doorstep']);
    });
  });

  test('an agency of another area is not an agency', async () => {
    const other = await makePlace();
    expect(await asAdministrator((tx) => invite(tx, someone({ role: 'partner_professional', agencyId: other.agencies.school.id })))).toEqual({ ok: false, problem: 'no_such_agency' });
  });

  test.each([
    ['a partner without an agency', { role: 'partner_professional', agencyId: null }],
    ['a social worker at an agency', { role: 'cads_social_worker', agencyId: newId() }],
    ['a service administrator', { role: 'service_administrator', agencyId: null }],
    ['an unknown role', { role: 'superuser', agencyId: null }],
  ])('%s is not a place of work that can be given', (_name, given) => {
    expect(invitation.safeParse({ ...someone(), ...given }).success).toBe(false);
    expect(placeOfWork.safeParse({ qualified: false, ...given }).success).toBe(false);
  });
});

describe('a reset', () => {
  test('replaces the link before it, and its use ends every session', async () => {
    const { membershipId, email } = place.people.teacher;
    const signedIn = await signIn({ email, password: PASSWORD });
    if (!signedIn.ok) throw new Error(signedIn.problem);
    const cookie = await sealSession(signedIn.value.token);
    await asAdministrator((tx) => resetPassword(tx, membershipId));
    const first = await tokenTo(email);
    await asAdministrator((tx) => resetPassword(tx, membershipId));
    const second = await tokenTo(email);
    expect(await choosePassword({ token: first, password: NEW_PASSWORD })).toEqual({ ok: false, problem: 'dead_link' });
    expect((await readSession(cookie, now()))?.state).toBe('active');
    expect((await choosePassword({ token: second, password: NEW_PASSWORD })).ok).toBe(true);
    expect(await readSession(cookie, now())).toBeNull();
    expect((await signIn({ email, password: PASSWORD })).ok).toBe(false);
  });

  test('leaves no link of another area behind, nor one of a place of work that was closed', async () => {
    const other = await makePlace();
    const { email } = other.people.lead;
    const done = await asAdministrator((tx) => invite(tx, someone({ email, role: 'partner_professional', agencyId: place.agencies.school.id })));
    if (!done.ok) throw new Error(done.problem);
    const linkOf = (area: Place, membershipId: string) => withActor(area.people.administrator, async (tx) => {
      const colleague = await readColleague(tx, membershipId);
      return (await makeAccountLink(tx, colleague?.accountId ?? '', 'reset')).split('/').at(-1) ?? '';
    });
    const [theirs, ours] = [await linkOf(other, other.people.lead.membershipId), await linkOf(place, done.value.membershipId)];
    expect((await choosePassword({ token: ours, password: NEW_PASSWORD })).ok).toBe(true);
    expect(await choosePassword({ token: theirs, password: 'password of a thief' })).toEqual({ ok: false, problem: 'dead_link' });
    const closed = await linkOf(place, done.value.membershipId);
    await asAdministrator((tx) => disablePerson(tx, done.value.membershipId));
    expect(await choosePassword({ token: closed, password: 'password of a thief' })).toEqual({ ok: false, problem: 'dead_link' });
    expect((await signIn({ email, password: NEW_PASSWORD })).ok).toBe(true);
  });

  test.each([
    ['', undefined],
    [', also where nobody can count tries just then', () => { throw new Error('the counts are away'); }],
  ])('ends the sessions in other areas too%s', async (_, from) => {
    const other = await makePlace();
    const given = someone({ email: other.people.officer.email, role: 'partner_professional', agencyId: place.agencies.police.id });
    const done = await asAdministrator((tx) => invite(tx, given));
    if (!done.ok) throw new Error(done.problem);
    const signedIn = await signIn({ email: given.email, password: PASSWORD });
    if (!signedIn.ok) throw new Error(signedIn.problem);
    const cookie = await sealSession(signedIn.value.token);
    expect((await readSession(cookie, now()))?.person.authorityId).toBe(other.id);
    await asAdministrator((tx) => resetPassword(tx, done.value.membershipId));
    await choosePassword({ token: await tokenTo(given.email), password: NEW_PASSWORD, ...(from && { from }) }).catch((error: unknown) => expect(String(error)).toContain('the counts are away'));
    expect(await readSession(cookie, now())).toBeNull();
  });
});

describe('an administrator', () => {
  test('disables somebody: the open session ends at once, signing in is refused, enabling mends it', async () => {
    const { membershipId, email } = place.people.night;
    const signedIn = await signIn({ email, password: PASSWORD });
    if (!signedIn.ok) throw new Error(signedIn.problem);
    const cookie = await sealSession(signedIn.value.token);
    expect((await asAdministrator((tx) => disablePerson(tx, membershipId))).ok).toBe(true);
    expect(await readSession(cookie, now())).toBeNull();
    expect(await signIn({ email, password: PASSWORD })).toEqual({ ok: false, problem: 'not_recognised' });
    expect(await asAdministrator((tx) => resetPassword(tx, membershipId))).toEqual({ ok: false, problem: 'disabled_place' });
    expect((await asAdministrator((tx) => enablePerson(tx, membershipId))).ok).toBe(true);
    expect(await readSession(cookie, now())).toBeNull();
    expect((await signIn({ email, password: PASSWORD })).ok).toBe(true);
  });

  test('gives another role: it holds from the next request of the open session', async () => {
    const { membershipId, email } = place.people.otherWorker;
    const signedIn = await signIn({ email, password: PASSWORD });
    if (!signedIn.ok) throw new Error(signedIn.problem);
    const cookie = await sealSession(signedIn.value.token);
    expect((await asAdministrator((tx) => changePerson(tx, membershipId, { role: 'auditor', agencyId: null, qualified: false }))).ok).toBe(true);
    expect((await readSession(cookie, now()))?.person).toMatchObject({ role: 'auditor', qualified: false });
  });

  test('puts the telephone right at which somebody is called, and not their own', async () => {
    const { administrator, night } = place.people;
    const page = async () => {
      const answer = await askPage('../../app/admin/people/[membership]/page.tsx', administrator, { membership: night.membershipId });
      return answer.kind === 'shown' ? answer.html() : '';
    };
    expect((await withActor(administrator, (tx) => changePhone(tx, night.membershipId, '07700 900412'))).ok).toBe(true);
    expect((await withActor(administrator, (tx) => readColleague(tx, night.membershipId)))?.phone).toBe('07700 900412');
    expect(await page()).toContain('value="07700 900412"');
    expect(await withActor(administrator, (tx) => changePhone(tx, administrator.membershipId, '07700 900413'))).toEqual({ ok: false, problem: 'own_place' });
  });

  test('who leaves and works at two places here: the page names the other, and one press closes them all', async () => {
    const { email, token, membershipId } = await invited();
    expect((await choosePassword({ token, password: NEW_PASSWORD })).ok).toBe(true);
    const night = await asAdministrator((tx) => invite(tx, someone({ email, role: 'emergency_duty_worker', jobTitle: 'Night worker' })));
    if (!night.ok) throw new Error(night.problem);
    const page = async (membership = membershipId) => {
      const answer = await askPage('../../app/admin/people/[membership]/page.tsx', place.people.administrator, { membership });
      return answer.kind === 'shown' ? (await answer.html()).replaceAll('<!-- -->', '') : '';
    };
    const canSignIn = async () => (await signIn({ email, password: NEW_PASSWORD })).ok;
    expect(await page()).toContain(`href="/admin/people/${night.value.membershipId}"`);
    expect((await asAdministrator((tx) => disablePerson(tx, membershipId))).ok).toBe(true);
    expect(await canSignIn(), 'as the night’s worker they are in').toBe(true);
    for (const words of ['They can still sign in here', 'Night worker', 'signed in on 1 browser', 'Disable all here']) expect(await page()).toContain(words);
    expect(await page(night.value.membershipId)).not.toContain('Where else they work here');
    expect((await asAdministrator((tx) => disableAllHere(tx, membershipId))).ok).toBe(true);
    expect(await canSignIn()).toBe(false);
    const live = await asSuperuser((client) => client.query('select 1 from session s join account a on a.id = s.account_id where a.email = $1 and s.revoked_at is null', [email]));
    expect(live.rowCount).toBe(0);
    expect(await page()).not.toContain('They can still sign in here');
    expect(await asAdministrator((tx) => disableAllHere(tx, place.people.administrator.membershipId))).toEqual({ ok: false, problem: 'own_place' });
    // Elsewhere is another area's own to close, and none of ours to know.
    const other = await makePlace();
    expect(await withActor(other.people.administrator, (tx) => disableAllHere(tx, membershipId))).toEqual({ ok: false, problem: 'gone' });
  });

  test('ends what somebody has open in this area, at whichever place', async () => {
    const { email, token, membershipId } = await invited();
    expect((await choosePassword({ token, password: NEW_PASSWORD })).ok).toBe(true);
    const night = await asAdministrator((tx) => invite(tx, someone({ email, role: 'emergency_duty_worker' })));
    if (!night.ok) throw new Error(night.problem);
    expect((await signIn({ email, password: NEW_PASSWORD })).ok).toBe(true);
    expect(await asAdministrator((tx) => endTheirs(tx, night.value.membershipId, 'all'))).toBe(1);
    expect(await asAdministrator((tx) => sessionsAt(tx, [membershipId]))).toEqual(new Map([[membershipId, []]]));
  });

  test('cannot disable themselves or stop being an administrator', async () => {
    const { membershipId } = place.people.administrator;
    expect(await asAdministrator((tx) => disablePerson(tx, membershipId))).toEqual({ ok: false, problem: 'own_place' });
    expect(await asAdministrator((tx) => changePerson(tx, membershipId, { role: 'auditor', agencyId: null, qualified: false }))).toEqual({ ok: false, problem: 'own_place' });
    expect((await asAdministrator((tx) => readColleague(tx, membershipId)))?.role).toBe('area_administrator');
  });

  describe('gives nothing to themself', () => {
    const manager = { role: 'manager', agencyId: null, qualified: true } as const;
    const own = () => place.people.administrator.actorId;
    const places = () => withActor(systemOf(place.id), (tx) => tx.db.membership.findMany({ where: { authorityId: place.id, accountId: own() }, orderBy: { createdAt: 'asc' }, select: { role: true, qualified: true, disabledAt: true } }));
    let closed: string;
    beforeAll(async () => {
      closed = newId();
      // The product itself may, as at the first installation; another administrator closed it.
      await withActor(systemOf(place.id), async (tx) => addPlace(tx, { id: closed, accountId: own(), ...manager, jobTitle: '', phone: '' }));
      await withActor(systemOf(place.id), (tx) => disablePerson(tx, closed));
    });

    test('no invitation, however the address is written, no place opened again and none changed', async () => {
      const before = await places();
      const { email } = place.people.administrator;
      const own_place = { ok: false, problem: 'own_place' };
      for (const to of [email, email.toUpperCase()]) for (const role of ['manager', 'cads_social_worker'] as const) expect(await asAdministrator((tx) => invite(tx, someone({ ...manager, role, email: to }))), role).toEqual(own_place);
      expect(await asAdministrator((tx) => enablePerson(tx, closed))).toEqual(own_place);
      expect(await asAdministrator((tx) => changePerson(tx, closed, manager)), 'nor the same again').toEqual(own_place);
      expect(await asAdministrator((tx) => changePerson(tx, place.people.administrator.membershipId, { role: 'area_administrator', agencyId: null, qualified: true })), 'nor a qualification').toEqual(own_place);
      expect(await places()).toEqual(before);
    });

    test('the database refuses it too, and goes on letting the product and another administrator', async () => {
      const raw = { id: newId(), accountId: own(), ...manager, jobTitle: '', phone: '' };
      await expect(asAdministrator((tx) => addPlace(tx, raw))).rejects.toThrow(/row-level security/);
      const changed = (where: object, data: object) => asAdministrator(async (tx) => (await tx.db.membership.updateMany({ where, data })).count);
      expect(await changed({ accountId: own() }, { disabledAt: null, qualified: true })).toBe(0);
      await expect(changed({ id: place.people.unqualifiedManager.membershipId }, { accountId: own() }), 'another’s made one’s own').rejects.toThrow(/row-level security/);
      expect((await withActor({ ...place.people.administrator, actorId: newId() }, (tx) => enablePerson(tx, closed))).ok).toBe(true);
      expect((await places()).map(({ disabledAt }) => disabledAt)).toEqual([null, null]);
      await withActor(systemOf(place.id), (tx) => disablePerson(tx, closed));
    });

    test('their own page offers none of it', async () => {
      for (const membership of [closed, place.people.administrator.membershipId]) {
        const answer = await askPage('../../app/admin/people/[membership]/page.tsx', place.people.administrator, { membership });
        const html = answer.kind === 'shown' ? await answer.html() : '';
        expect(html).toContain('This is you.');
        expect(html).not.toMatch(/action="[^"]*\/(enable|role|disable)"/);
      }
    });
  });

  test('of another area finds nobody here', async () => {
    const other = await makePlace();
    const acts: ((tx: Tx, membershipId: string) => Promise<{ ok: boolean }>)[] = [disablePerson, enablePerson, resetPassword, (tx, id) => changePhone(tx, id, '07700 900999')];
    for (const act of acts) expect(await withActor(other.people.administrator, (tx) => act(tx, place.people.manager.membershipId))).toEqual({ ok: false, problem: 'gone' });
  });

  test('leaves each act in the ledger, by id and without a name', async () => {
    const here = await makePlace();
    const { administrator, desk, auditor } = here.people;
    await withActor(administrator, async (tx) => {
      await disablePerson(tx, desk.membershipId);
      await enablePerson(tx, desk.membershipId);
      await changePerson(tx, desk.membershipId, { role: 'partner_professional', agencyId: here.agencies.police.id, qualified: false });
    });
    const entries = await withActor(auditor, (tx) => readEntries(tx, { objectId: desk.membershipId, take: 10 }));
    expect(entries.map(({ action, actorId }) => ({ action, actorId }))).toEqual(['person.changed', 'person.enabled', 'person.disabled'].map((action) => ({ action, actorId: administrator.actorId })));
    expect(JSON.stringify(entries.map((entry) => entry.detail))).not.toContain('Fatima');
  });
});

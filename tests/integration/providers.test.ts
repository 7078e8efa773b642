/** Sign-in through outside providers, against a real one on this machine (issue 5 part 2; quality A9, B4 F22; ASVS 6.8.1, 6.8.4, 10.2.1, 10.5.1, 10.5.4). */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { GET as back } from '@/app/session/provider/[provider]/back/route';
import { POST as logout } from '@/app/session/provider/[provider]/logout/route';
import { GET as publicKeys } from '@/app/session/provider/[provider]/keys/route';
import { POST as start } from '@/app/session/provider/start/route';
import { POST as passkeyStep } from '@/app/session/passkey/route';
import { POST as secondStep } from '@/app/session/second/route';
import type { Person } from '@/lib/access/model';
import { readPending, readSession, sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { makeAccountLink } from '@/lib/access/account-link';
import { holderOf, openSession } from '@/lib/access/open-session';
import { askForPasskey } from '@/lib/access/passkey/verbs/ask-for-passkey';
import { askedForNew, beginPasskey, makePasskey } from '@/lib/access/passkey/verbs/make-passkey';
import { addPlace } from '@/lib/access/people-store';
import { readBegun } from '@/lib/access/second/factor-store';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { switchPlace } from '@/lib/access/verbs/switch-place';
import { closeDatabase, endProviderSessions, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { Authenticator } from './authenticator';
import { IdentityProvider } from './identity-provider';
import { makePlace, type Place } from './people';
import { codeOf } from './codes';
import { asSuperuser } from './superuser';

const ORIGIN = 'http://localhost:3000';
let strong: IdentityProvider;
let plain: IdentityProvider;
let keyed: IdentityProvider;
let place: Place;
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NEXT_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateOf = ({ privateKey }: typeof KEY) => privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const publicOf = ({ publicKey }: typeof KEY, kid: string) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS512', use: 'sig' });

beforeAll(async () => {
  strong = await IdentityProvider.start(() => `${ORIGIN}/session/provider/strong/back`);
  plain = await IdentityProvider.start(() => `${ORIGIN}/session/provider/plain/back`);
  keyed = await IdentityProvider.start(() => `${ORIGIN}/session/provider/keyed/back`, { keys: [publicOf(KEY, 'now')], alg: 'RS512' });
  const client = { clientId: 'doorstep', clientSecret: 'doorstep-secret-of-the-tests' };
  process.env['OIDC_PROVIDERS'] = JSON.stringify([
    { id: 'strong', name: 'County sign-in', issuer: strong.issuer, ...client, acr: ['strong'], maxAgeMinutes: 30 },
    { id: 'plain', name: 'School sign-in', issuer: plain.issuer, ...client, amr: ['mfa'] },
    { id: 'keyed', name: 'NHS smartcard', issuer: keyed.issuer, clientId: 'doorstep', acr: ['strong'], maxAgeMinutes: 5, assertionFor: 'token_endpoint', clientKeys: [{ kid: 'now', alg: 'RS512', privateKey: privateOf(KEY) }, { kid: 'next', alg: 'RS512', privateKey: privateOf(NEXT_KEY) }] },
  ]);
  for (const provider of [strong, plain]) {
    provider.heard = async (body) => (await logout(new NextRequest(`${ORIGIN}/x`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), { params: Promise.resolve({ provider: provider === strong ? 'strong' : 'plain' }) })).status;
  }
  place = await makePlace({ secondFactor: 'staff' });
});
afterAll(async () => {
  await Promise.all([strong.stop(), plain.stop(), keyed.stop()]);
  await stopJobs();
  await closeDatabase();
});

const valueIn = (answer: Response, name: string) => new RegExp(`(?:^|, )${name}=([^;]*)`).exec(answer.headers.getSetCookie().join(', '))?.[1] ?? '';

class Browser {
  session = '';
  flow = '';
  /** Goes to the provider. @returns where it is sent. */
  async leave(provider: string, link = ''): Promise<string> {
    const answer = await start(new NextRequest(`${ORIGIN}/session/provider/start`, { method: 'POST', body: new URLSearchParams({ provider, link, return: '/queue' }).toString(), headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' } }), { params: Promise.resolve({}) });
    this.flow = valueIn(answer, '__Host-doorstep-provider');
    return answer.headers.get('refresh')?.slice('0; url='.length) ?? answer.headers.get('location') ?? '';
  }
  async return(provider: string, search: string): Promise<string> {
    const answer = await back(new NextRequest(`${ORIGIN}/session/provider/${provider}/back${search}`, { headers: { cookie: `__Host-doorstep-provider=${this.flow}; ${SESSION_COOKIE}=${this.session}` } }), { params: Promise.resolve({ provider }) });
    this.session = valueIn(answer, SESSION_COOKIE) || this.session;
    return answer.headers.get('location') ?? '';
  }
  signedIn = async () => (await readSession(this.session, now()))?.person.actorId ?? null;
}

const through = async (provider: IdentityProvider, id: string, link = '') => {
  const browser = new Browser();
  const to = await browser.leave(id, link);
  return { browser, to, search: await provider.walk(to) };
};
const invitationOf = async (person: Person) => (await withActor(place.people.administrator, (tx) => makeAccountLink(tx, person.actorId, 'reset'))).split('/').at(-1) ?? '';

test('linked by an administrator’s invitation, known by issuer and subject from then on, and a second factor is not asked again', async () => {
  const { worker } = place.people;
  strong.next = { sub: 'w-1', acr: 'strong' };
  const unlinked = await through(strong, 'strong');
  expect(new URL(unlinked.to).searchParams.get('code_challenge_method')).toBe('S256');
  for (const asked of ['state', 'nonce', 'code_challenge']) expect(new URL(unlinked.to).searchParams.get(asked), asked).toMatch(/^[\w-]{43}$/);
  expect(new URL(unlinked.to).searchParams.get('acr_values')).toBe('strong');
  expect(await unlinked.browser.return('strong', unlinked.search)).toBe('/sign-in?problem=provider_unlinked');
  const page = await askPage('../../app/sign-in/page.tsx', null, {}, { problem: 'provider_unlinked' });
  const html = page.kind === 'shown' ? await page.html() : '';
  expect(html).toContain('an e-mail address alone is not enough');
  expect(html).toContain('Sign in with County sign-in');

  const link = await invitationOf(worker);
  const linked = await through(strong, 'strong', link);
  expect(await linked.browser.return('strong', linked.search)).toBe('/queue');
  expect(await linked.browser.signedIn()).toBe(worker.actorId);
  const again = await through(strong, 'strong');
  expect(await again.browser.return('strong', again.search)).toBe('/queue');
  expect((await readSession(again.browser.session, now()))?.proof.amr).toBe('idp mfa');
  // The invitation is used up: it links nobody else.
  strong.next = { sub: 'w-2', acr: 'strong' };
  const twice = await through(strong, 'strong', link);
  expect(await twice.browser.return('strong', twice.search)).toBe('/sign-in?problem=provider_unlinked');
  // Nor does another's invitation take this person over.
  strong.next = { sub: 'w-1', acr: 'strong' };
  const other = await through(strong, 'strong', await invitationOf(place.people.manager));
  expect(await other.browser.return('strong', other.search)).toBe('/sign-in?problem=provider_taken');
  // The same subject, and the same e-mail address, at another issuer is somebody else.
  plain.next = { sub: 'w-1', amr: ['mfa'] };
  const elsewhere = await through(plain, 'plain');
  expect(await elsewhere.browser.return('plain', elsewhere.search)).toBe('/sign-in?problem=provider_unlinked');
});

test('a weak acr, none at all, and an amr without a second factor are refused', async () => {
  strong.next = { sub: 'w-1', acr: 'weak' };
  const weak = await through(strong, 'strong');
  expect(await weak.browser.return('strong', weak.search)).toBe('/sign-in?problem=provider_weak');
  strong.next = { sub: 'w-1' };
  const silent = await through(strong, 'strong');
  expect(await silent.browser.return('strong', silent.search)).toBe('/sign-in?problem=provider_weak');
  plain.next = { sub: 'p-1', amr: ['pwd'] };
  const password = await through(plain, 'plain', await invitationOf(place.people.night));
  expect(await password.browser.return('plain', password.search)).toBe('/sign-in?problem=provider_weak');
  plain.next = { sub: 'p-1', amr: ['pwd', 'mfa'] };
  const good = await through(plain, 'plain', await invitationOf(place.people.night));
  expect(await good.browser.return('plain', good.search)).toBe('/queue');
});

test('without a secret: an assertion signed by a key of the service, whose public half the provider finds', async () => {
  const { lead } = place.people;
  const told = await publicKeys(new NextRequest(`${ORIGIN}/x`), { params: Promise.resolve({ provider: 'keyed' }) });
  const { keys } = (await told.json()) as { keys: Record<string, string>[] };
  expect(keys).toEqual([publicOf(KEY, 'now'), publicOf(NEXT_KEY, 'next')]);
  for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(keys.some((key) => secret in key), secret).toBe(false);
  for (const provider of ['strong', 'nobody']) expect(await (await publicKeys(new NextRequest(`${ORIGIN}/x`), { params: Promise.resolve({ provider }) })).json()).toEqual({ keys: [] });

  keyed.next = { sub: 'n-1', acr: 'strong' };
  const linked = await through(keyed, 'keyed', await invitationOf(lead));
  expect(await linked.browser.return('keyed', linked.search)).toBe('/queue');
  expect(await linked.browser.signedIn()).toBe(lead.actorId);
  // The provider is told who asks by nothing else: signed by another key, or with none, it says no.
  const { assertion } = keyed;
  const [head = '', body = ''] = assertion.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  expect(JSON.parse(head)).toEqual({ alg: 'RS512', kid: 'now' });
  expect(JSON.parse(body)).toMatchObject({ iss: 'doorstep', sub: 'doorstep', aud: `${keyed.issuer}/token` });
  const used = await fetch(`${keyed.issuer}/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', client_id: 'doorstep', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion }) });
  expect(used.status, 'an assertion is good once').toBe(401);
});

test('somebody who signed in there longer ago than is asked is refused, and told so', async () => {
  keyed.next = { sub: 'n-1', acr: 'strong' };
  const late = await through(keyed, 'keyed');
  expect(new URL(late.to).searchParams.get('max_age')).toBe('300');
  // Within the ten minutes of the flow, and the hour of the token.
  vi.useFakeTimers({ toFake: ['Date'], now: now().add({ seconds: 390 }).epochMilliseconds });
  try {
    expect(await late.browser.return('keyed', late.search)).toBe('/sign-in?problem=provider_weak');
  } finally {
    vi.useRealTimers();
  }
  const soon = await through(keyed, 'keyed');
  expect(await soon.browser.return('keyed', soon.search)).toBe('/queue');
});

test('refused: another state, none, the same answer twice, another browser, another provider’s way back, a token replayed, one for another client, one that was changed', async () => {
  strong.next = { sub: 'w-1', acr: 'strong' };
  const FAILED = '/sign-in?problem=provider_failed';
  const state = await through(strong, 'strong');
  const put = (search: string, change: (query: URLSearchParams) => void) => {
    const query = new URLSearchParams(search);
    change(query);
    return `?${query.toString()}`;
  };
  expect(await state.browser.return('strong', put(state.search, (query) => query.set('state', 'x'.repeat(43))))).toBe(FAILED);
  const none = await through(strong, 'strong');
  expect(await none.browser.return('strong', put(none.search, (query) => query.delete('state')))).toBe(FAILED);
  const twice = await through(strong, 'strong');
  expect(await twice.browser.return('strong', twice.search)).toBe('/queue');
  expect(await twice.browser.return('strong', twice.search)).toBe(FAILED);
  // Nor with a new code for the same state: what was begun is good for one answer.
  expect(await twice.browser.return('strong', await strong.walk(twice.to)), 'a flow used again').toBe(FAILED);
  const other = await through(strong, 'strong');
  expect(await new Browser().return('strong', other.search)).toBe(FAILED);
  expect(await other.browser.return('plain', other.search)).toBe(FAILED);
  // Begun at one provider, and answered in full by another to whom somebody gave its state, nonce and challenge.
  plain.next = { sub: 'p-1', amr: ['mfa'] };
  const [mixed, asked] = [new Browser(), new URL(await new Browser().leave('plain'))];
  const begun = new URL(await mixed.leave('strong')).searchParams;
  for (const name of ['state', 'nonce', 'code_challenge']) asked.searchParams.set(name, begun.get(name) ?? '');
  expect(await mixed.return('plain', await plain.walk(asked.href)), 'providers mixed up').toBe(FAILED);

  const old = strong.given.at(-1) ?? '';
  const replayed = await through(strong, 'strong');
  strong.swapped = old;
  expect(await replayed.browser.return('strong', replayed.search), 'the nonce of before').toBe(FAILED);
  // Of the same provider and person, with the nonce of this very flow, but for another client.
  const foreign = await through(strong, 'strong');
  const query = new URL(foreign.to).searchParams;
  query.set('client_id', 'another');
  const code = new URLSearchParams(await strong.walk(`${strong.issuer}/auth?${query.toString()}`)).get('code') ?? '';
  const given = strong.given.length;
  expect(code).not.toBe('');
  strong.swapped = await tokenFor('another', code, foreign.browser.flow);
  expect(strong.swapped, 'a whole token').toMatch(/^ey/);
  expect(await foreign.browser.return('strong', foreign.search), 'for another client').toBe(FAILED);
  expect(strong.given.length).toBeGreaterThanOrEqual(given);
  const changed = await through(strong, 'strong');
  strong.swapped = old.replace(/\.[^.]*$/, '.AAAA');
  expect(await changed.browser.return('strong', changed.search)).toBe(FAILED);
});

test('of a token that the provider signed itself each claim is asked: issuer, audience, nonce, times', async () => {
  strong.next = { sub: 'w-1', acr: 'strong' };
  const seconds = Math.floor(now().epochMilliseconds / 1000);
  const told = async (altered: Record<string, unknown>, without: string[] = []) => {
    const { browser, search } = await through(strong, 'strong');
    strong.altered = (claims) => Object.fromEntries(Object.entries({ ...claims, ...altered }).filter(([name]) => !without.includes(name)));
    return browser.return('strong', search);
  };
  expect(await told({}), 'as it was').toBe('/queue');
  const FAILED = '/sign-in?problem=provider_failed';
  for (const altered of [{ iss: plain.issuer }, { iss: `${strong.issuer}/` }, { aud: 'another' }, { nonce: 'x'.repeat(43) }, { exp: seconds - 300 }, { iat: seconds - 3600, exp: seconds - 1800 }]) expect(await told(altered), JSON.stringify(altered)).toBe(FAILED);
  for (const claim of ['iss', 'aud', 'nonce', 'exp', 'sub']) expect(await told({}, [claim]), `no ${claim}`).toBe(FAILED);
});

/** The ID token that the provider gives another client for a code. The code's verifier is the one kept, sealed, for this flow. */
async function tokenFor(client: string, code: string, flow: string): Promise<string> {
  const { unseal } = await import('@/lib/platform/seal');
  const content = await asSuperuser(async (pg) => (await pg.query<{ content: string }>('select content from sign_in_challenge where id = $1', [flow])).rows[0]?.content ?? '');
  const { verifier } = JSON.parse(unseal(content, { table: 'sign_in_challenge', column: 'content', authorityId: '', rowId: flow })) as { verifier: string };
  const answer = await fetch(`${strong.issuer}/token`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${client}:${client}-secret-of-the-tests`)}`, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: `${ORIGIN}/session/provider/strong/back` }) });
  return ((await answer.json()) as { id_token?: string }).id_token ?? '';
}

/** Gives somebody an app of their own. @returns its secret. */
async function withApp(person: Person): Promise<{ secret: string; cookie: string }> {
  const cookie = await sealSession(await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd'));
  const session = await readSession(cookie, now());
  if (session === null) throw new Error('not signed in');
  await beginApp(session.person);
  const secret = (await withActor(holderOf(person.actorId, place.id), readBegun))?.secret ?? '';
  const done = await confirmApp(session.person, session.proof, await codeOf(secret, -1), false);
  if (!done.ok) throw new Error(done.problem);
  return { secret, cookie: await sealSession(done.value.token) };
}
const lastMailTo = (email: string) => asSuperuser(async (pg) => (await pg.query<{ subject: string; body: string }>('select subject, body from message where to_address = $1 order by made_at desc limit 1', [email])).rows[0]);
const identitiesOf = (person: Person) => asSuperuser(async (pg) => (await pg.query('select 1 from account_identity where account_id = $1', [person.actorId])).rowCount);
const second = async (browser: Browser, handler: typeof secondStep, fields: Record<string, string>): Promise<string> => {
  const answer = await handler(new NextRequest(`${ORIGIN}/session/second`, { method: 'POST', body: new URLSearchParams({ return: '/queue', ...fields }).toString(), headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded', cookie: `${SESSION_COOKIE}=${browser.session}` } }), { params: Promise.resolve({}) });
  browser.session = valueIn(answer, SESSION_COOKIE) || browser.session;
  return answer.headers.get('location') ?? '';
};

test('a link and anybody’s identity are no way round the account’s own second factor: the code is asked, and until then nothing is linked', async () => {
  const { otherWorker } = place.people;
  const { secret, cookie } = await withApp(otherWorker);
  strong.next = { sub: 'thief', acr: 'strong' };
  const linking = await through(strong, 'strong', await invitationOf(otherWorker));
  expect(await linking.browser.return('strong', linking.search)).toBe('/sign-in/second?return=%2Fqueue');
  expect(await linking.browser.signedIn()).toBeNull();
  expect((await readPending(linking.browser.session, now()))?.stage).toBe('second');
  // Its owner sees it: they are signed out, and told.
  expect(await readSession(cookie, now())).toBeNull();
  const mail = await lastMailTo(otherWorker.email);
  expect(mail?.subject).toBe('A new way to sign in to your account');
  expect(mail?.body).not.toMatch(/account\/|token|Hannah|Inman/);
  // Nor by coming again.
  const again = await through(strong, 'strong');
  expect(await again.browser.return('strong', again.search)).toBe('/sign-in?problem=provider_unlinked');
  expect(await identitiesOf(otherWorker)).toBe(0);
  expect(await second(linking.browser, secondStep, { code: '000000' })).toContain('problem=wrong_code');
  expect(await identitiesOf(otherWorker)).toBe(0);

  // Its owner, with another link, gives the code: from then on the provider's second factor is enough.
  strong.next = { sub: 'o-1', acr: 'strong' };
  const own = await through(strong, 'strong', await invitationOf(otherWorker));
  expect(await own.browser.return('strong', own.search)).toBe('/sign-in/second?return=%2Fqueue');
  expect(await readPending(linking.browser.session, now()), 'the one before is over').toBeNull();
  expect(await second(own.browser, secondStep, { code: await codeOf(secret) })).toBe('/queue');
  expect(await own.browser.signedIn()).toBe(otherWorker.actorId);
  const later = await through(strong, 'strong');
  expect(await later.browser.return('strong', later.search)).toBe('/queue');
  expect((await readSession(later.browser.session, now()))?.proof.amr).toBe('idp mfa');
  strong.next = { sub: 'thief', acr: 'strong' };
  const thief = await through(strong, 'strong');
  expect(await thief.browser.return('strong', thief.search)).toBe('/sign-in?problem=provider_unlinked');
});

test('a passkey is the code too, and the provider keeps its hold on the session', async () => {
  const { unqualifiedManager } = place.people;
  const cookie = await sealSession(await openSession(unqualifiedManager.actorId, { id: unqualifiedManager.membershipId, authorityId: place.id, role: 'manager', agencyId: null }, 'pwd'));
  const session = await readSession(cookie, now());
  if (session === null) throw new Error('not signed in');
  const device = new Authenticator();
  const challenge = await beginPasskey(session.person);
  const options = await askedForNew(unqualifiedManager.actorId, challenge);
  if (options === null) throw new Error('nothing is asked');
  expect((await makePasskey(session.person, session.proof, { challenge, answer: device.make(options), name: 'Key' }, false)).ok).toBe(true);
  strong.next = { sub: 'u-1', acr: 'strong' };
  const linking = await through(strong, 'strong', await invitationOf(unqualifiedManager));
  expect(await linking.browser.return('strong', linking.search)).toBe('/sign-in/second?return=%2Fqueue');
  const { challenge: asked, options: ask } = await askForPasskey();
  expect(await second(linking.browser, passkeyStep, { challenge: asked, answer: device.answer(ask) })).toBe('/queue');
  expect(await linking.browser.signedIn()).toBe(unqualifiedManager.actorId);
  expect(await identitiesOf(unqualifiedManager)).toBe(1);
  expect(await endProviderSessions({ issuer: strong.issuer, subject: 'u-1', sid: null }, now())).toBe(1);
  expect(await linking.browser.signedIn()).toBeNull();
});

test('a link that links ends every session before it, and its owner is told; a first invitation tells nobody', async () => {
  const { desk, officer } = place.people;
  const cookie = await sealSession(await openSession(desk.actorId, { id: desk.membershipId, authorityId: place.id, role: desk.role, agencyId: desk.agencyId }, 'pwd'));
  strong.next = { sub: 'd-1', acr: 'strong' };
  const linked = await through(strong, 'strong', await invitationOf(desk));
  expect(await linked.browser.return('strong', linked.search)).toBe('/queue');
  expect(await linked.browser.signedIn()).toBe(desk.actorId);
  expect(await readSession(cookie, now())).toBeNull();
  expect((await lastMailTo(desk.email))?.subject).toBe('A new way to sign in to your account');
  // Who is invited for the first time has no password yet.
  await asSuperuser((pg) => pg.query('update account set password_hash = null where id = $1', [officer.actorId]));
  const first = (await withActor(place.people.administrator, (tx) => makeAccountLink(tx, officer.actorId, 'invitation'))).split('/').at(-1) ?? '';
  strong.next = { sub: 'f-1', acr: 'strong' };
  const fresh = await through(strong, 'strong', first);
  expect(await fresh.browser.return('strong', fresh.search)).toBe('/queue');
  expect(await lastMailTo(officer.email)).toBeUndefined();
});

test('somebody who moved to another place of work is still the provider’s to sign out', async () => {
  const other = await makePlace();
  const { desk } = place.people;
  const moved = newId();
  await withActor(systemOf(other.id), (tx) => addPlace(tx, { id: moved, accountId: desk.actorId, role: 'partner_professional', agencyId: other.agencies.police.id, qualified: false, jobTitle: '', phone: '' }));
  strong.next = { sub: 'd-1', acr: 'strong' };
  const { browser, search } = await through(strong, 'strong');
  expect(await browser.return('strong', search)).toBe('/queue');
  const before = await readSession(browser.session, now());
  if (before === null) throw new Error('not signed in');
  const done = await withActor(before.person, (tx) => switchPlace(tx, before.person, moved));
  if (!done.ok) throw new Error(done.problem);
  browser.session = await sealSession(done.value.token);
  const row = await asSuperuser(async (pg) => (await pg.query<{ provider_sid: string; authority_id: string }>('select provider_sid, authority_id from session where provider_subject = $1 and revoked_at is null order by seen_at desc limit 1', ['d-1'])).rows[0]);
  expect(row?.authority_id).toBe(other.id);
  const client = await strong.provider.Client.find('doorstep');
  await (client as unknown as { backchannelLogout: (sub: string, sid: string) => Promise<void> }).backchannelLogout('d-1', row?.provider_sid ?? '');
  expect(await browser.signedIn()).toBeNull();
});

test('signed out at the provider, the sessions that came by it end here; what is no such token ends nothing', async () => {
  strong.next = { sub: 'w-1', acr: 'strong' };
  const [one, two] = [await through(strong, 'strong'), await through(strong, 'strong')];
  for (const { browser, search } of [one, two]) await browser.return('strong', search);
  const bad = async (body: string, headers: Record<string, string> = {}) => (await logout(new NextRequest(`${ORIGIN}/x`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }), { params: Promise.resolve({ provider: 'strong' }) })).status;
  expect(await bad('logout_token=nonsense')).toBe(400);
  expect(await bad(`logout_token=${strong.given.at(-1)}`), 'an ID token is none').toBe(400);
  expect(await bad('logout_token=x', { origin: 'https://evil.example' })).toBe(403);
  // Signed by whoever likes to: its keys are asked for once, and not for each.
  const before = strong.keysAsked;
  const forged = await new SignJWT({ sub: 'w-1' }).setProtectedHeader({ alg: 'RS256', kid: 'forged' }).sign(KEY.privateKey);
  for (let times = 0; times < 5; times += 1) expect(await bad(`logout_token=${forged}`)).toBe(400);
  expect(strong.keysAsked - before).toBeLessThanOrEqual(1);
  expect(await one.browser.signedIn()).toBe(place.people.worker.actorId);
  const sid = await asSuperuser(async (pg) => (await pg.query<{ provider_sid: string }>('select provider_sid from session where provider_subject = $1 and revoked_at is null order by created_at desc limit 1', ['w-1'])).rows[0]?.provider_sid ?? '');
  expect(sid).not.toBe('');
  const client = await strong.provider.Client.find('doorstep');
  await (client as unknown as { backchannelLogout: (sub: string, sid: string) => Promise<void> }).backchannelLogout('w-1', sid);
  expect(await two.browser.signedIn(), 'the session of that sid').toBeNull();
  expect(await one.browser.signedIn(), 'and no other').toBe(place.people.worker.actorId);
});

test('a provider that is down is said so, and whoever is signed in goes on', async () => {
  plain.next = { sub: 'p-1', amr: ['mfa'] };
  const before = await through(plain, 'plain');
  expect(await before.browser.return('plain', before.search)).toBe('/queue');
  await plain.stop();
  expect(await new Browser().leave('plain')).toBe('/sign-in?problem=provider_down&return=%2Fqueue');
  const page = await askPage('../../app/sign-in/page.tsx', null, {}, { problem: 'provider_down' });
  expect(page.kind === 'shown' ? await page.html() : '').toContain('Your provider does not answer');
  expect(await before.browser.signedIn()).toBe(place.people.night.actorId);
  expect(await readPending(before.browser.session, now())).toBeNull();
  // Whether it is the provider that says so cannot be told now: it says it again, and it is no wrong try.
  const unread = await logout(new NextRequest(`${ORIGIN}/x`, { method: 'POST', body: `logout_token=${await new SignJWT({ sub: 'p-1' }).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(KEY.privateKey)}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), { params: Promise.resolve({ provider: 'plain' }) });
  expect([unread.status, unread.headers.get('retry-after')]).toEqual([503, '10']);
  // To its limit and no further: half an hour of rest; a day after the sign-in what was typed is not handed in by it either.
  const stateIn = async (minutes: number) => (await readSession(before.browser.session, now().add({ minutes })))?.state ?? 'ended';
  expect([await stateIn(29), await stateIn(29 + 31), await stateIn(24 * 60 + 1)]).toEqual(['active', 'idle', 'ended']);
});

/**
 * A new release takes the place of the old one while forms stand half filled in browsers (quality B4, F23), with scripts and without:
 * what was begun on a page of the old build is finished there and posted to the new one. Both answer at one address, behind a
 * proxy that leads to one or the other, and the database is migrated before (docs/running.md).
 */
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { chromium, devices, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STEPS, type StepName } from '@/lib/contact/report/steps';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { readDraft } from '@/lib/platform/draft/store';
import { installedBrowser } from '@/scripts/browser.mjs';
import { makeApp, signedIn, type App } from '../faults/app';
import { faultsIn, History } from '../faults/history';
import { olderRelease } from '../faults/older-release';
import { ownDatabase } from '../faults/own-database';
import { readyToSend, type Ready } from '../faults/reports';
import { makePlace, PASSWORD, type Place } from '../integration/people';

const REPORTS = 5;
const WAITS_MS = 30_000;

let remove: () => Promise<void>;
let place: Place;
let browser: Browser;
let proxy: Server;
let [older, newer]: [App | undefined, App | undefined] = [undefined, undefined];
let target = 0;
let origin = '';
const open = new Set<Socket>();

beforeAll(async () => {
  const { folder, commit } = olderRelease();
  process.stdout.write(`F23: the older release is ${commit}\n`);
  remove = await ownDatabase('upgrade');
  place = await makePlace();
  proxy = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    open.add(client);
    client.on('close', () => open.delete(client));
    client.pipe(server).pipe(client);
    for (const [one, other] of [[client, server], [server, client]] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  origin = `http://localhost:${(proxy.address() as AddressInfo).port}`;
  const url = process.env['DATABASE_URL'] ?? '';
  older = await makeApp(url, { PUBLIC_ORIGIN: origin }, folder);
  newer = await makeApp(url, { PUBLIC_ORIGIN: origin });
  const executablePath = installedBrowser();
  browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}, 1_200_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([older?.stop(), newer?.stop()]);
  for (const client of open) client.destroy();
  proxy?.close();
  await closeDatabase();
  await remove?.();
});

async function context(javaScriptEnabled: boolean, cookie: string | null): Promise<BrowserContext> {
  const made = await browser.newContext({ ...devices['Desktop Chrome'], javaScriptEnabled, locale: 'en-GB', baseURL: origin });
  made.setDefaultTimeout(WAITS_MS);
  const [name = '', value = ''] = cookie?.split(/=(.*)/s) ?? [];
  if (cookie !== null) await made.addCookies([{ name, value, url: origin.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' }]);
  return made;
}

/** A form that is half filled; what finishes and posts it; and what came of it: null where it was taken as it stood. */
interface Half {
  what: string;
  finish: () => Promise<string | null>;
}

const fieldsOf = (page: Page) => page.locator('#questions :is(input[type=text], input:not([type]), textarea):visible');
let words = 0;
const word = () => `Sparrow${(words += 1)}`;

/** One page of a report: its first field is filled on the old build, its last on the new one. */
async function halfOfStep(by: BrowserContext, step: StepName): Promise<Half> {
  const report = await readyToSend(place.people.teacher);
  const page = await by.newPage();
  await page.goto(`/report/${report.id}/${step}`);
  const fields = fieldsOf(page);
  const count = await fields.count();
  const typed: string[] = [];
  const fill = async (nth: number) => {
    const said = word();
    await fields.nth(nth).fill(said);
    typed.push(said);
  };
  if (count > 0) await fill(0);
  return {
    what: `${step}, of ${count} fields`,
    async finish() {
      // Counted anew: what a script hides until it is asked for was there when the page came.
      const last = (await fields.count()) - 1;
      if (last > 0) await fill(last);
      // What cannot be read is said once, and pressed again.
      for (let presses = 0; presses < 2 && new URL(page.url()).pathname.endsWith(`/${step}`); presses += 1) {
        await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /^Continue( anyway)?$/ }).click()]);
      }
      const led = new URL(page.url()).pathname;
      const kept = JSON.stringify(await withActor(place.people.teacher, (tx) => readDraft(tx, report.id)));
      const lost = typed.filter((each) => !kept.includes(each));
      await page.close();
      return !led.endsWith(`/${step}`) && led.startsWith(`/report/${report.id}/`) && !led.endsWith('/conflict') && lost.length === 0 ? null : `${step}: led to ${led}, lost ${lost.join(', ') || 'nothing'}`;
    },
  };
}

/** A finished report whose answers are being checked. */
async function halfOfCheck(by: BrowserContext, history: History): Promise<Half> {
  const report: Ready = await readyToSend(place.people.teacher);
  const page = await by.newPage();
  await page.goto(`/report/${report.id}/check`);
  return {
    what: 'check and send',
    async finish() {
      await Promise.all([page.waitForEvent('load'), page.locator(`form[action$="/submit"] button:visible`).first().click()]);
      const led = new URL(page.url()).pathname;
      const reference = /[A-Z]{3}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await page.locator('main').innerText())?.[0];
      await page.close();
      history.say({ key: report.key, op: 'submit', ...(led.endsWith('/sent') && reference !== undefined ? { outcome: 'ok', result: reference } : { outcome: 'unknown' }) });
      return led === `/report/${report.id}/sent` && reference !== undefined ? null : `check: led to ${led}`;
    },
  };
}

/** The door: the address is typed on the old build, the password on the new one. */
async function halfOfSignIn(javaScriptEnabled: boolean): Promise<Half> {
  const by = await context(javaScriptEnabled, null);
  const page = await by.newPage();
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(place.people.otherTeacher.email);
  return {
    what: 'sign in',
    async finish() {
      await page.locator('input[name=password]').fill(PASSWORD);
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign in', exact: true }).click()]);
      const led = new URL(page.url()).pathname;
      await by.close();
      return led.startsWith('/sign-in') ? `sign-in: led to ${led}` : null;
    },
  };
}

it('F23: every form that stands half filled in a page of the old build is taken by the new one, scripts on and off', async () => {
  if (older === undefined || newer === undefined) throw new Error('not built');
  const history = new History();
  await older.start();
  target = older.port;
  const cookie = await signedIn(place.people.teacher);
  const halves: Half[] = [];
  const errors: string[] = [];
  for (const scripts of [true, false]) {
    const by = await context(scripts, cookie);
    by.on('weberror', (error) => errors.push(error.error().message));
    for (const step of STEPS) halves.push(await halfOfStep(by, step));
    for (let report = 0; report < REPORTS; report += 1) halves.push(await halfOfCheck(by, history));
    halves.push(await halfOfSignIn(scripts));
  }
  // The new one answers before the old one is ended.
  await newer.start();
  target = newer.port;
  await older.stop();
  const refused: string[] = [];
  for (const { what, finish } of halves) {
    const said = await finish().catch((error: unknown) => `${what}: ${String(error).slice(0, 300)}`);
    if (said !== null) refused.push(said);
  }
  process.stdout.write(`F23: ${halves.length - refused.length} of ${halves.length} forms taken\n`);
  expect(refused).toEqual([]);
  expect(errors).toEqual([]);
  expect(await faultsIn(history, place.id)).toEqual([]);
});

/**
 * Recognisable words are planted in a report and followed through the browser (quality E 10; ASVS 14.2.1, 14.3.3, 16.2.5): no
 * address that is asked for, no title, no storage of the browser, no line of the server's log and no payload of anybody else
 * holds one. What the suites in this process see of pages and columns is in tests/integration/canary.test.ts.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { asSomebody, enter, expect, handIn, knowsNobody, test, type Somebody } from '../e2e/browser';
import { concernArrives } from '../e2e/concern';

const TEACHER: Somebody = { area: 'norfolk', who: 'Head of year' };
const WORKER: Somebody = { area: 'norfolk', who: 'Team manager' };
const OTHERS: readonly Somebody[] = [{ area: 'norfolk', who: 'Class teacher' }, { area: 'cambridgeshire', who: 'Senior social worker' }, { area: 'cambridgeshire', who: 'Health visitor' }];

const CANARIES = {
  narrative: 'ptarmigan lantern beneath the viaduct',
  street: '17 Capercaillie Wynd',
  postcode: 'ZE2 9QT',
  number: '999 000 0018',
  called: 'Dotterel Quillfeather',
};

/** A text as an eye, or a grep, would find it: decoded, without spacing and capitals. */
function plain(text: string): string {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A percent sign of its own stays.
  }
  return decoded.replace(/\s+/g, '').toLowerCase();
}

/** Everything that a browser keeps for a page, and what its window is called. */
async function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cached = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return JSON.stringify([document.title, location.href, document.cookie, document.referrer, window.name, { ...localStorage }, { ...sessionStorage }, databases, cached, history.state]);
  });
}

test('no address, storage, log line or payload holds what was typed', async ({ page, another }) => {
  test.setTimeout(300_000);
  page.context().setDefaultTimeout(30_000);
  const { reference, given, child } = await concernArrives(TEACHER, {
    'you.aboutColleague': 'no',
    'you.continuingRole': 'yes',
    'child.1.address': CANARIES.street,
    'child.1.postcode': CANARIES.postcode,
    'child.1.nhsNumber': CANARIES.number,
    'child.1.otherNames': CANARIES.called,
    'happened.what': `He was seen ${CANARIES.narrative}.`,
  });
  const words = [...Object.values(CANARIES), child, child.replace(`${given} `, '')].map((word) => ({ word, written: plain(word) }));
  const seen = (text: string) => words.filter(({ written }) => plain(text).includes(written)).map(({ word }) => word);

  const told: string[] = [];
  const listen = (watched: Page) =>
    watched.on('request', (request) => {
      told.push(request.url(), ...Object.entries(request.headers()).map(([name, value]) => `${name}: ${value}`));
    });
  const visited = new Set<string>();
  const visit = async (watched: Page, path: string) => {
    await watched.goto(path);
    visited.add(new URL(watched.url()).pathname);
    told.push(await keptBy(watched));
  };

  const visitText = async (path: string) => {
    await visit(page, path);
    return page.locator('main').innerText();
  };

  await enter(page.context(), TEACHER);
  listen(page);
  for (const path of ['/my/contacts', `/my/contacts/${reference}`]) await visit(page, path);
  const copy = /\/report\/[0-9a-f-]{36}\/copy/.exec(await page.content())?.[0] ?? '';
  await visit(page, copy);
  await expect(page.getByText(CANARIES.narrative).first(), 'their own copy says it').toBeVisible();

  // By the link of the receipt, signed in nowhere: what is written there is found in no address afterwards.
  const code = /Its code is (\d{3} \d{3})/.exec((await visitText(`/my/contacts/${reference}`)))?.[1] ?? '';
  await page.context().clearCookies();
  await visit(page, '/post-tray');
  await visit(page, (await page.locator('.ds-message').filter({ hasText: reference }).first().locator('a[href*="/message/"]').getAttribute('href')) ?? '');
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Read the message' }).click();
  await page.getByLabel('What do you want to tell us?').fill(`Again: ${CANARIES.narrative}.`);
  await page.getByRole('button', { name: 'Send it', exact: true }).click();
  await expect(page.getByText('We have what you added.')).toBeVisible();
  expect(seen(await page.content()), 'what was written does not stand on a page that half a mailbox opens').toEqual([]);
  told.push(await keptBy(page));

  const desk = await another(WORKER);
  desk.setDefaultTimeout(30_000);
  listen(desk);
  await visit(desk, '/queue');
  await knowsNobody(desk.context().request, reference);
  for (const path of ['', '/household', '/decision', '/sharing', '/who-sees', '/duties']) await visit(desk, `/contacts/${reference}${path}`);
  await visit(desk, '/search');
  await desk.getByLabel(/family name|surname/i).first().fill(child.replace(`${given} `, ''));
  await desk.getByLabel(/given name|first name/i).first().fill(given);
  const reasons = desk.getByRole('radio');
  if ((await reasons.count()) > 0) await reasons.first().check();
  for (const box of await desk.locator('textarea[name="reasonWords"], input[name="reasonWords"]').all()) await box.fill('A caller asks about this family');
  await desk.getByRole('button', { name: /search|look/i }).last().click();
  await desk.waitForLoadState();
  visited.add(new URL(desk.url()).pathname);
  told.push(await keptBy(desk));
  // A call is typed, and saves itself while it is.
  const call = await handIn(desk.context().request, '/calls/start');
  await visit(desk, call);
  await desk.getByLabel('As they say it').fill(`They say ${CANARIES.narrative}`);
  await expect(desk.getByText(/^Saved/).first()).toBeVisible();
  told.push(await keptBy(desk));

  expect(told.length).toBeGreaterThan(100);
  expect([...new Set(told.flatMap((text) => seen(text).map((word) => `${word} in ${text.slice(0, 120)}`)))]).toEqual([]);

  for (const somebody of OTHERS)
    await asSomebody(somebody, async (by) => {
      for (const path of [...visited, '/queue', '/search', '/my/contacts', '/home'])
        for (const headers of [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]) {
          const answer = await by.get(path, { headers, maxRedirects: 0 });
          expect(seen(await answer.text()), `${somebody.who} of ${somebody.area} at ${path}`).toEqual([]);
        }
    });

  // Written by the server of this run (tests/e2e/server.ts).
  const log = readFileSync('.doorstep/e2e.log', 'utf8');
  expect(log, 'it tells all that it can').toContain('worker started');
  expect(seen(log)).toEqual([]);
  // What is planted in the browser is found there.
  await desk.evaluate((words) => localStorage.setItem('kept', words), CANARIES.narrative);
  expect(seen(await keptBy(desk))).toEqual([CANARIES.narrative]);
  // The search is not empty of sense: planted where it looks, each word is found.
  for (const { word } of words) expect(seen(`https://example.org/queue?find=${encodeURIComponent(word)}`)).toContain(word);
});

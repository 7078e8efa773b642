import type { Page } from '@playwright/test';
import { enter, expect, test } from './browser';
import { DeskPage } from './desk-page';

/** A slow line: pages are there and their scripts are not, until what is returned is called. */
async function scriptsWait(page: Page): Promise<() => void> {
  let arrive = () => {};
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route('**/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  return arrive;
}

test('what is typed before the page’s scripts have come stays, and is kept without another key @scripts', async ({ page }) => {
  await enter(page.context(), { area: 'norfolk', who: 'Social worker' });
  await page.goto('/calls');
  const desk = new DeskPage(page);
  await desk.awake();
  await page.getByRole('button', { name: 'Start the call now' }).click();
  const [said, ours] = [page.getByLabel('As they say it'), page.getByLabel('Ours: for colleagues only')];
  await expect(said).toBeFocused();
  await desk.awake();
  await said.fill('He came in hungry.');
  const draft = new URL(page.url()).pathname;
  const kept = async () => (await page.context().request.get(draft)).text();
  await expect.poll(kept).toContain('He came in hungry.');

  // Opened and only looked at: nothing is sent. The longest wait before a first save is 1.2 seconds.
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
  await page.goto(draft);
  await desk.awake();
  await page.waitForTimeout(1_500);
  expect(sent).toEqual([]);

  const arrive = await scriptsWait(page);
  await page.goto(draft, { waitUntil: 'commit' });
  await said.fill('He came in hungry. His sister, too.');
  await ours.fill('Ring the school.');
  await page.getByLabel('Name', { exact: true }).first().fill('Rosalie Mensah');
  arrive();
  await desk.awake();
  await expect(said).toHaveValue('He came in hungry. His sister, too.');
  await expect(ours).toHaveValue('Ring the school.');
  await expect.poll(kept).toContain('His sister, too.');
  expect(await kept()).toContain('Ring the school.');
  expect(await kept()).toContain('Rosalie Mensah');
});

test('what is wrong takes the focus, but not from somebody who types or presses while the page’s scripts come @scripts', async ({ page }) => {
  await enter(page.context(), { area: 'norfolk', who: 'Social worker' });
  await page.goto('/calls');
  const desk = new DeskPage(page);
  await desk.awake();
  await page.getByRole('button', { name: 'Start the call now' }).click();
  const said = page.getByLabel('As they say it');
  await expect(said).toBeFocused();
  const wrong = `${new URL(page.url()).pathname}?problem=no_reason`;
  const summary = page.locator('.govuk-error-summary');

  await page.goto(wrong);
  await desk.awake();
  await expect(summary).toBeFocused();

  let arrive = await scriptsWait(page);
  await page.goto(wrong, { waitUntil: 'commit' });
  await said.focus();
  await page.keyboard.type('He came ');
  arrive();
  await desk.awake();
  await page.keyboard.type('in hungry.');
  await expect(said).toHaveValue('He came in hungry.');
  await expect.poll(async () => (await page.context().request.get(wrong)).text()).toContain('He came in hungry.');

  await page.unrouteAll({ behavior: 'wait' });
  arrive = await scriptsWait(page);
  await page.goto(wrong, { waitUntil: 'commit' });
  const wayOn = page.getByRole('button', { name: 'Read it back, then end the call' });
  await wayOn.hover();
  await page.mouse.down();
  arrive();
  await desk.awake();
  await page.mouse.up();
  await expect(page.getByRole('heading', { level: 1, name: 'Read it back' })).toBeVisible();
});

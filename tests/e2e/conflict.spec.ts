/** Two hands on one text: both are kept and shown, and nobody's words are overwritten (architecture point 2). */
import { expectAccessible } from './axe';
import { enter, expect, secondWindow, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';
import { ReportPage } from './report-page';

const AREA = 'blackburn-with-darwen';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WHAT = 'What did you see, hear or get told?';

test('a page of a report in two windows', async ({ page }) => {
  const report = new ReportPage(page);
  await enter(page.context(), TEACHER);
  await report.start('Blackburn with Darwen');
  await page.goto(`/report/${report.draft}/what-happened`);
  const twin = new ReportPage(await secondWindow(page));
  await twin.page.goto(page.url());

  await report.type(WHAT, 'A bruise on the left arm.');
  await report.goOn('What does the child tell us?');
  await twin.type(WHAT, 'A bruise on the right arm.');
  await twin.press('Continue');
  await twin.at('Two texts for “What happened”');
  await expect(twin.page.getByText('A bruise on the left arm.')).toBeVisible();
  await expect(twin.page.getByText('A bruise on the right arm.')).toBeVisible();
  await expectAccessible(twin.page);

  await twin.press('Use what was typed here');
  await page.goto(`/report/${report.draft}/check`);
  await expect(page.getByText('A bruise on the right arm.')).toBeVisible();
  await expect(page.getByText('A bruise on the left arm.')).toHaveCount(0);
});

test('what is typed while a save is on its way and the page goes is kept beside it @scripts', async ({ page }) => {
  const report = new ReportPage(page);
  await enter(page.context(), TEACHER);
  await report.start('Blackburn with Darwen');
  const { draft } = report;
  // Saves are done, and the page does not hear of it while it is there.
  await page.addInitScript(() => {
    const ask = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
      const answer = await ask(...asked);
      await new Promise((done) => setTimeout(done, 20_000));
      return answer;
    };
  });
  await page.goto(`/report/${draft}/what-happened`);
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/what-happened/save'));
  await report.type(WHAT, 'A bruise on the left arm.');
  await saved;
  await report.type(WHAT, 'A bruise on the left arm. She cried when it was touched.');
  await page.goto('/my/drafts');
  // The page that went does not hold up the ones after it: what it left on its way may come after the next is read.
  await expect(async () => {
    await page.goto(`/report/${draft}/conflict`);
    await expect(page.getByText('She cried when it was touched.')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
});

test('a second window on another page does not quarrel', async ({ page }) => {
  const report = new ReportPage(page);
  await enter(page.context(), TEACHER);
  await report.start('Blackburn with Darwen');
  const twin = new ReportPage(await secondWindow(page));
  await twin.page.goto(`/report/${report.draft}/what-happened`);
  await report.type('Until when are they safe?', '16:10');
  await report.goOn('About you');
  await twin.type(WHAT, 'He was not collected.');
  await twin.goOn('What does the child tell us?');
  await page.goto(`/report/${report.draft}/check`);
  await expect(page.getByText('16:10')).toBeVisible();
  await expect(page.getByText('He was not collected.')).toBeVisible();
});

test('a report that was sent already, saved again from an old window', async ({ page }) => {
  const report = new ReportPage(page);
  await enter(page.context(), TEACHER);
  await report.start('Blackburn with Darwen');
  const old = new ReportPage(await secondWindow(page));
  await old.page.goto(`/report/${report.draft}/what-happened`);
  await page.goto(`/report/${report.draft}/check`);
  await report.press('Send the report');
  await report.at('We have it');
  await old.type(WHAT, 'And he limps.');
  await old.press('Continue');
  await old.at('Two texts for “What happened”');
  await expect(old.page.getByText('And he limps.')).toBeVisible();
  await old.press('Add the later text to the report');
  await expect(old.page.getByText('NOT SENT.')).toBeVisible();
  await expect(old.page.getByLabel('What has happened, or what do you know now?')).toHaveValue(/And he limps\./);
});

test('two deciders on one contact: the one who comes second sees both texts', async ({ page, another }) => {
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I090', 'belief.level': '3' });
  const [first, second] = [new DeskPage(page), new DeskPage(await another({ area: AREA, who: 'Team manager' }))];
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await first.claimAndDecide(reference);
  await first.route(child, 'Level 3 · Social care assessment');
  await first.sayWhy(child, { need: 'N7 Low income', why: 'The first worker’s reasons.' });
  await first.keepSafe(child);

  // While the first one writes, the manager takes it over and decides.
  await second.openContact(reference);
  await second.page.locator('summary').filter({ hasText: 'Reassign' }).click();
  const reassign = second.page.locator('form#reassign');
  await reassign.getByLabel('To whom?').selectOption({ label: 'Back to the queue' });
  await reassign.getByLabel('Why?').fill('I know the family.');
  await reassign.getByRole('button', { name: 'Reassign' }).click();
  await expect(second.page.getByText('It has been reassigned.')).toBeVisible();
  await second.claimAndDecide(reference);
  await second.route(child, 'Level 3 · Social care assessment');
  await second.sayWhy(child, { need: 'N7 Low income', why: 'The manager’s reasons.' });
  await second.keepSafe(child);
  await second.press('Check and decide');
  await second.press('Decide');
  await expect(second.page.getByText('Decided. It is in force')).toBeVisible();

  await first.press('Check and decide');
  await expect(page.getByRole('heading', { level: 1, name: 'Two texts met' })).toBeVisible();
  await expect(page.getByText('The manager’s reasons.')).toBeVisible();
  await expect(page.getByText('The first worker’s reasons.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/contacts/${reference}/decision`);
  await expect(page.getByText('The manager’s reasons.')).toBeVisible();
});

test('a save on its way when the button is pressed is no second text @scripts', async ({ page }) => {
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I090' });
  const desk = new DeskPage(page);
  await enter(page.context(), { area: AREA, who: 'Social worker', nth: 3 });
  await desk.claimAndDecide(reference);
  await desk.awake();
  let letAnswerCome = () => {};
  const pressed = new Promise<void>((done) => (letAnswerCome = done));
  const saved = new Promise<void>((done) => {
    void page.route('**/decision/save', async (route) => {
      if (route.request().headers()['accept'] !== 'application/json') return route.continue();
      const answer = await route.fetch();
      done();
      await pressed;
      return route.fulfill({ response: answer });
    });
  });
  const why = page.getByLabel('Why, in words a reader in five years will follow');
  await why.fill('Half a sentence');
  await saved;
  await why.fill('Half a sentence and the rest of it.');
  await desk.press('Save and come back');
  letAnswerCome();
  await expect(page.getByRole('heading', { level: 1, name: 'Decision' })).toBeVisible();
  await expect(page).toHaveURL(/change=yes$/);
  await expect(why).toHaveValue('Half a sentence and the rest of it.');
  await expect(desk.child(child)).toBeVisible();
});

test('two workers claim one contact: one holds it, and the other is told who', async ({ page, another }) => {
  const { reference } = await concernArrives(TEACHER);
  const [one, other] = [new DeskPage(page), new DeskPage(await another({ area: AREA, who: 'Social worker', nth: 2 }))];
  await enter(page.context(), { area: AREA, who: 'Social worker', nth: 1 });
  for (const desk of [one, other]) await desk.openContact(reference);
  await one.press('Claim');
  await expect(one.page.getByText('You hold this contact now.')).toBeVisible();
  await other.press('Claim');
  await expect(other.page.locator('.govuk-error-summary')).toContainText('That was not done');
  await expect(other.page.getByRole('complementary').or(other.page.locator('#acts')).first()).toContainText(/since/);
  await expectAccessible(other.page);
});

/**
 * A draft that would die: NOT SENT at once, the reminders, the duty manager who rings, the lead who is told, the lead who is not (safe practice 7.10).
 * It waits for the product’s minutes longer than any other journey: its name has it begin among the first, while others fill the wait.
 */
import type { APIRequestContext, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { asSomebody, enter, expect, handIn, test, whoIs, type Somebody, type Typed } from './browser';
import { freshName } from './concern';
import { ReportPage } from './report-page';
import { letHoursPass } from './unsent-clock';

/** Each browser in an area of its own: what one author has not sent is a list of the whole area. */
const AREAS = { 'scripts on': { area: 'somerset', name: 'Somerset' }, 'scripts off': { area: 'cambridgeshire', name: 'Cambridgeshire' } };
const here = () => AREAS[test.info().project.name === 'scripts off' ? 'scripts off' : 'scripts on'];
const nameOf = (somebody: Somebody) => whoIs(somebody).name;

/** The product asks each minute what is due. */
const A_MINUTE_MS = 80_000;
const DAYS_HOURS = 8 * 24;

/** A report begun by its pages' own requests, and left. */
async function begins(by: APIRequestContext, pages: Record<string, Typed>): Promise<string> {
  const [, , draft = ''] = (await handIn(by, '/report/start')).split('/');
  for (const [step, typed] of Object.entries(pages)) await handIn(by, `/report/${draft}/${step}/save`, { ...typed, version: '9999', act: 'later' });
  return draft;
}

/** Opens a page again and again until it says this, for as long as the product's minute lasts. */
async function saysWithinAMinute(page: Page, path: string, words: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole('main')).toContainText(words, { timeout: 1_000 });
  }).toPass({ timeout: A_MINUTE_MS, intervals: [3_000] });
}

test('begun at level 4 and left: the author is told at once and again, and the duty manager rings', async ({ page, another }) => {
  const { area, name } = here();
  const teacher = { area, who: 'Class teacher' };
  const child = freshName();
  await enter(page.context(), teacher);
  const report = new ReportPage(page);
  await report.start(name);
  await report.goOn('About you');
  await report.choose('Is the worry about someone who works with you, or a child of someone who works with you?', 'No');
  await report.type('Telephone on which we can ring you today', '01632 960347');
  await report.goOn('Which child or children?');
  await report.type('First names', child.given, report.about('Child 1'));
  await report.type('Family name', child.family, report.about('Child 1'));
  await report.press('Save and come back later');
  const draft = /\/report\/([0-9a-f-]{36})\//.exec((await page.getByRole('link', { name: `Go on with the report on ${child.whole}` }).getAttribute('href')) ?? '')?.[1] ?? '';
  await page.goto(`/report/${draft}/level`);
  // Each area has its own words for its highest level.
  await page.getByRole('group', { name: 'Which level fits best?' }).locator('input[value="4"]').check();
  await report.press('Save and come back later');

  const own = page.locator('tr').filter({ hasText: child.whole });
  await expect(own).toContainText('NOT SENT');
  await expectAccessible(page);
  await page.goto(`/report/${draft}/household`);
  await expect(page.getByText(/NOT SENT for less than a minute|NOT SENT for \d minutes?/)).toBeVisible();
  await page.goto('/home');
  await expect(page.getByRole('main')).toContainText('NOT SENT');
  await expectAccessible(page);

  const manager = await another({ area, who: 'Team manager' });
  const row = manager.locator('tr').filter({ hasText: nameOf(teacher) });
  await manager.goto('/unsent');
  await expect(row, 'nobody is told before the two hours are over').toHaveCount(0);
  await letHoursPass(draft, 2);
  await saysWithinAMinute(manager, '/unsent', nameOf(teacher));
  await expect(row).toContainText('Level 4');
  await expect(row.getByRole('link', { name: '01632 960347' })).toHaveAttribute('href', 'tel:01632960347');
  await expect(manager.getByRole('main')).not.toContainText(child.given);
  await expectAccessible(manager);
  const email = whoIs(teacher).email;
  await manager.goto('/post-tray');
  const mail = manager.getByRole('article').filter({ hasText: email }).filter({ hasText: '/my/drafts' }).first();
  await expect(mail).toContainText('There is a message for you');
  await expect(mail).not.toContainText(child.given);
  await manager.goto('/morning');
  await expect(manager.locator('#unsent')).toContainText(nameOf(teacher));
  await expectAccessible(manager);
  await manager.goto('/alarms');
  await expect(manager.getByRole('link', { name: 'Unsent reports' }).first()).toBeVisible();

  await manager.goto('/unsent');
  await row.locator('summary').filter({ hasText: 'I rang them' }).click();
  await expect(row.locator('input:checked'), 'nothing is chosen beforehand').toHaveCount(0);
  await row.getByLabel('What was said, or why is it not needed?').fill('She is teaching.');
  await row.getByRole('button', { name: 'Record it' }).click();
  await expect(manager.locator('.govuk-error-summary')).toContainText('Choose what came of it.');
  await expect(row.getByLabel('What was said, or why is it not needed?'), 'what was typed is still there').toHaveValue('She is teaching.');
  await expectAccessible(manager);
  await row.getByRole('radio', { name: 'Not reached' }).check();
  await row.getByRole('button', { name: 'Record it' }).click();
  await expect(manager.getByText('It is recorded in your name')).toBeVisible();
  await expect(row).toContainText('Not reached. She is teaching.');

  await row.locator('summary').filter({ hasText: 'I rang them' }).click();
  await row.getByRole('radio', { name: 'Told us another way' }).check();
  await row.getByLabel('What was said, or why is it not needed?').fill('She told me all of it on the telephone.');
  await row.getByRole('button', { name: 'Record it' }).click();
  await expect(row).toContainText('Told another way');
  await expect(row).toContainText(nameOf({ area, who: 'Team manager' }));

  await page.goto('/my/drafts');
  await expect(own, 'the draft stays its author’s, to send').toContainText('She told me all of it on the telephone. You can still send it.');
  await page.goto(`/report/${draft}/check`);
  await page.locator('summary').filter({ hasText: 'I do not need to send it' }).click();
  await page.getByRole('button', { name: 'Put it away' }).click();
  await expect(page.locator('.govuk-error-summary'), 'only with a reason').toContainText('Choose what became of it and say why.');
});

// What the lead and the manager read is read without scripts in tests/integration/unsent.test.ts, by each reason to keep the lead out.
test('the lead learns whose and since when, and nothing where the author goes past them @scripts', async ({ page, another }) => {
  const { area } = here();
  const nurse = { area, who: 'Emergency department nurse' };
  const told = freshName();
  const past = freshName();
  const [open, hidden] = await asSomebody(nurse, async (by) => {
    const report = (child: typeof told, you: Typed) => begins(by, { you, children: { children: '1', 'child.1.givenName': child.given, 'child.1.familyName': child.family }, level: { 'belief.level': '3' } });
    return [await report(told, { 'you.aboutColleague': 'no', 'you.leadKnows': 'will_tell' }), await report(past, { 'you.aboutColleague': 'no', 'you.leadKnows': 'past_lead' })];
  });
  await enter(page.context(), { area, who: 'Named nurse for safeguarding' });
  await page.goto('/my/drafts');
  await expect(page.getByRole('main')).not.toContainText(nameOf(nurse));
  for (const draft of [open, hidden]) await letHoursPass(draft, DAYS_HOURS);
  await saysWithinAMinute(page, '/my/drafts', 'Colleagues’ reports not sent');
  const colleagues = page.locator('#colleagues');
  await expect(colleagues.getByRole('row').filter({ hasText: nameOf(nurse) })).toHaveCount(1);
  for (const name of [told, past]) await expect(page.getByRole('main')).not.toContainText(name.family);
  await expectAccessible(page);
  await page.goto('/home');
  await expect(page.getByRole('main')).toContainText('A colleague has begun a report that may be serious');

  // The one that goes past the lead is the duty manager's: nobody in the agency may be told.
  const manager = await another({ area, who: 'Team manager' });
  await manager.goto('/unsent');
  await expect(manager.locator('tr').filter({ hasText: nameOf(nurse) })).toHaveCount(1);
  await expect(manager.locator('tr').filter({ hasText: nameOf(nurse) })).toContainText('Below 4');
});

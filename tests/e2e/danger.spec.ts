/** A police officer meets a child in danger half-way through the form (issue 2 section 3; safe practice 7.1). */
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { referenceIn } from './concern';
import { DeskPage } from './desk-page';
import { ReportPage } from './report-page';

const CONSTABLE = { area: 'norfolk', who: 'Police constable' };

test('in danger now: whom to ring first, then to the top of the queue, before any child is named', async ({ page, another }) => {
  const report = new ReportPage(page);
  await enter(page.context(), CONSTABLE);
  await report.start('Norfolk');
  await report.choose('Where are they at this moment?', 'At home');
  await report.goOn('About you');
  await report.type('Telephone on which we can ring you today', '01632 960155');
  await report.press('A child is in danger: send this now');

  await report.at('Ring now');
  const numbers = page.getByRole('main').locator('a[href^="tel:"]');
  await expect(numbers.first()).toHaveText('999');
  // Norfolk's line by day, or its emergency duty team: whichever is answered at this hour.
  await expect(numbers.nth(1)).toHaveText(/^03069 99012[01]$/);
  await expectAccessible(page);
  await report.press('Send it now');

  await report.at('We have it');
  await expect(page.getByRole('main')).toContainText('Do not wait for us to read this.');
  await expect(page.getByText('A person has not read it yet.')).toBeVisible();
  const reference = referenceIn(await page.locator('.govuk-panel').innerText());
  await expectAccessible(page);

  const desk = new DeskPage(await another({ area: 'norfolk', who: 'Social worker', nth: 1 }));
  await desk.page.goto('/queue');
  const rows = desk.page.locator('tr[data-contact]');
  const row = desk.page.locator(`tr[data-contact="${reference}"]`);
  await expect(row).toContainText('danger');
  await expect(row).toContainText('unread');
  const urgent = await rows.evaluateAll((all) => all.map((each) => each.classList.contains('ds-stack__row--urgent')));
  expect(urgent.lastIndexOf(true), 'the last row in danger stands above the first that is not').toBe(urgent.filter(Boolean).length - 1);
  await expectAccessible(desk.page);
  await row.getByRole('button', { name: reference, exact: true }).click();
  await expect(desk.page.getByRole('heading', { level: 1, name: `Contact ${reference}` })).toBeAttached();
  await expect(desk.page.getByText('01632 960155').filter({ visible: true })).toBeVisible();
});

test('who says that it cannot wait is shown whom to ring before anything else is asked', async ({ page }) => {
  const report = new ReportPage(page);
  await enter(page.context(), CONSTABLE);
  await report.start('Norfolk');
  await report.choose('Could a child be hurt before somebody can read this and ring you?', 'Yes');
  await report.press('Continue');
  await report.at('Ring now');
  await page.getByRole('link', { name: 'Nobody is in danger now: go on with the report' }).click();
  await report.at('About you');
});

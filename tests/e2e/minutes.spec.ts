/** Minutes, day and night: who is on, who was called, what a worker rates anew, and the manager's morning (safe practice 1). */
import { expectAccessible } from './axe';
import type { Locator, Page } from '@playwright/test';
import { enter, expect, knowsNobody, test, whoIs } from './browser';
import { concernArrives } from './concern';
import { closeFrontDoor } from './front-door-hours';

const AREA = 'plymouth';

test('a worker rates a contact anew with a reason, and it is kept', async ({ page }) => {
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { 'seen.1': 'I018' });
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}`);
  await page.locator('summary').filter({ hasText: 'Urgency: Green' }).click();
  const form = page.locator('#rate');
  await expect(form.locator('input:checked'), 'nothing is chosen beforehand').toHaveCount(0);
  await form.getByRole('radio', { name: 'Red: as at level 4' }).check();
  await form.getByLabel('Why?').fill('The school rang: he did not come back from lunch.');
  await form.getByRole('button', { name: 'Rate it' }).click();
  await page.locator('summary').filter({ hasText: 'Urgency: Red' }).click();
  await expect(page.getByText('Green to Red.', { exact: false })).toBeVisible();
  await expect(page.getByText('The school rang: he did not come back from lunch.')).toBeVisible();
  await expectAccessible(page);
});

/** Each browser has a week of its own, past the seed's rota: who is on twice is on once. */
const week = () => (test.info().project.name === 'scripts off' ? { monday: '2027-03-08', tuesday: '2027-03-09', words: /9 Mar/ } : { monday: '2027-03-01', tuesday: '2027-03-02', words: /2 Mar/ });

/** Chooses the nth person who works in a post. */
async function choose(select: Locator, words: RegExp, nth = 0): Promise<string> {
  const option = select.locator('option').filter({ hasText: words }).nth(nth);
  const text = (await option.innerText()).trim();
  await select.selectOption({ label: text });
  return text.split(',')[0] ?? '';
}

test('a manager puts somebody on the rota: what is missing is said and what was typed kept; then who is on, who is away and who stands in stands there', async ({ page }) => {
  const { monday, tuesday, words } = week();
  await enter(page.context(), { area: AREA, who: 'Team manager' });
  await page.goto(`/rota?week=${monday}`);
  await page.locator('summary').filter({ hasText: 'Put somebody on' }).click();
  const form = page.locator('#shift-form');
  await form.getByLabel('Post').selectOption({ label: 'Duty manager' });
  const name = await choose(form.getByLabel('Who?'), /, duty manager/);
  await form.getByLabel('From').fill('quarter to nine');
  await form.getByRole('button', { name: 'Put on the rota' }).click();
  const errors = page.locator('.govuk-error-summary');
  await expect(errors).toContainText('Choose the order of cover');
  await expect(errors).toContainText('Choose at least one day');
  await expect(errors.getByText('Write the time as on a clock, such as 08:45')).toHaveCount(2);
  await expect(form.getByLabel('From')).toHaveValue('quarter to nine');
  await expect(form.getByLabel('Who?').locator('option:checked')).toContainText(name);
  await expectAccessible(page);

  await form.getByLabel('Order of cover').selectOption({ label: 'First' });
  await form.getByRole('checkbox', { name: /^Tuesday/ }).check();
  await form.getByLabel('From').fill('08:45');
  await form.getByLabel('To', { exact: true }).fill('17:00');
  await form.getByRole('button', { name: 'Put on the rota' }).click();
  await expect(page.getByText('It stands on the rota.')).toBeVisible();
  const shift = page.getByRole('row').filter({ hasText: 'Duty manager' }).filter({ hasText: name });
  await expect(shift).toContainText(words);
  await expect(shift).toContainText('First');
  await expect(form.getByLabel('From'), 'what arrived is not typed again').toHaveValue('');

  await page.locator('summary').filter({ hasText: 'Somebody is away' }).click();
  const away = page.locator('#absence-form');
  await choose(away.getByLabel('Who is away?'), new RegExp(`^${name},`));
  await choose(away.getByLabel('Who stands in?'), /, duty social worker/);
  await away.getByLabel('From, day').fill(tuesday);
  await away.getByLabel('From, time').fill('12:00');
  await away.getByLabel('Until, day').fill(tuesday);
  await away.getByLabel('Until, time').fill('11:00');
  await away.getByRole('button', { name: 'Keep the absence' }).click();
  await expect(errors).toContainText('The second day and time must come after the first.');
  await expect(away.getByLabel('From, time')).toHaveValue('12:00');
  await expectAccessible(page);
  await away.getByLabel('Until, time').fill('17:00');
  await away.getByRole('button', { name: 'Keep the absence' }).click();
  // Whoever may not be duty manager stands in for none.
  await expect(errors).toContainText('may not be put in the post');
  await expect(away.getByLabel('Until, time')).toHaveValue('17:00');
  const cover = await choose(away.getByLabel('Who stands in?'), new RegExp(`^(?!${name}).*, duty manager`));
  await away.getByRole('button', { name: 'Keep the absence' }).click();
  await expect(page.getByText('The absence is written down.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Absences' }).getByRole('row').filter({ hasText: name })).toContainText(cover);
  await page.goto('/morning');
  await expect(page.getByRole('heading', { level: 1, name: 'Morning' })).toBeVisible();
});

test('at night somebody is called by name; one accepts in their own name, and nobody else has it to accept', async ({ page, another }) => {
  const area = 'cambridgeshire';
  await closeFrontDoor(area);
  const { reference } = await concernArrives({ area, who: 'Class teacher' }, { 'seen.1': 'I122' });
  const row = (of: Page, table: string) => of.getByRole('table', { name: table }).getByRole('row').filter({ hasText: reference });
  const OPEN = 'Open alarms, the oldest first';
  await enter(page.context(), { area, who: 'Emergency duty social worker' });
  await expect(async () => {
    await page.goto('/alarms');
    await expect(row(page, OPEN)).toContainText('Came in while the office is closed, and cannot wait');
  }).toPass({ timeout: 75_000 });
  await expect(row(page, OPEN), 'a named person is called, by a way that is shown').toContainText(/e-mail (sent|on its way)/);
  await expectAccessible(page);
  const manager = await another({ area, who: 'Team manager' });
  await manager.goto('/alarms');
  await expect(row(manager, OPEN).getByRole('button', { name: `Accept ${reference}` })).toBeVisible();

  await row(page, OPEN).getByRole('button', { name: `Accept ${reference}` }).click();
  await expect(page.getByText('You have accepted it, and nobody else is called. The clock goes on: see to it now.')).toBeVisible();

  // The manager's page is from before: whoever comes second is told so.
  await row(manager, OPEN).getByRole('button', { name: `Accept ${reference}` }).click();
  await expect(manager.locator('.govuk-error-summary')).toContainText('Somebody accepted it first');
  await expect(row(manager, OPEN)).toHaveCount(0);
  await expect(row(manager, 'Alarms that are over, the latest first')).toContainText(`Accepted by ${whoIs({ area, who: 'Emergency duty social worker' }).name}`);
});

test('an administrator sets the times of the night; what is no time is said and kept', async ({ page }) => {
  await enter(page.context(), { area: AREA, who: 'System administrator' });
  await page.goto('/admin/night');
  const morning = page.getByLabel('When is the night handed to the day service?');
  await expect(morning).toHaveValue('09:00');
  await morning.fill('nine');
  await page.getByLabel('After how many minutes without an answer is the next person called?').fill('0');
  await page.getByRole('button', { name: 'Keep the numbers and times' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Give the time as 09:00');
  await expect(page.locator('.govuk-error-summary')).toContainText('At least 1 minute');
  await expect(morning).toHaveValue('nine');
  await expectAccessible(page);
  await morning.fill('09:00');
  await page.getByLabel('After how many minutes without an answer is the next person called?').fill('5');
  await page.getByRole('button', { name: 'Keep the numbers and times' }).click();
  await expect(page.getByText('The numbers and times are kept.')).toBeVisible();
});

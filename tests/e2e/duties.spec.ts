/** Duties that are law (safe practice 7.15): whose, by when, on what evidence they end; and the partner's own. */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';

const AREA = 'plymouth';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Team manager' };

test('a home elsewhere: ours until a named person there accepts, with evidence that stays', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, { 'seen.1': 'I018', 'child.1.homeAuthority': 'other' });
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/duties`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Tell the other authority, and act here until a named person there accepts' }).click();
  await expect(page.getByText('A message left, a form sent or a general mailbox is not acceptance.')).toBeVisible();

  await page.getByLabel('What was done so far?').fill('Rang their duty desk; nobody free.');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expect(page.getByText('Rang their duty desk; nobody free.')).toBeVisible();

  await page.getByLabel('Accepted by a named person elsewhere').check();
  await page.getByLabel('What is their role?', { exact: true }).fill('Team manager');
  await page.getByRole('button', { name: 'End this duty' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Who accepted it? Answer it: without this it is not done, and the duty goes on.');
  await expect(page.getByLabel('What is their role?', { exact: true })).toHaveValue('Team manager');
  await expectAccessible(page);

  await page.getByLabel('Who accepted it?', { exact: true }).fill('Rosalind Okonjo');
  await page.getByLabel('In which authority or team?', { exact: true }).fill('Westmarch duty team');
  await page.getByLabel('How were they reached?', { exact: true }).fill('Their switchboard');
  await page.getByLabel('Day', { exact: true }).fill('1');
  await page.getByLabel('Month', { exact: true }).fill('1');
  await page.getByLabel('Year', { exact: true }).fill('2026');
  await page.getByRole('button', { name: 'End this duty' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted by a named person elsewhere' })).toBeVisible();
  await expect(page.getByText('Rosalind Okonjo')).toBeVisible();
  await page.goto('/duties/overdue?show=ended');
  await expect(page.getByRole('heading', { name: 'Duties that ended' })).toBeVisible();
  await expect(page.getByRole('link', { name: reference })).toBeVisible();
  await expectAccessible(page);
});

test('a girl who said it: her teacher reports to the police herself, and nobody can take it over', async ({ page, another }) => {
  const { reference } = await concernArrives(TEACHER, { 'child.1.fgmKnown': 'yes', 'child.1.ageWords': '14' });
  await enter(page.context(), TEACHER);
  await page.goto(`/my/contacts/${reference}`);
  await expect(page.getByText(/You must report this to the police yourself, at the latest by .*: ring 101/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have reported it to the police' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('When was it reported?');

  const worker = await another(WORKER);
  await knowsNobody(worker.context().request, reference);
  await worker.goto(`/contacts/${reference}/duties`);
  await worker.getByRole('link', { name: 'Report known female genital mutilation to the police, in person' }).click();
  await expect(worker.getByText('It is on the page of whoever learned of it')).toBeVisible();
  await expect(worker.getByRole('button', { name: 'Take it in my name' })).toHaveCount(0);
  await expect(worker.getByLabel('Done', { exact: true })).toHaveCount(0);

  await page.getByLabel('Day', { exact: true }).fill('1');
  await page.getByLabel('Month', { exact: true }).fill('1');
  await page.getByLabel('Year', { exact: true }).fill('2026');
  await page.getByLabel('How was it reported?', { exact: true }).fill('By telephone on 101');
  await page.getByLabel('What reference did the police give?', { exact: true }).fill('CAD 1187');
  await page.getByRole('button', { name: 'I have reported it to the police' }).click();
  await expect(page.getByText('Kept: you have reported it to the police.')).toBeVisible();
  await expect(page.getByText('CAD 1187')).toBeVisible();
});

/** Minutes, day and night: who is on, who was called, what a worker rates anew, and the manager's morning (safe practice 1). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';

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

test('a manager puts somebody on the rota, and sees who was called and what the morning brings', async ({ page }) => {
  await enter(page.context(), { area: AREA, who: 'Team manager' });
  await page.goto('/rota');
  await page.locator('summary').filter({ hasText: 'Put somebody on' }).click();
  const form = page.locator('#shift-form');
  await form.getByLabel('Post').selectOption({ label: 'Duty manager' });
  await form.getByLabel('Who?').selectOption({ index: 1 });
  await expectAccessible(page);
  for (const [path, heading] of [['/alarms', 'Alarms'], ['/morning', 'Morning']] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expectAccessible(page);
  }
});

/** Agreement, openness and lawful basis are three records, and a gate stands before what goes out (safe practice 16); what is kept secret (6). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';

const AREA = 'cambridgeshire';

test('below level 4 nothing goes to another agency before parents agreed, and what is missing is said', async ({ page }) => {
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { 'seen.1': 'I018' });
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/sharing`);
  await expect(page.getByText('Questions and facts may go to other agencies.')).toHaveCount(0);
  await page.locator('summary').filter({ hasText: 'Record a basis' }).click();
  await page.locator('form#basis').getByRole('button', { name: 'Record the basis' }).click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expectAccessible(page);
});

test('an address is kept secret afterwards, with a reason, and leaves the report', async ({ page }) => {
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { 'child.1.address': '9 Plover Row', 'child.1.postcode': 'PE99 9ZZ' });
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/protected`);
  await page.getByRole('checkbox', { name: /^Address of/ }).check();
  await page.getByLabel('Why?').first().fill('They moved away from somebody dangerous.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep it secret' }).click();
  await page.goto(`/contacts/${reference}`);
  await expect(page.locator('main')).not.toContainText('Plover Row');
  await expect(page.locator('main')).not.toContainText('PE99 9ZZ');
  for (const part of ['source', 'who-sees']) {
    await page.goto(`/contacts/${reference}/${part}`);
    await expectAccessible(page);
  }
});

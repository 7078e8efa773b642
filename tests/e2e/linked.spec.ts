/** A child alleged to have harmed is a child too: a contact of their own, tied to the first, with nothing of who told us (safe practice 7.13). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'cambridgeshire';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Senior social worker' };
const SAID = 'Told me in the book corner, quite calmly.';

test('a contact of their own for a child alleged to have harmed, tied both ways; nothing of the first is copied', async ({ page }) => {
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I018', 'belief.level': '3', 'happened.what': SAID });
  const desk = new DeskPage(page);
  await enter(page.context(), WORKER);
  await desk.claimAndDecide(reference);
  await page.getByRole('link', { name: 'A child is alleged to have harmed: a contact of their own' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A contact of their own' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('First names of that child').fill('Ruan');
  await page.getByLabel('About how old?').fill('12');
  await desk.press('Open their contact');
  await expect(page.locator('.govuk-error-summary')).toContainText('Say what this child is alleged to have done');
  await expect(page.getByLabel('First names of that child'), 'nothing typed is lost').toHaveValue('Ruan');
  await expectAccessible(page);
  await page.getByLabel('What is alleged, and what is known of how this child lives?').fill('Is said to have hit a younger child. Lives with his uncle, who drinks.');
  await desk.press('Open their contact');

  // It opens as every contact does: first, whether one knows the family.
  await expect(page).toHaveURL(/\/contacts\/[A-Z]+-[A-Z0-9]{4}-[A-Z0-9]{4}/);
  const own = /\/contacts\/([A-Z]+-[A-Z0-9]{4}-[A-Z0-9]{4})/.exec(page.url())?.[1] ?? '';
  expect(own).not.toBe(reference);
  await desk.openContact(own);
  const main = page.locator('main');
  await expect(main).toContainText('Ruan');
  await expect(main).toContainText('Lives with his uncle, who drinks.');
  for (const kept of [child, SAID]) await expect(main, 'nothing of the first is copied').not.toContainText(kept);
  await expectAccessible(page);

  for (const [here, there, says] of [[own, reference, 'is where this began'], [reference, own, 'is about a child alleged to have harmed']] as const) {
    await knowsNobody(page.context().request, here);
    await page.goto(`/contacts/${here}/linked`);
    await expect(page.getByRole('listitem').filter({ hasText: there })).toContainText(says);
  }
  // Both wait to be decided on, each with its own clocks.
  await expect(await desk.rowOf(own)).toBeVisible();
  await expect(await desk.rowOf(reference)).toBeVisible();
});

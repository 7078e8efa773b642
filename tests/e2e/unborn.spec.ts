/** The unborn (safe practice 7.12): what is known, who may learn of it, twins, and the end of a pregnancy. */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';

const AREA = 'plymouth';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Team manager' };
const PREGNANCY = { 'child.1.unborn': 'yes', 'child.1.ageWords': '', 'seen.1': 'I117', 'child.1.pregnancyKnown': 'mother_only' };

test('due date, midwifery and who knows; then twins are born and each is to be decided on', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, PREGNANCY);
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/unborn`);
  await expect(page.getByText('Only the mother, and professionals in confidence').first()).toBeVisible();
  await expect(page.getByText('has midwifery at the table')).toBeVisible();
  await expectAccessible(page);

  await page.getByText('Record due date, midwifery and who knows').click();
  const expected = page.locator('form[action$="/unborn/expected"]');
  await expected.getByRole('button').click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say whether the due date is known.');
  await expected.getByLabel('Not known', { exact: true }).first().check();
  await expected.getByLabel('Where is the pregnancy booked?').fill('St Erth maternity unit');
  await expected.getByLabel('Yes, told by us or by the referrer').check();
  await expected.getByLabel('Only the mother, and professionals in confidence').check();
  await expected.getByRole('button').click();
  await expect(page.getByText('What is known of the pregnancy is kept.')).toBeVisible();
  await expect(page.getByText('St Erth maternity unit').first()).toBeVisible();

  await page.getByText('The child is born', { exact: true }).click();
  const born = page.locator('form[action$="/unborn/born"]');
  await born.getByText('A second child: twins').click();
  for (const [place, name] of [[1, 'Ysella'], [2, 'Morwenna']] as const) {
    await born.locator(`[name="born.${place}.givenName"]`).fill(name);
    await born.locator(`[name="born.${place}.birth.day"]`).fill('1');
    await born.locator(`[name="born.${place}.birth.month"]`).fill('1');
    await born.locator(`[name="born.${place}.birth.year"]`).fill('2026');
    await born.locator(`[name="born.${place}.sex"][value="F"]`).check();
  }
  await born.getByRole('button', { name: 'Record the birth' }).click();
  await expect(page.getByText('The birth is recorded.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/contacts/${reference}`);
  await expect(page.getByText('Born: 2 children')).toBeVisible();
  await expect(page.locator('#household')).toContainText('Ysella');
  await expect(page.locator('#household')).toContainText('Morwenna');
});

test('a pregnancy that has ended stops its duties at once', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, PREGNANCY);
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/unborn`);
  await page.getByText('The pregnancy has ended', { exact: true }).click();
  const ended = page.locator('form[action$="/unborn/ended"]');
  await ended.getByLabel('Yes, the pregnancy has ended').check();
  await ended.getByRole('button').click();
  await expect(page.getByText('nothing about it is written to anyone')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/contacts/${reference}/duties`);
  await expect(page.getByText('Nothing is owed now')).toBeVisible();

  // Recorded by mistake: undone by name; what had ended is offered, and nothing is ticked.
  await page.goto(`/contacts/${reference}/unborn`);
  await page.getByText('It was recorded by mistake').click();
  const undo = page.locator('form[action$="/unborn/undo"]');
  await undo.getByRole('button').click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say how it is known that this was a mistake.');
  await undo.getByLabel('How is it known that this was a mistake?').fill('The ward meant another patient.');
  await undo.getByRole('button').click();
  await expect(page.getByText('Nothing has begun again by itself')).toBeVisible();
  await expectAccessible(page);
  const owe = page.locator('form[action$="/unborn/owe"]');
  await expect(owe.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await owe.getByRole('checkbox').first().check();
  await owe.getByRole('button').click();
  await expect(page.getByText('These duties are owed again.')).toBeVisible();
  await page.goto(`/contacts/${reference}/duties`);
  await expect(page.getByText('Nothing is owed now')).toHaveCount(0);
});

test('two children not born yet: each form has its own fields, and an error leads to the right one', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, { ...PREGNANCY, children: ['1', '2'], 'child.2.givenName': 'Second', 'child.2.unborn': 'yes' });
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/unborn`);
  await expect(page.getByRole('heading', { level: 1, name: 'Unborn children' })).toBeVisible();
  const ids = await page.locator('main [id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const second = page.locator('form[action$="/unborn/moved"]').nth(1);
  await page.getByText('The mother moved to another area', { exact: true }).nth(1).click();
  await second.getByRole('button').click();
  await page.locator('.govuk-error-summary').getByRole('link', { name: 'Say to which authority or area.' }).click();
  await expect(page.locator('form[action$="/unborn/moved"]').nth(1).getByLabel('To which authority or area?')).toBeFocused();
  await expectAccessible(page);
});

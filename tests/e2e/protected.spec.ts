/** A source whom nobody knows, the two persons it takes to open it, and an address that shows only by an act (safe practice 6, 14). */
import { expectAccessible } from './axe';
import { enter, expect, handIn, knowsNobody, test, whoIs } from './browser';
import { concernArrives, freshName, referenceIn } from './concern';
import { DeskPage } from './desk-page';
import { lookedLongAgo } from './session-clock';

const AREA = 'somerset';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker' };

test('a source is warned about their own words, is asked and answers, and nobody learns who they are', async ({ page, another }) => {
  const { name, jobTitle, email } = whoIs(TEACHER);
  const [, surname = ''] = name.split(' ');
  const { given, family } = freshName();
  await enter(page.context(), TEACHER);
  const by = page.context().request;
  const [, , draft = ''] = (await handIn(by, '/report/start')).split('/');
  const save = async (step: string, typed: Record<string, string>) => handIn(by, `/report/${draft}/${step}/save`, { ...typed, version: '9999', act: 'continue', shown: '1' });
  await save('children', { children: '1', 'child.1.givenName': given, 'child.1.familyName': family, 'child.1.ageWords': '7' });
  await save('what-happened', { 'happened.what': `She came hungry again. She is in my class and calls me Miss ${surname}.` });
  await page.goto(`/report/${draft}/you`);
  await expect(page.getByRole('radio', { name: 'Yes, protect who I am' })).not.toBeChecked();
  await save('you', { 'you.protectMe': 'yes' });
  await page.goto(`/report/${draft}/check`);
  const warned = page.locator('#giving-away');
  await expect(warned).toContainText(`She is in my class and calls me Miss ${surname}.`);
  await expect(warned).toContainText('your name and how you know the family');
  await expectAccessible(page);
  await warned.getByRole('link', { name: 'Change' }).first().click();
  await expect(page.locator('[name="happened.what"]')).toHaveValue(/in my class/);
  await save('what-happened', { 'happened.what': 'She came hungry again.' });
  await page.goto(`/report/${draft}/check`);
  await expect(page.locator('#giving-away')).toHaveCount(0);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page).toHaveURL(/\/sent$/);
  const reference = referenceIn(await page.locator('main').innerText());

  const desk = new DeskPage(await another(WORKER));
  const row = await desk.rowOf(reference);
  await expect(row).toContainText('Protected source');
  await row.getByRole('button', { name: /^Claim/ }).click();
  await expect(desk.page.getByText('You hold this contact now.')).toBeVisible();
  const tells = [name, jobTitle, email];
  const nobodyIn = async () => {
    const text = await desk.page.locator('main').innerText();
    for (const tell of tells) expect(text).not.toContain(tell);
  };
  await nobodyIn();
  await desk.page.locator('summary').filter({ hasText: 'Ask the referrer for more' }).click();
  await desk.page.getByLabel('Your question').fill('Does she eat at breakfast club?');
  await desk.press('Ask');
  await expect(desk.page.getByText('Your question is kept. Both clocks go on.')).toBeVisible();
  await nobodyIn();

  await page.goto(`/my/contacts/${reference}`);
  await expect(page.getByText('Does she eat at breakfast club?').first()).toBeVisible();
  await page.getByLabel('Your answer').fill('Only if somebody brings her in time.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByText('We have your answer.')).toBeVisible();

  await desk.page.goto(`/contacts/${reference}`);
  await expect(desk.page.getByText('Only if somebody brings her in time.').first()).toBeVisible();
  await nobodyIn();
  await expectAccessible(desk.page);
});

test('it takes a ground, an order and a second person to open a source, and then it shows to whoever asked', async ({ page, another }) => {
  const { name } = whoIs(TEACHER);
  const { reference } = await concernArrives(TEACHER, { 'you.protectMe': 'yes' });
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/source`);
  await expect(page.locator('main')).not.toContainText(name);
  await page.getByRole('radio', { name: 'A court has ordered it' }).check();
  await page.getByLabel('Case number of the order').fill('BS26C00417');
  await page.getByLabel('Why must it be known').fill('The family court ordered it; the source would not agree.');
  await page.getByRole('radio', { name: 'No: the order forbids it' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(page.getByText('Your request is kept. Another manager answers it.')).toBeVisible();
  await expect(page.getByText('BS26C00417')).toBeVisible();
  await expect(page.locator('main')).not.toContainText(name);

  const manager = await another({ area: AREA, who: 'Team manager' });
  await knowsNobody(manager.context().request, reference);
  await manager.goto(`/contacts/${reference}/source`);
  await expect(manager.getByText('A court has ordered it: BS26C00417')).toBeVisible();
  await manager.getByRole('radio', { name: /^Agree/ }).check();
  await manager.getByLabel('Why?').fill('I read the sealed order myself.');
  await expectAccessible(manager);
  await manager.getByRole('button', { name: 'Answer' }).click();
  await expect(manager.getByText('Your answer is kept.')).toBeVisible();
  await expect(manager.locator('main'), 'whoever agrees sees nothing of it').not.toContainText(name);

  await page.goto(`/contacts/${reference}/source`);
  await expect(page.locator('#opened')).toContainText(name);
  await expect(page.getByText('I read the sealed order myself.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/contacts/${reference}`);
  await expect(page.locator('main'), 'the contact itself stays without it').not.toContainText(name);
});

test('an address kept secret by the report shows only by the act with a reason, and is gone after a quarter of an hour', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, { 'child.1.address': '3 Curlew Yard', 'child.1.postcode': 'TA99 9ZZ', 'child.1.keepAddressSecret': 'yes', 'happened.what': 'They moved to 3 Curlew Yard last night.' });
  await enter(page.context(), WORKER);
  const desk = new DeskPage(page);
  const row = await desk.rowOf(reference);
  await row.getByRole('button', { name: /^Claim/ }).click();
  await expect(page.getByText('You hold this contact now.')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('Curlew Yard');
  await page.goto(`/contacts/${reference}/protected`);
  await expect(page.locator('main')).not.toContainText('Curlew Yard');
  await page.getByLabel('Why must you see it now?').fill('I visit this afternoon.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show it to me' }).click();
  await expect(page.locator('#secrets')).toContainText('3 Curlew Yard');
  await expect(page.locator('#secrets')).toContainText('Your reason: I visit this afternoon.');
  await expectAccessible(page);
  await lookedLongAgo(reference);
  await page.goto(`/contacts/${reference}/protected`);
  await expect(page.locator('main')).not.toContainText('Curlew Yard');
  await expect(page.getByRole('button', { name: 'Show it to me' })).toBeVisible();
});

/** How far it is, by the link of the receipt, scripts on and off: looked at, opened, added to and challenged; ended by staff with a reason (safe practice 11). */
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const TEACHER = { area: 'norfolk', who: 'Class teacher' };
const WORKER = { area: 'norfolk', who: 'Team manager' };

test('a teacher follows the link of the message with the code of their own page, adds and challenges; staff see that it was opened and end it', async ({ page }) => {
  const { reference, given } = await concernArrives(TEACHER, { 'you.aboutColleague': 'no', 'you.continuingRole': 'yes', 'child.1.ageWords': '', 'child.1.birth.day': '4', 'child.1.birth.month': '3', 'child.1.birth.year': '2018' });
  await enter(page.context(), TEACHER);
  await page.goto(`/my/contacts/${reference}`);
  const code = /Its code is (\d{3} \d{3})/.exec(await page.locator('main').innerText())?.[1] ?? '';
  expect(code).toMatch(/^\d{3} \d{3}$/);
  await expectAccessible(page);

  // In a browser that is signed in nowhere.
  await page.context().clearCookies();
  await page.goto('/post-tray');
  const message = page.locator('.ds-message').filter({ hasText: reference }).first();
  await expect(message).not.toContainText(given);
  const address = await message.locator('a[href*="/message/"]').getAttribute('href');
  await page.goto(address ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'A message for you' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(reference);
  await expectAccessible(page);
  await page.getByLabel('Day').fill('5');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('2018');
  await page.getByRole('button', { name: 'Read the message' }).click();
  await expect(page.getByText('That is not right.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Read the message' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Received' })).toBeVisible();
  await expect(page.locator('main')).toContainText('A person has not read it yet.');
  await expect(page.locator('main')).not.toContainText(given);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send it as a challenge' }).click();
  await expect(page.getByText('Write what you want to tell us.').first()).toBeVisible();
  await page.getByLabel('What do you want to tell us?').fill('I have heard nothing, and it is getting worse.');
  await page.getByRole('button', { name: 'Send it as a challenge' }).click();
  await expect(page.getByText('A manager answers a challenge within one working day.')).toBeVisible();
  expect(page.url()).not.toContain(given);

  await enter(page.context(), WORKER);
  const desk = new DeskPage(page);
  await desk.openContact(reference);
  await expect(page.locator('#said')).toContainText('it is getting worse');
  const card = page.locator('#status-link');
  await expect(card).toContainText('by the code');
  await expectAccessible(page);
  await card.getByText('End the link', { exact: true }).click();
  await card.getByRole('button', { name: 'End the link now' }).click();
  await expect(card.getByText('Say why the link is ended').first()).toBeVisible();
  await card.getByLabel('Why is it ended?').fill('It went to a shared mailbox.');
  await card.getByRole('button', { name: 'End the link now' }).click();
  await expect(card).toContainText('It went to a shared mailbox.');
  await card.getByRole('button', { name: 'Send them a new link' }).click();
  await expect(card).toContainText('Nobody has opened it.');

  await page.context().clearCookies();
  await page.goto(address ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'This link does not open any more' })).toBeVisible();
  await expectAccessible(page);
});

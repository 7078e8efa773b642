/** F3 of the faults: a report that is sent twice by hand is one contact, and each hand sees the same receipt (architecture point 2; quality B4). */
import type { Page } from '@playwright/test';
import { enter, expect, handIn, secondWindow, test } from './browser';
import { freshName, referenceIn } from './concern';
import { contactsAbout } from './session-clock';

const TEACHER = { area: 'norfolk', who: 'Class teacher' };
const SEND = { name: 'Send the report' };

/** A report of which only the sending is left to do. @returns the page before it, and the family name, which no other child has. */
async function readyToSend(page: Page): Promise<{ here: string; family: string }> {
  const { given, family } = freshName();
  const by = page.context().request;
  const here = `/report/${(await handIn(by, '/report/start')).split('/')[2] ?? ''}`;
  await handIn(by, `${here}/children/save`, { children: '1', 'child.1.givenName': given, 'child.1.familyName': family, 'child.1.ageWords': '7', version: '9999', act: 'continue', shown: '1' });
  await page.goto(`${here}/check`);
  return { here, family };
}

async function receiptOn(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: 'We have it' })).toBeVisible();
  return referenceIn(await page.locator('main').innerText());
}

test('the button pressed twice, and Enter twice, make one contact each', async ({ page }) => {
  await enter(page.context(), TEACHER);
  const pressed = [
    async () => page.getByRole('button', SEND).dblclick({ noWaitAfter: true }),
    async () => {
      await page.getByRole('button', SEND).focus();
      await page.keyboard.press('Enter', { delay: 0 });
      await page.keyboard.press('Enter', { delay: 0 });
    },
  ];
  for (const press of pressed) {
    const { family } = await readyToSend(page);
    await press();
    const reference = await receiptOn(page);
    expect(await contactsAbout(family)).toEqual([reference]);
  }
});

test('sent in two windows at once, again from one that was left open, and again after going back: one contact, the same receipt', async ({ page }) => {
  await enter(page.context(), TEACHER);
  const { here, family } = await readyToSend(page);
  const [twin, left] = [await secondWindow(page), await secondWindow(page)];
  for (const each of [twin, left]) await each.goto(`${here}/check`);
  await Promise.all([page, twin].map((each) => each.getByRole('button', SEND).click()));
  const reference = await receiptOn(page);
  expect(await receiptOn(twin)).toBe(reference);
  await left.getByRole('button', SEND).click();
  expect(await receiptOn(left)).toBe(reference);
  // Back is the receipt again, since the page before it asks where the report is.
  await left.goBack();
  expect(await receiptOn(left)).toBe(reference);
  expect(await contactsAbout(family)).toEqual([reference]);
});

test('sent again from a window that shows what it said before it was changed: a conflict that leads to what was sent, and no second contact', async ({ page }) => {
  await enter(page.context(), TEACHER);
  const { here, family } = await readyToSend(page);
  const old = await secondWindow(page);
  await old.goto(`${here}/check`);
  await handIn(page.context().request, `${here}/what-happened/save`, { 'happened.what': 'She was not collected.', version: '9999', act: 'continue', shown: '1' });
  await page.reload();
  await page.getByRole('button', SEND).click();
  const reference = await receiptOn(page);
  const answered = old.waitForResponse((answer) => answer.request().method() === 'POST');
  await old.getByRole('button', SEND).click();
  expect((await answered).status()).toBe(409);
  await expect(old.getByRole('heading', { level: 1, name: 'This report was sent already' })).toBeVisible();
  await expect(old.locator('main')).toContainText('999');
  await old.getByRole('link', { name: 'What was sent, and how to add to it' }).click();
  await expect(old.locator('main')).toContainText(reference);
  expect(await contactsAbout(family)).toEqual([reference]);
});

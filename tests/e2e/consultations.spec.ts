/** Advice by telephone is a decision, and a consultation can become a strategy discussion (safe practice 2; issue 4, section 3). */
import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { enter, expect, openDetails, save, test } from './browser';
import { freshName, referenceIn } from './concern';
import { DeskPage } from './desk-page';

const WORKER = { area: 'somerset', who: 'Social worker' };

/** A number that no other journey of the same time has. */
const freshPhone = () => `01632 96${randomInt(1000, 9999)}`;

/** A school asks for advice about a child; the call is taken down and stands on its screen. */
async function consultationIsTaken(page: Page, said: string, phone: string): Promise<{ given: string; family: string; whole: string }> {
  const name = freshName();
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Start the call now' }).click();
  const kind = page.getByLabel('What kind of call is it?');
  await expect(kind, 'nothing is chosen beforehand').toHaveValue('');
  await kind.selectOption({ label: 'Consultation: they ask for advice, about a named or an unnamed child' });
  await page.getByLabel('As they say it').fill(said);
  await page.getByLabel('Where they ring from').selectOption({ label: 'Other: School or college' });
  await page.getByLabel('Rung back through the agency’s switchboard').check();
  await page.getByLabel('Call-back number').fill(phone);
  await page.getByRole('group', { name: 'Is the worry about someone who works with them, or a child of someone who does?' }).getByLabel('No', { exact: true }).check();
  return name;
}

/** Read back and made a contact. */
async function callEnds(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Read it back, then end the call' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read it back' })).toBeVisible();
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  return referenceIn(await page.locator('main').innerText());
}

async function nameTheChild(page: Page, { given, family }: { given: string; family: string }): Promise<void> {
  const child = page.getByRole('region', { name: 'Child 1' });
  await child.getByLabel('First names').fill(given);
  await child.getByLabel('Family name').fill(family);
  await child.getByLabel('Or about how old?').fill('9');
}

test('an advice call ends as advice by a decision and in no other way, and is counted as a consultation', async ({ page }) => {
  const desk = new DeskPage(page);
  const name = await consultationIsTaken(page, 'They ask how to speak with a mother about packed lunches.', freshPhone());
  await nameTheChild(page, name);
  await save(page);
  await expect(page.getByText('Advice is a decision too')).toBeVisible();
  // A consultation is not put away.
  const unneeded = page.getByLabel('It is not needed');
  await openDetails(page, 'It does not become a contact', unneeded);
  await unneeded.check();
  await page.getByLabel('Where is it recorded, or why is it not needed?').fill('Only advice.');
  await page.getByRole('button', { name: 'Put it away' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('A consultation is counted');

  const reference = await callEnds(page);
  await expect(await desk.rowOf(reference, '/queue?mark=consultation')).toContainText('Consultation');
  await desk.openContact(reference);
  await expect(page.getByRole('button', { name: 'Close the contact' })).toHaveCount(0);
  await desk.claimAndDecide(reference);
  await desk.route(name.whole, 'Level 1 · Advice');
  await desk.sayWhy(name.whole, { need: 'N0 Not stated', why: 'The school talks with her and rings again if it goes on.' });
  // The guide proposes level 2: advice has its reason and its second person.
  await desk.press('Check and decide');
  await expect(page.locator('.govuk-error-summary')).toContainText('say why you decide differently from the guide');
  await page.getByLabel('Why differently from the guide?').fill('They asked how to begin a talk, and have begun it.');
  await page.getByLabel('What could happen if nothing is done?').fill('The lunches stay poor.');
  await desk.press('Check and decide');
  await desk.press('Decide, and ask the second person');
  await expect(page.getByText('It waits for a second person; until then nothing is let go.')).toBeVisible();
  await desk.openContact(reference);
  await expect(page.locator('#kind')).toContainText('It ends as advice by a decision');
  await expectAccessible(page);
});

test('a consultation at level 4 asks for the name, becomes a concern by one press, and ends in a strategy discussion', async ({ page, another }) => {
  const desk = new DeskPage(page);
  const phone = freshPhone();
  const name = await consultationIsTaken(page, 'A boy told them that he is hit with a belt.', phone);
  const sign = page.locator('input[name="seen.1"][value="I099"]');
  await expect(sign).toBeHidden();
  await page.locator('summary').filter({ hasText: /^How the child is doing/ }).click();
  await sign.check();
  await save(page);
  await expect(page.getByText('Ask for the child’s name now.')).toBeVisible();
  await page.getByRole('button', { name: 'Read it back, then end the call' }).click();
  await expect(page.getByText('Ask for the name, or say on the call’s page why there is none')).toBeVisible();
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Ask for the name');
  await page.getByRole('link', { name: 'Go back and ask' }).first().click();
  // They do not say it: a manager reads of it while they are on the line, and answers.
  // The page may still be waking when it is pressed first.
  await expect(async () => page.getByLabel('They will not say it').check({ timeout: 2_000 })).toPass();
  await save(page);
  const manager = await another({ area: 'somerset', who: 'Team manager' });
  await manager.goto('/calls');
  const card = manager.locator('#no-name form').filter({ hasText: phone });
  await expect(card).toBeVisible();
  await expectAccessible(manager);
  await card.getByLabel('What is to be done? Your colleague reads it at once').fill('Tell them that we must know, and keep them on the line.');
  await card.getByRole('button', { name: 'Say it' }).click();
  await expect(manager.getByText('It stands on the page of your colleague’s call.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Tell them that we must know')).toBeVisible();
  await expectAccessible(page);
  await nameTheChild(page, name);
  const reference = await callEnds(page);

  await desk.openContact(reference);
  await desk.press('Make it a concern');
  await expect(page.getByText('It is a concern now. Its clocks run from when the call began.')).toBeVisible();
  await expectAccessible(page);
  await desk.claimAndDecide(reference);
  await desk.route(name.whole, 'Level 4 · Strategy discussion');
  await desk.sayWhy(name.whole, { need: 'N1 Abuse or neglect, domestic violence included', why: 'He was hit and is afraid to go home.' });
  await desk.keepSafe(name.whole);
  await desk.press('Check and decide');
  await desk.press('Decide');
  await expect(page.getByText('Decided. It is in force')).toBeVisible();
  await desk.openContact(reference);
  await expect(page.locator('main')).toContainText('Hold a strategy discussion with police and health');
  await expect(page.locator('#kind')).toContainText('Made a concern by');
});

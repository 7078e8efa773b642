/** From a call to what the caller puts right: steps agreed, letter sent, link opened with the code, both versions stand (safe practice 8, 9, 11; N24). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { freshName, referenceIn } from './concern';
import { DeskPage } from './desk-page';

const WORKER = { area: 'norfolk', who: 'Team manager' };

test('a call ends with agreed steps and a letter; the caller corrects what they said by the link, and the contact is unread again', async ({ page }) => {
  const { given, family } = freshName();
  const said = `${given} came in without a coat and had not eaten.`;
  const put = 'It was on Tuesday, and there was a coat in the bag.';
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Start the call now' }).click();
  await page.getByLabel('As they say it').fill(said);
  await page.getByLabel('Ours: for colleagues only').fill('Ours: known to the clinic since March.');
  await page.getByLabel('Name', { exact: true }).fill('Rosalie Mensah');
  await page.getByLabel('Where they ring from').selectOption({ label: 'A neighbour, a friend, a childminder' });
  await page.getByLabel('Known to me by voice').check();
  const child = page.getByRole('region', { name: 'Child 1' });
  await child.getByLabel('First names').fill(given);
  await child.getByLabel('Family name').fill(family);
  await child.getByLabel('Or about how old?').fill('7');
  const step = page.getByRole('region', { name: 'Next step 1' });
  await step.getByLabel('What is to be done?').fill('Ring the school nurse');
  await step.getByLabel('We do: I, or a colleague or team of ours').check();
  await step.getByLabel('Day').fill('1');
  await step.getByLabel('Month').fill('12');
  await step.getByLabel('Year').fill('2030');
  await page.getByRole('button', { name: 'Add another step' }).click();
  // What was typed stands, and there is room for one more.
  await expect(page.getByRole('region', { name: 'Next step 2' })).toBeVisible();
  await expect(step.getByLabel('What is to be done?')).toHaveValue('Ring the school nurse');
  await page.getByLabel('To which e-mail address may we write that a letter waits?').fill(`${given.toLowerCase()}@neighbour.example`);
  await page.getByRole('button', { name: 'Read it back, then end the call' }).click();
  await expect(page.getByRole('heading', { name: 'What you agreed' })).toBeVisible();
  await expect(page.locator('main')).toContainText('Ring the school nurse');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  const made = await page.locator('main').innerText();
  const reference = referenceIn(made);
  const code = /\b(\d{3} \d{3})\. If the letter/.exec(made)?.[1] ?? '';
  expect(code).toMatch(/^\d{3} \d{3}$/);

  await page.goto('/follow-ups');
  await expect(page.getByRole('link', { name: reference, exact: true })).toBeVisible();
  await expectAccessible(page);
  await knowsNobody(page.context().request, reference);
  await page.getByRole('link', { name: reference, exact: true }).click();
  await expect(page.locator('#agreed')).toContainText('Ring the school nurse');
  await page.getByRole('link', { name: 'Read and send the follow-up letter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Follow-up letter to the caller' })).toBeVisible();
  await expect(page.locator('main')).toContainText('Our notes and history');
  await expect(page.locator('.ds-letter')).toContainText(said);
  await expect(page.locator('.ds-letter')).not.toContainText('known to the clinic');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send the letter' }).click();
  await expect(page.getByText('Sent. They have a message')).toBeVisible();
  await page.goto('/follow-ups');
  await expect(page.getByRole('link', { name: reference, exact: true })).toHaveCount(0);

  // The caller, in a browser that is signed in nowhere.
  await page.context().clearCookies();
  await page.goto('/post-tray');
  const message = page.locator('.ds-message').filter({ hasText: reference }).first();
  await expect(message).not.toContainText(given);
  await message.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'A message for you' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(given);
  await expectAccessible(page);
  await page.getByLabel('Code').fill('000 000');
  await page.getByRole('button', { name: 'Read the message' }).click();
  await expect(page.getByText('That is not the code.').first()).toBeVisible();
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Read the message' }).click();
  await expect(page.locator('main')).toContainText(said);
  await expect(page.locator('main')).toContainText('Ring the school nurse');
  await expect(page.locator('main')).not.toContainText('known to the clinic');
  await expectAccessible(page);
  await page.getByText('Something is not right, or is missing').click();
  await page.getByRole('button', { name: 'Send the correction' }).click();
  await expect(page.getByText('Write what you want to tell us.').first()).toBeVisible();
  await page.getByLabel('What is right?').fill(put);
  await page.getByRole('button', { name: 'Send the correction' }).click();
  await expect(page.getByRole('alert').first()).toContainText('A person has not read it yet.');
  // Both stand: what was said, and what was put right.
  await expect(page.locator('main')).toContainText(said);
  await expect(page.locator('main')).toContainText(put);
  expect(page.url()).not.toContain(given);

  await enter(page.context(), WORKER);
  const desk = new DeskPage(page);
  await expect(await desk.rowOf(reference)).toContainText('new information');
  await desk.openContact(reference);
  await expect(page.locator('#said')).toContainText(said);
  await expect(page.locator('#said')).toContainText(put);
  await expect(page.locator('#said')).toContainText('the caller or referrer, by their link');
  await expect(page.locator('#agreed')).toContainText('The caller corrected what they said');
  await expectAccessible(page);
});

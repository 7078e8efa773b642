/** From the queue to a decision that agrees with the guide, a letter and the end (issue 2 section 5). */
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const TEACHER = { area: 'somerset', who: 'Class teacher' };
const WORKER = { area: 'somerset', who: 'Social worker' };
const WHY = 'The mother has no money for food until Friday and asks for help herself.';

test('a worker claims, agrees with the guide, writes to the teacher and closes', async ({ page, another }) => {
  // One sign of level 3, "debt or poverty leaves basic needs unmet": an assessment under section 17.
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I090', 'belief.level': '3', 'you.continuingRole': 'yes', 'openness.informed': 'yes', 'openness.agreement': 'given' });
  const desk = new DeskPage(page);
  await enter(page.context(), WORKER);
  await desk.claimAndDecide(reference);

  await expect(page.locator('#decision-form input[type=radio]:checked'), 'nothing is chosen beforehand').toHaveCount(0);
  await expectAccessible(page);
  await desk.press('Check and decide');
  await expect(page.locator('.govuk-error-summary')).toContainText(`${child}: choose a level and route`);
  await expect(page.locator('.govuk-error-summary')).toContainText('Read the history and say so');
  await expectAccessible(page);

  await desk.route(child, 'Level 3 · Social work assessment');
  await desk.sayWhy(child, { need: 'N7 Low income', why: WHY });
  await desk.keepSafe(child);
  await desk.press('Check and decide');
  await expect(page.getByRole('heading', { level: 1, name: 'Check before you decide' })).toBeVisible();
  await expect(page.getByText('As much protection as what governed before.')).toBeVisible();
  await expectAccessible(page);
  await desk.press('Decide');
  await expect(page.getByText('Decided. It is in force')).toBeVisible();
  await expect(page.locator('#your-decision')).toContainText(WHY);
  await expectAccessible(page);

  // Nobody is let go before the referrer has been told.
  await desk.openContact(reference);
  await expect(page.getByText('The referrer has not been told.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close the contact' })).toHaveCount(0);
  await desk.readAndSendLetter(reference);
  await expectAccessible(page);
  await desk.press('Send the letter');
  await expect(page.getByText('Sent. They have a message')).toBeVisible();

  const teacher = await another(TEACHER);
  await teacher.goto(`/my/contacts/${reference}`);
  await expect(teacher.getByText('A decision has been made and we have written to you.')).toBeVisible();
  await teacher.getByRole('link', { name: 'What we decided' }).click();
  await expect(teacher.getByRole('article')).toContainText(reference);
  await expect(teacher.getByRole('article'), 'the worker’s own words stay with the worker').not.toContainText(WHY);

  await desk.openContact(reference);
  await expect(page.getByText('Read by the recipient')).toBeVisible();
  await desk.press('Close the contact');
  await expect(page.locator('#ending, main')).not.toHaveCount(0);
  await page.goto('/closed');
  await expect(page.getByRole('link', { name: reference })).toBeVisible();
  await page.goto('/queue');
  await page.getByLabel('Find by reference').fill(reference);
  await desk.press('Find');
  await expect(page.getByText('Closed', { exact: false }).first()).toBeVisible();
});
